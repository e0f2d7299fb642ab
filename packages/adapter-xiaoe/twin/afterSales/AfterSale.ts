/** The after-sales of an order, as the list sends them. */
import { code, type JsonNode } from "@huidan/conformance"
import type { Order, OrderLine, Refund, RefundStatus } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import { choiceOf, shown, wallTime } from "../shared/Spelling.ts"
import { afterSaleIds } from "../shared/Sums.ts"

export interface AfterSale {
  readonly id: string
  readonly order: Order
  readonly line: OrderLine
  /** `undefined` where the after-sale ended without money. */
  readonly refund: Refund | undefined
}

/** One for each line with an after-sale, also where nothing became of it. */
export const afterSalesOf = (order: Order): ReadonlyArray<AfterSale> =>
  afterSaleIds(order).map(([line, id]) => ({
    id,
    order,
    line,
    refund: order.refunds.find((refund) => refund.id === id)
  }))

export const requestedAt = ({ order }: AfterSale): DateTime.Utc | null => order.times.paid ?? order.times.created

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

export const stateCodes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const

/** What ended without money was withdrawn, exchanged, or refused by the seller: no answer but this one says so. */
export const outcomeOf = ({ id, refund }: AfterSale): RefundStatus =>
  refund?.status ?? choiceOf({ orderId: id }, "outcome", "ended" as const, "ended" as const, "rejected" as const)

export const stateOf = (afterSale: AfterSale): number =>
  choiceOf({ orderId: `${afterSale.id}/${afterSale.order.orderId}` }, "state", ...states[outcomeOf(afterSale)])

/** Whether the detail of the order says how the refund ended; then nobody needs the after-sale's code. */
const endsInDetail = ({ refund }: AfterSale): boolean => refund?.status === "refunded" || refund?.status === "failed"

export const askedAmount = ({ line, refund }: AfterSale): number => refund?.amount ?? line.paid ?? 0

/** In the list as a number, in the detail as text. */
export const stateCode = (afterSale: AfterSale, asText = false): JsonNode => {
  const value = asText ? String(stateOf(afterSale)) : stateOf(afterSale)
  return endsInDetail(afterSale) ? value : code(value, stateCodes)
}

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
    state: stateCode(afterSale),
    state_invalid_time: "-0001-11-30 00:00:00",
    state_reason: "",
    state_str: "",
    updated_at: wallTime(updated)
  }
}
