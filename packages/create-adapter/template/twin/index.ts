/**
 * 示例平台, simulated from its document alone: its token, one order, the list.
 *
 * Written beside the document, never beside `src/`: that both agree is what the laws prove.
 */
import {
  type JsonNode,
  literal,
  noParts,
  removeAt,
  setAt,
  type TwinCall,
  type TwinDefinition,
  type TwinError,
  type TwinReply,
  trueId,
  trueStates,
  twinContract
} from "@huidan/conformance"
import { isJsonObject, type Json, parseWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { carries, encodeOrder, restate } from "./shared/Order.ts"

/** Invented, like everything that a twin holds. */
const appId = "example-twin-app"
const appSecret = "example-twin-secret"

/** 订单列表: at most so many rows a page, and a window of at most so many days. */
const largestPage = 50
const longestWindow = 30 * 86_400_000

const success = (data: JsonNode): JsonNode => ({ code: 0, message: "ok", data })
const failure = (code: number, message: string): JsonNode => ({ code, message, data: null })

const parameter = (call: TwinCall, name: string): Json => (isJsonObject(call.json) ? (call.json[name] ?? null) : null)

const issueToken = (call: TwinCall): TwinReply => {
  if (parameter(call, "app_id") !== appId || parameter(call, "app_secret") !== appSecret) {
    return call.refuse("credentials", failure(1001, "app_secret is wrong"))
  }
  const { expiresIn, token } = call.tokens.issue()
  return call.reply(success({ access_token: token, expires_in: expiresIn }))
}

/** Every call but the one for a token needs a living token. */
const withToken = (call: TwinCall, answer: (call: TwinCall) => TwinReply): TwinReply =>
  call.tokens.isAlive(String(parameter(call, "access_token")))
    ? answer(call)
    : call.refuse("token", failure(1002, "access_token is dead"))

const wrong = (call: TwinCall, name: string): TwinReply =>
  call.refuse("invalid", failure(1004, `parameter ${name} is wrong`))

const answerDetail = (call: TwinCall): TwinReply => {
  const orderId = parameter(call, "order_id")
  if (typeof orderId !== "string" || orderId === "") return wrong(call, "order_id")
  const order = call.find(orderId)
  return order === undefined ? call.refuse("not-found", failure(1005, "no such order")) : call.serve([order])
}

const answerList = (call: TwinCall): TwinReply => {
  const by = parameter(call, "time_type")
  if (by !== "created" && by !== "updated") return wrong(call, "time_type")
  const since = millis(parameter(call, "start_time"))
  const until = millis(parameter(call, "end_time"))
  // Both bounds count in, and times have whole seconds.
  if (since === null || until === null || until < since) return wrong(call, "start_time or end_time")
  if (until - since >= longestWindow) return wrong(call, "end_time: more than 30 days")
  const page = parameter(call, "page")
  const size = parameter(call, "page_size")
  if (typeof page !== "number" || page < 1) return wrong(call, "page")
  if (typeof size !== "number" || size < 1 || size > largestPage) return wrong(call, "page_size")
  const { orders, total } = call.select({ by, since, until, newestFirst: false, firstPage: 1, page, size })
  return call.serve(orders, { page, size, total })
}

/** Beijing wall time in milliseconds since 1970; `null` for anything else. */
const millis = (time: Json): number | null => {
  const instant = typeof time === "string" ? Result.getOrElse(parseWallTime(time), () => null) : null
  return instant === null ? null : DateTime.toEpochMillis(instant)
}

/** 错误码 */
const busy: TwinError = { code: "9000", reason: "PlatformUnavailable" }
const errorsOfOrders: ReadonlyArray<TwinError> = [
  { code: "1002", reason: "Authentication(token)" },
  { code: "1003", reason: "RateLimited" },
  { code: "1004", reason: "InvalidRequest" },
  busy
]

const quota = { requests: 10, seconds: 1 }

export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "example",
  limits: {
    shop: { id: appId, name: null },
    kinds: ["standard"],
    states: [trueStates.unpaid, trueStates.paid, trueStates.shipped, trueStates.completed, trueStates.timedOut],
    lineTypes: ["physical"],
    deliveryMethods: ["express"],
    paymentMethods: ["wechat"],
    discounts: [{ kind: "coupon", bearer: "shop" }],
    maxLines: 3,
    maxUnitPrice: 10_000_000,
    charges: false,
    adjustments: false,
    privacy: { form: "plain" },
    has: noParts,
    orderId: (context) => trueId(context)
  },
  operations: {
    token: {
      endpoint: {
        method: "POST",
        path: "/api/token",
        quota: null,
        handle: (call) => Effect.sync(() => issueToken(call))
      },
      answer: null,
      errors: [{ code: "1001", reason: "Authentication(credentials)" }, busy]
    },
    "order.detail": {
      endpoint: {
        method: "POST",
        path: "/api/order/detail",
        quota,
        handle: (call) => Effect.sync(() => withToken(call, answerDetail))
      },
      answer: { carries, restate, encode: encodeOrder, wrap: ([row]) => success(row ?? null) },
      errors: [...errorsOfOrders, { code: "1005", reason: "NotFound" }]
    },
    "order.list": {
      endpoint: {
        method: "POST",
        path: "/api/order/list",
        quota,
        handle: (call) => Effect.sync(() => withToken(call, answerList))
      },
      answer: {
        carries,
        restate,
        encode: encodeOrder,
        wrap: (rows, { total }) => success({ total, orders: rows })
      },
      errors: errorsOfOrders
    }
  },
  token: { lifetime: 7200, again: "new", grace: 300 },
  privateParameters: ["access_token", "app_secret"],
  quotaRefusal: { status: 200, body: failure(1003, "too many requests") },
  errorAnswer: (code, message) => failure(Number(code), message),
  poisons: [
    { name: "an amount below one fen", spoil: (row) => setAt(row, "/pay_amount", literal("1990.5")) },
    { name: "no order number", spoil: (row) => removeAt(row, "/order_id") }
  ],
  finds: "list",
  shopOptions: (baseUrl) => ({ options: { baseUrl, appId }, secrets: { appSecret } })
}
