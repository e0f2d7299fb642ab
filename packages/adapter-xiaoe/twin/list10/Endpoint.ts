/** The three order endpoints: POST, JSON, token in the body. */
import type { TwinCall, TwinEndpoint, TwinReply } from "@huidan/conformance"
import { isJsonObject, type Json, type Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { withToken } from "../Auth.ts"
import { refusalOf, unverifiedFailure } from "../Errors.ts"
import { orderState } from "../shared/Codes10.ts"
import { clientType, listPaymentType, listResourceType } from "./Codes.ts"

/** 10秒3000次 in the 1.0 family, 1秒20次 in the 2.0 family. */
const family10 = { requests: 3000, seconds: 10, refusal: refusalOf("2053") } as const
const family20 = { requests: 20, seconds: 1, refusal: refusalOf("2054") } as const

const detail = (path: string, quota: TwinEndpoint["quota"]): TwinEndpoint => ({
  method: "POST",
  path,
  quota,
  handle: (call) =>
    Effect.sync(() =>
      withToken(call, (body) => {
        const order = call.find(asText(body["order_id"]))
        return order === undefined ? call.refuse("not-found", unverifiedFailure("订单不存在")) : call.serve([order])
      })
    )
})

export const detail10Endpoint = detail("/xe.order.detail/1.0.0", family10)
export const detail20Endpoint = detail("/xe.ecommerce.order.detail/1.0.0", family20)

export const list10Endpoint: TwinEndpoint = {
  method: "POST",
  path: "/xe.order.list.get/1.0.0",
  quota: family10,
  handle: (call) =>
    Effect.sync(() =>
      withToken(call, (body) => {
        // Filters stand in `data`; beside it they are not seen, and the defaults answer.
        const data = body["data"] ?? null
        return list(call, isJsonObject(data) ? data : {})
      })
    )
}

type Filters = { readonly [key: string]: Json }

const day = 86_400

const list = (call: TwinCall, filters: Filters): TwinReply => {
  const page = wholeNumber(filters["page_index"], 0)
  const size = wholeNumber(filters["page_size"], 10)
  const end = wholeNumber(filters["end_time"], Math.floor(call.now / 1000))
  const begin = wholeNumber(filters["begin_time"], end === null ? 0 : end - day)
  const order = asText(filters["order_by"] ?? "created_at:desc")
  // That these are refused is as little published as the code: a twin that let them pass would hide the mistake.
  if (page === null || size === null || begin === null || end === null) return invalid(call, "参数类型错误")
  if (size < 1 || size > 50) return invalid(call, "page_size最大支持50")
  if (begin > end || end - begin > day) return invalid(call, "begin_time与end_time的差值不能超过86400")
  if (!/^created_at:(?:asc|desc)$/.test(order)) return invalid(call, "order_by错误")
  const { orders, total } = call.select({
    by: "created",
    // Whole seconds, both ends included: the document does not say.
    since: begin * 1000,
    until: end * 1000 + 999,
    newestFirst: order.endsWith("desc"),
    firstPage: 0,
    page,
    size,
    where: (row) => matches(row, filters)
  })
  return call.serve(orders, { page, size, total })
}

const invalid = (call: TwinCall, message: string): TwinReply => call.refuse("invalid", unverifiedFailure(message))

/** `payment_type` of the filter → of the row: 4 购买赠送 and 5 拼团 stand for two codes each. */
const paymentFilters: Readonly<Record<string, ReadonlyArray<number>>> = {
  "2": [2],
  "3": [3],
  "4": [5, 6],
  "5": [13, 14]
}

/** The filters that ask for a value of the row itself. */
const rowFilters: Readonly<Record<string, (order: Order) => string>> = {
  user_id: (order) => order.buyer.id ?? "",
  order_state: (order) => String(orderState(order)),
  client_type: (order) => String(clientType(order)),
  resource_type: (order) => String(listResourceType(order)),
  goods_no: (order) => (order.lines.length === 1 ? (order.lines[0]?.externalProductId ?? "") : "")
}

const matches = (order: Order, filters: Filters): boolean => {
  const { payment_type: payment } = filters
  const purchases = isUnset(payment) ? null : (paymentFilters[asText(payment)] ?? [])
  return (
    (purchases === null || purchases.includes(listPaymentType(order))) &&
    Object.entries(rowFilters).every(
      ([name, valueOf]) => isUnset(filters[name]) || asText(filters[name]) === valueOf(order)
    )
  )
}

const isUnset = (value: Json | undefined): boolean => value === undefined || value === null || value === ""

const asText = (value: Json | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : ""

/** Text in the document's table; numbers are taken too. `null` for what is neither. */
const wholeNumber = (value: Json | undefined, otherwise: number): number | null => {
  if (isUnset(value)) return otherwise
  const text = asText(value)
  return /^\d{1,10}$/.test(text) ? Number(text) : null
}
