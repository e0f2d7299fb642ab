/** Paper Boat's answers → the canonical order. */
import { Draft, Traced } from "@huidan/adapter-kit"
import {
  type AfterSaleState,
  type FulfilmentState,
  maskedText,
  type PaymentMethod,
  type PrivateText
} from "@huidan/core"
import * as Redacted from "effect/Redacted"
import type { Discount, Item, OrderDetail, OrderRow, Parcel, Refund } from "./Wire.ts"
import * as Words from "../shared/Codes.ts"

type Word = Traced.Traced<string | null>

/** `order` of `/v1/order`. */
export const detailToOrder = (answer: OrderDetail): Draft.OrderDraft => ({
  orderId: answer.id,
  shop: { id: answer.shop },
  kind: kindOf(answer.type),
  status: {
    ...statusOf(answer, answer.payment.status),
    fulfilment: fulfilmentOf(answer),
    closeNote: answer.closed_note,
    raw: Draft.codes({ ...rawOf(answer), payment: answer.payment.status })
  },
  amounts: {
    goods: answer.price.goods,
    freight: answer.price.postage,
    discount: answer.price.off,
    adjustment: answer.price.change,
    payable: answer.price.total,
    paid: answer.price.paid,
    refunded: answer.price.returned
  },
  discounts: answer.discounts.map(toDiscount),
  lines: answer.items.map(toLine),
  buyer: { id: answer.buyer.id, name: answer.buyer.nick, phones: Traced.present([phoneOf(answer.buyer.phone)]) },
  recipient: toRecipient(answer.address),
  delivery: {
    method: Traced.fixed("express", "everything is sent by parcel"),
    shipments: answer.parcels.map(toShipment)
  },
  payment: {
    method: methodOf(answer),
    methodRaw: answer.payment.method,
    transactionId: answer.payment.number,
    paidAt: answer.payment.time
  },
  refunds: answer.refunds.map(toRefund),
  notes: { buyer: answer.notes.buyer, seller: answer.notes.seller },
  times: {
    created: answer.created,
    updated: answer.updated,
    paid: answer.payment.time,
    shipped: answer.sent,
    delivered: answer.received,
    closed: answer.closed,
    expires: answer.pay_before,
    autoConfirm: answer.received_by_default
  }
})

/** A row of `/v1/orders`: it tells of no goods, so nothing of their way either. */
export const rowToOrder = (row: OrderRow): Draft.OrderDraft => ({
  orderId: row.id,
  shop: { id: row.shop },
  kind: kindOf(row.type),
  status: { ...statusOf(row, row.payment_status), raw: Draft.codes({ ...rawOf(row), payment: row.payment_status }) },
  amounts: { payable: row.total, paid: row.paid },
  buyer: { id: row.buyer_id, name: row.buyer_nick },
  times: { created: row.created, updated: row.updated }
})

const kindOf = (type: Word) =>
  Traced.lookup(type, Words.kinds, "type", { unknown: "unknown" }).orElse(Traced.fixed("unknown", "no type is stated"))

/** The words that both answers have. */
type States = Pick<OrderRow, "status" | "status_text" | "closed_because" | "refund">

const statusOf = (states: States, payment: Word) => ({
  trade: Traced.lookup(states.status, Words.tradeStates, "status", { unknown: "unknown" }),
  payment: Traced.lookup(payment, Words.paymentStates, "payment status", { unknown: "unknown" }),
  afterSale: afterSaleOf(states.refund),
  closeReason: Traced.lookup(states.closed_because, Words.closeReasons, "closed_because", { unknown: "unknown" }),
  label: states.status_text
})

const rawOf = ({ closed_because, refund, status }: States) => ({ status, closed_because, refund })

const afterSaleOf = (refund: Word): Traced.Traced<AfterSaleState | null> =>
  Traced.lookup(refund, Words.afterSaleStates, "refund", { unknown: "unknown" })

/** A closed order went as far as its times say. */
const fulfilmentOf = ({ received, sent, status }: OrderDetail): Traced.Traced<FulfilmentState | null> =>
  status.value === "closed"
    ? Traced.combine(
        [status, sent, received],
        "closed: delivered, shipped or neither, by its times",
        (_word, left, arrived) => (arrived !== null ? "delivered" : left !== null ? "shipped" : "unfulfilled")
      )
    : Traced.lookup(status, Words.fulfilmentStates, "status", { unknown: "unknown" })

/** What costs nothing is paid without a method. */
const methodOf = ({ payment, price }: OrderDetail): Traced.Traced<PaymentMethod | null> =>
  Traced.lookup(payment.method, Words.paymentMethods, "payment method", { unknown: "unknown" }).orElse(
    Traced.combine([price.total, payment.status], "free, where nothing was to pay", (total, status) =>
      total === 0 && status === "done" ? ("free" as const) : null
    )
  )

/** A telephone number is masked unless the shop granted its use. */
const phoneOf = (phone: Traced.Traced<PrivateText | null>): Traced.Traced<PrivateText | null> =>
  phone.map((text) => {
    const shown = text.state === "plain" ? Redacted.value(text.value) : null
    return shown?.includes("*") ? maskedText(shown) : text
  }, "masked if it has *, else plain")

const toDiscount = (discount: Discount) => ({
  kind: Traced.lookup(discount.type, Words.discountKinds, "discount type", { unknown: "other" }).mapAll(
    (kind) => kind ?? ("other" as const)
  ),
  id: discount.id,
  amount: discount.amount,
  bearer: Traced.lookup(discount.from, Words.discountBearers, "discount from", { unknown: "unknown" })
})

const toLine = (item: Item) => ({
  lineId: item.id,
  productId: item.product,
  skuId: item.variant,
  externalProductId: item.product_code,
  externalSkuId: item.variant_code,
  title: item.title,
  specs: item.options.map(({ name, value }) => ({ name, value: value.mapAll((text) => text ?? "") })),
  imageUrl: item.picture,
  role: Traced.fixed("item" as const, "every item is bought"),
  quantity: item.count,
  unitPrice: item.price,
  discount: item.off,
  total: item.sum,
  paid: item.paid,
  refunded: item.returned,
  fulfilment: Traced.lookup(item.parcel, Words.parcelStates, "item parcel", { unknown: "unknown" }),
  afterSale: afterSaleOf(item.refund)
})

const toRecipient = ({ phone, ...address }: OrderDetail["address"]) =>
  [phone, ...Object.values(address)].every((field) => field.value === null)
    ? null
    : { ...address, phone: phoneOf(phone) }

const toShipment = (parcel: Parcel) => ({
  id: parcel.id,
  carrierCode: parcel.carrier,
  carrierName: parcel.carrier_name,
  trackingNumber: parcel.number,
  shippedAt: parcel.sent,
  deliveredAt: parcel.received,
  lines: parcel.items.map(({ count, id }) => ({ lineId: id, quantity: count }))
})

const toRefund = (refund: Refund) => ({
  id: refund.id,
  status: Traced.lookup(refund.status, Words.refundStatuses, "refund status", { unknown: "unknown" }).mapAll(
    (status) => status ?? ("unknown" as const)
  ),
  amount: refund.amount,
  requestedAt: refund.asked,
  refundedAt: refund.done,
  reason: refund.reason,
  lineIds: Traced.present(refund.items)
})
