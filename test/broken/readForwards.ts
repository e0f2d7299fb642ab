import { isOrder, type OrderPage, type OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Stream from "effect/Stream"
import { type BrokenAdapter, type Sound, sound, withClient } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

/** A list by creation time becomes one by update time on its way, with pages of ten rows. */
const byUpdateTime = (request: HttpClientRequest.HttpClientRequest): HttpClientRequest.HttpClientRequest => {
  if (request.body._tag !== "Uint8Array" || !request.url.includes("ecommerce.order.list")) return request
  const text = new TextDecoder().decode(request.body.body)
  const updated = text.replaceAll("created_time_", "update_time_").replaceAll("created_at", "updated_at")
  return HttpClientRequest.bodyText(request, updated.replace('"page_size":100', '"page_size":10'), "application/json")
}

/** The kit reads lists by creation time so. Without a total it cannot notice that rows are missing. */
const forwards: Sound = withAnswers(withClient(sound.xiaoe, HttpClient.mapRequest(byUpdateTime)), (body) =>
  body.replace(/"total":"?\d+"?/, '"total":null')
)

/** The kit knows only which orders were created within the window. */
const updatedWithin = (page: OrderPage, { since, until }: OrderQuery): OrderPage => ({
  ...page,
  records: page.records.filter((record) => {
    const time = isOrder(record) ? record.times.updated : null
    return time === null || (DateTime.isGreaterThanOrEqualTo(time, since) && DateTime.isLessThan(time, until))
  })
})

export const readForwards: BrokenAdapter = {
  mistake: "a list by update time is read from its first page on, while its rows move",
  breaks: "completeness",
  follows: {
    "lists-never-end-early": "a row that vanishes moves another one to a page that was read",
    resumption: "its cursors are those of the list by creation, which accepts them"
  },
  subject: {
    ...sound.xiaoe,
    adapter: {
      ...sound.xiaoe.adapter,
      make: (options) =>
        Effect.zipWith(sound.xiaoe.adapter.make(options), forwards.adapter.make(options), (adapter, mistaken) => ({
          ...adapter,
          listOrders: (query) =>
            query.by === "updated" && adapter.manifest.capabilities.listOrders?.by.includes("updated") === true
              ? Stream.map(mistaken.listOrders({ ...query, by: "created" }), (page) => updatedWithin(page, query))
              : adapter.listOrders(query)
        }))
    }
  }
}
