/** A mall order as `POST /openapi/mall/order/detail` prints it, key by key as in the document of 2023-05-16. */
import { absent, code, type Dice, type JsonNode, literal } from "@huidan/conformance"
import { type Order, type OrderLine, plainValue, toUnixSeconds } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import { codes, expressTypeOf, kindCodes, stateCode } from "./States.ts"

/** One key is spelled differently in the document's example and in its table: the answers have one or the other. */
export const encodeOrder = (order: Order, dice: Dice): JsonNode => {
  const coupon = discountOf(order, "coupon")
  const points = discountOf(order, "points")
  const commission = order.commissions[0]
  const shipment = order.delivery.shipments[0]
  return {
    order_sn: order.orderId,
    type: code(dice.pick(kindCodes[order.kind] ?? [0]), codes.type),
    user_id: order.parties[0]?.id ?? null,
    customer_name: plainValue(order.buyer.name),
    customer_id: order.buyer.id,
    open_id: plainValue(order.buyer.wechatOpenId),
    phone_num: plainValue(order.buyer.phones[0] ?? null),
    status: code(stateCode(order, "status"), codes.status),
    pay_status: code(stateCode(order, "pay_status"), codes.pay_status),
    // The document does not say whether 订单总金额 includes freight.
    total_price: (order.amounts.goods ?? 0) + (order.amounts.freight ?? 0),
    commission_price: commission?.amount ?? 0,
    coupon_price: coupon?.amount ?? 0,
    change_price: priceChange(order, dice),
    integral: points?.points ?? 0,
    [dice.pick(["integral_deduct_price", "integralDeduct_price"])]: points?.amount ?? 0,
    freight_price: order.amounts.freight,
    pay_price: order.amounts.payable,
    pay_num: order.payment.merchantOrderId,
    coupon_id: longId(coupon?.id ?? null, dice),
    detail_list: encodeLines(order, coupon?.amount ?? 0, dice),
    express_type: code(expressTypeOf(order), codes.express_type),
    express_no: shipment?.trackingNumber ?? null,
    express_name: shipment?.carrierName ?? null,
    create_time: seconds(order.times.created),
    update_time: seconds(order.times.updated),
    remark: plainValue(order.notes.buyer),
    finish_time: seconds(order.times.completed),
    pay_time: seconds(order.times.paid),
    send_time: seconds(order.times.shipped),
    cancel_remark: order.status.closeNote,
    order_status_tag: code(stateCode(order, "order_status_tag"), codes.order_status_tag),
    close_time: seconds(order.times.closed),
    refund_status: code(stateCode(order, "refund_status"), codes.refund_status),
    refund_failure_reasons: order.refunds.find((refund) => refund.status === "failed")?.reason ?? null,
    seller_comments: plainValue(order.notes.seller),
    activity_id: longId(order.references.find((reference) => reference.kind === "campaign")?.value ?? null, dice),
    order_address_info: encodeAddress(order),
    order_check_info: encodePickup(order)
  }
}

/** A line's share of coupon and points is known as one amount: the coupon is used up first. */
const encodeLines = (order: Order, coupon: number, dice: Dice): JsonNode => {
  const rateBasisPoints = order.commissions[0]?.rateBasisPoints ?? 0
  let couponLeft = coupon
  return order.lines.map((line) => {
    const discount = line.discount ?? 0
    const couponPart = Math.min(discount, couponLeft)
    couponLeft -= couponPart
    return encodeLine(line, couponPart, discount - couponPart, rateBasisPoints, dice)
  })
}

const encodeLine = (
  line: OrderLine,
  couponPart: number,
  pointsPart: number,
  rateBasisPoints: number,
  dice: Dice
): JsonNode => ({
  order_detail_id: longId(line.lineId, dice),
  sku_id: longId(line.skuId, dice),
  spu_id: longId(line.productId, dice),
  spec_desc: line.specs[0]?.value ?? null,
  spu_no: line.externalProductId,
  sku_no: line.externalSkuId,
  goods_name: line.title,
  goods_num: line.quantity,
  thumbnail: line.imageUrl,
  total_price: line.total,
  commission_price: Number((BigInt(line.paid ?? 0) * BigInt(rateBasisPoints)) / 10_000n),
  commission_rate: Number(BigInt(rateBasisPoints) / 100n),
  goods_price: line.unitPrice,
  coupon_price: couponPart === 0 ? null : couponPart,
  integral: null,
  integral_deduct_price: pointsPart === 0 ? null : pointsPart,
  pay_price: line.paid
})

/** The sign of 订单改价金额 is not documented: an order has one or the other. */
const priceChange = (order: Order, dice: Dice): number => {
  const adjustment = order.amounts.adjustment ?? 0
  return adjustment === 0 || dice.chance(0.5) ? adjustment : -adjustment
}

const encodeAddress = (order: Order): JsonNode => {
  const { recipient } = order
  if (recipient === null) return absent()
  return {
    name: plainValue(recipient.name),
    mobile: plainValue(recipient.phone),
    address: plainValue(recipient.detail),
    area_code: recipient.areaCode,
    province: recipient.province,
    city: recipient.city,
    district: recipient.district
  }
}

const encodePickup = (order: Order): JsonNode => {
  const { pickup } = order.delivery
  if (pickup === null) return absent()
  return {
    mobile: plainValue(pickup.contactPhone),
    appoint_store_Name: pickup.place,
    consume_store_name: pickup.verifiedPlace,
    appoint_time_start: seconds(pickup.from),
    appoint_time_end: seconds(pickup.to),
    business_time: pickup.from === null ? { start_time: "09:00", end_time: "21:30" } : null,
    checkTime: seconds(pickup.verifiedAt),
    checkStaffUserId: pickup.verifiedBy
  }
}

const discountOf = (order: Order, kind: "coupon" | "points") =>
  order.discounts.find((discount) => discount.kind === kind)

/** The document types these ids as long; its example prints one bare and its siblings as text. */
const longId = (id: string | null, dice: Dice): JsonNode => (id === null || dice.chance(0.5) ? id : literal(id))

const seconds = (instant: DateTime.Utc | null): number | null => (instant === null ? null : toUnixSeconds(instant))
