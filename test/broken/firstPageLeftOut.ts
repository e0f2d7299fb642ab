import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { type BrokenAdapter, sound, withClient } from "./BrokenAdapter.ts"

/** Pages of list 2.0 begin with 1. */
const onePageOn = (request: HttpClientRequest.HttpClientRequest): HttpClientRequest.HttpClientRequest => {
  if (request.body._tag !== "Uint8Array" || !request.url.includes("order.list")) return request
  const body: Readonly<Record<string, unknown>> = JSON.parse(new TextDecoder().decode(request.body.body))
  const { page } = body
  return typeof page === "number" ? HttpClientRequest.bodyJsonUnsafe(request, { ...body, page: page + 1 }) : request
}

export const firstPageLeftOut: BrokenAdapter = {
  mistake: "the first page has another number, and is left out",
  breaks: "completeness",
  follows: {
    "lists-never-end-early": "rows that the list states do not come",
    "no-duplicates": "the list fails, because rows that it states do not come",
    provenance: "the list fails, because rows that it states do not come",
    quota: "the list fails, because rows that it states do not come",
    resumption: "the list fails, because rows that it states do not come",
    "retry-bounds": "the list fails, because rows that it states do not come",
    "stored-rows": "the list fails, because rows that it states do not come"
  },
  subject: withClient(sound.xiaoe, HttpClient.mapRequest(onePageOn))
}
