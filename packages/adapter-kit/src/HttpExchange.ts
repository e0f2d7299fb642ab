/**
 * One request and its answer as text. The package's one file that knows Effect's (unstable) HTTP client.
 *
 * Secrets in queries are redacted from spans, and no trace header is sent to a platform.
 */
import type { AdapterErrorReason } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import type { HttpClientRequest } from "effect/http/HttpClientRequest"
import * as UrlParams from "effect/http/UrlParams"
import * as Option from "effect/Option"

export interface HttpAnswer {
  readonly status: number
  readonly body: string
  /** `Retry-After` in seconds, from now. */
  readonly retryAfter: number | null
}

/** The client of the context, else `fetch`. */
export const httpClient: Effect.Effect<HttpClient.HttpClient> = Effect.gen(function* () {
  const provided = yield* Effect.serviceOption(HttpClient.HttpClient)
  if (Option.isSome(provided)) return provided.value
  return yield* HttpClient.HttpClient.pipe(Effect.provide(FetchHttpClient.layer))
})

const quiet = Context.make(HttpClient.TracerPropagationEnabled, false).pipe(
  Context.add(UrlParams.CurrentRedactedNames, [
    "access_token",
    "refresh_token",
    "app_secret",
    "secret_key",
    "sign",
    /secret/,
    /token/
  ])
)

/** Sends a request; the whole exchange, body included, has `timeLimit` seconds. */
export const exchange = (
  client: HttpClient.HttpClient,
  request: HttpClientRequest,
  timeLimit: number
): Effect.Effect<HttpAnswer, AdapterErrorReason> =>
  Effect.gen(function* () {
    const response = yield* client.execute(request)
    const bytes = yield* response.arrayBuffer
    const now = yield* Clock.currentTimeMillis
    const retryAfter = secondsOf(response.headers["retry-after"], now)
    return { status: response.status, bytes, retryAfter }
  }).pipe(
    Effect.mapError((error): AdapterErrorReason => ({ _tag: "Transport", detail: describe(error.reason._tag) })),
    Effect.timeoutOrElse({
      duration: Duration.seconds(timeLimit),
      orElse: () => Effect.fail<AdapterErrorReason>({ _tag: "Timeout", after: timeLimit })
    }),
    Effect.flatMap(({ bytes, retryAfter, status }) =>
      Effect.map(readUtf8(bytes), (body): HttpAnswer => ({ status, body, retryAfter }))
    ),
    Effect.provideContext(quiet)
  )

const readUtf8 = (bytes: ArrayBuffer): Effect.Effect<string, AdapterErrorReason> =>
  Effect.try({
    try: () => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    catch: (): AdapterErrorReason => ({
      _tag: "ResponseDecode",
      pointer: "",
      expected: "UTF-8",
      found: `${bytes.byteLength} bytes that are not`,
      position: null
    })
  })

const describe = (tag: string): string =>
  tag === "TransportError"
    ? "the connection failed or ended before the answer was whole"
    : `the exchange failed (${tag})`

/** `Retry-After` is a number of seconds or a date. */
const secondsOf = (header: string | undefined, now: number): number | null => {
  if (header === undefined || header.trim() === "") return null
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header)
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000))
}
