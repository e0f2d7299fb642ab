/** What rows of the order lists say alike. The codes are those of list 1.0; list 1.1 is read by them *(inferred)*. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, PaymentMethod, PrivateText, TradeState } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import { decodeAfterSale } from "./Code.ts"
import { unknownBearer } from "./Lines.ts"
import { statesAny } from "./People.ts"
import type { OrderState10 } from "./State10.ts"

/** `order_state` 1 (支付成功). */
const paidState = "1"

/** `team_buy_state` 0: the group is not complete yet. */
const groupOpen = "0"

/** A paid order of a group that is not complete is pending. */
export const toListTrade = (
  state: Traced.Traced<OrderState10 | null>,
  code: Traced.Traced<string | null>,
  teamBuyState: Traced.Traced<string | null>
): Traced.Traced<TradeState | null> =>
  Traced.combine(
    [state, code, teamBuyState],
    "order_state; 1 is pending while team_buy_state is 0",
    (known, orderState, team) => (orderState === paidState && team === groupOpen ? "pending" : (known?.trade ?? null))
  )

/** `after_sales_state`: 2 says that an after-sale was handled, not how. */
export const afterSaleStates: Readonly<Record<string, AfterSaleState>> = {
  0: "none",
  1: "in_progress",
  2: "ended"
}

export const toListAfterSale = (code: Traced.Traced<string | null>): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(code, afterSaleStates, "after_sales_state")

/** `pay_way`; −1 is 未指定支付方式. */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  "-1": "unknown",
  0: "wechat",
  1: "alipay",
  2: "apple_iap",
  3: "android_coin",
  4: "offline"
}

export const toListPaymentMethod = (code: Traced.Traced<string | null>): Traced.Traced<PaymentMethod | null> =>
  Traced.lookup(code, paymentMethods, "pay_way of a list", { unknown: "unknown" })

/** A list of the order's coupon, or an empty one where it is worth nothing. The amount is fen. */
export const toListCoupon = (
  id: Traced.Traced<string | null>,
  name: Traced.Traced<string | null>,
  amount: Traced.Traced<number | null>
) =>
  (amount.value ?? 0) === 0
    ? []
    : [{ kind: Traced.fixed("coupon", "coupon_price"), id, name, amount, bearer: unknownBearer }]

/** Lists 1.0 and 1.1 state neither region nor country. */
export const toListRecipient = (row: {
  readonly receiver_name: Traced.Traced<PrivateText | null>
  readonly receiver_phone: Traced.Traced<PrivateText | null>
  readonly receiver_detail: Traced.Traced<PrivateText | null>
}): Draft.Block<"recipient"> | null =>
  statesAny([row.receiver_name, row.receiver_phone, row.receiver_detail])
    ? Draft.recipient({ name: row.receiver_name, phone: row.receiver_phone, detail: row.receiver_detail })
    : null

/** A row with a refund time was refunded then *(inferred)*. The amount is fen; 0 was never written. */
export const toListRefunds = (
  refundedAt: Traced.Traced<DateTime.Utc | null>,
  amount: Traced.Traced<number | null>
): ReadonlyArray<Draft.Block<"refund">> =>
  Traced.present([refundedAt]).map((time) =>
    Draft.refund({
      status: time.mapAll(() => "refunded", "refund_time is set (inferred)"),
      amount: amount.value === 0 ? amount.asNull() : amount,
      refundedAt: time
    })
  )
