/** A row of `xe.order.list.get/1.0.0` → the canonical order. A row names no shop and no shipping. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type {
  AfterSaleState,
  DiscountKind,
  LineType,
  OrderKind,
  PaymentMethod,
  PrivateText,
  TradeState
} from "@huidan/core"
import { decodeAfterSale, decodeCode, statedCode } from "../shared/Code.ts"
import { toCommission } from "../shared/Commissions.ts"
import { unknownBearer } from "../shared/Discounts.ts"
import { freeIfNothingPayable } from "../shared/Payment.ts"
import { statesAny } from "../shared/People.ts"
import { toReference } from "../shared/References.ts"
import { afterSale10, closeReason10, type OrderState10, orderState10, paid10 } from "../shared/State10.ts"
import * as Codes from "./Codes.ts"
import type { OrderListRow10 } from "./Wire.ts"

export const toOrderList10 = (row: OrderListRow10): Draft.OrderDraft => {
  const state = orderState10(row.order_state)
  const presents = presentsOf(row)
  const kind = decodeCode(row.payment_type, Codes.kinds, "payment_type of a list", "unknown").orElse(
    Traced.fixed("unknown", "no payment_type is stated")
  )
  return {
    orderId: row.order_id,
    shop: { id: Traced.fixed(null, "the row names no shop") },
    kind,
    status: {
      trade: toListTrade(state, row.order_state, row.team_buy_state),
      payment: state.map(({ payment }) => payment, "order_state"),
      afterSale: afterSale10(state, toListAfterSale(row.after_sales_state)),
      closeReason: closeReason10(state, row.order_state, row.team_buy_state),
      raw: Draft.codes({
        order_state: row.order_state,
        team_buy_state: row.team_buy_state,
        after_sales_state: row.after_sales_state
      })
    },
    amounts: {
      currency: Traced.fixed("CNY", "the platform sells in yuan"),
      discount: row.coupon_price,
      payable: row.price,
      paid: paid10(state, row.price)
    },
    discounts: toListCoupon(row.cu_id, row.coupon_name, row.coupon_price),
    lines: [
      {
        productId: row.id,
        externalProductId: row.goods_no,
        title: row.title,
        type: typeOf(row),
        role: Traced.fixed("item", "the row's only line"),
        quantity: quantityOf(row, kind)
      }
    ],
    buyer: { id: row.user_id },
    recipient: toListRecipient(row),
    gift: kind.value === "gift" && presents.value !== null ? { total: presents } : null,
    payment: {
      method: freeIfNothingPayable(toListPaymentMethod(row.pay_way), row.pay_way, row.price, Codes.defaultPayWays),
      methodRaw: row.pay_way
    },
    refunds: toListRefunds(row.refund_time, Traced.fixed(null, "the row states no refunded amount")),
    commissions: [
      ...toCommission("sharer", "distribute_price, distribute_percent", {
        amount: row.distribute_price,
        rateBasisPoints: row.distribute_percent
      }),
      ...toCommission("superior", "superior_distribute_price, superior_distribute_percent", {
        amount: row.superior_distribute_price,
        rateBasisPoints: row.superior_distribute_percent
      })
    ],
    channel: { code: statedCode(row.client_type) },
    times: { created: row.created_at, settled: row.settle_time },
    references: [
      ...toReference("external_order", row.out_order_id),
      ...toReference("coupon", row.cu_id),
      ...toReference("group_buy", row.related_id)
    ]
  }
}

/** `gitf_buy_count` (购买赠送的订单中一次买的数量); 0 is unset. */
const presentsOf = (row: OrderListRow10): Traced.Traced<number | null> =>
  row.gitf_buy_count.map((count) => (count === 0 ? null : count), "gitf_buy_count of a gift order")

/** A row counts presents alone; any other row is one purchase *(inferred)*. */
const quantityOf = (row: OrderListRow10, kind: Traced.Traced<OrderKind>): Traced.Traced<number | null> =>
  kind.value === "gift"
    ? presentsOf(row).considering(row.payment_type)
    : kind.mapAll(() => 1, "1: a row is one purchase, but for gift orders (inferred)").considering(row.gitf_buy_count)

/** A paid order of a group that is not complete waits. */
export const toListTrade = (
  state: Traced.Traced<OrderState10 | null>,
  code: Traced.Traced<string | null>,
  teamBuyState: Traced.Traced<string | null>
): Traced.Traced<TradeState | null> =>
  Traced.combine(
    [state, code, teamBuyState],
    "order_state; 1 is pending while team_buy_state is 0",
    (known, orderState, team) =>
      orderState === Codes.paidState && team === Codes.groupOpen ? "pending" : (known?.trade ?? null)
  )

export const toListAfterSale = (code: Traced.Traced<string | null>): Traced.Traced<AfterSaleState | null> =>
  decodeAfterSale(code, Codes.afterSaleStates, "after_sales_state")

export const toListPaymentMethod = (code: Traced.Traced<string | null>): Traced.Traced<PaymentMethod | null> =>
  Traced.lookup(code, Codes.paymentMethods, "pay_way of a list", { unknown: "unknown" })

export const toListCoupon = (
  id: Traced.Traced<string | null>,
  name: Traced.Traced<string | null>,
  amount: Traced.Traced<number | null>
) =>
  (amount.value ?? 0) === 0
    ? []
    : [{ kind: Traced.fixed<DiscountKind>("coupon", "coupon_price"), id, name, amount, bearer: unknownBearer }]

/** `resource_type` means something for single purchases only; anything else bought a product package. */
const typeOf = (row: OrderListRow10): Traced.Traced<LineType | null> =>
  row.payment_type.value === null || row.payment_type.value === Codes.singlePurchase
    ? decodeCode(row.resource_type, Codes.lineTypes, "resource_type of a list", "unknown").considering(row.payment_type)
    : row.payment_type.map(
        (type) => (Object.hasOwn(Codes.kinds, type) ? "digital" : "unknown"),
        "a known payment_type other than 2 buys a product package"
      )

/** A list states neither region nor country. */
export const toListRecipient = (row: {
  readonly receiver_name: Traced.Traced<PrivateText | null>
  readonly receiver_phone: Traced.Traced<PrivateText | null>
  readonly receiver_detail: Traced.Traced<PrivateText | null>
}) =>
  statesAny([row.receiver_name, row.receiver_phone, row.receiver_detail])
    ? { name: row.receiver_name, phone: row.receiver_phone, detail: row.receiver_detail }
    : null

/** A row with a refund time was refunded then *(inferred)*. */
export const toListRefunds = (refundedAt: OrderListRow10["refund_time"], amount: Traced.Traced<number | null>) =>
  Traced.present([refundedAt]).map((time) => ({
    status: time.mapAll(() => "refunded" as const, "refund_time is set (inferred)"),
    amount,
    refundedAt: time
  }))
