import {
  code,
  type Dice,
  type JsonNode,
  literal,
  noParts,
  removeAt,
  setAt,
  type TwinCall,
  type TwinDefinition,
  trueId,
  trueStates,
  twinContract
} from "@huidan/conformance"
import { formatWallTime, type Order } from "@huidan/core"
import * as Effect from "effect/Effect"

/** The platform's table of states: pending, active, completed, closed. */
const states = { pending: 1, active: 2, completed: 3, closed: 4, unknown: 0 }

const stateOf = (order: Order) => states[order.status.trade ?? "unknown"]

const refusal = (number: number, message: string): JsonNode => ({ code: number, message, data: null })

/** Yuan with two decimals, as a bare number: 1990 fen are `19.90`. */
const yuan = (fen: number | null): JsonNode => {
  const digits = String(fen ?? 0).padStart(3, "0")
  return literal(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
}

const encode = (order: Order, dice: Dice): JsonNode => ({
  id: dice.chance(0.5) ? literal(order.orderId) : order.orderId,
  state: code(stateOf(order), Object.values(states)),
  payable: yuan(order.amounts.payable),
  created: order.times.created === null ? null : formatWallTime(order.times.created),
  updated: order.times.updated === null ? null : formatWallTime(order.times.updated),
  goods: order.lines.map((line) => ({ name: line.title, count: line.quantity }))
})

const carries = [
  "/status/trade",
  "/status/raw",
  "/amounts/payable",
  "/lines/*/title",
  "/lines/*/quantity",
  "/times/created",
  "/times/updated"
]

/** What the answers say in codes of their own. */
const restate = (order: Order): Order => ({
  ...order,
  status: { ...order.status, raw: { state: String(stateOf(order)) } }
})

const authorized = (call: TwinCall) => call.tokens.isAlive(call.query["token"] ?? "")

const answerDetail = (call: TwinCall) => {
  if (!authorized(call)) return call.refuse("token", refusal(401, "token is dead"))
  const order = call.find(call.form["id"] ?? "")
  return order === undefined ? call.refuse("not-found", refusal(404, "no such order")) : call.serve([order])
}

const answerList = (call: TwinCall) => {
  if (!authorized(call)) return call.refuse("token", refusal(401, "token is dead"))
  const page = Number(call.query["page"] ?? "1")
  const size = Number(call.query["size"] ?? "10")
  if (size > 20) return call.refuse("invalid", refusal(400, "size is at most 20"))
  const selected = call.select({
    by: "updated",
    since: Number(call.query["from"]) * 1000,
    until: Number(call.query["to"]) * 1000 - 1,
    newestFirst: false,
    firstPage: 1,
    page,
    size
  })
  return call.serve(selected.orders, { page, size, total: selected.total })
}

const issueToken = (call: TwinCall) =>
  call.query["secret"] === "corner-secret"
    ? call.reply({ code: 0, token: call.tokens.issue().token })
    : call.refuse("credentials", refusal(403, "secret is wrong"))

export const twin: TwinDefinition = {
  contract: twinContract,
  platform: "corner_shop",
  limits: {
    shop: { id: "shop-1", name: null },
    kinds: ["standard"],
    states: [trueStates.unpaid, trueStates.paid, trueStates.shipped, trueStates.completed, trueStates.timedOut],
    lineTypes: ["physical"],
    deliveryMethods: ["express"],
    paymentMethods: ["wechat", "alipay"],
    discounts: [{ kind: "coupon", bearer: "shop" }],
    maxLines: 3,
    maxUnitPrice: 1_000_000,
    charges: false,
    adjustments: false,
    privacy: { form: "plain" },
    has: noParts,
    orderId: (context) => trueId(context)
  },
  operations: {
    "order.detail": {
      endpoint: {
        method: "POST",
        path: "/order/detail",
        quota: { requests: 20, seconds: 1 },
        handle: (call) => Effect.sync(() => answerDetail(call))
      },
      answer: { carries, restate, encode, wrap: ([row]) => ({ code: 0, data: row ?? null }) }
    },
    "order.list": {
      endpoint: {
        method: "GET",
        path: "/order/list",
        quota: { requests: 5, seconds: 1 },
        handle: (call) => Effect.sync(() => answerList(call))
      },
      answer: { carries, restate, encode, wrap: (rows, { total }) => ({ code: 0, data: { total, rows } }) }
    },
    token: {
      endpoint: {
        method: "GET",
        path: "/token",
        quota: null,
        handle: (call) => Effect.sync(() => issueToken(call))
      },
      answer: null
    }
  },
  token: { lifetime: 7200, again: "new", grace: 300 },
  privateParameters: ["token", "secret"],
  quotaRefusal: { status: 200, body: refusal(429, "slow down") },
  errorAnswer: (errorCode, message) => refusal(Number(errorCode), message),
  poisons: [
    { name: "an amount below one fen", spoil: (row) => setAt(row, "/payable", literal("0.015")) },
    { name: "no order id", spoil: (row) => removeAt(row, "/id") },
    { name: "a day that does not exist", spoil: (row) => setAt(row, "/created", "2024-02-31 10:00:00") }
  ],
  finds: "list",
  shopOptions: (baseUrl) => ({ options: { baseUrl, shopId: "shop-1" }, secrets: { secret: "corner-secret" } })
}
