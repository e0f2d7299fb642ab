/** 订单列表: the orders of a window, by creation or update time. */
import type { TwinCall, TwinOperation, TwinReply } from "@huidan/conformance"
import { type Json, parseWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { parameter, withToken } from "../Auth.ts"
import { errorsOfOrders, success, wrongParameter } from "../Errors.ts"
import { quota } from "../shared/Limits.ts"
import { carries, encodeOrder, restate } from "../shared/Order.ts"

/** Rows of a page, at most. */
const largestPage = 50
/** Milliseconds of a window, at most. */
const longestWindow = 30 * 86_400_000

const answerList = (call: TwinCall): TwinReply => {
  const by = parameter(call, "time_type")
  if (by !== "created" && by !== "updated") return wrongParameter(call, "time_type")
  const since = millis(parameter(call, "start_time"))
  const until = millis(parameter(call, "end_time"))
  // Both bounds are inclusive, and times have whole seconds.
  if (since === null || until === null || until < since) return wrongParameter(call, "start_time or end_time")
  if (until - since >= longestWindow) return wrongParameter(call, "end_time: more than 30 days")
  const page = parameter(call, "page")
  const size = parameter(call, "page_size")
  if (typeof page !== "number" || page < 1) return wrongParameter(call, "page")
  if (typeof size !== "number" || size < 1 || size > largestPage) return wrongParameter(call, "page_size")
  const { orders, total } = call.select({ by, since, until, newestFirst: false, firstPage: 1, page, size })
  return call.serve(orders, { page, size, total })
}

/** Beijing wall time in milliseconds since 1970; `null` for anything else. */
const millis = (time: Json): number | null => {
  const instant = typeof time === "string" ? Result.getOrElse(parseWallTime(time), () => null) : null
  return instant === null ? null : DateTime.toEpochMillis(instant)
}

export const orderList: TwinOperation = {
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
