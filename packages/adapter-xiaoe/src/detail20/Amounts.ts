/** The amounts of an order, in fen. */
import { Traced } from "@huidan/adapter-kit"
import { discountOf, refundedByRecords } from "./Lines.ts"
import { paymentState } from "./Status.ts"
import type { OrderDetail } from "./Wire.ts"

export const toAmounts = (answer: OrderDetail) => {
  const { goods_info, price_info: price } = answer
  return {
    currency: Traced.fixed("CNY", "the platform sells in yuan"),
    goods: price.gross_total,
    freight: price.shipment_fee,
    discount: discountOf(goods_info.goods_list),
    adjustment: price.total_modified_amount.orElse(
      Traced.sum(
        [price.goods_modified_amount, price.shipment_modified_amount],
        "goods_modified_amount + shipment_modified_amount (inferred)"
      )
    ),
    payable: price.collectibles,
    paid: paidAmount(answer),
    refunded: refundedOf(answer)
  }
}

/** Refunds that are done say more than a 0, which is also what nothing was written to. */
const refundedOf = (answer: OrderDetail): Traced.Traced<number | null> => {
  const ofLines = Traced.sumOfAll(
    answer.goods_info.goods_list.map((goods) => goods.refund_amount),
    "Σ of the lines' refund_amount"
  )
  return (ofLines.value ?? 0) !== 0 ? ofLines : refundedByRecords(answer).orElse(ofLines)
}

const paidAmount = (answer: OrderDetail): Traced.Traced<number | null> => {
  const { earned_revenue: earned } = answer.price_info
  const payment = paymentState(answer)
  const paid = Traced.paidBy(payment, earned, "earned_revenue if the order is paid, 0 if it is not")
  return payment.value === "unpaid" && (earned.value ?? 0) > 0
    ? paid.doubt("conflicting_states", "order_state says unpaid, earned_revenue does not")
    : paid
}

export const toFees = ({ goods_info, third_party_info: { douyin_info } }: OrderDetail) =>
  Traced.present([
    Traced.sum(
      goods_info.goods_list.map((goods) => goods.vs_platform_fee),
      "Σ of the lines' vs_platform_fee"
    ),
    douyin_info.service_fee
  ])
    .filter((amount) => amount.value !== 0)
    .map((amount) => ({ kind: Traced.fixed("platform_service", "the platform's service fee (inferred)"), amount }))
