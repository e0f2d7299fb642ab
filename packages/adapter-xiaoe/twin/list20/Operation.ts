/** `POST /xe.ecommerce.order.list/1.0.0`: a flat body, pages from 1, and windows beyond 31 days cut without an error. */
import type { TwinCall, TwinReply } from "@huidan/conformance"
import type { Json } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { afterSaleState, orderState, orderType, settleState } from "../shared/Codes20.ts"
import { post, quota20, refuseParameter } from "../shared/Operation.ts"
import { asText, isUnset, matchesAll, type Parameters, type RowFilters, wholeNumber } from "../shared/Parameters.ts"
import { answer } from "./Answer.ts"

export const list20 = post({
  path: "/xe.ecommerce.order.list/1.0.0",
  quota: quota20,
  answer,
  spots: {
    amount: "/price_info/actual_price",
    orderId: "/order_info/order_id",
    time: "/order_info/settle_state_time"
  },
  handle: (call, parameters) => serve(call, parameters)
})

const longest = 31 * 86_400_000

const clocks = [
  // Of several time filters the one by update time counts before the one by creation time.
  { by: "updated", start: "update_time_start", end: "update_time_end" },
  { by: "created", start: "created_time_start", end: "created_time_end" }
] as const

const serve = (call: TwinCall, filters: Parameters): TwinReply => {
  const page = wholeNumber(filters["page"], 1, 6)
  const size = wholeNumber(filters["page_size"], 100, 6)
  const sorts = ["created_at", "updated_at"]
  if (page === null || size === null || page < 1) return refuseParameter(call, "参数类型错误")
  if (size < 1 || size > 100) return refuseParameter(call, "page_size最大支持100")
  if (!isUnset(filters["order_by"]) && !sorts.includes(asText(filters["order_by"])))
    return refuseParameter(call, "order_by错误")
  const clock = clocks.find(({ end, start }) => !isUnset(filters[start]) || !isUnset(filters[end])) ?? clocks[1]
  const [start, end] = [millisOf(filters[clock.start]), millisOf(filters[clock.end])]
  if (start === undefined || end === undefined) return refuseParameter(call, "时间格式错误")
  const since = start ?? (end === null ? call.now - longest : end - longest)
  const { orders, total } = call.select({
    by: clock.by,
    // Whole seconds. Whether the bounds count is not published.
    since: call.bounds === "exclusive" && start !== null ? since + 1000 : since,
    until: call.bounds === "exclusive" && end !== null ? end - 1 : (end ?? call.now) + 999,
    newestFirst: asText(filters["order_asc"]) !== "asc",
    firstPage: 1,
    page,
    size,
    where: (order) => millisAt(order.times[clock.by]) <= since + longest + 999 && matchesAll(order, filters, rowFilters)
  })
  return call.serve(orders, { page, size, total })
}

const millisAt = (instant: DateTime.Utc | null): number => (instant === null ? 0 : DateTime.toEpochMillis(instant))

/** The filters that ask for a value of the row itself. */
const rowFilters: RowFilters = {
  order_id: ({ orderId }) => orderId,
  user_id: ({ buyer }) => buyer.id ?? "",
  order_state: (order) => String(orderState(order)),
  order_type: (order) => String(orderType(order)),
  aftersale_show_state: ({ status }) => String(afterSaleState(status.afterSale)),
  settle_status: (order) => String(settleState(order))
}

/** Wall time of Asia/Shanghai; `undefined` for anything else. */
const millisOf = (value: Json | undefined): number | null | undefined => {
  if (isUnset(value)) return null
  const text = asText(value)
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const millis = Date.parse(`${text.replace(" ", "T")}+08:00`)
  return Number.isNaN(millis) ? undefined : millis
}
