/** A row of `xe.order.list.get/1.0.1` → the canonical order. Only a sample of it is published, so most is *(inferred)*. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { AfterSaleState, OrderKind } from "@huidan/core"
import { decodeAfterSale, decodeCode, statedCode } from "../shared/Code.ts"
import * as Codes10 from "../shared/Codes10.ts"
import { discountKind, paidOfLine, unknownBearer, withRest } from "../shared/Lines.ts"
import * as Rows from "../shared/ListRows.ts"
import { freeIfNothingPayable } from "../shared/Payment.ts"
import { toReference } from "../shared/References.ts"
import { afterSale10, closeReason10, orderState10, payment10, tradeByShipping10 } from "../shared/State10.ts"
import type { OrderListRow } from "./Wire.ts"

export const toOrder = (row: OrderListRow): Draft.OrderDraft => {
  const state = orderState10(row.order_state)
  const fulfilment = decodeCode(row.ship_state, Codes10.fulfilmentStates, "ship_state (inferred)", "unknown")
  const afterSale = decodeAfterSale(row.sales_state, Codes10.lineAfterSaleStates, "sales_state (inferred)")
  const price =
    row.price.value === null
      ? row.price
      : row.price.doubt("unit_inferred", "list 1.1 publishes no unit: its amounts are read as fen")
  return {
    orderId: row.order_id,
    shop: { id: Traced.fixed(null, "the row names no shop") },
    kind: kindOf(row),
    status: {
      trade: Traced.combine(
        [tradeByShipping10(state, row.ship_state), Rows.toListTrade(state, row.order_state, row.team_buy_state)],
        "order_state, ship_state, team_buy_state (inferred)",
        (byShipping, byGroup) => (byGroup === "pending" ? byGroup : byShipping)
      ),
      payment: payment10(state),
      fulfilment,
      afterSale: afterSale10(state, afterSaleOf(afterSale, Rows.toListAfterSale(row.after_sales_state))),
      closeReason: closeReason10(state, row.order_state, row.team_buy_state),
      raw: Draft.codes({
        order_state: row.order_state,
        ship_state: row.ship_state,
        sales_state: row.sales_state,
        after_sales_state: row.after_sales_state,
        team_buy_state: row.team_buy_state
      })
    },
    amounts: {
      currency: Traced.fixed("CNY", "the platform sells in yuan"),
      discount: discountOf(row),
      payable: price,
      paid: Traced.paidBy(payment10(state), price, "price if the order is paid, 0 if it is not"),
      refunded: row.refund_money
    },
    ...withRest(discountOf(row), listedDiscounts(row)),
    lines: [
      Draft.line({
        productId: row.resource_id,
        externalProductId: row.goods_no,
        title: row.title,
        type: decodeCode(row.resource_type, Codes10.lineTypes, "resource_type (inferred)", "unknown"),
        role: Traced.fixed("item", "the row's only line"),
        quantity: row.count,
        paid: paidOfLine(payment10(state)),
        fulfilment,
        afterSale
      })
    ],
    buyer: Draft.buyer({ id: row.user_id }),
    recipient: Rows.toListRecipient(row),
    payment: Draft.payment({
      method: freeIfNothingPayable(
        Rows.toListPaymentMethod(row.pay_way),
        row.pay_way,
        row.price,
        Codes10.defaultPayWays
      ),
      methodRaw: row.pay_way,
      transactionId: row.transaction_id,
      paidAt: row.pay_time,
      collection: Traced.present([statedCode(row.collection_way)]).map((code) => ({ code }))[0] ?? null
    }),
    refunds: Rows.toListRefunds(row.refund_time, row.refund_money),
    channel: { code: statedCode(row.client_type) },
    times: { created: row.created_time, paid: row.pay_time, settled: row.settle_time },
    references: [
      ...toReference("payment_transaction", row.transaction_id),
      ...toReference("external_order", row.out_order_id),
      ...toReference("coupon", row.coupon_id)
    ]
  }
}

/** `discount_data`, else the coupon. */
const listedDiscounts = (row: OrderListRow) =>
  row.discount_data.length === 0
    ? Rows.toListCoupon(row.coupon_id, row.coupon_name, row.coupon_price)
    : row.discount_data.map((discount) => {
        const kind = discountKind(discount.discount_name)
        return {
          kind,
          id: kind.value === "coupon" ? row.coupon_id : null,
          name: discount.discount_name,
          amount: discount.discount_price,
          bearer: unknownBearer
        }
      })

/** A total of 0 beside a discount is one that nothing was written to. */
const discountOf = (row: OrderListRow): Traced.Traced<number | null> =>
  Traced.firstOf(
    row.discount_price.value === 0 ? row.discount_price.asNull() : row.discount_price,
    Traced.sum(
      row.discount_data.map((discount) => discount.discount_price),
      "Σ discount_data[].discount_price"
    ),
    row.coupon_price,
    row.discount_price
  ).by("discount_price, else Σ discount_data[].discount_price, else coupon_price (inferred)")

/** A row has no `payment_type`; one with a group is a group purchase. */
const kindOf = (row: OrderListRow): Traced.Traced<OrderKind> =>
  Traced.combine([row.team_buy_state], "team_buy_state is set (inferred)", (state) =>
    state === null || state === "-1" ? "unknown" : "group_buy"
  )

/** The line's after-sale state, else what the row says of its after-sale orders. */
const afterSaleOf = (
  line: Traced.Traced<AfterSaleState | null>,
  order: Traced.Traced<AfterSaleState | null>
): Traced.Traced<AfterSaleState | null> =>
  Traced.combine([line, order], "sales_state, else after_sales_state (inferred)", (ofLine, ofOrder) =>
    ofLine === null || ofLine === "none" ? (ofOrder ?? ofLine) : ofLine
  )
