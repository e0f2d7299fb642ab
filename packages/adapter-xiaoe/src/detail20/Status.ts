/** The states of an order. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { FulfilmentState, PaymentState } from "@huidan/core"
import { decodeCode } from "../shared/Code.ts"
import * as Codes20 from "../shared/Codes20.ts"
import { afterSale20, closeReason20, progressOfLines } from "../shared/State20.ts"
import * as Codes from "./Codes.ts"
import { isUnshipped, lineAfterSale, lineFulfilment } from "./Lines.ts"
import type { OrderDetail, OrderInfo } from "./Wire.ts"

export const toStatus = (answer: OrderDetail) => {
  const info = answer.order_info
  return {
    trade: decodeCode(info.order_state, Codes20.tradeStates, "order_state", "unknown"),
    payment: paymentState(answer),
    fulfilment: fulfilmentOf(answer),
    afterSale: afterSale20(
      info.after_sale_show_state,
      answer.goods_info.goods_list.map(lineAfterSale),
      "after_sale_show_state"
    ),
    settlement: decodeCode(info.settle_state, Codes20.settlementStates, "settle_state", "unknown"),
    closeReason: closeReason20(info.order_state, info.order_close_type),
    closeNote: closeNoteOf(info),
    label: info.order_state_description,
    raw: Draft.codes({
      order_state: info.order_state,
      order_close_type: info.order_close_type,
      after_sale_show_state: info.after_sale_show_state,
      settle_state: info.settle_state
    })
  }
}

/** `order_pay_time` is when the payment state last changed, so it proves no payment. */
export const paymentState = ({
  order_info: info,
  payment_info,
  price_info
}: OrderDetail): Traced.Traced<PaymentState | null> =>
  Traced.combine(
    [
      decodeCode<"unpaid" | "paid" | "by_money" | "unknown">(
        info.order_state,
        Codes.paymentStates,
        "order_state",
        "unknown"
      ),
      price_info.earned_revenue,
      payment_info.transaction_id,
      info.order_close_type
    ],
    "order_state; 1 and 5 are paid when earned_revenue > 0, or transaction_id is set, or order_close_type is 4",
    (state, earned, transaction, closeType) =>
      state !== "by_money"
        ? state
        : (earned ?? 0) > 0 || transaction !== null || closeType === Codes20.closedByRefund
          ? "paid"
          : "unpaid"
  )

/** For a closed order, lines and packages decide. */
const fulfilmentOf = (answer: OrderDetail): Traced.Traced<FulfilmentState | null> => {
  const goodsList = answer.goods_info.goods_list
  const packages = answer.internal_extra_info.logistics_info.packages_info
  const info = answer.order_info
  const onlyDigital = goodsList.length > 0 && goodsList.every((goods) => isUnshipped(goods, info))
  const state = decodeCode<FulfilmentState | "by_lines">(
    answer.order_info.order_state,
    Codes.fulfilmentStates,
    "order_state",
    "unknown"
  )
  const lines = Traced.combine(
    goodsList.map((goods) => lineFulfilment(goods, info)),
    "ship_state_description of the lines",
    (...states) => progressOfLines(states)
  )
  const sent = Traced.combine(
    packages.flatMap((parcel) => [parcel.parcel_id, parcel.express_id]),
    "packages_info",
    () => packages.length > 0
  )
  const types = Traced.combine(
    [...goodsList.map((goods) => goods.spu_type), info.goods_spu_type],
    "spu_type of the lines, else goods_spu_type",
    () => onlyDigital
  )
  return Traced.combine(
    [state, types, lines, sent],
    "order_state; not_required when no line is spu_type 1 or 5; of a closed order from lines and packages",
    (known, digital, progress, anySent) => {
      if (known === null || digital) return known === null ? null : "not_required"
      if (known !== "by_lines") return known
      if (progress !== null && progress !== "unfulfilled") return progress
      return anySent ? "shipped" : "unfulfilled"
    }
  )
}

/** The platform's words for why it closed, the fullest first. */
const closeNoteOf = (info: OrderInfo): Traced.Traced<string | null> => {
  const words = Traced.firstOf(info.order_close_reason, info.order_close_info, info.order_close_type_description)
  return info.order_state.value === Codes20.closedState ? words : words.asNull("only a closed order has a note")
}
