/** The answer of `xe.ecommerce.order.detail/1.0.0` → the canonical order. Rules: the order model's tables for Xiaoe 2.0. */
import { type Draft, Traced } from "@huidan/adapter-kit"
import type { OrderKind } from "@huidan/core"
import { decodeCode, statedCode } from "../shared/Code.ts"
import { freeIfNothingPayable } from "../shared/Payment.ts"
import { distinct, statesAny, toParty, toStudent } from "../shared/People.ts"
import { distinctIds, toReference } from "../shared/References.ts"
import { toAmounts20, toFees20 } from "./Amounts.ts"
import * as Codes from "./Codes.ts"
import { shippedAt20, toDelivery20, toRecipient20 } from "./Delivery.ts"
import { toChannel20, toCommissions20 } from "./Distribution.ts"
import { toDiscounts20, toLine20 } from "./Lines.ts"
import { paymentState20, toStatus20 } from "./Status.ts"
import { toVouchers20 } from "./Vouchers.ts"
import type { OrderDetail20, OrderInfo20 } from "./Wire.ts"

export const toOrderDetail20 = (answer: OrderDetail20): Draft.OrderDraft => {
  const { buyer_info: buyer, goods_info, order_info: info } = answer
  return {
    orderId: info.order_id,
    shop: { id: info.app_id },
    kind: kindOf(info),
    status: toStatus20(answer),
    amounts: toAmounts20(answer),
    discounts: toDiscounts20(goods_info.goods_list),
    fees: toFees20(answer),
    lines: goods_info.goods_list.map(toLine20),
    buyer: {
      id: Traced.firstOf(buyer.user_id, info.user_id),
      name: buyer.nickname,
      phones: distinct([buyer.phone_number, buyer.info_collect_phone_number]),
      avatarUrl: buyer.avatar_url
    },
    recipient: toRecipient20(answer),
    parties: toParties(answer),
    participants: toParticipants(answer),
    delivery: toDelivery20(answer),
    vouchers: toVouchers20(answer),
    gift: toGift(info),
    payment: toPayment(answer),
    refunds: toRefunds(answer),
    commissions: toCommissions20(answer),
    channel: toChannel20(answer),
    invoice: toInvoice(answer),
    notes: { buyer: buyer.comment },
    times: {
      created: info.order_create_time,
      paid: paidAt(answer),
      shipped: shippedAt20(answer),
      settled: Traced.combine(
        [info.order_settle_time, info.settle_state],
        "order_settle_time where settle_state is 2",
        (time, state) => (state === Codes.settled ? time : null)
      ),
      settlementExpected: info.estimate_settle_time,
      expires: info.plan_auto_cancel_time,
      autoConfirm: Traced.firstOf(info.plan_auto_confirm_time, info.plan_auto_confirm_timestamp)
    },
    references: toReferences(answer)
  }
}

const kindOf = (info: OrderInfo20): Traced.Traced<OrderKind> =>
  Traced.combine(
    [
      decodeCode(info.order_type, Codes.kinds, "order_type", "unknown"),
      info.gift_batch_id,
      info.relation_order_type,
      info.goods_spu_type,
      info.order_close_type
    ],
    "order_type; 1 is gift with a gift_batch_id or relation_order_type 3, reward with goods_spu_type 3, group_buy with order_close_type 5",
    (kind, giftBatch, relation, spuType, closeType) => {
      if (kind !== "standard") return kind ?? "unknown"
      if (giftBatch !== null || relation === Codes.giftRelation) return "gift"
      if (spuType === Codes.rewardType) return "reward"
      return closeType === Codes.closedByGroup ? "group_buy" : "standard"
    }
  )

const toParties = ({ internal_extra_info: { indentor_info: indentor } }: OrderDetail20) => [
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

const toParticipants = ({ internal_extra_info: { student_info: student } }: OrderDetail20) =>
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

const toGift = (info: OrderInfo20) =>
  info.gift_batch_id.value === null && (info.gift_total_count.value ?? 0) === 0
    ? null
    : {
        batchId: info.gift_batch_id,
        total: info.gift_total_count,
        claimed: info.gift_claimed_count,
        invalid: info.gift_invalid_count
      }

const paidAt = (answer: OrderDetail20) =>
  Traced.combine(
    [answer.order_info.order_pay_time, paymentState20(answer)],
    "order_pay_time where payment is paid",
    (time, payment) => (payment === "paid" ? time : null)
  )

const toPayment = (answer: OrderDetail20) => {
  const { order_info: info, payment_info: payment, price_info } = answer
  const code = info.payment_type.mapAll((value) => (value === Codes.noPaymentType ? null : value))
  const collection = statedCode(info.collection_type)
  return {
    method: freeIfNothingPayable(
      decodeCode(code, Codes.paymentMethods, "payment_type", "unknown"),
      code,
      price_info.collectibles,
      []
    ),
    methodRaw: info.payment_type,
    transactionId: payment.transaction_id,
    merchantOrderId: payment.out_order_id,
    paidAt: paidAt(answer),
    collection: statesAny([collection, info.collection_type_description, info.sub_merchant_id])
      ? { code: collection, name: info.collection_type_description, merchantId: info.sub_merchant_id }
      : null
  }
}

const toRefunds = ({ internal_extra_info: { refund_info } }: OrderDetail20) =>
  refund_info.refund_records.map((refund) => ({
    id: refund.after_sale_id,
    status: decodeCode(refund.refund_state, Codes.refundStatuses, "refund_records[].refund_state", "unknown").orElse(
      Traced.fixed("unknown", "no state is stated")
    ),
    amount: refund.refund_amount,
    refundedAt: refund.refund_time,
    reason: refund.remark
  }))

const toInvoice = ({ invoice_info: { has_result, ...invoice } }: OrderDetail20) =>
  statesAny(Object.values(invoice))
    ? {
        title: invoice.title,
        taxNumber: invoice.tax_id,
        email: invoice.email,
        phone: Traced.firstOf(invoice.phone_number, invoice.registered_contact),
        bank: invoice.bank,
        bankAccount: invoice.bank_account,
        address: invoice.registered_address,
        content: invoice.content
      }
    : null

const toReferences = ({
  internal_extra_info: { after_sale_info, refund_info },
  order_info: info,
  payment_info
}: OrderDetail20) => {
  const relation = decodeCode(info.relation_order_type, Codes.relations, "relation_order_type", {
    kind: "related_order",
    relation: null
  })
  const refunded = new Set(refund_info.refund_records.map((refund) => refund.after_sale_id.value))
  return [
    ...toReference("payment_transaction", payment_info.transaction_id),
    ...toReference("merchant_order", payment_info.out_order_id),
    ...toReference(relation.value?.kind ?? "related_order", info.relation_order_id, {
      relation: relation.map((found) => found.relation),
      shopId: info.relation_app_id
    }),
    ...toReference("redemption", info.redeem_batch_id),
    ...toReference("campaign", info.redeem_activity_id),
    ...distinctIds(after_sale_info.after_sale_records.map((record) => record.after_sale_id))
      .filter((id) => !refunded.has(id.value))
      .flatMap((id) => toReference("other", id, { relation: Traced.fixed("售后", "after_sale_records") }))
  ]
}
