/** Calls at the 蜂巢 gateway: form-encoded, each signed with the time it is sent at. */
import { type Calls, requireOption } from "@huidan/adapter-kit"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { fengchaoSign } from "../Auth.ts"
import type { DoudianDoor } from "../DoudianDoor.ts"
import { manifest } from "../Manifest.ts"
import type { DoudianOptions } from "../Options.ts"

export const fengchaoBaseUrl = "https://open.fw199.com"

/** 蜂巢 lists by creation time alone. */
export const fengchaoDoor = (
  options: DoudianOptions,
  baseUrl: string,
  pipeline: Calls.RequestPipeline
): DoudianDoor => ({
  name: "fengchao",
  pipeline,
  detail: (orderId) => fengchaoCall(options, baseUrl, "fengchao.trade.detail", { shop_order_id: orderId }),
  listOperation: "fengchao.trade.list",
  lists: ["created"],
  list: ({ orderStatus, page, since, size, until }) =>
    fengchaoCall(options, baseUrl, "fengchao.trade.list", {
      create_time_start: String(since),
      create_time_end: String(until),
      page: String(page),
      size: String(size),
      ...(orderStatus === null ? {} : { combine_status: JSON.stringify([{ order_status: orderStatus }]) })
    })
})

/** A call of one of the gateway's operations; `parameters` are the operation's own. */
const fengchaoCall = (
  options: DoudianOptions,
  baseUrl: string,
  operation: string,
  parameters: Readonly<Record<string, string>>
): Calls.Call => ({
  operation,
  request: () =>
    Effect.gen(function* () {
      const shop = options.shopId ?? null
      const appId = yield* requireOption(manifest, shop, "appId", options.appId)
      const appSecret = yield* requireOption(manifest, shop, "appSecret", options.appSecret)
      const sellerNick = yield* requireOption(manifest, shop, "sellerNick", options.sellerNick)
      const timestamp = String(Math.floor((yield* Clock.currentTimeMillis) / 1000))
      const form = { ...parameters, appid: appId, timestamp, seller_nick: sellerNick }
      const sign = yield* fengchaoSign(form, appSecret)
      return HttpClientRequest.post(`${baseUrl}${manifest.operations[operation]?.path ?? ""}`).pipe(
        HttpClientRequest.bodyUrlParams({ ...form, sign })
      )
    })
})
