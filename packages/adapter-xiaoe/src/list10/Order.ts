/** A row of `xe.order.list.get/1.0.0` → the canonical order. A row names no shop and no shipping. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { LineType, OrderKind } from "@huidan/core"
import { decodeCode, statedCode } from "../shared/Code.ts"
import * as Codes10 from "../shared/Codes10.ts"
import { paidOfLine } from "../shared/Lines.ts"
import * as Rows from "../shared/ListRows.ts"
import { freeIfNothingPayable } from "../shared/Payment.ts"
import { toReference } from "../shared/References.ts"
import { toCommission } from "../shared/Sale.ts"
import { afterSale10, closeReason10, orderState10, payment10 } from "../shared/State10.ts"
import * as Codes from "./Codes.ts"
import type { OrderListRow } from "./Wire.ts"

export const toOrder = (row: OrderListRow): Draft.OrderDraft => {
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
      trade: Rows.toListTrade(state, row.order_state, row.team_buy_state),
      payment: payment10(state),
      afterSale: afterSale10(state, Rows.toListAfterSale(row.after_sales_state)),
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
      paid: Traced.paidBy(payment10(state), row.price, "price if the order is paid, 0 if it is not")
    },
    discounts: Rows.toListCoupon(row.cu_id, row.coupon_name, row.coupon_price),
    lines: [
      Draft.line({
        productId: row.id,
        externalProductId: row.goods_no,
        title: row.title,
        type: typeOf(row),
        role: Traced.fixed("item", "the row's only line"),
        quantity: quantityOf(row, kind),
        paid: paidOfLine(payment10(state))
      })
    ],
    buyer: Draft.buyer({ id: row.user_id }),
    recipient: Rows.toListRecipient(row),
    gift: kind.value === "gift" && presents.value !== null ? { total: presents } : null,
    payment: Draft.payment({
      method: freeIfNothingPayable(
        Rows.toListPaymentMethod(row.pay_way),
        row.pay_way,
        row.price,
        Codes10.defaultPayWays
      ),
      methodRaw: row.pay_way
    }),
    refunds: Rows.toListRefunds(row.refund_time, Traced.fixed(null, "the row states no refunded amount")),
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
const presentsOf = (row: OrderListRow): Traced.Traced<number | null> =>
  row.gitf_buy_count.map((count) => (count === 0 ? null : count), "gitf_buy_count of a gift order")

/** A row counts only presents; any other row is one purchase *(inferred)*. */
const quantityOf = (row: OrderListRow, kind: Traced.Traced<OrderKind>): Traced.Traced<number | null> =>
  kind.value === "gift"
    ? presentsOf(row).considering(row.payment_type)
    : kind.mapAll(() => 1, "1: a row is one purchase, but for gift orders (inferred)").considering(row.gitf_buy_count)

/** `resource_type` means something for single purchases only; anything else bought a product package. */
const typeOf = (row: OrderListRow): Traced.Traced<LineType | null> =>
  row.payment_type.value === null || row.payment_type.value === Codes.singlePurchase
    ? decodeCode(row.resource_type, Codes.lineTypes, "resource_type of a list", "unknown").considering(row.payment_type)
    : row.payment_type.map(
        (type) => (Object.hasOwn(Codes.kinds, type) ? "digital" : "unknown"),
        "a known payment_type other than 2 buys a product package"
      )
