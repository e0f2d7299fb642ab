import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as Schedule from "effect/Schedule"
import { type BrokenAdapter, sound, withClient } from "./BrokenAdapter.ts"

export const clientRetriesToo: BrokenAdapter = {
  mistake: "the HTTP client retries too, without end",
  breaks: "retry-bounds",
  follows: {},
  subject: withClient(sound.wshoto, (client) =>
    client.pipe(HttpClient.filterStatusOk, HttpClient.transformResponse(Effect.retry(Schedule.spaced("1 second"))))
  )
}
