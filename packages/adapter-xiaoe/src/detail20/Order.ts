/** The answer of `xe.ecommerce.order.detail/1.0.0` → the canonical order. Rules: docs/states.md, Xiaoe 2.0. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { OrderKind } from "@huidan/core"
import { decodeCode, whereCode } from "../shared/Code.ts"
import * as Codes20 from "../shared/Codes20.ts"
import { withRest } from "../shared/Lines.ts"
import { freeIfNothingPayable, toCollection } from "../shared/Payment.ts"
import { answered, distinct, statesAny, toParty, toStudent } from "../shared/People.ts"
import { toAfterSaleReferences, toReference, toRelatedOrder } from "../shared/References.ts"
import { kind20 } from "../shared/State20.ts"
import { toAmounts, toFees } from "./Amounts.ts"
import * as Codes from "./Codes.ts"
import { shippedAt, toDelivery, toRecipient } from "./Delivery.ts"
import { toChannel, toCommissions } from "./Distribution.ts"
import { discountOf, listedDiscounts, toLines } from "./Lines.ts"
import { paymentState, toStatus } from "./Status.ts"
import { toVouchers } from "./Vouchers.ts"
import type { OrderDetail, OrderInfo } from "./Wire.ts"

export const toOrder = (answer: OrderDetail): Draft.OrderDraft => {
  const { buyer_info: buyer, goods_info, order_info: info } = answer
  return {
    orderId: info.order_id,
    shop: { id: info.app_id },
    kind: kindOf(info),
    status: toStatus(answer),
    amounts: toAmounts(answer),
    ...withRest(discountOf(goods_info.goods_list), listedDiscounts(goods_info.goods_list)),
    fees: toFees(answer),
    lines: toLines(answer, paymentState(answer)),
    buyer: Draft.buyer({
      id: Traced.firstOf(buyer.user_id, info.user_id),
      name: buyer.nickname,
      phones: distinct([buyer.phone_number, buyer.info_collect_phone_number]),
      avatarUrl: buyer.avatar_url
    }),
    recipient: toRecipient(answer),
    parties: toParties(answer),
    participants: toParticipants(answer),
    delivery: toDelivery(answer),
    vouchers: toVouchers(answer),
    gift: toGift(info),
    payment: toPayment(answer),
    refunds: toRefunds(answer),
    commissions: toCommissions(answer),
    channel: toChannel(answer),
    invoice: toInvoice(answer),
    notes: { buyer: buyer.comment },
    times: {
      created: info.order_create_time,
      paid: paidAt(answer),
      shipped: shippedAt(answer),
      settled: whereCode(
        info.order_settle_time,
        info.settle_state,
        Codes20.settled,
        "order_settle_time where settle_state is 2"
      ),
      settlementExpected: info.estimate_settle_time,
      expires: info.plan_auto_cancel_time,
      autoConfirm: Traced.firstOf(info.plan_auto_confirm_time, info.plan_auto_confirm_timestamp)
    },
    references: toReferences(answer)
  }
}

const kindOf = (info: OrderInfo): Traced.Traced<OrderKind> =>
  Traced.combine(
    [
      decodeCode(info.order_type, Codes20.kinds, "order_type", "unknown"),
      info.gift_batch_id,
      info.relation_order_type,
      info.goods_spu_type,
      info.order_close_type
    ],
    "order_type; 1 is gift with a gift_batch_id or relation_order_type 3, reward with goods_spu_type 3, group_buy with order_close_type 5",
    (kind, giftBatch, relation, spuType, closeType) => kind20(kind, { giftBatch, relation, spuType, closeType })
  )

const toParties = ({ internal_extra_info: { indentor_info: indentor } }: OrderDetail) => [
  ...toParty("dealer", "indentor_info", {
    id: indentor.indentor_id,
    name: indentor.indentor_name,
    phone: indentor.indentor_phone
  }),
  ...toParty("dealer_staff", "indentor_info, staff", {
    id: indentor.indentor_staff_id,
    name: indentor.indentor_staff_name,
    phone: indentor.indentor_staff_phone
  })
]

const toParticipants = ({ internal_extra_info: { student_info: student } }: OrderDetail) =>
  toStudent(
    { id: student.user_id, name: student.name, phone: student.phone },
    [
      ["性别", student.gender],
      ["生日", student.birth_date],
      ["年级", student.grade],
      ["微信号", student.wechat_id],
      ["学员地址", student.contact_address],
      ["意向上课校区", student.intention_school],
      ["意向上课地点", student.intention_school_address],
      ["意向上课时间", student.intention_time]
    ],
    student.c_data
  )

const toGift = (info: OrderInfo) =>
  info.gift_batch_id.value === null && (info.gift_total_count.value ?? 0) === 0
    ? null
    : Draft.block("gift", {
        batchId: info.gift_batch_id,
        total: info.gift_total_count,
        claimed: info.gift_claimed_count,
        invalid: info.gift_invalid_count
      })

const paidAt = (answer: OrderDetail) =>
  whereCode(answer.order_info.order_pay_time, paymentState(answer), "paid", "order_pay_time where payment is paid")

const toPayment = (answer: OrderDetail) => {
  const { order_info: info, payment_info: payment, price_info } = answer
  const code = info.payment_type.mapAll((value) => (value === Codes.noPaymentType ? null : value))
  return Draft.payment({
    method: freeIfNothingPayable(
      decodeCode(code, Codes20.paymentMethods, "payment_type", "unknown"),
      code,
      price_info.collectibles
    ),
    methodRaw: info.payment_type,
    transactionId: payment.transaction_id,
    merchantOrderId: payment.out_order_id,
    paidAt: paidAt(answer),
    collection: toCollection(info.collection_type, info.collection_type_description, info.sub_merchant_id)
  })
}

const toRefunds = ({ internal_extra_info: { refund_info } }: OrderDetail) =>
  refund_info.refund_records.map((refund) =>
    Draft.refund({
      id: refund.after_sale_id,
      status: decodeCode(refund.refund_state, Codes.refundStatuses, "refund_records[].refund_state", "unknown").orElse(
        Traced.fixed("unknown", "no state is stated")
      ),
      amount: refund.refund_amount,
      refundedAt: refund.refund_time,
      reason: refund.remark
    })
  )

const toInvoice = ({ invoice_info: { has_result, tax_id, ...invoice } }: OrderDetail) => {
  const taxNumber = answered(tax_id)
  return statesAny([taxNumber, ...Object.values(invoice)])
    ? Draft.block("invoice", {
        title: invoice.title,
        taxNumber,
        email: invoice.email,
        phone: Traced.firstOf(invoice.phone_number, invoice.registered_contact),
        bank: invoice.bank,
        bankAccount: invoice.bank_account,
        address: invoice.registered_address,
        content: invoice.content
      })
    : null
}

const toReferences = ({
  internal_extra_info: { after_sale_info, refund_info },
  order_info: info,
  payment_info
}: OrderDetail) => {
  const refunded = new Set(refund_info.refund_records.map((refund) => refund.after_sale_id.value))
  return [
    ...toReference("payment_transaction", payment_info.transaction_id),
    ...toReference("merchant_order", payment_info.out_order_id),
    ...toRelatedOrder(info.relation_order_type, info.relation_order_id, info.relation_app_id),
    ...toReference("redemption", info.redeem_batch_id),
    ...toReference("campaign", info.redeem_activity_id),
    ...toAfterSaleReferences(
      after_sale_info.after_sale_records.map((record) => record.after_sale_id).filter((id) => !refunded.has(id.value)),
      "after_sale_records"
    )
  ]
}
