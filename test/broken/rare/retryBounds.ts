import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter, withClient } from "../BrokenAdapter.ts"

/** An HTML page instead of a token becomes a refusal. */
const withRefusedTokens = (client: HttpClient.HttpClient): HttpClient.HttpClient =>
  HttpClient.transformResponse(client, (responding) =>
    Effect.gen(function* () {
      const response = yield* responding
      if (!response.request.url.endsWith("/token")) return response
      const text = yield* response.text
      const body = text.startsWith("<html>") ? '{"code":9999,"msg":"no JSON","data":null}' : text
      return HttpClientResponse.fromWeb(response.request, new Response(body, { status: response.status }))
    })
  )

export const retryBounds: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "a list is begun again after a refusal",
    breaks: "retry-bounds",
    follows: {},
    subject: withAdapter(sound.xiaoe, (adapter) => ({
      ...adapter,
      listOrders: (query) =>
        Stream.catch(adapter.listOrders(query), (error) =>
          error.reason._tag === "PermissionDenied" ? adapter.listOrders(query) : Stream.fail(error)
        )
    }))
  },
  {
    mistake: "an HTML page instead of a token is taken for a refusal, and not retried",
    breaks: "retry-bounds",
    follows: {},
    subject: withClient(sound.xiaoe, withRefusedTokens)
  }
]
