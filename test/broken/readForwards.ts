import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { type BrokenAdapter, sound, withAdapter, withClient } from "./BrokenAdapter.ts"
import { withAnswers } from "./changes.ts"

/** A list by creation time becomes one by update time on its way, with pages of ten rows. */
const byUpdateTime = (request: HttpClientRequest.HttpClientRequest): HttpClientRequest.HttpClientRequest => {
  if (request.body._tag !== "Uint8Array" || !request.url.includes("order.list")) return request
  const text = new TextDecoder().decode(request.body.body)
  const updated = text.replaceAll("created_time_", "update_time_").replaceAll("created_at", "updated_at")
  return HttpClientRequest.bodyText(request, updated.replace(`"page_size":100`, `"page_size":10`), "application/json")
}

export const readForwards: BrokenAdapter = {
  mistake: "a list by update time is read from its first page on, while its rows move",
  breaks: "completeness",
  follows: {},
  // The kit reads lists by creation time so; without a total it cannot notice that rows are missing.
  subject: withAnswers(
    withAdapter(withClient(sound.xiaoe, HttpClient.mapRequest(byUpdateTime)), (adapter) => ({
      ...adapter,
      manifest: {
        ...adapter.manifest,
        capabilities: { ...adapter.manifest.capabilities, listOrders: { by: ["updated"], states: false } }
      },
      listOrders: (query) => adapter.listOrders({ ...query, by: "created" })
    })),
    (body) => body.replace(/"total":"?\d+"?/, `"total":null`)
  )
}
