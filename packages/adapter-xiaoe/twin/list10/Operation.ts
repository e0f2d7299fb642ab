/** `POST /xe.order.list.get/1.0.0`: filters in `data`, pages from 0, windows of at most a day. */
import type { TwinCall, TwinReply } from "@huidan/conformance"
import { isJsonObject, type Order } from "@huidan/core"
import { orderState } from "../shared/Codes10.ts"
import { post, quota10, refuseParameter } from "../shared/Operation.ts"
import { asText, isUnset, matchesAll, type Parameters, type RowFilters, wholeNumber } from "../shared/Parameters.ts"
import { answer } from "./Answer.ts"
import { clientType, listPaymentType, listResourceType } from "./Codes.ts"

export const list10 = post({
  path: "/xe.order.list.get/1.0.0",
  quota: quota10,
  answer,
  spots: { amount: "/price", orderId: "/order_id", time: "/settle_time" },
  handle: (call, { data = null }) =>
    // Filters beside `data` are not seen: the defaults answer.
    serve(call, isJsonObject(data) ? data : {})
})

const day = 86_400

const serve = (call: TwinCall, filters: Parameters): TwinReply => {
  const page = wholeNumber(filters["page_index"], 0, 10)
  const size = wholeNumber(filters["page_size"], 10, 10)
  const end = wholeNumber(filters["end_time"], Math.floor(call.now / 1000), 10)
  const begin = wholeNumber(filters["begin_time"], end === null ? 0 : end - day, 10)
  const order = asText(filters["order_by"] ?? "created_at:desc")
  if (page === null || size === null || begin === null || end === null) return refuseParameter(call, "参数类型错误")
  if (size < 1 || size > 50) return refuseParameter(call, "page_size最大支持50")
  if (begin > end || end - begin > day) return refuseParameter(call, "begin_time与end_time的差值不能超过86400")
  if (!/^created_at:(?:asc|desc)$/.test(order)) return refuseParameter(call, "order_by错误")
  const [leavesOutBegin, leavesOutEnd] = ["begin_time", "end_time"].map(
    (name) => call.bounds === "exclusive" && !isUnset(filters[name])
  )
  const { orders, total } = call.select({
    by: "created",
    // Whole seconds. Whether the bounds count is not published.
    since: leavesOutBegin ? begin * 1000 + 1000 : begin * 1000,
    until: leavesOutEnd ? end * 1000 - 1 : end * 1000 + 999,
    newestFirst: order.endsWith("desc"),
    firstPage: 0,
    page,
    size,
    where: (row) => matches(row, filters)
  })
  return call.serve(orders, { page, size, total })
}

/** `payment_type` of the filter → of the row: 4 购买赠送 and 5 拼团 are two codes each. */
const paymentFilters: Readonly<Record<string, ReadonlyArray<number>>> = {
  "2": [2],
  "3": [3],
  "4": [5, 6],
  "5": [13, 14]
}

/** The filters that ask for a value of the row itself. */
const rowFilters: RowFilters = {
  user_id: (order) => order.buyer.id ?? "",
  order_state: (order) => String(orderState(order)),
  client_type: (order) => String(clientType(order)),
  resource_type: (order) => String(listResourceType(order)),
  goods_no: (order) => (order.lines.length === 1 ? (order.lines[0]?.externalProductId ?? "") : "")
}

const matches = (order: Order, filters: Parameters): boolean => {
  const { payment_type: payment } = filters
  const purchases = isUnset(payment) ? null : (paymentFilters[asText(payment)] ?? [])
  return (purchases === null || purchases.includes(listPaymentType(order))) && matchesAll(order, filters, rowFilters)
}
