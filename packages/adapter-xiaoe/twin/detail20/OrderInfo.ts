/** Order detail 2.0: buyer, order, payment, prices, invoice. All money in fen. */
import { code, type Dice, type JsonNode } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import {
  afterSaleState,
  channelType,
  codes20,
  isAlive,
  orderCloseType,
  orderSpuType,
  orderState,
  orderType,
  paymentType,
  relationOrderType,
  settleState
} from "../shared/Codes20.ts"
import { referenceOf } from "../shared/Sale.ts"
import { never, shown, sum, unixSeconds, wallTime } from "../shared/Spelling.ts"
import { isChannelsSale } from "../shared/States.ts"
import { goodsChangeOf } from "../shared/Sums.ts"
import { methodWords, stateLabel } from "../shared/Words.ts"

type Keys = Readonly<Record<string, JsonNode>>

export const buyerInfo = ({ buyer, notes }: Order): JsonNode => ({
  avatar_url: buyer.avatarUrl ?? "",
  comment: shown(notes.buyer),
  has_result: true,
  info_collect_phone_number: shown(buyer.phones[1]),
  nickname: shown(buyer.name),
  phone_number: shown(buyer.phones[0]),
  user_id: buyer.id ?? ""
})

export const orderInfo = (order: Order, dice: Dice): JsonNode => ({
  app_id: order.shop.id,
  order_id: order.orderId,
  user_id: order.buyer.id ?? "",
  has_result: true,
  ...states(order),
  ...times(order, dice),
  ...source(order),
  ...kind(order),
  ...gift(order),
  activity_description: "",
  can_modify_price: order.status.trade === "pending",
  cant_modify_price_reason: "",
  community_name: "",
  discount_description: "",
  discount_jump_url: "",
  estimate_settle_time_description: "",
  ks_author_id: ""
})

const states = (order: Order): Keys => ({
  order_state: code(orderState(order), codes20.order_state),
  order_state_description: stateLabel(order),
  order_close_type: code(orderCloseType(order), codes20.order_close_type),
  order_close_type_description: order.status.closeNote ?? "",
  // 订单关闭原因 and 订单关闭信息: no document says how they differ.
  order_close_reason: order.status.closeNote ?? "",
  order_close_info: order.status.closeNote ?? "",
  after_sale_show_state: code(afterSaleState(order.status.afterSale), codes20.after_sale_state),
  settle_state: code(settleState(order), codes20.settle_state),
  payment_type: code(paymentType(order), codes20.payment_type),
  payment_type_description: methodWords[order.payment.method ?? "free"] ?? ""
})

const times = (order: Order, dice: Dice): Keys => {
  const { times: known, status } = order
  return {
    order_create_time: wallTime(known.created),
    // 支付状态变更时间: an unpaid order that was closed has one too.
    order_pay_time: wallTime(known.paid ?? known.closed, never(dice)),
    // 结算状态变更时间: also of an order that is still being settled.
    order_settle_time: wallTime(known.settled ?? (status.settlement === "settling" ? known.paid : null), never(dice)),
    estimate_settle_time: wallTime(known.settlementExpected, never(dice)),
    plan_auto_cancel_time: wallTime(known.expires, never(dice)),
    plan_auto_confirm_time: wallTime(known.autoConfirm, never(dice)),
    plan_auto_confirm_timestamp: unixSeconds(known.autoConfirm)
  }
}

const source = (order: Order): Keys => {
  const shared = order.commissions.some(({ role }) => role === "sharer")
  return {
    app_type: Number(order.channel.code ?? 0),
    app_type_description: order.channel.name ?? "",
    channel_source_description: order.channel.trafficSource ?? "",
    channel_type: code(channelType(order), codes20.channel_type),
    channel_alive_id: isAlive(order) ? (order.channel.liveRoomId ?? "") : "",
    collection_type: Number(order.payment.collection?.code ?? 0),
    collection_type_description: order.payment.collection?.name ?? "",
    sub_merchant_id: order.payment.collection?.merchantId ?? "",
    finder_nickname: isChannelsSale(order) ? (order.channel.creatorName ?? "") : "",
    // That somebody shared it is stated, not who nor for how much.
    distribution_description: shared ? "推广员订单" : "",
    promoter_type: code(shared ? 1 : 0, codes20.promoter_type)
  }
}

const kind = (order: Order): Keys => {
  const related = referenceOf(order, "parent_order") ?? referenceOf(order, "related_order")
  const types = order.lines.map((line) => (line.type === "physical" ? "ITX" : "VDO"))
  return {
    order_type: code(orderType(order), codes20.order_type),
    order_type_description: "",
    goods_spu_type: code(orderSpuType(order), codes20.spu_type),
    order_spu_type: [...new Set(types)].join("|"),
    redeem_batch_id: referenceOf(order, "redemption")?.value ?? "",
    redeem_activity_id: referenceOf(order, "campaign")?.value ?? "",
    redeem_code: shown(order.vouchers.find((voucher) => voucher.kind === "redemption")?.code),
    relation_app_id: related?.shopId ?? "",
    relation_order_id: related?.value ?? "",
    relation_order_type: code(relationOrderType(related), codes20.relation_order_type)
  }
}

const gift = ({ gift: present }: Order): Keys => ({
  gift_batch_id: present?.batchId ?? "",
  gift_total_count: present?.total ?? 0,
  gift_claimed_count: present?.claimed ?? 0,
  gift_invalid_count: present?.invalid ?? 0,
  gift_available_count: (present?.total ?? 0) - (present?.claimed ?? 0) - (present?.invalid ?? 0)
})

export const paymentInfo = ({ payment }: Order): JsonNode => ({
  has_result: payment.transactionId !== null || payment.merchantOrderId !== null,
  out_order_id: payment.merchantOrderId ?? "",
  transaction_id: payment.transactionId ?? ""
})

export const priceInfo = (order: Order): JsonNode => {
  const { amounts } = order
  const goods = goodsChangeOf(order)
  return {
    collectibles: amounts.payable ?? 0,
    // 已收款, before refunds. Of a deposit no document speaks: it stays 待付款, with nothing received.
    earned_revenue: order.status.payment === "paid" ? (amounts.payable ?? 0) : 0,
    goods_modified_amount: goods,
    goods_total_count: sum(order.lines.map((line) => line.quantity)),
    gross_total: amounts.goods ?? 0,
    has_result: true,
    shipment_fee: amounts.freight ?? 0,
    shipment_modified_amount: (amounts.adjustment ?? 0) - goods,
    total_modified_amount: amounts.adjustment ?? 0
  }
}

export const invoiceInfo = ({ invoice }: Order): JsonNode => ({
  bank: invoice?.bank ?? "",
  bank_account: shown(invoice?.bankAccount),
  content: invoice?.content ?? "",
  email: shown(invoice?.email),
  has_result: invoice !== null,
  phone_number: shown(invoice?.phone),
  registered_address: shown(invoice?.address),
  registered_contact: "",
  tax_id: shown(invoice?.taxNumber),
  title: shown(invoice?.title)
})
