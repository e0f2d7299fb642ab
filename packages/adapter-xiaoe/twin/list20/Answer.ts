/** `order.list@2.0`: a row of what `POST /xe.ecommerce.order.list/1.0.0` answers, and which part of an order it states. */
import { absent, type Dice, type FieldPattern, type JsonNode, type OrderAnswer } from "@huidan/conformance"
import type { Commission, Order, OrderStatus, Voucher } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import {
  afterSaleState,
  orderCloseType,
  orderState,
  settleState,
  statedAfterSale,
  statedMethod
} from "../shared/Codes20.ts"
import { nothingStated } from "../shared/Delivery.ts"
import { choiceOf, isOneOf, shown, wallTime } from "../shared/Spelling.ts"
import { goodsChangeOf } from "../shared/Sums.ts"
import { payState, payType } from "./Codes.ts"
import { goodList, leavesOutDiscounts, orderInfo, relatedOrder, stateTime } from "./Row.ts"

/**
 * Not carried, since no field for it is known: the shop's name, points of a discount, the type of a line, what was paid for it
 * (but that nothing was) and given back of it, a second phone, the way of delivery, all parcels but
 * one, presents, students, dealers, invoices, what a sharer earned, the number of a refund.
 */
const carries: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status",
  ...["goods", "freight", "discount", "adjustment", "payable", "paid", "refunded"].map((name) => `/amounts/${name}`),
  ...["kind", "id", "name", "amount", "bearer"].map((name) => `/discounts/*/${name}`),
  ...["parentLineId", "productId", "skuId", "externalProductId", "externalSkuId", "title", "specs", "imageUrl"].map(
    (name) => `/lines/*/${name}`
  ),
  ...["role", "quantity", "unitPrice", "discount", "total", "paid", "fulfilment", "afterSale"].map(
    (name) => `/lines/*/${name}`
  ),
  ...["validFrom", "validTo", "validityText"].map((name) => `/lines/*/${name}`),
  ...["id", "name", "phones", "avatarUrl"].map((name) => `/buyer/${name}`),
  "/recipient",
  "/delivery/shipments",
  "/vouchers",
  "/payment",
  "/refunds",
  "/commissions",
  "/channel/code",
  "/notes/buyer",
  "/notes/seller",
  ...["created", "updated", "paid", "shipped", "delivered", "completed", "closed", "settled"].map(
    (name) => `/times/${name}`
  ),
  "/references"
]

/** Below the fields above there is no place for these: see the comment there. */
const without: ReadonlyArray<FieldPattern> = [
  "/lines/*/specs/*/name",
  "/recipient/street",
  "/recipient/areaCode",
  "/recipient/mergeKey",
  "/delivery/shipments/*/carrierCode",
  "/delivery/shipments/*/deliveredAt",
  "/refunds/*/id",
  "/status/closeNote",
  "/status/label",
  "/refunds/*/requestedAt",
  "/refunds/*/reason",
  "/refunds/*/lineIds",
  "/vouchers/*/lineId",
  "/vouchers/*/total",
  "/vouchers/*/validFrom",
  "/vouchers/*/validTo",
  "/delivery/shipments/*/id",
  "/vouchers/*/code",
  "/vouchers/*/secret",
  "/vouchers/*/remaining",
  "/vouchers/*/usedAt",
  "/vouchers/*/usedBy",
  "/payment/collection/name",
  "/payment/collection/merchantId",
  "/commissions/*/name",
  "/commissions/*/amount",
  "/commissions/*/rateBasisPoints"
]

const restate = (order: Order): Order => {
  const { payment, times } = order
  const paid = statesPayment(order)
  const related = relatedOrder(order)
  return {
    ...order,
    kind: kindOf(order),
    status: restateStatus(order, paid),
    amounts: { ...order.amounts, paid: paid ? order.amounts.payable : 0 },
    discounts: discountsOf(order),
    lines: order.lines.map((line) => ({
      ...line,
      paid: paid ? null : 0,
      afterSale: statedAfterSale(line.afterSale)
    })),
    buyer: { ...order.buyer, phones: order.buyer.phones.slice(0, 1) },
    recipient: recipientOf(order),
    delivery: { ...order.delivery, shipments: soleParcel(order) },
    vouchers: statedVouchers(order),
    payment: {
      ...payment,
      method: statedMethod(order),
      methodRaw: String(payType(order)),
      paidAt: paid ? times.paid : null,
      collection: payment.collection === null ? null : { ...payment.collection, name: null, merchantId: null }
    },
    refunds:
      refundedAt(order) === null
        ? []
        : [{ ...refunded, amount: order.amounts.refunded, refundedAt: refundedAt(order) }],
    commissions: sharerOf(order).map(({ role, userId }) => ({
      role,
      userId,
      name: null,
      amount: null,
      rateBasisPoints: null
    })),
    times: {
      ...times,
      paid: paid ? times.paid : null,
      shipped: firstDeparture(order),
      delivered: receivedAt(order),
      completed: order.status.trade === "completed" ? stateTime(order) : null,
      closed: order.status.trade === "closed" ? stateTime(order) : null
    },
    references: order.references.filter(
      (reference) =>
        reference.kind === "payment_transaction" || reference.kind === "merchant_order" || reference === related
    )
  }
}

/** What is not listed is one discount of the whole amount. */
const discountsOf = (order: Order): Order["discounts"] => {
  if (!leavesOutDiscounts(order)) return order.discounts
  const amount = order.amounts.discount ?? 0
  return amount === 0 ? [] : [{ kind: "other", id: null, name: null, amount, points: null, bearer: "unknown" }]
}

/** A present is known by the order that it belongs to, a group buy by its failure. */
const kindOf = (order: Order): Order["kind"] => {
  if (order.kind === "gift") return relatedOrder(order) === undefined ? "standard" : "gift"
  return order.kind === "group_buy" && order.status.closeReason !== "group_failed" ? "standard" : order.kind
}

const statesPayment = (order: Order): boolean => order.status.payment === "paid"

const restateStatus = (order: Order, paid: boolean): OrderStatus => {
  const { status } = order
  return {
    ...status,
    payment: paid ? "paid" : "unpaid",
    // What left in part is still 待发货 (2).
    fulfilment: status.fulfilment === "partially_shipped" ? "unfulfilled" : status.fulfilment,
    afterSale: statedAfterSale(status.afterSale),
    closeNote: null,
    label: null,
    raw: {
      order_state: String(orderState(order)),
      pay_state: String(payState(order)),
      order_close_type: String(orderCloseType(order)),
      aftersale_show_state: String(afterSaleState(status.afterSale)),
      settle_state: String(settleState(order))
    }
  }
}

/** `ship_info` does not say whether the person receives a parcel or picks it up. */
const recipientOf = ({ delivery, recipient }: Order): Order["recipient"] => {
  if (recipient !== null || delivery.pickup === null) return recipient
  const { contactName: name, contactPhone: phone } = delivery.pickup
  const nowhere = { country: null, province: null, city: null, district: null, street: null, areaCode: null }
  return { name, phone, ...nowhere, detail: null, mergeKey: null }
}

const soleParcel = ({ delivery }: Order): Order["delivery"]["shipments"] =>
  delivery.shipments.slice(0, 1).map((shipment) => ({
    ...shipment,
    id: null,
    carrierCode: null,
    deliveredAt: null,
    lines: []
  }))

const firstDeparture = ({ delivery }: Order): DateTime.Utc | null => delivery.shipments[0]?.shippedAt ?? null

const receivedAt = ({ status, times }: Order): DateTime.Utc | null =>
  status.fulfilment === "delivered" ? times.delivered : null

/** `check_state` of the first line, which is the one with something to verify. */
const statedVouchers = ({ vouchers }: Order): ReadonlyArray<Voucher> =>
  vouchers
    .filter(({ kind, status }) => kind === "verification" && status !== null)
    .slice(0, 1)
    .map(({ kind, status }) => ({ ...nothingStated, kind, status, code: null, secret: null }))

const sharerOf = ({ commissions }: Order): ReadonlyArray<Commission> =>
  commissions.filter(({ role }) => role === "sharer")

const refundedAt = ({ refunds }: Order): DateTime.Utc | null =>
  refunds.find(({ status }) => status === "refunded")?.refundedAt ?? null

const refunded = { id: null, status: "refunded", requestedAt: null, reason: null, lineIds: [] } as const

const encode = (order: Order, dice: Dice): JsonNode => ({
  order_info: orderInfo(order, { refundedAt: refundedAt(order), sharer: sharerOf(order)[0] }, dice),
  good_list: goodList(order, dice),
  buyer_info: {
    nickname: shown(order.buyer.name),
    avatar_url: order.buyer.avatarUrl ?? "",
    phone_number: shown(order.buyer.phones[0]),
    comment: hasNoteInShipInfo(order) ? "" : shown(order.notes.buyer)
  },
  payment_info: {
    third_order_id: order.payment.transactionId ?? "",
    out_order_id: order.payment.merchantOrderId ?? ""
  },
  price_info: priceInfo(order),
  ship_info: shipInfo(order),
  promoter_info: absent([])
})

/** All in fen. The sign of a change is not documented: it comes with it, or without. */
const priceInfo = (order: Order): JsonNode => {
  const { adjustment, freight, goods, payable } = order.amounts
  const [change, goodsChange] = [adjustment ?? 0, goodsChangeOf(order)]
  return {
    actual_price: payable ?? 0,
    freight_modified_price: change - goodsChange,
    freight_price: freight ?? 0,
    goods_modified_amount: goodsChange,
    origin_price: goods ?? 0,
    total_modified_amount: choiceOf(order, "sign of a change", change, Math.abs(change)),
    total_price: (goods ?? 0) + (freight ?? 0)
  }
}

const hasShipInfo = (order: Order): boolean => recipientOf(order) !== null || order.delivery.shipments.length > 0

/** The buyer's words stand at the buyer, at the delivery, or at both. */
const hasNoteInShipInfo = (order: Order): boolean =>
  hasShipInfo(order) && isOneOf(order, "note in ship_info alone", 0.4)

const shipInfo = (order: Order): JsonNode => {
  const recipient = recipientOf(order)
  const [parcel] = order.delivery.shipments
  if (!hasShipInfo(order)) return absent([])
  return {
    user_id: order.buyer.id ?? "",
    receiver: shown(recipient?.name),
    phone: shown(recipient?.phone),
    province: recipient?.province ?? "",
    city: recipient?.city ?? "",
    county: recipient?.district ?? "",
    detail: shown(recipient?.detail),
    company: parcel?.carrierName ?? "",
    express_id: parcel?.trackingNumber ?? "",
    ship_time: wallTime(firstDeparture(order)),
    confirm_time: wallTime(receivedAt(order)),
    invalid_time: wallTime(null),
    remark: shown(order.notes.buyer)
  }
}

export const answer: OrderAnswer = {
  carries,
  without,
  lacks: [
    "gift line",
    "private text in several forms",
    "several parcels",
    "parcel of several lines",
    "several refunds",
    "many refunds"
  ],
  restate,
  encode,
  wrap: (rows, { page, size, total }) => ({
    code: 0,
    msg: "success",
    data: { list: rows, page, page_size: size, total }
  })
}
