/** `POST /xe.ecommerce.after_sale.list/1.0.0`: a flat body, pages from 1, a range of days. 1分钟300次. */
import { code, type TwinCall, type TwinEndpoint, type TwinReply } from "@huidan/conformance"
import type { Json, Order, OrderLine, Refund, RefundStatus } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { withToken } from "../Auth.ts"
import { refusalOf, unverifiedFailure } from "../Errors.ts"
import { choiceOf, shown, wallTime } from "../shared/Spelling.ts"
import { afterSaleIds } from "../shared/Sums.ts"

export const afterSaleListEndpoint: TwinEndpoint = {
  method: "POST",
  path: "/xe.ecommerce.after_sale.list/1.0.0",
  quota: { requests: 300, seconds: 60, refusal: refusalOf("2053") },
  handle: (call) => Effect.sync(() => withToken(call, (body) => list(call, body)))
}

export interface AfterSale {
  readonly id: string
  readonly order: Order
  readonly line: OrderLine
  /** `undefined` where the after-sale ended without money. */
  readonly refund: Refund | undefined
}

/** One for each line with an after-sale, also where nothing became of it. */
export const afterSalesOf = (order: Order): ReadonlyArray<AfterSale> =>
  [...afterSaleIds(order)].map(([line, id]) => ({
    id,
    order,
    line,
    refund: order.refunds.find((refund) => refund.id === id)
  }))

const list = (call: TwinCall, filters: { readonly [key: string]: Json }): TwinReply => {
  const [page, size] = [Number(filters["page_index"]), Number(filters["page_size"])]
  const days = /^(\d{4}-\d{2}-\d{2})\|\|(\d{4}-\d{2}-\d{2})$/.exec(String(filters["created_at"]))
  const clock = filters["date_type"] ?? "created_at"
  // All three are marked as required; the code of the refusal is not published.
  if (!(page >= 1) || !(size >= 1) || days === null || clock !== "created_at") {
    return call.refuse("invalid", unverifiedFailure("参数错误"))
  }
  const [, first = "", last = ""] = days
  const wanted = filters["order_id"]
  const rows = call.orders
    .filter(({ orderId }) => wanted === undefined || wanted === "" || wanted === orderId)
    .flatMap(afterSalesOf)
    .filter((afterSale) => {
      const day = wallTime(requestedAt(afterSale)).slice(0, 10)
      return day >= first && day <= last
    })
  const shownRows = rows.slice((page - 1) * size, page * size).map(encodeAfterSale)
  return call.reply({ code: 0, msg: "success", data: { list: shownRows, row_count: rows.length } })
}

const requestedAt = ({ order }: AfterSale): DateTime.Utc | null => order.times.paid ?? order.times.created

/** Codes of `state` that say no more than the refund does; without money the buyer withdrew or goods were exchanged. */
const states: Readonly<Record<RefundStatus, readonly [number, ...Array<number>]>> = {
  requested: [0],
  in_progress: [2, 3, 6, 8, 11, 12, 16, 17, 19],
  refunded: [13, 14],
  rejected: [4, 5, 18],
  failed: [12],
  ended: [1, 7, 15],
  unknown: [9]
}

/** What ended without money was withdrawn, exchanged, or refused by the seller: no answer but this one says so. */
export const outcomeOf = ({ id, refund }: AfterSale): RefundStatus =>
  refund?.status ?? choiceOf({ orderId: id }, "outcome", "ended" as const, "ended" as const, "rejected" as const)

export const stateOf = (afterSale: AfterSale): number =>
  choiceOf({ orderId: `${afterSale.id}/${afterSale.order.orderId}` }, "state", ...states[outcomeOf(afterSale)])

export const askedAmount = ({ line, refund }: AfterSale): number => refund?.amount ?? line.paid ?? 0

/** As the list sends it. */
export const encodeAfterSale = (afterSale: AfterSale) => {
  const { id, line, order, refund } = afterSale
  const updated = refund?.refundedAt ?? order.times.updated
  const refunded = refund?.status === "refunded" ? (refund.amount ?? 0) : 0
  return {
    actual_fee: line.paid ?? 0,
    aftersale_id: id,
    apply_refund_money: askedAmount(afterSale),
    created_at: wallTime(requestedAt(afterSale)),
    goods_list: [{ buy_num: line.quantity ?? 0, goods_name: line.title ?? "", goods_price: line.unitPrice ?? 0 }],
    goods_name: line.title ?? "",
    img_url: line.imageUrl ?? "",
    invalid_time: "0000-00-00 00:00:00",
    nick_name: shown(order.buyer.name),
    order_id: order.orderId,
    original_price: line.total ?? 0,
    reason: refund?.reason ?? "不想要了",
    refund_money: refunded,
    resource_type_str: "",
    sale_type_name: "仅退款",
    ship_state_str: "",
    sku_info: "",
    state: code(stateOf(afterSale)),
    state_invalid_time: "-0001-11-30 00:00:00",
    state_reason: "",
    state_str: "",
    updated_at: wallTime(updated)
  }
}
