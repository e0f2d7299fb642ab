/** The states of a row. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, FulfilmentState, PaymentState } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import * as Codes20 from "../shared/Codes20.ts"
import { afterSale20, closeReason20, lineFulfilment20, progressOfLines } from "../shared/State20.ts"
import * as Codes from "./Codes.ts"
import type { Goods, OrderInfo, OrderListRow } from "./Wire.ts"

export const toStatus = (row: OrderListRow) => {
  const info = row.order_info
  return {
    trade: decodeCode(info.order_state, Codes20.tradeStates, "order_state", "unknown"),
    payment: paymentState(info),
    fulfilment: fulfilmentOf(row),
    afterSale: afterSale20(info.aftersale_show_state, row.good_list.map(lineAfterSale), "aftersale_show_state"),
    settlement: decodeCode(info.settle_state, Codes20.settlementStates, "settle_state", "unknown"),
    closeReason: closeReason20(info.order_state, info.order_close_type),
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
export const paymentState = (info: OrderInfo): Traced.Traced<PaymentState | null> => {
  const byOrder = decodeCode<PaymentState | null>(info.order_state, Codes.paymentByOrderState, "order_state", "unknown")
  const byPayment = decodeCode<PaymentState>(info.pay_state, Codes.paymentStates, "pay_state (inferred)", "unknown")
  const refunded =
    info.order_state.value === Codes20.closedState && info.order_close_type.value === Codes20.closedByRefund
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

/** Of the order's goods. Where a parcel is on its way, something was to be sent; a time alone is no parcel. */
const spuTypeOf = ({ order_info: { goods_spu_type }, ship_info }: OrderListRow): Traced.Traced<string | null> =>
  ship_info.express_id.value === null
    ? goods_spu_type
    : goods_spu_type.asNull("goods that were sent").considering(ship_info.express_id)

const sentBy = ({ express_id, ship_time }: OrderListRow["ship_info"]): Traced.Traced<boolean> =>
  Traced.combine([ship_time, express_id], "ship_info", (time, parcel) => time !== null || parcel !== null)

export const lineFulfilment = (row: OrderListRow, goods: Goods): Traced.Traced<FulfilmentState | null> =>
  lineFulfilment20(goods.ship_state_desc, spuTypeOf(row), "ship_state_desc")

export const lineAfterSale = (goods: Goods): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(goods.refund_state, Codes20.afterSaleStates, "refund_state of a line (inferred)")

/** A row does not say which lines are physical, so `order_state` counts only where something is to be shipped. */
const fulfilmentOf = (row: OrderListRow): Traced.Traced<FulfilmentState | null> => {
  const { good_list, order_info, ship_info } = row
  return Traced.combine(
    [
      order_info.order_state,
      decodeCode<FulfilmentState | null>(order_info.order_state, Codes.fulfilmentStates, "order_state", "unknown"),
      sentBy(ship_info),
      spuTypeOf(row),
      ...good_list.map((goods) => lineFulfilment(row, goods))
    ],
    "order_state where something is to be sent, by the lines' ship_state_desc or by ship_info; of a closed order from them (inferred)",
    (code, byOrder, sent, spuType, ...lines) => {
      const progress = progressOfLines(lines)
      const isSentByNobody =
        lines.length === 0 ? Codes20.unshippedTypes.has(spuType) : lines.every((line) => line === "not_required")
      if (isSentByNobody) return "not_required"
      if (code === Codes20.closedState)
        return progress === "unfulfilled" && sent ? "shipped" : (progress ?? (sent ? "shipped" : null))
      return progress !== null || sent || Codes.shippingStates.has(code) ? byOrder : null
    }
  )
}
