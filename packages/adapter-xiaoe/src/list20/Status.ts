/** The states of a row of list 2.0. Its `order_state` is not the one of version 1.0. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, CloseReason, FulfilmentState, PaymentState } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import * as Codes from "./Codes.ts"
import type { OrderListGoods20, OrderListInfo20, OrderListRow20 } from "./Wire.ts"

export const toListStatus20 = (row: OrderListRow20) => {
  const info = row.order_info
  return {
    trade: decodeCode(info.order_state, Codes.tradeStates, "order_state", "unknown"),
    payment: listPaymentState20(info),
    fulfilment: fulfilmentOf(row),
    afterSale: afterSaleOf(row),
    settlement: decodeCode(info.settle_state, Codes.settlementStates, "settle_state", "unknown"),
    closeReason: closeReasonOf(info),
    raw: Draft.codes({
      order_state: info.order_state,
      pay_state: info.pay_state,
      order_close_type: info.order_close_type,
      aftersale_show_state: info.aftersale_show_state,
      settle_state: info.settle_state
    })
  }
}

/** `order_state` goes before `pay_state`; refunded money was paid before. */
export const listPaymentState20 = (info: OrderListInfo20): Traced.Traced<PaymentState | null> => {
  const byOrder = decodeCode<PaymentState | null>(info.order_state, Codes.paymentByOrderState, "order_state", "unknown")
  const byPayment = decodeCode<PaymentState>(info.pay_state, Codes.paymentStates, "pay_state (inferred)", "unknown")
  const refunded = info.order_state.value === Codes.closedState && info.order_close_type.value === Codes.closedByRefund
  const payment = Traced.combine(
    [byOrder, byPayment, info.order_close_type],
    "order_state; of 1 and 5 pay_state, and paid when order_close_type is 4",
    (ofOrder, ofPayment) => ofOrder ?? (refunded ? "paid" : ofPayment)
  )
  const stated = byPayment.value !== null && byPayment.value !== "unknown"
  const contradicted =
    stated && byOrder.value !== null && byOrder.value !== "unknown" && byOrder.value !== byPayment.value
  return contradicted ? payment.doubt("conflicting_states", "order_state and pay_state contradict each other") : payment
}

/** Only the words are known; others are `null` without a warning. */
export const lineFulfilment = (goods: OrderListGoods20): Traced.Traced<FulfilmentState | null> =>
  goods.ship_state_desc.mapAll((words) => Traced.entryOf(Codes.lineFulfilmentStates, words) ?? null, "ship_state_desc")

export const lineAfterSale = (goods: OrderListGoods20): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(goods.refund_state, Codes.afterSaleStates, "refund_state of a line (inferred)")

/** How far what is sent has come; `null` where no line says. */
const progressOf = (states: ReadonlyArray<FulfilmentState | null>): FulfilmentState | null => {
  const stated = states.filter((state) => state !== null && state !== "not_required")
  const sent = stated.filter((state) => state !== "unfulfilled")
  if (stated.length === 0) return null
  if (sent.length === 0) return "unfulfilled"
  if (sent.length < stated.length || sent.includes("partially_shipped")) return "partially_shipped"
  return sent.every((state) => state === "delivered") ? "delivered" : "shipped"
}

/** A row does not say which goods are physical, so `order_state` counts only where something is to be sent. */
const fulfilmentOf = ({ good_list, order_info, ship_info }: OrderListRow20): Traced.Traced<FulfilmentState | null> =>
  Traced.combine(
    [
      order_info.order_state,
      decodeCode<FulfilmentState | null>(order_info.order_state, Codes.fulfilmentStates, "order_state", "unknown"),
      Traced.combine(
        [ship_info.ship_time, ship_info.express_id],
        "ship_info",
        (time, parcel) => time !== null || parcel !== null
      ),
      ...good_list.map(lineFulfilment)
    ],
    "order_state where something is to be sent, by the lines' ship_state_desc or by ship_info; of a closed order from them (inferred)",
    (code, byOrder, sent, ...lines) => {
      const progress = progressOf(lines)
      if (lines.length > 0 && lines.every((line) => line === "not_required")) return "not_required"
      if (code === Codes.closedState)
        return progress === "unfulfilled" && sent ? "shipped" : (progress ?? (sent ? "shipped" : null))
      return progress !== null || sent || (code !== null && Codes.sendingStates.has(code)) ? byOrder : null
    }
  )

const afterSaleOf = ({ good_list, order_info }: OrderListRow20): Traced.Traced<AfterSaleState | null> =>
  Traced.combine(
    [
      decodeAfterSale(order_info.aftersale_show_state, Codes.afterSaleStates, "aftersale_show_state"),
      ...good_list.map(lineAfterSale)
    ],
    "aftersale_show_state; where it says none, the lines' refund_state",
    (state, ...lines) => (state === null || state === "none" ? (Draft.afterSaleOfLines(lines) ?? state) : state)
  )

/** Only a closed order has a reason. */
const closeReasonOf = ({ order_close_type: code, order_state }: OrderListInfo20): Traced.Traced<CloseReason | null> => {
  const closed = order_state.value === Codes.closedState
  if (closed && code.value === Codes.notClosed) {
    return code
      .mapAll(() => "unknown" as const, "order_close_type")
      .doubt("conflicting_states", "order_state says closed, order_close_type says not")
  }
  if (closed) return decodeCode(code, Codes.closeReasons, "order_close_type", "unknown")
  const open = code.value === null || code.value === Codes.notClosed || code.value === "-1"
  const stated = open ? code : decodeCode(code, Codes.closeReasons, "order_close_type", "unknown")
  const none = stated.mapAll(() => null, "only a closed order has a reason").considering(order_state)
  return open || stated.value === "unknown"
    ? none
    : none.doubt("conflicting_states", "order_close_type says closed, order_state does not")
}
