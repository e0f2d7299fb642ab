/** The whole order, key by key. Source: PLATFORM.md, 3. */
import { code, type Dice, type FieldPattern, type JsonNode } from "@huidan/conformance"
import { type Order, type OrderLine, sentText } from "@huidan/core"
import { carriedByBoth, restate, statesOf } from "../shared/Answer.ts"
import {
  afterSaleWords,
  bearerWords,
  methodWords,
  parcelWords,
  paymentWord,
  paymentWords,
  refundWords
} from "../shared/Codes.ts"
import { number, time, yuan } from "../shared/Values.ts"

/** The canonical fields that the answer states. */
export const carries: ReadonlyArray<FieldPattern> = [
  ...carriedByBoth,
  "/status/fulfilment",
  "/status/closeNote",
  "/amounts/goods",
  "/amounts/freight",
  "/amounts/discount",
  "/amounts/adjustment",
  "/amounts/refunded",
  "/discounts/*/kind",
  "/discounts/*/id",
  "/discounts/*/amount",
  "/discounts/*/bearer",
  "/lines/*/lineId",
  "/lines/*/productId",
  "/lines/*/skuId",
  "/lines/*/externalProductId",
  "/lines/*/externalSkuId",
  "/lines/*/title",
  "/lines/*/specs",
  "/lines/*/imageUrl",
  "/lines/*/role",
  "/lines/*/quantity",
  "/lines/*/unitPrice",
  "/lines/*/discount",
  "/lines/*/total",
  "/lines/*/paid",
  "/lines/*/refunded",
  "/lines/*/fulfilment",
  "/lines/*/afterSale",
  "/buyer/phones",
  "/recipient/name",
  "/recipient/phone",
  "/recipient/province",
  "/recipient/city",
  "/recipient/district",
  "/recipient/street",
  "/recipient/detail",
  "/delivery/method",
  "/delivery/shipments",
  "/payment/method",
  "/payment/methodRaw",
  "/payment/transactionId",
  "/payment/paidAt",
  "/refunds",
  "/notes/buyer",
  "/notes/seller",
  "/times/paid",
  "/times/shipped",
  "/times/delivered",
  "/times/closed",
  "/times/expires",
  "/times/autoConfirm"
]

export const encodeDetail = (order: Order, dice: Dice): JsonNode => ({
  ...statesOf(order),
  closed_note: order.status.closeNote,
  price: {
    goods: yuan(order.amounts.goods),
    postage: yuan(order.amounts.freight),
    off: yuan(order.amounts.discount),
    change: yuan(order.amounts.adjustment),
    total: yuan(order.amounts.payable),
    paid: yuan(order.amounts.paid),
    returned: yuan(order.amounts.refunded)
  },
  discounts: order.discounts.map((discount) => ({
    id: number(discount.id),
    type: code(discount.kind, ["coupon", "promotion"]),
    amount: yuan(discount.amount),
    from: code(bearerWords[discount.bearer ?? ""] ?? null, Object.values(bearerWords))
  })),
  items: restate(order).lines.map(encodeItem),
  payment: {
    status: code(paymentWord(order), paymentWords),
    method: code(methodWords[order.payment.method ?? ""] ?? null, Object.values(methodWords)),
    number: order.payment.transactionId,
    time: time(order.payment.paidAt, dice)
  },
  buyer: { id: order.buyer.id, nick: sentText(order.buyer.name), phone: sentText(order.buyer.phones[0] ?? null) },
  address: encodeAddress(order),
  parcels: order.delivery.shipments.map((shipment) => ({
    id: number(shipment.id),
    carrier: shipment.carrierCode,
    carrier_name: shipment.carrierName,
    number: shipment.trackingNumber,
    sent: time(shipment.shippedAt, dice),
    received: time(shipment.deliveredAt, dice),
    items: shipment.lines.map(({ lineId, quantity }) => ({ id: number(lineId), count: quantity }))
  })),
  refunds: order.refunds.map((refund) => ({
    id: number(refund.id),
    status: code(refundWords[refund.status] ?? null, Object.values(refundWords)),
    amount: yuan(refund.amount),
    asked: time(refund.requestedAt, dice),
    done: time(refund.refundedAt, dice),
    reason: refund.reason,
    items: refund.lineIds.map(number)
  })),
  notes: { buyer: sentText(order.notes.buyer), seller: sentText(order.notes.seller) },
  created: time(order.times.created, dice),
  updated: time(order.times.updated, dice),
  sent: time(order.times.shipped, dice),
  received: time(order.times.delivered, dice),
  closed: time(order.times.closed, dice),
  pay_before: time(order.times.expires, dice),
  received_by_default: time(order.times.autoConfirm, dice)
})

const encodeItem = (line: OrderLine): JsonNode => ({
  id: number(line.lineId),
  product: line.productId,
  variant: line.skuId,
  product_code: line.externalProductId,
  variant_code: line.externalSkuId,
  title: line.title,
  options: line.specs.map(({ name, value }) => ({ name, value })),
  picture: line.imageUrl,
  count: line.quantity,
  price: yuan(line.unitPrice),
  sum: yuan(line.total),
  off: yuan(line.discount),
  paid: yuan(line.paid),
  returned: yuan(line.refunded),
  parcel: code(parcelWords[line.fulfilment ?? ""] ?? null, Object.values(parcelWords)),
  refund: code(afterSaleWords[line.afterSale ?? ""] ?? null, Object.values(afterSaleWords))
})

const encodeAddress = ({ recipient }: Order): JsonNode =>
  recipient === null
    ? null
    : {
        name: sentText(recipient.name),
        phone: sentText(recipient.phone),
        province: recipient.province,
        city: recipient.city,
        district: recipient.district,
        street: recipient.street,
        detail: sentText(recipient.detail)
      }
