/** The states of an order, and those of its lines that have the same codes. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, CloseReason, FulfilmentState, PaymentState, TradeState } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import { decidingMainStates, noPaymentNeeded, orderStates, refundedMainStates, unshippedStates } from "./Codes.ts"
import { type PricedPhase, paymentInPhases } from "./Phases.ts"
import type { ShopOrder, SkuOrder } from "./Wire.ts"

/** The code that decides an order's state, or a line's. An unknown `main_status` warns even if it does not decide. */
export const stateCodeOf = (of: Pick<SkuOrder, "order_status" | "main_status">): Traced.Traced<string | null> => {
  const order = Traced.knownCode(of.order_status, orderStates, "order_status")
  const main = Traced.knownCode(of.main_status, orderStates, "main_status")
  const rule = "main_status where it is 103, 21, 22 or 39, else order_status"
  const mainDecides = order.value === null || decidingMainStates.has(main.value)
  return Traced.combine(mainDecides ? [main, order] : [order, main], rule, (deciding) => deciding)
}

const tradeOf = (code: Traced.Traced<string | null>): Traced.Traced<TradeState | null> =>
  code.map((value) => Traced.entryOf(orderStates, value)?.trade ?? "unknown", "the state's code")

/** What is shipped, by the code; of a closed order by `ship_time`. */
export const fulfilmentOf = (
  code: Traced.Traced<string | null>,
  shipTime: Traced.Traced<DateTime.Utc | null>
): Traced.Traced<FulfilmentState | null> => {
  if (code.value === null) return code.asNull()
  const contradicts = unshippedStates.has(code.value) && shipTime.value !== null
  const state = Traced.entryOf(orderStates, code.value)
  const fulfilment = Traced.combine(
    [code, shipTime],
    "the state's code; closed: shipped when ship_time is set",
    (_code, shipped) =>
      state === undefined
        ? "unknown"
        : contradicts
          ? "shipped"
          : (state.fulfilment ?? (shipped === null ? "unfulfilled" : "shipped"))
  )
  return contradicts
    ? fulfilment
        .by("ship_time, against the state's code")
        .doubt("conflicting_states", "the state says not shipped, ship_time is set")
    : fulfilment
}

/**
 * Cash on delivery ships unpaid. The payment of a completed order without a sign of payment is unknown. A paid deposit
 * counts, also if the order was closed because the rest was never paid.
 */
const paymentOf = (
  order: ShopOrder,
  code: Traced.Traced<string | null>,
  phases: ReadonlyArray<PricedPhase>
): Traced.Traced<PaymentState | null> => {
  const payment = Traced.combine(
    [code, order.pay_time, order.pay_type, order.pay_amount, paymentInPhases(phases)],
    "the state's code; else paid in part when a deposit is; else paid when pay_time is set, pay_type is 7 or pay_amount is 0; of an unknown code by pay_time (inferred)",
    (value, payTime, payType, payAmount, inPhases): PaymentState | null => {
      const state = Traced.entryOf(orderStates, value)
      if (state === undefined) return payTime !== null ? "paid" : (inPhases ?? (value === null ? null : "unknown"))
      if (state.payment === "unpaid") return inPhases ?? "unpaid"
      if (state.payment !== null) return state.payment
      if (inPhases === "partially_paid" && (payTime === null || state.trade === "closed")) return "partially_paid"
      if (payTime !== null || payType === noPaymentNeeded || payAmount === 0) return "paid"
      if (inPhases !== null) return inPhases
      return state.trade === "completed" ? "unknown" : "unpaid"
    }
  )
  return payment.value === "unpaid" && order.pay_time.value !== null
    ? payment.doubt("conflicting_states", "the state says unpaid, pay_time is set")
    : payment
}

const afterSaleOf = (
  code: Traced.Traced<string | null>,
  ofLines: Traced.Traced<AfterSaleState | null>
): Traced.Traced<AfterSaleState | null> =>
  refundedMainStates.has(code.value)
    ? code.mapAll(() => "refunded" as const, "main_status says that the refund is finished").considering(ofLines)
    : ofLines.considering(code)

/** Words of `cancel_reason`: the first that fits. */
const closingWords: ReadonlyArray<readonly [RegExp, CloseReason]> = [
  [/超时/, "timeout"],
  [/平台|系统/, "system"],
  [/商家|卖家/, "seller_cancelled"]
]

const closeReasonOf = (
  order: ShopOrder,
  code: Traced.Traced<string | null>,
  trade: Traced.Traced<TradeState | null>,
  payment: Traced.Traced<PaymentState | null>,
  ofLines: Traced.Traced<AfterSaleState | null>
): Traced.Traced<CloseReason | null> => {
  if (trade.value !== "closed") {
    return trade.asNull("only a closed order has a reason").considering(order.cancel_reason)
  }
  if (refundedMainStates.has(code.value)) {
    return code
      .mapAll(() => "refunded" as const, "main_status says that the refund is finished")
      .considering(order.cancel_reason)
  }
  if (payment.value !== "unpaid" && payment.value !== "partially_paid") {
    return Traced.combine(
      [trade, payment, ofLines],
      "a paid order: refunded if all its lines are",
      (_trade, _payment, afterSale) => (afterSale === "refunded" ? ("refunded" as const) : ("unknown" as const))
    ).considering(order.cancel_reason)
  }
  return Traced.combine(
    [trade, payment, order.cancel_reason],
    "an order that was not paid as a whole: the words of cancel_reason",
    (_trade, _payment, words) =>
      words === null ? "unknown" : (closingWords.find(([pattern]) => pattern.test(words))?.[1] ?? "buyer_cancelled")
  )
}

/** The words of the code that decides. */
const labelOf = (order: ShopOrder, code: Traced.Traced<string | null>): Traced.Traced<string | null> =>
  decidingMainStates.has(code.value)
    ? order.main_status_desc.orElse(order.order_status_desc)
    : order.order_status_desc.orElse(order.main_status_desc)

/**
 * The states of an order. `afterSaleOfLines` is the after-sale of all its lines; `unknownLineCodes` are codes of lines
 * that no table has, kept beside the order's own.
 */
export const toStatus = (
  order: ShopOrder,
  phases: ReadonlyArray<PricedPhase>,
  afterSaleOfLines: Traced.Traced<AfterSaleState | null>,
  unknownLineCodes: Readonly<Record<string, Traced.Traced<string | null>>>
) => {
  const code = stateCodeOf(order)
  const trade = tradeOf(code)
  const payment = paymentOf(order, code, phases)
  return {
    trade,
    payment,
    fulfilment: fulfilmentOf(code, order.ship_time),
    afterSale: afterSaleOf(code, afterSaleOfLines),
    closeReason: closeReasonOf(order, code, trade, payment, afterSaleOfLines),
    closeNote: trade.value === "closed" ? order.cancel_reason : null,
    label: labelOf(order, code),
    raw: Draft.codes({ order_status: order.order_status, main_status: order.main_status, ...unknownLineCodes })
  }
}
