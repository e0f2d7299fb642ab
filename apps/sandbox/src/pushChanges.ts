/** Sends the pushes of changes to a program, as platforms do: a few at once, again if one was not accepted, then never. */
import type { OrderChange, RunningTwin } from "@huidan/conformance"
import type { PushAnswer, PushRequest } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Schedule from "effect/Schedule"
import * as Semaphore from "effect/Semaphore"

/** How many pushes were sent, and what became of them. */
export interface PushCounts {
  /** Accepted by the program. */
  accepted: number
  /** Not accepted, or not delivered, at any of the attempts. */
  failed: number
  /** Not sent at all, since too many were waiting. */
  dropped: number
}

/** Pushes that are sent at once. */
const atOnce = 4
/** Pushes that wait or are being sent, at most. */
const mostWaiting = 100
const timeout = "5 seconds"
/** After the first attempt, two and four seconds later. */
const again = { schedule: Schedule.exponential("2 seconds"), times: 2 }

/** `url` has `{shop}` and `{platform}` in their places, or not. */
export const pushUrl = (url: string, shop: string, platform: string): string =>
  url.replaceAll("{shop}", encodeURIComponent(shop)).replaceAll("{platform}", encodeURIComponent(platform))

/** Sends the push of a change to `url` if the platform has pushes; never fails. Counts what became of it. */
export const makePushSender = (
  twin: RunningTwin,
  url: string,
  counts: PushCounts
): ((change: OrderChange) => Effect.Effect<void>) => {
  const permits = Semaphore.makeUnsafe(atOnce)
  let waiting = 0
  const accepts = twin.definition.push?.accepts ?? (() => true)
  const attempt = (change: OrderChange) =>
    Effect.gen(function* () {
      // Signed for each attempt: signatures age.
      const push = yield* twin.pushOf(change)
      if (push === null) return
      const answer = yield* send(push, url)
      if (!accepts(answer)) return yield* Effect.fail("not accepted" as const)
      counts.accepted += 1
    }).pipe(Effect.timeout(timeout))
  const sending = (change: OrderChange) =>
    attempt(change).pipe(
      permits.withPermit,
      Effect.retry(again),
      Effect.catchCause(() =>
        Effect.sync(() => {
          counts.failed += 1
        })
      ),
      Effect.ensuring(
        Effect.sync(() => {
          waiting -= 1
        })
      )
    )
  return (change) =>
    Effect.suspend(() => {
      if (waiting >= mostWaiting) {
        counts.dropped += 1
        return Effect.void
      }
      waiting += 1
      return sending(change)
    })
}

const send = ({ body, headers, method, url }: PushRequest, to: string) =>
  Effect.gen(function* () {
    const { "content-type": contentType = "application/json", ...others } = headers
    const request = HttpClientRequest.make(method === "GET" ? "GET" : "POST")(withQuery(to, url)).pipe(
      HttpClientRequest.setHeaders(others),
      HttpClientRequest.bodyUint8Array(body, contentType)
    )
    const response = yield* HttpClient.execute(request)
    const answer: PushAnswer = {
      status: response.status,
      headers: { ...response.headers },
      body: yield* response.text
    }
    return answer
  }).pipe(
    Effect.provide(FetchHttpClient.layer),
    // Signatures are in URLs.
    Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
  )

/** A platform adds its own parameters to the address that it was told. */
const withQuery = (to: string, url: string): string => {
  const [, query = ""] = /\?(.*)$/.exec(url) ?? []
  if (query === "") return to
  return `${to}${to.includes("?") ? "&" : "?"}${query}`
}
