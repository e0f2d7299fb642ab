/** The answer of `xe.order.detail/1.0.0` → the canonical order. Rules: docs/states.md, Xiaoe 1.0. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { type AfterSaleState, afterSaleOfLines, type OrderKind } from "@huidan/core"
import { decodeCode } from "../shared/Code.ts"
import * as Codes10 from "../shared/Codes10.ts"
import { freeIfNothingPayable, toCollection } from "../shared/Payment.ts"
import { answered, distinct, statesAny, toParty, toRecipient, toStudent } from "../shared/People.ts"
import { toAfterSaleReferences, toReference } from "../shared/References.ts"
import { toCommission } from "../shared/Sale.ts"
import { afterSale10, closeReason10, orderState10, payment10, tradeByShipping10 } from "../shared/State10.ts"
import { toAmounts, toDiscounts } from "./Amounts.ts"
import { toChannel } from "./Channel.ts"
import * as Codes from "./Codes.ts"
import { toDelivery } from "./Delivery.ts"
import { type Item, orderFulfilment, toAfterSale, toItems } from "./Lines.ts"
import { makeGoodsOfRefund } from "./RefundedGoods.ts"
import type { OrderDetail, OrderInfo } from "./Wire.ts"

export const toOrder = (answer: OrderDetail): Draft.OrderDraft => {
  const info = answer.order_info
  const state = orderState10(info.order_state)
  const items = toItems(answer)
  return {
    orderId: info.order_id,
    shop: { id: info.app_id, name: info.shop_name },
    kind: kindOf(info),
    status: toStatus(info, items),
    amounts: toAmounts(answer, items, state),
    ...toDiscounts(info),
    lines: items.map(({ line }) => line),
    buyer: Draft.buyer({
      id: info.user_id,
      name: info.username,
      phones: distinct([info.phone, info.wechat_channel_info.virtual_order_tel_number]),
      avatarUrl: info.wx_avatar,
      wechatOpenId: Traced.firstOf(answered(info.openid), answered(info.wechat_channel_info.open_id))
    }),
    recipient: toRecipient({
      name: info.ship_receiver,
      phone: info.ship_phone,
      province: info.ship_province,
      city: info.ship_city,
      district: info.ship_county,
      detail: info.ship_detail.orElse(info.ship_address)
    }),
    parties: toParties(answer),
    participants: toParticipants(answer),
    delivery: toDelivery(info, items),
    gift: toGift(info),
    payment: toPayment(info),
    refunds: toRefunds(answer),
    commissions: toCommissions(answer),
    channel: toChannel(info),
    invoice: toInvoice(info),
    notes: { buyer: info.ship_remark },
    times: {
      created: info.created_at,
      paid: info.pay_time,
      settled: info.settle_time,
      expires: info.invalid_time,
      autoConfirm: info.auto_confirm_receipt_time
    },
    references: toReferences(answer)
  }
}

/** `payment_type` decides where it names a kind of its own, then where the order came from. */
const kindOf = (info: OrderInfo): Traced.Traced<OrderKind> =>
  Traced.combine(
    [
      decodeCode(info.payment_type, Codes.kindsByPaymentType, "payment_type", "unknown"),
      info.wx_app_type.mapAll((source) => Traced.entryOf(Codes.kindsBySource, source) ?? null, "wx_app_type")
    ],
    "payment_type; where that is a standard one, wx_app_type 10 30 imported, 31 redemption (inferred)",
    (byPayment, bySource) =>
      byPayment === null || byPayment === "standard" || byPayment === "unknown"
        ? (bySource ?? byPayment ?? "unknown")
        : byPayment
  )

const toStatus = (info: OrderInfo, items: ReadonlyArray<Item>) => {
  const state = orderState10(info.order_state)
  const ofLines: Traced.Traced<AfterSaleState | null> = Traced.combine(
    [toAfterSale(info.sales_state), ...items.map((item) => item.afterSale)],
    "the lines' sales_state; where they say none, the order's own (inferred)",
    (own, ...states) => {
      const together = afterSaleOfLines(states)
      return together === null || together === "none" ? (own ?? together) : together
    }
  )
  return {
    trade: tradeByShipping10(state, info.ship_state),
    payment: payment10(state),
    fulfilment: orderFulfilment(info),
    afterSale: afterSale10(state, ofLines),
    settlement: decodeCode(info.settle_status, Codes.settlementStates, "settle_status", "unknown"),
    closeReason: closeReason10(state, info.order_state, info.team_buy_state),
    closeNote:
      state.value?.trade === "closed"
        ? info.closure_reason
        : info.closure_reason.asNull("only a closed order has a note"),
    label: info.order_state_type,
    raw: Draft.codes({
      order_state: info.order_state,
      ship_state: info.ship_state,
      settle_status: info.settle_status,
      sales_state: info.sales_state,
      team_buy_state: info.team_buy_state
    })
  }
}

const toParties = ({ dhs_info: dealer, order_info: info }: OrderDetail) => [
  ...toParty("dealer", "dhs_info", { id: dealer.user_id, name: dealer.name, phone: dealer.phone }),
  ...toParty("dealer_staff", "dhs_info staff", {
    id: dealer.staff_user_id,
    name: dealer.staff_name,
    phone: dealer.staff_phone
  }),
  ...(info.promotion_info.promoter_id.value === null
    ? []
    : [{ role: Traced.fixed("promoter", "promotion_info"), id: info.promotion_info.promoter_id }])
]

const toParticipants = ({ student_info: students }: OrderDetail) =>
  students.flatMap((student) =>
    toStudent(
      { id: Traced.firstOf(student.student_id, student.user_id), name: student.name, phone: student.phone },
      [
        ["性别", student.sex],
        ["生日", student.birth_date],
        ["年级", student.grade],
        ["微信号", student.wechat_num],
        ["学员地址", student.contact_address],
        ["意向上课校区", student.intention_school],
        ["意向上课地点", student.intention_school_addr],
        ["意向上课时间", student.intention_time]
      ],
      student.c_data
    )
  )

const toGift = (info: OrderInfo) => {
  const counts = [info.gift_count, info.gift_valid].some((count) => (count.value ?? 0) !== 0)
  if (info.gift_id.value === null && !counts && Traced.present(info.gift_user_id).length === 0) return null
  return Draft.block("gift", {
    batchId: info.gift_id,
    total: info.gift_count,
    claimed: info.gift_valid.by("gift_valid (已赠送数量)"),
    recipientIds: Traced.present(info.gift_user_id)
  })
}

const toPayment = (info: OrderInfo) => {
  const named = decodeCode(info.pay_way, Codes.paymentMethods, "pay_way", "unknown")
  const method = freeIfNothingPayable(named, info.pay_way, info.price, Codes10.defaultPayWays)
  return Draft.payment({
    method: Traced.combine([method, info.payment_type], `${method.rule}; payment_type 1 is free`, (found, type) =>
      type === Codes.freePaymentType ? "free" : found
    ),
    methodRaw: info.pay_way,
    transactionId: info.transaction_id,
    paidAt: info.pay_time,
    collection: toCollection(info.use_collection, info.collection_way, info.sub_mchid)
  })
}

const toRefunds = ({ order_info: info, refund_info: refunds }: OrderDetail) => {
  const goodsOf = makeGoodsOfRefund(info.goods_info)
  return refunds.map((refund) =>
    Draft.refund({
      status: decodeCode(refund.state, Codes.refundStatuses, "refund_info[].state", "unknown").orElse(
        Traced.fixed("unknown", "no state is stated")
      ),
      amount: refund.refund_price,
      requestedAt: refund.created_at,
      refundedAt: refund.refund_time,
      reason: refund.remark,
      lineIds: Traced.present(
        goodsOf(refund).map(({ goods, id }) =>
          goods.id.considering(id, refund.sku_id).by("the line of resource_ids and sku_id")
        )
      )
    })
  )
}

const toCommissions = ({ distribute_info: shared, order_info: { cps_info: cps, ks_info: kuaishou } }: OrderDetail) => [
  ...toCommission("sharer", "distribute_info", {
    userId: shared.share_user_id,
    name: shared.share_user_nickname,
    amount: shared.distribute_price
  }),
  ...toCommission("superior", "distribute_info, superior", {
    userId: shared.superior_distribute_user_id,
    name: shared.superior_distribute_user_nickname,
    amount: shared.superior_distribute_price
  }),
  ...toCommission("creator", "cps_info", {
    userId: cps.talent_douyin_id,
    name: cps.nickname,
    amount: cps.commission_amount,
    rateBasisPoints: cps.commission_rate.by("commission_rate: 3500 is 35 %")
  }),
  ...(kuaishou.promotion_amount.value === null || kuaishou.promotion_amount.value === 0
    ? []
    : toCommission("creator", "ks_info (inferred)", {
        userId: kuaishou.extra_info.author_id,
        amount: kuaishou.promotion_amount
      }))
]

const toInvoice = ({ email, invoice_title: title, tax_number }: OrderInfo) => {
  const taxNumber = answered(tax_number)
  return statesAny([title, taxNumber, email]) ? Draft.block("invoice", { title, taxNumber, email }) : null
}

const toReferences = ({ after_sale_list: afterSales, order_info: info }: OrderDetail) => [
  ...toReference("payment_transaction", info.transaction_id),
  ...toReference("external_order", info.out_order_id),
  ...toReference("external_order", info.ks_info.ks_order_no, { relation: Traced.fixed("快手", "ks_info") }),
  ...(info.cu_id.value === Codes.severalCoupons ? [] : toReference("coupon", info.cu_id)),
  ...info.muti_coupon.flatMap((coupon) => toReference("coupon", coupon.discount_id)),
  ...toAfterSaleReferences(
    [info.aftersale_id, ...afterSales.map((afterSale) => afterSale.aftersale_id)],
    "aftersale_id"
  )
]
