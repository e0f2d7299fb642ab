/** How Paper Boat checks and answers requests. Source: PLATFORM.md, 1, 2 and 4. */
import { type JsonNode, setAt, type TwinCall, type TwinReply } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { shopId } from "./shared/Limits.ts"
import { signRequest } from "./Hmac.ts"

/** Invented, like everything that a twin holds. */
export const key = "boat-key"
export const secret = "boat-secret"

export const refusal = (result: string, words: string): JsonNode => ({ result, words })

/** 1: `null` where the request may be answered. */
const checkRequest = (call: TwinCall, path: string): Effect.Effect<TwinReply | null> =>
  Effect.gen(function* () {
    const { query } = call
    if (query["key"] !== key) return call.refuse("credentials", refusal("key_unknown", "there is no such application"))
    if (Math.abs(call.now / 1000 - Number(query["ts"] ?? "x")) <= 300 === false)
      return call.refuse("clock", refusal("clock_off", "ts is too far from our clock"))
    if (query["sign"] !== (yield* signRequest(path, query, secret)))
      return call.refuse("signature", refusal("sign_wrong", "the signature does not fit"))
    const nonce = query["nonce"] ?? ""
    if (!/^[A-Za-z0-9]{8,64}$/.test(nonce)) return wrong(call, "nonce")
    if (call.memory.has(`nonce ${nonce}`)) return call.refuse("invalid", refusal("nonce_used", "the nonce came before"))
    call.memory.set(`nonce ${nonce}`, "")
    return query["shop"] === shopId
      ? null
      : call.refuse("permission", refusal("shop_not_granted", "the shop did not grant access"))
  })

const wrong = (call: TwinCall, name: string): TwinReply =>
  call.refuse("invalid", refusal("parameter_wrong", `${name} is missing or cannot be read`))

/** 3 */
export const answerOrder = (call: TwinCall): Effect.Effect<TwinReply> =>
  Effect.map(checkRequest(call, "/v1/order"), (refused) => {
    if (refused !== null) return refused
    const id = call.query["id"] ?? ""
    if (!/^\d+$/.test(id)) return wrong(call, "id")
    const order = call.find(id)
    return order === undefined
      ? call.refuse("not-found", refusal("order_unknown", "no such order in this shop"))
      : call.serve([order])
  })

const week = 7 * 86_400_000

/** 4 */
export const answerOrders = (call: TwinCall): Effect.Effect<TwinReply> =>
  Effect.map(checkRequest(call, "/v1/orders"), (refused) => {
    if (refused !== null) return refused
    const { by, limit, mark } = call.query
    const from = instant(call.query["from"])
    const to = instant(call.query["to"])
    const size = Number(limit)
    if (by !== "created" && by !== "updated") return wrong(call, "by")
    if (from === null) return wrong(call, "from")
    if (to === null || to < from) return wrong(call, "to")
    if (!Number.isInteger(size) || size < 1 || size > 50) return wrong(call, "limit")
    if (to - from > week)
      return call.refuse("invalid", refusal("window_too_long", "from and to are more than 7 days apart"))
    const list = `${by} ${from} ${to}`
    const behind = mark === undefined ? { at: Number.NEGATIVE_INFINITY, id: "" } : readMark(list, mark)
    if (behind === null) return call.refuse("invalid", refusal("mark_wrong", "the mark is not one of this list"))
    const { orders, total } = call.select({
      by,
      since: from,
      until: to - 1,
      newestFirst: false,
      firstPage: 1,
      page: 1,
      size,
      where: (order) => timeOf(order, by) > behind.at || (timeOf(order, by) === behind.at && order.orderId > behind.id)
    })
    const last = orders.at(-1)
    const reply = call.serve(orders)
    return last === undefined || total <= size
      ? reply
      : { ...reply, body: setAt(reply.body, "/next", writeMark(list, timeOf(last, by), last.orderId)) }
  })

const timeOf = ({ times }: Order, by: "created" | "updated"): number => {
  const time = times[by]
  return time === null ? Number.NEGATIVE_INFINITY : DateTime.toEpochMillis(time)
}

const iso = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/

const instant = (text: string | undefined): number | null => {
  const millis = text !== undefined && iso.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(millis) ? null : millis
}

/** A mark stands behind an order, and knows its list. */
const writeMark = (list: string, at: number, id: string): string => btoa(JSON.stringify([list, at, id]))

const readMark = (list: string, mark: string): { readonly at: number; readonly id: string } | null => {
  const parts: unknown = Result.getOrElse(
    Result.try(() => JSON.parse(atob(mark))),
    () => null
  )
  if (!Array.isArray(parts)) return null
  const [itsList, at, id]: ReadonlyArray<unknown> = parts
  return itsList === list && typeof at === "number" && typeof id === "string" ? { at, id } : null
}
