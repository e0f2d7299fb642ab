/** Orders as Paper Boat prints them, key by key as in PLATFORM.md, 3 and 4. */
import { code, type Dice, type JsonNode, literal } from "@huidan/conformance"
import type { Order, OrderLine, PrivateText } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Redacted from "effect/Redacted"
import {
  bearerWords,
  itemRefundWords,
  methodWords,
  parcelWords,
  paymentWord,
  refundWords,
  statusTexts,
  typeWords,
  wordsOf
} from "../shared/Codes.ts"

/** A row of the list. */
export const encodeRow = (order: Order, dice: Dice): JsonNode => ({
  ...statesOf(order),
  payment_status: code(paymentWord(order)),
  total: yuan(order.amounts.payable),
  paid: yuan(order.amounts.paid),
  buyer_id: order.buyer.id,
  buyer_nick: shown(order.buyer.name),
  created: time(order.times.created, dice),
  updated: time(order.times.updated, dice)
})

/** The whole order. */
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
    type: code(discount.kind),
    amount: yuan(discount.amount),
    from: code(bearerWords[discount.bearer ?? ""] ?? null)
  })),
  items: order.lines.map(encodeItem),
  payment: {
    status: code(paymentWord(order)),
    method: code(methodWords[order.payment.method ?? ""] ?? null),
    number: order.payment.transactionId,
    time: time(order.payment.paidAt, dice)
  },
  buyer: { id: order.buyer.id, nick: shown(order.buyer.name), phone: shown(order.buyer.phones[0] ?? null) },
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
    status: code(refundWords[refund.status] ?? null),
    amount: yuan(refund.amount),
    asked: time(refund.requestedAt, dice),
    done: time(refund.refundedAt, dice),
    reason: refund.reason,
    items: refund.lineIds.map(number)
  })),
  notes: { buyer: order.notes.buyer, seller: order.notes.seller },
  created: time(order.times.created, dice),
  updated: time(order.times.updated, dice),
  sent: time(order.times.shipped, dice),
  received: time(order.times.delivered, dice),
  closed: time(order.times.closed, dice),
  pay_before: time(order.times.expires, dice),
  received_by_default: time(order.times.autoConfirm, dice)
})

/** What begins both answers. */
const statesOf = (order: Order) => {
  const { closedBecause, refund, status } = wordsOf(order)
  return {
    id: number(order.orderId),
    shop: order.shop.id,
    type: code(order.kind === "group_buy" ? typeWords.group_buy : typeWords.standard),
    status: code(status),
    status_text: statusTexts[status] ?? null,
    closed_because: code(closedBecause),
    refund: code(refund)
  }
}

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
  parcel: code(parcelWords[line.fulfilment ?? ""] ?? null),
  refund: code(itemRefundWords[line.afterSale ?? ""] ?? null)
})

const encodeAddress = ({ recipient }: Order): JsonNode =>
  recipient === null
    ? null
    : {
        name: shown(recipient.name),
        phone: shown(recipient.phone),
        province: recipient.province,
        city: recipient.city,
        district: recipient.district,
        street: recipient.street,
        detail: shown(recipient.detail)
      }

/** A 64-bit integer, printed as a bare number. */
const number = (id: string | null): JsonNode => (id === null ? null : literal(id))

/** 1990 fen are "19.90". */
const yuan = (fen: number | null): JsonNode => {
  if (fen === null) return null
  const digits = String(Math.abs(fen)).padStart(3, "0")
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const hour = 3_600_000

/** Each data centre writes its own wall time and the offset that it has there. */
export const time = (instant: DateTime.Utc | null, dice: Dice): string | null => {
  if (instant === null) return null
  const { offset, zone } = dice.pick([
    { offset: 8, zone: "+08:00" },
    { offset: 0, zone: "Z" },
    { offset: -5, zone: "-05:00" }
  ])
  const local = DateTime.makeUnsafe(DateTime.toEpochMillis(instant) + offset * hour)
  return DateTime.formatIso(local).replace("Z", zone)
}

const shown = (text: PrivateText | null): string | null => {
  if (text === null) return null
  if (text.state === "plain") return Redacted.value(text.value)
  return text.state === "masked" ? text.value : text.cipher
}
