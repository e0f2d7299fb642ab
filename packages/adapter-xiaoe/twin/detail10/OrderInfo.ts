/** Order detail 1.0: `data.order_info`, key by key as table and sample have it. */
import { absent, code, type Dice, type JsonNode, literal } from "@huidan/conformance"
import type { Order, OrderLine } from "@huidan/core"
import {
  cart,
  codes10,
  listsGoods,
  orderSalesState,
  orderState,
  paymentType,
  payWay,
  resourceType,
  settleStatus,
  shipState
} from "../shared/Codes10.ts"
import { dataSourceCodes, referenceOf } from "../shared/Sale.ts"
import { isOneOf, shown, sum, unixSeconds, wallTime, yuan, yuanEither } from "../shared/Spelling.ts"
import { afterSaleIds, goodsChangeOf } from "../shared/Sums.ts"
import { methodWords, purchaseName, stateLabel, typeWords } from "../shared/Words.ts"
import { bubbles, discountArray, goodsInfo, parcelData, pickUp } from "./Goods.ts"
import { cpsInfo, traceInfo, wechatChannelInfo } from "./Sources.ts"

/** 112 keys of the sample, the ones the table has besides (`goods_info`, `cps_info`, the invoice), nothing else. */
export const orderInfo = (order: Order, dice: Dice): JsonNode => ({
  ...identity(order),
  ...sources(order),
  ...states(order, dice),
  ...ownGoods(order, dice),
  ...money(order, dice),
  ...people(order),
  ...shipping(order),
  ...times(order),
  ...gift(order),
  ...idle(dice),
  goods_info: goodsInfo(order, dice)
})

type Keys = Readonly<Record<string, JsonNode>>

const identity = (order: Order): Keys => ({
  app_id: order.shop.id,
  content_app_id: null,
  order_id: order.orderId,
  user_id: order.buyer.id ?? "",
  shop_name: order.shop.name ?? "",
  out_order_id: referenceOf(order, "external_order")?.value ?? "",
  transaction_id: order.payment.transactionId ?? "",
  aftersale_id: afterSaleIds(order)[0]?.[1] ?? "",
  order_type: "普通订单"
})

const sources = (order: Order): Keys => ({
  wx_app_type: code(Number(order.channel.code ?? 0), dataSourceCodes),
  app_type_name: order.channel.name ?? "",
  // Two names for one thing: 渠道来源 of the table, and a key that the sample alone shows.
  channel_info: order.channel.trafficSource ?? "",
  channel_name: order.channel.trafficSource ?? "未知渠道来源",
  channel_id: 0,
  content_market_name: "",
  use_collection: code(Number(order.payment.collection?.code ?? 1), codes10.use_collection),
  collection_way: order.payment.collection?.name ?? "",
  sub_mchid: order.payment.collection?.merchantId ?? "",
  distribute_type: code(sharers(order).length > 0 ? 1 : 0, codes10.distribute_type),
  distribute_type_name: sharers(order).length > 0 ? "推广员订单" : "--",
  is_distribute_money: sharers(order).some((share) => (share.amount ?? 0) > 0) ? 1 : 0,
  cps_info: cpsInfo(order),
  trace_info: traceInfo(order),
  wechat_channel_info: wechatChannelInfo(order),
  // 视频号带货才有值.
  scene: order.buyer.wechatOpenId === null ? "" : "1177",
  openid: shown(order.buyer.wechatOpenId)
})

const sharers = (order: Order) => order.commissions.filter(({ role }) => role === "sharer" || role === "superior")

const states = (order: Order, dice: Dice): Keys => ({
  order_state: code(orderState(order), codes10.order_state),
  order_state_type: stateLabel(order),
  ship_state: code(shipState(order), codes10.ship_state),
  settle_status: code(settleStatus(order), codes10.settle_status),
  pay_way: code(payWay(order), codes10.pay_way),
  pay_way_desc: methodWords[order.payment.method ?? "free"] ?? "--",
  payment_type: code(paymentType(order), codes10.payment_type),
  closure_reason: order.status.closeNote ?? "",
  // The sample has −1 and "--" here; where goods are listed, they have a state of their own.
  sales_state: code(orderSalesState(order), codes10.sales_state),
  sales_state_name: orderSalesState(order) > 0 ? "售后" : "--",
  release_status: order.status.fulfilment === "unfulfilled" ? "未发货" : "已发放",
  can_refund: order.status.payment === "paid" && order.status.trade !== "closed" ? 1 : 0,
  can_shipments: order.status.trade === "active" ? 1 : 0,
  is_later_order: 0,
  // Table: string. Sample: a bare 0.
  is_modified_amount: dice.pick<JsonNode>([0, "0"])
})

/** The order's own fields describe its one line; a cart is 21001-购物车, named after all its goods. */
const ownGoods = (order: Order, dice: Dice): Keys => {
  const line: OrderLine | undefined = order.lines.length === 1 ? order.lines[0] : undefined
  return {
    purchase_name: purchaseName(order),
    resource_id: line?.productId ?? "",
    resource_type: code(line === undefined ? cart : resourceType(order, line), [...codes10.resource_type, cart]),
    resource_type_name: line === undefined ? "购物车" : (typeWords[line.type ?? "other"] ?? "其他"),
    img_url: order.lines[0]?.imageUrl ?? "",
    count: sum(order.lines.map((each) => each.quantity)),
    sku_desc_str: line?.specs[0]?.value ?? "",
    goods_sn: line?.externalProductId ?? "",
    sku_spec_code: line?.externalSkuId ?? "",
    // Table: int. Sample: "0.01".
    unit_price: yuanEither(line?.unitPrice ?? order.amounts.goods ?? 0, dice),
    expire_desc: line?.validityText ?? "",
    expire_start: wallTime(line?.validFrom ?? null),
    expire_send: 0,
    is_expire_display: false,
    goods_type: 1,
    goods_category: 2
  }
}

const money = (order: Order, dice: Dice): Keys => {
  const change = priceChange(order)
  const coupon = order.discounts.find((discount) => discount.kind === "coupon")
  return {
    price: yuan(order.amounts.payable ?? 0),
    freight: yuan(order.amounts.freight ?? 0),
    // 分, as the coupon's part of what `discount_arr` lists in 元.
    cou_price: coupon?.amount ?? 0,
    cu_id: referenceOf(order, "coupon")?.value ?? "",
    discount_arr: hasCouponPriceAlone(order) ? absent([]) : discountArray(order.discounts, dice),
    bubble_content: hasCouponPriceAlone(order) || dice.chance(0.5) ? absent([]) : bubbles(order.discounts, dice),
    discount_type: absent([]),
    discount_id: "",
    muti_coupon: absent([]),
    price_change: change.goods !== 0,
    freight_change: change.freight !== 0,
    price_change_value: change.goods,
    freight_change_value: change.freight,
    refund_money: refundMoney(order),
    service_fee: 0
  }
}

/** A sole coupon may be in `cu_id` and `cou_price` only: `discount_arr` is empty in the sample. */
export const hasCouponPriceAlone = (order: Order): boolean =>
  order.discounts.length === 1 && order.discounts[0]?.kind === "coupon" && isOneOf(order, "cou_price alone", 0.5)

/** 改价金额 has no documented sign: one shop's orders count what was added, another's what was taken off. */
const priceChange = (order: Order): { readonly goods: number; readonly freight: number } => {
  const goods = goodsChangeOf(order)
  const freight = (order.amounts.adjustment ?? 0) - goods
  return isOneOf(order, "price change sign", 0.5) ? { goods, freight } : { goods: 0 - goods, freight: 0 - freight }
}

/** Table: int, without unit (the twin sends fen). Sample: null. Where it is null or 0, `refund_info` has the amount. */
const refundMoney = (order: Order): JsonNode => {
  if (hasRefundMoney(order)) return order.amounts.refunded ?? 0
  return order.refunds.length > 0 && isOneOf(order, "refund_money 0", 0.5) ? 0 : null
}

export const hasRefundMoney = (order: Order): boolean =>
  order.refunds.some((refund) => refund.status !== "refunded") ||
  (order.refunds.length === 1 && isOneOf(order, "refund_money", 0.5))

const people = (order: Order): Keys => ({
  username: shown(order.buyer.name),
  phone: shown(order.buyer.phones[0]),
  wx_avatar: order.buyer.avatarUrl ?? "",
  invoice_title: shown(order.invoice?.title),
  tax_number: shown(order.invoice?.taxNumber),
  email: shown(order.invoice?.email)
})

const expressTypes: Readonly<Record<string, number>> = { digital: 0, express: 1, pickup: 2 }

const shipping = (order: Order): Keys => {
  const { recipient } = order
  const parcel = order.delivery.shipments[0]
  const place = [recipient?.province, recipient?.city, recipient?.district]
  return {
    express_type: code(expressTypes[order.delivery.method ?? "digital"] ?? 0, codes10.express_type),
    ship_receiver: shown(recipient?.name),
    ship_phone: shown(recipient?.phone),
    ship_province: recipient?.province ?? "",
    ship_city: recipient?.city ?? "",
    ship_county: recipient?.district ?? "",
    ship_detail: shown(recipient?.detail),
    ship_address: `${place.map((part) => part ?? "").join("")}${shown(recipient?.detail)}`,
    ship_remark: shown(order.notes.buyer),
    ship_company: parcel?.carrierName ?? "",
    ship_express_id: parcel?.trackingNumber ?? "",
    shipped_goods: order.delivery.shipments.length,
    parcel_data: listsParcels(order) ? parcelData(order) : absent([]),
    express_detail: pickUp(order)
  }
}

/** Without a goods list a parcel may be in `ship_company` and `ship_express_id` only. */
export const listsParcels = (order: Order): boolean => listsGoods(order) || isOneOf(order, "parcel_data", 0.5)

const times = (order: Order): Keys => ({
  created_at: wallTime(order.times.created),
  pay_time: wallTime(order.times.paid),
  settle_time: wallTime(order.times.settled),
  // int, 订单过期时间: unix seconds.
  invalid_time: unixSeconds(order.times.expires),
  auto_confirm_receipt_time: wallTime(order.times.autoConfirm)
})

/** A sole recipient is named here; of several the table says 详见获取买赠订单信息. */
const gift = ({ gift: present }: Order): Keys => ({
  gift_id: present === null ? 0 : literal(present.batchId ?? "0"),
  gift_count: present?.total ?? 0,
  gift_valid: present?.claimed ?? 0,
  gift_user_id: present?.recipientIds.length === 1 ? (present.recipientIds[0] ?? "") : ""
})

/** Keys that say nothing about these orders: test fields, 圈子, 快手, and what the sample alone shows. */
const idle = (dice: Dice): Keys => ({
  activity_count: 0,
  activity_name: "--",
  community: absent([]),
  invalid_second: 0,
  jump_url: "",
  ks_info: absent([]),
  must_not_modified_amount_reason: "",
  period: null,
  promotion_info: absent([]),
  que_check_state: 0,
  share_type: 0,
  sku_cost_price: 0,
  sku_volume: "",
  sku_weight: "",
  // null 测试字段 in the table, 0 in the sample.
  source: dice.pick<JsonNode>([0, null])
})
