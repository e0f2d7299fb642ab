/** The amounts of an order, in fen. */
import { Traced } from "@huidan/adapter-kit"
import * as Codes from "./Codes.ts"
import { discountOf } from "./Lines.ts"
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
const refundedOf = ({
  goods_info,
  internal_extra_info: { refund_info }
}: OrderDetail): Traced.Traced<number | null> => {
  const ofLines = Traced.sumOfAll(
    goods_info.goods_list.map((goods) => goods.refund_amount),
    "Σ of the lines' refund_amount"
  )
  const done = refund_info.refund_records.filter(({ refund_state }) => refund_state.value === Codes.refundDone)
  return (ofLines.value ?? 0) !== 0
    ? ofLines
    : Traced.sum(
        done.map((refund) => refund.refund_amount.considering(refund.refund_state)),
        "Σ refund_amount of the refunds that are done, since the lines' refund_amount is 0"
      ).orElse(ofLines)
}

/** What was earned is what the platform says, also where the order's state contradicts it. */
const paidAmount = (answer: OrderDetail): Traced.Traced<number | null> => {
  const paid = Traced.combine(
    [answer.price_info.earned_revenue, paymentState(answer)],
    "earned_revenue, else 0 if the order is not paid",
    (earned, payment) => earned ?? (payment === "unpaid" ? 0 : null)
  )
  return paymentState(answer).value === "unpaid" && (paid.value ?? 0) > 0
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
