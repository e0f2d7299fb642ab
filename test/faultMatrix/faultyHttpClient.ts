/** An `HttpClient` for a twin that can break, cut or compress answers on their way, and whose clocks may differ. */
import { gzipSync } from "node:zlib"
import { makeTwinHttpClient, type RunningTwin } from "@huidan/conformance"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import type { WayChange } from "./MatrixFault.ts"

export interface FaultyClientOptions {
  /** Changes the first `upTo` answers of a path; `null`: changes none. */
  readonly change: {
    readonly path: string
    readonly upTo: number
    readonly apply: (body: Uint8Array) => ChangedAnswer
  } | null
  /** Seconds by which the caller's clock is ahead of the platform's. */
  readonly aheadSeconds: () => number
}

export interface ChangedAnswer {
  readonly bytes: Uint8Array
  /** The connection breaks after the bytes. */
  readonly broken?: boolean
  readonly headers?: Readonly<Record<string, string>>
  readonly status?: number
}

type Exchange = Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError>

export const makeFaultyHttpClient = (
  twin: RunningTwin,
  baseUrl: string,
  { aheadSeconds, change }: FaultyClientOptions
): HttpClient.HttpClient => {
  let changed = 0
  return HttpClient.transformResponse(makeTwinHttpClient(twin, baseUrl), (exchange) =>
    Effect.gen(function* () {
      const response = yield* atThePlatform(exchange, aheadSeconds())
      if (change === null || new URL(response.request.url).pathname !== change.path) return response
      changed += 1
      if (changed > change.upTo) return response
      return changedResponse(response, change.apply(new Uint8Array(yield* response.arrayBuffer)))
    })
  )
}

/** A platform finishes a request even if its caller has gone, and has its own clock. */
const atThePlatform = (exchange: Exchange, aheadSeconds: number): Exchange =>
  Effect.gen(function* () {
    const clock = yield* Effect.clockWith(Effect.succeed)
    const own = exchange.pipe(Effect.provideService(Clock.Clock, shifted(clock, -aheadSeconds)))
    return yield* Fiber.join(yield* Effect.forkDetach(own))
  })

const shifted = (clock: Clock.Clock, seconds: number): Clock.Clock => {
  const millis = seconds * 1000
  const nanos = BigInt(seconds) * 1_000_000_000n
  return {
    currentTimeMillisUnsafe: () => clock.currentTimeMillisUnsafe() + millis,
    currentTimeNanosUnsafe: () => clock.currentTimeNanosUnsafe() + nanos,
    monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
    currentTimeMillis: Effect.map(clock.currentTimeMillis, (now) => now + millis),
    currentTimeNanos: Effect.map(clock.currentTimeNanos, (now) => now + nanos),
    monotonicTimeNanos: clock.monotonicTimeNanos,
    sleep: (duration) => clock.sleep(duration)
  }
}

const changedResponse = (
  response: HttpClientResponse.HttpClientResponse,
  { broken = false, bytes, headers = {}, status = response.status }: ChangedAnswer
): HttpClientResponse.HttpClientResponse =>
  HttpClientResponse.fromWeb(
    response.request,
    new Response(broken ? brokenStream(bytes) : Uint8Array.from(bytes), {
      status,
      headers: { ...response.headers, ...headers }
    })
  )

const brokenStream = (bytes: Uint8Array): ReadableStream<Uint8Array> => {
  const chunks = [bytes]
  return new ReadableStream({
    pull: (controller) => {
      const chunk = chunks.shift()
      if (chunk === undefined) controller.error(new Error("terminated"))
      else controller.enqueue(chunk)
    }
  })
}

const firstHalf = (body: Uint8Array): Uint8Array => body.slice(0, body.length >> 1)

/** Half of the body, and the first two of three bytes of a character. */
const endInCharacter = (body: Uint8Array): Uint8Array => Uint8Array.from([...firstHalf(body), 0xe6, 0xb1])

/** Half of the body, without the part of a character at its end. */
const endEarly = (body: Uint8Array): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(firstHalf(body), { stream: true }))

export const wayChanges: Readonly<Record<WayChange, (body: Uint8Array) => ChangedAnswer>> = {
  "broken-in-character": (body) => ({ bytes: endInCharacter(body), broken: true }),
  "ends-in-character": (body) => ({ bytes: endInCharacter(body) }),
  "ends-early": (body) => ({ bytes: endEarly(body) }),
  "status-500": (bytes) => ({ bytes, status: 500 }),
  gzip: (body) => ({ bytes: gzipSync(body), headers: { "content-encoding": "gzip" } })
}
