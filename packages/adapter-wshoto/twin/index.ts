/** Wshoto's open platform (open.wshoto.com), simulated from its documents: the order detail of the mall, and its token. */
import {
  type JsonNode,
  type TwinCall,
  type TwinDefinition,
  type TwinError,
  type TwinReply,
  twinContract
} from "@huidan/conformance"
import { isJsonObject } from "@huidan/core"
import * as Effect from "effect/Effect"
import { appid, restateWshotoDetail, wshotoDetailCarries, wshotoLimits } from "./mallOrderDetail/Limits.ts"
import { encodeWshotoOrder } from "./mallOrderDetail/Order.ts"

/** Invented, like everything that a twin holds. */
const appSecret = "wshoto-twin-app-secret"

/** By the vendor's own client this code means that the token is dead; the other codes that it knows mean the same. */
const deadToken = 10_001

/** No table of errors is published: three codes are known from the vendor's own client, any other means no more than "refused". */
const errors: ReadonlyArray<TwinError> = [
  { code: "10001", reason: "Authentication(token)" },
  { code: "10010", reason: "Authentication(token)" },
  { code: "10011", reason: "Authentication(token)" },
  { code: "1", reason: "PlatformRejected" },
  { code: "9999", reason: "PlatformRejected" }
]

/** Wshoto publishes no table of errors: this code is the twin's own, and means no more than "refused". */
const unpublishedRefusal = 1

const success = (data: JsonNode): JsonNode => ({ code: 0, msg: "请求成功", data, sub_code: "00000" })

const failure = (code: number, msg: string): JsonNode => ({
  code,
  msg,
  data: null,
  sub_code: String(code).padStart(5, "0")
})

/** 有效期内重复获取返回相同结果 */
const issueToken = (call: TwinCall): TwinReply => {
  if (call.query["appid"] !== appid || call.query["app_secret"] !== appSecret) {
    return call.refuse("credentials", failure(unpublishedRefusal, "appid or app_secret is wrong"))
  }
  const { token, issuedAt } = call.tokens.issue()
  const data = { access_token: token, expires_in: lifetime, create_at: Math.floor(issuedAt / 1000) }
  return call.reply({ code: 0, msg: "ok", data })
}

const answerDetail = (call: TwinCall): TwinReply => {
  if (!call.tokens.isAlive(call.query["access_token"] ?? "")) {
    return call.refuse("token", failure(deadToken, "access_token is invalid or has expired"))
  }
  const orderNumber = isJsonObject(call.json) ? call.json["order_sn"] : undefined
  if (typeof orderNumber !== "string" || orderNumber === "") {
    return call.refuse("invalid", failure(unpublishedRefusal, "order_sn is missing"))
  }
  const order = call.find(orderNumber)
  return order === undefined
    ? call.refuse("not-found", failure(unpublishedRefusal, "no such order"))
    : call.serve([order])
}

/** Seconds. */
const lifetime = 7200

export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "wshoto",
  limits: wshotoLimits,
  operations: {
    "mall.order.detail": {
      endpoint: {
        method: "POST",
        path: "/openapi/mall/order/detail",
        quota: null,
        handle: (call) => Effect.sync(() => answerDetail(call))
      },
      answer: {
        carries: wshotoDetailCarries,
        restate: restateWshotoDetail,
        encode: encodeWshotoOrder,
        // The table calls `data` a list, the example prints one object.
        wrap: ([row], _page, dice) => success(dice.chance(0.3) ? [row ?? null] : (row ?? null))
      },
      errors
    },
    access_token: {
      endpoint: {
        method: "GET",
        path: "/openapi/access_token",
        quota: null,
        handle: (call) => Effect.sync(() => issueToken(call))
      },
      answer: null,
      errors
    }
  },
  token: { lifetime, again: "same", grace: 0 },
  privateParameters: ["access_token", "app_secret"],
  quotaRefusal: { status: 200, body: failure(unpublishedRefusal, "too many requests") },
  errorAnswer: (code, message) => failure(Number(code), message),
  poisons: [],
  finds: "number",
  shopOptions: (baseUrl) => ({ options: { baseUrl, appId: appid }, secrets: { appSecret } })
}
