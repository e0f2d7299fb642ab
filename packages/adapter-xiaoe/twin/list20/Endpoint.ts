/** `POST /xe.ecommerce.order.list/1.0.0`: a flat body, pages from 1, and windows beyond 31 days cut without a word. */
import type { TwinCall, TwinEndpoint, TwinReply } from "@huidan/conformance"
import type { Json, Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { withToken } from "../Auth.ts"
import { refusalOf, unverifiedFailure } from "../Errors.ts"
import { afterSaleState, orderState, orderType, settleState } from "../shared/Codes20.ts"

export const list20Endpoint: TwinEndpoint = {
  method: "POST",
  path: "/xe.ecommerce.order.list/1.0.0",
  quota: { requests: 20, seconds: 1, refusal: refusalOf("2054") },
  handle: (call) => Effect.sync(() => withToken(call, (body) => list(call, body)))
}

type Filters = { readonly [key: string]: Json }

const longest = 31 * 86_400_000

const clocks = [
  // Of several time filters the one by update time counts before the one by creation time.
  { by: "updated", start: "update_time_start", end: "update_time_end" },
  { by: "created", start: "created_time_start", end: "created_time_end" }
] as const

const list = (call: TwinCall, filters: Filters): TwinReply => {
  const page = wholeNumber(filters["page"], 1)
  const size = wholeNumber(filters["page_size"], 100)
  const sorts = ["created_at", "updated_at"]
  // That these are refused is as little published as the code: a twin that let them pass would hide the mistake.
  if (page === null || size === null || page < 1) return invalid(call, "参数类型错误")
  if (size < 1 || size > 100) return invalid(call, "page_size最大支持100")
  if (!isUnset(filters["order_by"]) && !sorts.includes(asText(filters["order_by"])))
    return invalid(call, "order_by错误")
  const clock = clocks.find(({ end, start }) => !isUnset(filters[start]) || !isUnset(filters[end])) ?? clocks[1]
  const [start, end] = [millisOf(filters[clock.start]), millisOf(filters[clock.end])]
  if (start === undefined || end === undefined) return invalid(call, "时间格式错误")
  const since = start ?? (end === null ? call.now - longest : end - longest)
  const { orders, total } = call.select({
    by: clock.by,
    since,
    // Both ends included: the document does not say.
    until: (end ?? call.now) + 999,
    newestFirst: asText(filters["order_asc"]) !== "asc",
    firstPage: 1,
    page,
    size,
    where: (order) => millisAt(order.times[clock.by]) <= since + longest + 999 && matches(order, filters)
  })
  return call.serve(orders, { page, size, total })
}

const millisAt = (instant: DateTime.Utc | null): number => (instant === null ? 0 : DateTime.toEpochMillis(instant))

const invalid = (call: TwinCall, message: string): TwinReply => call.refuse("invalid", unverifiedFailure(message))

/** The filters that ask for a value of the row itself. */
const rowFilters: Readonly<Record<string, (order: Order) => string>> = {
  order_id: ({ orderId }) => orderId,
  user_id: ({ buyer }) => buyer.id ?? "",
  order_state: (order) => String(orderState(order)),
  order_type: (order) => String(orderType(order)),
  aftersale_show_state: ({ status }) => String(afterSaleState(status.afterSale)),
  settle_status: (order) => String(settleState(order))
}

const matches = (order: Order, filters: Filters): boolean =>
  Object.entries(rowFilters).every(
    ([name, valueOf]) => isUnset(filters[name]) || asText(filters[name]) === valueOf(order)
  )

const isUnset = (value: Json | undefined): boolean => value === undefined || value === null || value === ""

const asText = (value: Json | undefined): string =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : ""

const wholeNumber = (value: Json | undefined, otherwise: number): number | null => {
  if (isUnset(value)) return otherwise
  const text = asText(value)
  return /^\d{1,6}$/.test(text) ? Number(text) : null
}

/** Wall time of Asia/Shanghai; `undefined` for what is none. */
const millisOf = (value: Json | undefined): number | null | undefined => {
  if (isUnset(value)) return null
  const text = asText(value)
  if (!/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(text)) return undefined
  const millis = Date.parse(`${text.replace(" ", "T")}+08:00`)
  return Number.isNaN(millis) ? undefined : millis
}
