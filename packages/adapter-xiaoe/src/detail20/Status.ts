/** The states of an order detail 2.0. Its `order_state` is not the one of version 1.0. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, CloseReason, FulfilmentState, PaymentState } from "@huidan/core"
import { decodeAfterSale, decodeCode } from "../shared/Code.ts"
import * as Codes from "./Codes.ts"
import { lineAfterSale20, lineFulfilment20 } from "./Lines.ts"
import type { Goods20, OrderDetail20, OrderInfo20 } from "./Wire.ts"

export const toStatus20 = (answer: OrderDetail20) => {
  const info = answer.order_info
  return {
    trade: decodeCode(info.order_state, Codes.tradeStates, "order_state", "unknown"),
    payment: paymentState20(answer),
    fulfilment: fulfilment20(answer),
    afterSale: afterSaleOf(answer),
    settlement: decodeCode(info.settle_state, Codes.settlementStates, "settle_state", "unknown"),
    closeReason: closeReasonOf(info),
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
export const paymentState20 = ({
  order_info: info,
  payment_info,
  price_info
}: OrderDetail20): Traced.Traced<PaymentState | null> =>
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
        : (earned ?? 0) > 0 || transaction !== null || closeType === Codes.closedByRefund
          ? "paid"
          : "unpaid"
  )

const isKnownType = (goods: Goods20): boolean =>
  goods.spu_type.value !== null && Object.hasOwn(Codes.lineTypes, goods.spu_type.value)

const travels = (goods: Goods20): boolean =>
  goods.spu_type.value !== null && Codes.travellingTypes.has(goods.spu_type.value)

/** How far the lines that travel have come; `null` where none of them says. */
const progressOf = (states: ReadonlyArray<FulfilmentState | null>): FulfilmentState | null => {
  const stated = states.filter((state) => state !== null && state !== "not_required")
  const sent = stated.filter((state) => state !== "unfulfilled")
  if (stated.length === 0) return null
  if (sent.length === 0) return "unfulfilled"
  if (sent.length < stated.length || sent.includes("partially_shipped")) return "partially_shipped"
  return sent.every((state) => state === "delivered") ? "delivered" : "shipped"
}

/** A closed order's goods are where its lines and packages say. */
const fulfilment20 = (answer: OrderDetail20): Traced.Traced<FulfilmentState | null> => {
  const goodsList = answer.goods_info.goods_list
  const packages = answer.internal_extra_info.logistics_info.packages_info
  const onlyDigital = goodsList.length > 0 && goodsList.every((goods) => isKnownType(goods) && !travels(goods))
  const state = decodeCode<FulfilmentState | "by_lines">(
    answer.order_info.order_state,
    Codes.fulfilmentStates,
    "order_state",
    "unknown"
  )
  const lines = Traced.combine(goodsList.map(lineFulfilment20), "ship_state_description of the lines", (...states) =>
    progressOf(states)
  )
  const sent = Traced.combine(
    packages.flatMap((parcel) => [parcel.parcel_id, parcel.express_id]),
    "packages_info",
    () => packages.length > 0
  )
  const types = Traced.combine(
    goodsList.map((goods) => goods.spu_type),
    "spu_type of the lines",
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

const afterSaleOf = ({ goods_info, order_info }: OrderDetail20): Traced.Traced<AfterSaleState | null> =>
  Traced.combine(
    [
      decodeAfterSale(order_info.after_sale_show_state, Codes.afterSaleStates, "after_sale_show_state"),
      ...goods_info.goods_list.map(lineAfterSale20)
    ],
    "after_sale_show_state; where it says none, the lines' refund_state",
    (state, ...lines) => (state === null || state === "none" ? (Draft.afterSaleOfLines(lines) ?? state) : state)
  )

const isClosed = (info: OrderInfo20): boolean => Traced.entryOf(Codes.tradeStates, info.order_state.value) === "closed"

/** The platform's words for why it closed, the fullest first. */
const closeNoteOf = (info: OrderInfo20): Traced.Traced<string | null> => {
  const words = Traced.firstOf(info.order_close_reason, info.order_close_info, info.order_close_type_description)
  return isClosed(info) ? words : words.mapAll(() => null, "only a closed order has a note")
}

/** Only a closed order has a reason. */
const closeReasonOf = (info: OrderInfo20): Traced.Traced<CloseReason | null> => {
  const code = info.order_close_type
  const open = code.value === null || code.value === Codes.notClosed || code.value === "-1"
  if (isClosed(info) && code.value === Codes.notClosed) {
    return code
      .mapAll(() => "unknown" as const, "order_close_type")
      .doubt("conflicting_states", "order_state says closed, order_close_type says not")
  }
  if (isClosed(info)) return decodeCode(code, Codes.closeReasons, "order_close_type", "unknown")
  const stated = open ? code : decodeCode(code, Codes.closeReasons, "order_close_type", "unknown")
  const none = stated.mapAll(() => null, "only a closed order has a reason").considering(info.order_state)
  return open || stated.value === "unknown"
    ? none
    : none.doubt("conflicting_states", "order_close_type says closed, order_state does not")
}
