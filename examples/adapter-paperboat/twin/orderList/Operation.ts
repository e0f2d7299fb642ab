/** `GET /v1/orders`. Source: PLATFORM.md, 4. */
import { setAt, type TwinCall, type TwinOperation, type TwinReply } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { checkRequest } from "../Auth.ts"
import { errors, refusal, wrongParameter } from "../Errors.ts"
import { restate } from "../shared/Answer.ts"
import { readMark, writeMark } from "./Mark.ts"
import { carries, encodeRow } from "./Order.ts"

const path = "/v1/orders"

const week = 7 * 86_400_000

const answerOrders = (call: TwinCall): Effect.Effect<TwinReply> =>
  Effect.map(checkRequest(call, path), (refused) => {
    if (refused !== null) return refused
    const { by, limit, mark } = call.query
    const from = instant(call.query["from"])
    const to = instant(call.query["to"])
    const size = Number(limit)
    if (by !== "created" && by !== "updated") return wrongParameter(call, "by")
    if (from === null) return wrongParameter(call, "from")
    if (to === null || to < from) return wrongParameter(call, "to")
    if (!Number.isInteger(size) || size < 1 || size > 50) return wrongParameter(call, "limit")
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

export const orderList: TwinOperation = {
  endpoint: { method: "GET", path, quota: { requests: 5, seconds: 1 }, pages: "marks", handle: answerOrders },
  answer: {
    carries,
    restate,
    encode: encodeRow,
    wrap: (orders) => ({ result: "ok", orders, next: null })
  },
  errors
}
