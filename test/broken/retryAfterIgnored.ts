import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import { type BrokenAdapter, sound, withClient } from "./BrokenAdapter.ts"

export const retryAfterIgnored: BrokenAdapter = {
  mistake: "Retry-After is ignored",
  breaks: "retry-bounds",
  follows: {},
  subject: withClient(
    sound.wshoto,
    HttpClient.transformResponse(
      Effect.map((response) =>
        response.headers["retry-after"] === undefined
          ? response
          : HttpClientResponse.fromWeb(response.request, new Response("", { status: response.status }))
      )
    )
  )
}
