/** Order list 2.0: `order_info` and `good_list` of a row, with the keys that running programs read. All money in fen. */
import { absent, code, type Dice, type JsonNode } from "@huidan/conformance"
import type { Commission, DiscountKind, Order, OrderLine, Reference } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import {
  afterSaleState,
  checkState,
  codes20,
  orderCloseType,
  orderSpuType,
  orderState,
  orderType,
  relationGoodsType,
  relationOrderType,
  settleState,
  shipStates,
  shownFulfilment
} from "../shared/Codes20.ts"
import { isOneOf, never, shown, sum, wallTime } from "../shared/Spelling.ts"
import { discountsOfLine, goodsChangeOf } from "../shared/Sums.ts"
import { purchaseName, shipWords } from "../shared/Words.ts"
import { payState, payStates, payType, payTypeCodes } from "./Codes.ts"

interface Shared {
  readonly refundedAt: DateTime.Utc | null
  readonly sharer: Commission | undefined
}

/** The order that this one belongs to, or that belongs to it. */
export const relatedOrder = ({ references }: Order): Reference | undefined =>
  references.find(({ kind }) => kind === "related_order" || kind === "parent_order")

/** When the order came into its state. */
export const stateTime = ({ times }: Order): DateTime.Utc | null =>
  times.completed ?? times.closed ?? times.paid ?? times.created

export const orderInfo = (order: Order, { refundedAt, sharer }: Shared, dice: Dice): JsonNode => {
  const { amounts, channel, payment, status, times } = order
  const related = relatedOrder(order)
  return {
    ...discountAmounts(order),
    actual_fee: amounts.payable ?? 0,
    aftersale_show_state: code(afterSaleState(status.afterSale), codes20.after_sale_state),
    aftersale_show_state_time: never(dice),
    app_id: order.shop.id,
    channel_bus_id: "",
    channel_type: 0,
    check_state: 0,
    created_time: wallTime(times.created),
    freight_actual_price: (amounts.freight ?? 0) + (amounts.adjustment ?? 0) - goodsChangeOf(order),
    freight_original_price: (amounts.freight ?? 0) + freightReduction(order),
    goods_buy_num: sum(order.lines.map(({ quantity }) => quantity)),
    goods_name: purchaseName(order),
    goods_original_total_price: amounts.goods ?? 0,
    goods_spu_sub_type: 0,
    goods_spu_type: code(orderSpuType(order), codes20.spu_type),
    modified_amount: amounts.adjustment ?? 0,
    order_close_type: code(orderCloseType(order), codes20.order_close_type),
    order_id: order.orderId,
    order_remarks: shown(order.notes.seller),
    order_state: code(orderState(order), codes20.order_state),
    order_state_time: wallTime(stateTime(order)),
    order_type: code(orderType(order), codes20.order_type),
    pay_state: code(payState(order), payStates),
    // When the payment state changed: an unpaid order that was closed has one too.
    pay_state_time: wallTime(times.paid ?? times.closed, never(dice)),
    pay_type: code(payType(order), payTypeCodes),
    refund_fee: amounts.refunded ?? 0,
    refund_time: wallTime(refundedAt, never(dice)),
    relation_order_appid: related?.shopId ?? "",
    relation_order_id: related?.value ?? "",
    relation_order_type: code(relationOrderType(related), codes20.relation_order_type),
    settle_state: code(settleState(order), codes20.settle_state),
    settle_state_time: wallTime(times.settled ?? (status.settlement === "settling" ? times.paid : null), never(dice)),
    share_type: code(sharer === undefined ? 0 : 1, [0, 1]),
    share_user_id: sharer?.userId ?? "",
    ship_way_choose_type: code(order.delivery.method === "express" ? 1 : 0, [0, 1]),
    sub_order_type: 0,
    trade_id: "",
    update_time: wallTime(times.updated),
    use_collection: Number(payment.collection?.code ?? -1),
    user_id: order.buyer.id ?? "",
    wx_app_type: Number(channel.code ?? 0)
  }
}

/** 免邮 and the like: the freight was lowered, and not by the seller. */
const freightReduction = (order: Order): number => {
  const { adjustment, freight } = order.amounts
  const unchanged = (adjustment ?? 0) === goodsChangeOf(order)
  const plain = order.discounts.every(({ kind }) => kind !== "points")
  return unchanged && plain && (freight ?? 0) > 0 && isOneOf(order, "freight lowered", 0.4) ? 7 : 0
}

/** No document says whether 抵扣 is a part of 优惠 or beside it. */
const discountAmounts = (order: Order): { readonly [key: string]: JsonNode } => {
  const points = sum(order.discounts.filter(({ kind }) => kind === "points").map(({ amount }) => amount))
  const beside = isOneOf(order, "deduct_amount beside discount_amount", 0.5)
  return { deduct_amount: points, discount_amount: (order.amounts.discount ?? 0) - (beside ? points : 0) }
}

export const goodList = (order: Order, dice: Dice): JsonNode =>
  order.lines.map((line, index) => goods(order, line, index, dice))

const goods = (order: Order, line: OrderLine, index: number, dice: Dice): JsonNode => {
  const voucher = index === 0 ? order.vouchers.find(({ kind }) => kind === "verification") : undefined
  const fulfilment = shownFulfilment(order, line)
  return {
    buy_num: line.quantity ?? 0,
    check_state: code(checkState(voucher?.status ?? null), codes20.check_state),
    discounts_info: discountsInfo(order, line, index, dice),
    expire_desc: line.validityText ?? "",
    expire_end: wallTime(line.validTo, never(dice)),
    expire_start: wallTime(line.validFrom, never(dice)),
    goods_desc: "",
    goods_image: line.imageUrl ?? "",
    goods_name: line.title ?? "",
    goods_sn: line.externalProductId ?? "",
    goods_spec_desc: line.specs[0]?.value ?? "",
    period_type: line.validTo === null ? 0 : 1,
    refund_state: code(afterSaleState(line.afterSale), codes20.after_sale_state),
    refund_state_desc: "",
    relation_goods_id: line.parentLineId ?? "",
    relation_goods_type: code(relationGoodsType(order, line), codes20.relation_goods_type),
    relation_goods_type_desc: line.role === "bundled" ? "套餐商品" : "",
    resource_id: line.productId ?? "",
    resource_type: 0,
    ship_state: shipStates[fulfilment],
    ship_state_desc: fulfilment === "unknown" ? "" : shipWords[fulfilment],
    sku_id: line.skuId ?? "",
    sku_spec_code: line.externalSkuId ?? "",
    spu_id: line.productId ?? "",
    // Seen are these two; a detail has numbers.
    spu_type: line.type === "physical" ? "CMN" : "VDO",
    total_price: line.total ?? 0,
    unit_price: line.unitPrice ?? 0
  }
}

/** The platform's words for the kinds of discounts: no table of them is published. */
const discountTypes: Partial<Record<DiscountKind, string>> = {
  coupon: "店铺优惠券",
  points: "积分",
  promotion: "营销活动"
}

/** Some rows state only how much each line was reduced. */
export const leavesOutDiscounts = (order: Order): boolean => isOneOf(order, "no discount_detail", 0.2)

/** One reader takes `discount_detail` for an object, another for a list: it comes as both. */
const discountsInfo = (order: Order, line: OrderLine, index: number, dice: Dice): JsonNode => {
  const listed = leavesOutDiscounts(order)
    ? []
    : discountsOfLine(order, index).map(({ amount, id, kind, name }) => ({
        discount_desc: "",
        discount_id: id ?? "",
        discount_name: name ?? "",
        discount_price: amount ?? 0,
        discount_type: discountTypes[kind] ?? ""
      }))
  const [first, ...others] = listed
  return {
    discount_amount_total: line.discount ?? 0,
    discount_count: listed.length,
    discount_detail: first === undefined ? absent([]) : others.length > 0 || dice.chance(0.5) ? listed : first
  }
}
