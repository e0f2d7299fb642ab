/**
 * One request and its answer as text, by Effect's (unstable) HTTP client.
 *
 * Secrets in queries are redacted from spans, and no trace header is sent to a platform.
 */
import { type AdapterErrorReason, responseDecode } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientError } from "effect/http/HttpClientError"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import type { HttpClientResponse } from "effect/http/HttpClientResponse"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { defaultTimeLimit } from "../account/Breaker.ts"
import { monotonicMillis } from "../account/monotonicTime.ts"
import { boundedBody, type TooLong } from "./boundedBody.ts"
import { parseHttpDate, type StatedTime } from "./PlatformClock.ts"
import { refusedRedirect } from "./redirect.ts"
import { type ExchangeFailure, failureOfHttpError } from "./transportFailure.ts"

/** The answer to one HTTP request. */
export interface HttpAnswer {
  readonly status: number
  readonly body: string
  /** `Retry-After` in seconds from now; `null` without the header. At most a day. */
  readonly retryAfter: number | null
  /** The header `Date`; `null` without it, and if a cache on the way kept the answer (header `Age`). */
  readonly date: StatedTime | null
}

/** The `HttpClient` of the context, otherwise `fetch`. `fetch` follows no redirect. */
export const httpClient: Effect.Effect<HttpClient.HttpClient> = Effect.gen(function* () {
  const provided = yield* Effect.serviceOption(HttpClient.HttpClient)
  const client = Option.isSome(provided)
    ? provided.value
    : yield* HttpClient.HttpClient.pipe(Effect.provide(FetchHttpClient.layer))
  return HttpClient.transformResponse(client, (response) =>
    Effect.flatMap(Effect.serviceOption(FetchHttpClient.RequestInit), (init) =>
      Effect.provideService(response, FetchHttpClient.RequestInit, { ...Option.getOrNull(init), redirect: "manual" })
    )
  )
})

/** The same effect, whose requests are sent by this function instead of the global `fetch`. */
export const withFetch =
  (fetch: typeof globalThis.fetch) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(httpClient, (client) =>
      Effect.provideService(
        self,
        HttpClient.HttpClient,
        HttpClient.transformResponse(client, Effect.provideService(FetchHttpClient.Fetch, responding(fetch)))
      )
    )

/** A function of the caller's may resolve with anything: something else than a response is a failed exchange. */
const responding =
  (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
  async (...request) => {
    const response = await fetch(...request)
    if (!isResponse(response)) throw new TypeError("`fetch` resolved with something else than a response")
    return response
  }

const isResponse = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  typeof Reflect.get(value, "status") === "number" &&
  typeof Reflect.get(value, "headers") === "object" &&
  typeof Reflect.get(value, "arrayBuffer") === "function"

const redactedNames: ReadonlyArray<string | RegExp> = [
  "access_token",
  "refresh_token",
  "app_secret",
  "secret_key",
  "nonce",
  /^sig(n|nature)?$/,
  /secret/,
  /token/
]

const quiet = (privateParameters: ReadonlyArray<string>) =>
  Context.make(HttpClient.TracerPropagationEnabled, false).pipe(
    Context.add(UrlParams.CurrentRedactedNames, [...redactedNames, ...privateParameters])
  )

/** What an exchange may cost, and show. */
export interface ExchangeLimits {
  /** Seconds that the whole exchange may take. */
  readonly timeLimit: number
  /** Bytes that the body may have, as received and as decompressed. */
  readonly answerLimit: number
  /** Query parameters that no span shows. */
  readonly privateParameters?: ReadonlyArray<string> | undefined
}

/**
 * Sends a request. The whole exchange, body included, may take `timeLimit` seconds, then it fails with `Timeout`. A body of
 * more than `answerLimit` bytes is not read further, and fails with `ResponseDecode`. Spans show no query parameter whose
 * name says that it is secret, nor those in `privateParameters`.
 */
export const exchange = (
  client: HttpClient.HttpClient,
  request: HttpClientRequest,
  { answerLimit, privateParameters = [], timeLimit }: ExchangeLimits
): Effect.Effect<HttpAnswer, ExchangeFailure> =>
  Effect.gen(function* () {
    const response = yield* client.execute(request)
    const redirect = refusedRedirect(response.status, response.headers["location"], request.url)
    if (redirect !== null) return yield* Effect.fail(redirect)
    const date = statedTime(response.headers, yield* monotonicMillis)
    const bytes = yield* boundedBody(withoutEmptyError(response), answerLimit)
    const retryAfter = secondsOf(response.headers["retry-after"], date?.at ?? (yield* Clock.currentTimeMillis))
    const plain = yield* decompressed(bytes, answerLimit)
    const body = yield* readUtf8(plain, response.status)
    return { status: response.status, body, retryAfter, date }
  }).pipe(
    Effect.mapError((error) => failureOf(error, answerLimit)),
    Effect.timeoutOrElse({
      duration: Duration.seconds(timeLimit),
      orElse: () =>
        Effect.fail<ExchangeFailure>({
          reason: { _tag: "Timeout", after: timeLimit },
          // A shorter limit is the caller's: the platform may only be slower than that.
          isOutage: timeLimit >= defaultTimeLimit
        })
    }),
    Effect.provideContext(quiet(privateParameters))
  )

/** `fetch` decompresses gzip, other clients do not. The first bytes decide, not a header: no JSON begins like gzip. */
const decompressed = (
  bytes: Uint8Array<ArrayBuffer>,
  limit: number
): Effect.Effect<Uint8Array<ArrayBuffer>, AdapterErrorReason | TooLong> => {
  const [first, second] = bytes
  if (first !== 0x1f || second !== 0x8b) return Effect.succeed(bytes)
  const plain = Stream.fromReadableStream<Uint8Array, AdapterErrorReason>({
    evaluate: () => new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")),
    onError: () => unreadable("gzip", bytes, 0)
  })
  return boundedBody(plain, limit)
}

/** The body of an answer; one without a body is empty. */
const withoutEmptyError = (response: HttpClientResponse): Stream.Stream<Uint8Array, HttpClientError> =>
  Stream.catch(response.stream, (error) =>
    error.reason._tag === "EmptyBodyError"
      ? Stream.fromEffect(Effect.map(response.arrayBuffer, (bytes) => new Uint8Array(bytes)))
      : Stream.fail(error)
  )

/** An error page may have any encoding: if the status says failure, the body need not be readable. */
const readUtf8 = (bytes: Uint8Array, status: number): Effect.Effect<string, AdapterErrorReason> =>
  Effect.try({
    try: () => new TextDecoder("utf-8", { fatal: status >= 200 && status < 300 }).decode(bytes),
    catch: () => unreadable("UTF-8", bytes, new TextDecoder().decode(bytes).indexOf("\uFFFD"))
  })

/** It has a position, like a body that is not JSON: so it is requested once more. */
const unreadable = (expected: string, bytes: Uint8Array, position: number): AdapterErrorReason => ({
  _tag: "ResponseDecode",
  pointer: "",
  expected,
  found: `${bytes.byteLength} bytes that are not`,
  position
})

/** It has no position: an answer that is too long is not asked for again. */
const tooLong = (limit: number): AdapterErrorReason =>
  responseDecode({
    pointer: "",
    expected: `an answer of at most ${limit} bytes (option \`answerLimit\`)`,
    found: "a longer one"
  })

const failureOf = (error: HttpClientError | AdapterErrorReason | TooLong, limit: number): ExchangeFailure => {
  if (error._tag === "HttpClientError") return failureOfHttpError(error)
  return { reason: error._tag === "TooLong" ? tooLong(limit) : error, isOutage: false }
}

/** The longest wait that a header can ask for, in seconds. */
const longestWait = 86_400

/** `Retry-After` is a number of seconds or a date. `now` is the platform's, else this machine's. */
const secondsOf = (header: string | undefined, now: number): number | null => {
  if (header === undefined || header.trim() === "") return null
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.min(longestWait, Number(header))
  const date = parseHttpDate(header)
  return date === null ? null : Math.min(longestWait, Math.max(0, Math.ceil((date - now) / 1000)))
}

const statedTime = (headers: Readonly<Record<string, string | undefined>>, heardAt: number): StatedTime | null => {
  const at = headers["age"] === undefined ? parseHttpDate(headers["date"]) : null
  return at === null ? null : { at, heardAt }
}
