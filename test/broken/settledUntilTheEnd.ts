import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, sound, withAdapter, withClient } from "./BrokenAdapter.ts"

export const settledUntilTheEnd: BrokenAdapter = {
  mistake: "every page is settled until the end of the query",
  breaks: "lists-never-end-early",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    listOrders: (query) => Stream.map(adapter.listOrders(query), (page) => ({ ...page, settledUntil: query.until }))
  }))
}

export const ownClock: BrokenAdapter = {
  mistake: "lists settle by this machine's clock, whatever the platform's says",
  breaks: "lists-never-end-early",
  follows: {},
  // The adapter hears this machine's time as the platform's.
  subject: withClient(
    sound.xiaoe,
    HttpClient.transformResponse((responding) =>
      Effect.gen(function* () {
        const response = yield* responding
        const date = DateTime.toDateUtc(yield* DateTime.now).toUTCString()
        const { headers, request, status } = response
        const body = yield* response.arrayBuffer
        return HttpClientResponse.fromWeb(request, new Response(body, { status, headers: { ...headers, date } }))
      })
    )
  )
}
