/** `order` of `/v1/order` → the canonical order. */
import { Draft, Traced } from "@huidan/adapter-kit"
import { type FulfilmentState, maskedText, type PaymentMethod, type PrivateText, plainValue } from "@huidan/core"
import { afterSaleOf, codesOf, kindOf, statusOf } from "../shared/States.ts"
import * as Codes from "./Codes.ts"
import type { Discount, Item, OrderDetail, Parcel, Refund } from "./Wire.ts"

export const toOrder = (answer: OrderDetail): Draft.OrderDraft => ({
  orderId: answer.id,
  shop: { id: answer.shop },
  kind: kindOf(answer.type),
  status: {
    ...statusOf(answer, answer.payment.status),
    fulfilment: fulfilmentOf(answer),
    closeNote: answer.closed_note,
    raw: Draft.codes({ ...codesOf(answer), payment: answer.payment.status })
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
  buyer: Draft.buyer({
    id: answer.buyer.id,
    name: answer.buyer.nick,
    phones: Traced.present([phoneOf(answer.buyer.phone)])
  }),
  recipient: toRecipient(answer.address),
  delivery: Draft.delivery({
    method: Traced.fixed("express", "everything is sent by parcel"),
    shipments: answer.parcels.map(toShipment)
  }),
  payment: Draft.payment({
    method: methodOf(answer),
    methodRaw: answer.payment.method,
    transactionId: answer.payment.number,
    paidAt: answer.payment.time
  }),
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

/** How far the delivery of a closed order came is known by its times alone. */
const fulfilmentOf = ({ received, sent, status }: OrderDetail): Traced.Traced<FulfilmentState | null> =>
  status.value === "closed"
    ? Traced.combine(
        [status, sent, received],
        "closed: delivered, shipped or neither, by its times",
        (_word, left, arrived) => (arrived !== null ? "delivered" : left !== null ? "shipped" : "unfulfilled")
      )
    : Traced.lookup(status, Codes.fulfilmentStates, "status", { unknown: "unknown" })

/** An order of 0 fen is paid without a method. */
const methodOf = ({ payment, price }: OrderDetail): Traced.Traced<PaymentMethod | null> =>
  Traced.lookup(payment.method, Codes.paymentMethods, "payment method", { unknown: "unknown" }).orElse(
    Traced.combine([price.total, payment.status], "free, where nothing was to pay", (total, status) =>
      total === 0 && status === "done" ? ("free" as const) : null
    )
  )

/** The platform masks telephone numbers unless the shop granted their use. */
const phoneOf = (phone: Traced.Traced<PrivateText | null>): Traced.Traced<PrivateText | null> =>
  phone.map((text) => {
    const shown = plainValue(text)
    return shown?.includes("*") ? maskedText(shown) : text
  }, "masked if it has *, else plain")

const toDiscount = (discount: Discount) =>
  Draft.discount({
    kind: Traced.lookup(discount.type, Codes.discountKinds, "discount type", { unknown: "other" }).mapAll(
      (kind) => kind ?? "other"
    ),
    id: discount.id,
    amount: discount.amount,
    bearer: Traced.lookup(discount.from, Codes.discountBearers, "discount from", { unknown: "unknown" })
  })

const toLine = (item: Item) =>
  Draft.line({
    lineId: item.id,
    productId: item.product,
    skuId: item.variant,
    externalProductId: item.product_code,
    externalSkuId: item.variant_code,
    title: item.title,
    specs: item.options.map(({ name, value }) => ({ name, value: value.mapAll((text) => text ?? "") })),
    imageUrl: item.picture,
    role: Traced.fixed("item", "every item is bought"),
    quantity: item.count,
    unitPrice: item.price,
    discount: item.off,
    total: item.sum,
    paid: item.paid,
    refunded: item.returned,
    fulfilment: Traced.lookup(item.parcel, Codes.parcelStates, "item parcel", { unknown: "unknown" }),
    afterSale: afterSaleOf(item.refund)
  })

const toRecipient = ({ phone, ...address }: OrderDetail["address"]) =>
  [phone, ...Object.values(address)].every((field) => field.value === null)
    ? null
    : Draft.recipient({ ...address, phone: phoneOf(phone) })

const toShipment = (parcel: Parcel) =>
  Draft.shipment({
    id: parcel.id,
    carrierCode: parcel.carrier,
    carrierName: parcel.carrier_name,
    trackingNumber: parcel.number,
    shippedAt: parcel.sent,
    deliveredAt: parcel.received,
    lines: parcel.items.map(({ count, id }) => ({ lineId: id, quantity: count }))
  })

const toRefund = (refund: Refund) =>
  Draft.refund({
    id: refund.id,
    status: Traced.lookup(refund.status, Codes.refundStatuses, "refund status", { unknown: "unknown" }).mapAll(
      (status) => status ?? "unknown"
    ),
    amount: refund.amount,
    requestedAt: refund.asked,
    refundedAt: refund.done,
    reason: refund.reason,
    lineIds: Traced.present(refund.items)
  })
