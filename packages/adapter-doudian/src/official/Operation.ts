/** Calls at the official platform: JSON, signed with the time it is sent at; the access token is not signed. */
import { type Calls, requireOption } from "@huidan/adapter-kit"
import type { Json } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Redacted from "effect/Redacted"
import { officialSign, paramJson } from "../Auth.ts"
import type { DoudianDoor, ListRequest } from "../DoudianDoor.ts"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"

export const officialBaseUrl = "https://openapi-fxg.jinritemai.com"

export const officialDoor = (
  options: DoudianOptions,
  baseUrl: string,
  pipeline: Calls.RequestPipeline
): DoudianDoor => ({
  name: "official",
  pipeline,
  detail: (orderId) => officialCall(options, baseUrl, "order.orderDetail", { shop_order_id: orderId }),
  listOperation: "order.searchList",
  lists: ["created", "updated"],
  list: (request) => officialCall(options, baseUrl, "order.searchList", listParameters(request))
})

/** Oldest first: the platform lists the newest first unless told otherwise. */
const listParameters = ({ by, orderStatus, page, since, size, until }: ListRequest): Json => {
  const time = by === "created" ? "create_time" : "update_time"
  return {
    [`${time}_start`]: since,
    [`${time}_end`]: until,
    order_by: time,
    order_asc: true,
    page,
    size,
    ...(orderStatus === null ? {} : { combine_status: [{ order_status: orderStatus }] })
  }
}

/** A call of one of the platform's operations, whose name is its method; `parameters` are the operation's own. */
export const officialCall = (
  options: DoudianOptions,
  baseUrl: string,
  operation: string,
  parameters: Json
): Calls.Call => ({
  operation,
  request: (token) =>
    Effect.gen(function* () {
      const shop = options.shopId ?? null
      const appKey = yield* requireOption(manifest, shop, "appId", options.appId)
      const appSecret = yield* requireOption(manifest, shop, "appSecret", options.appSecret)
      const signed = {
        appKey,
        method: operation,
        paramJson: paramJson(parameters),
        timestamp: String(Math.floor((yield* Clock.currentTimeMillis) / 1000)),
        version: "2",
        signMethod: "hmac-sha256"
      } as const
      const sign = yield* officialSign(signed, appSecret)
      return HttpClientRequest.post(`${baseUrl}${manifest.operations[operation]?.path ?? ""}`, {
        headers: { "x-open-no-old-err-code": "1" },
        urlParams: {
          app_key: appKey,
          method: operation,
          ...(token === null ? {} : { access_token: Redacted.value(token.value) }),
          timestamp: signed.timestamp,
          v: signed.version,
          sign,
          sign_method: signed.signMethod
        }
      }).pipe(HttpClientRequest.bodyText(signed.paramJson, "application/json"))
    })
})
