/** Which orders a Paper Boat shop can have, and what its answers say of them. Source: PLATFORM.md, 3 and 4. */
import { type FieldPattern, noParts, type TrueOrderLimits, trueId } from "@huidan/conformance"
import { maskedText, type Order, type PrivateText } from "@huidan/core"
import * as Redacted from "effect/Redacted"
import { methodWords, paymentWord, stateWords, statusTexts, wordsOf } from "./Codes.ts"

export const shopId = "pb1024"

const [firstState, ...otherStates] = stateWords

export const limits: TrueOrderLimits = {
  shop: { id: shopId, name: null },
  kinds: ["standard", "standard", "group_buy"],
  states: [firstState.state, ...otherStates.map(({ state }) => state)],
  lineTypes: ["physical"],
  deliveryMethods: ["express"],
  paymentMethods: ["wechat", "alipay", "bank_card", "balance"],
  discounts: [
    { kind: "coupon", bearer: "shop" },
    { kind: "promotion", bearer: "platform" }
  ],
  maxLines: 4,
  maxUnitPrice: 1_000_000_000_000,
  charges: false,
  adjustments: true,
  privacy: { form: "plain" },
  has: { ...noParts, refundRecords: true },
  orderId: (context) => trueId(context),
  refine: (order) => ({
    ...order,
    buyer: { ...order.buyer, phones: order.buyer.phones.map(masked) },
    recipient: order.recipient === null ? null : { ...order.recipient, phone: maskedPhone(order.recipient.phone) }
  })
}

/** 138****0001 */
const masked = (phone: PrivateText): PrivateText =>
  phone.state === "plain" ? maskedText(Redacted.value(phone.value).replace(/(?<=^.{3}).{4}/, "****")) : phone

const maskedPhone = (phone: PrivateText | null): PrivateText | null => (phone === null ? null : masked(phone))

const carriedByBoth: ReadonlyArray<FieldPattern> = [
  "/kind",
  "/status/trade",
  "/status/payment",
  "/status/afterSale",
  "/status/closeReason",
  "/status/label",
  "/status/raw",
  "/amounts/payable",
  "/amounts/paid",
  "/buyer/id",
  "/buyer/name",
  "/times/created",
  "/times/updated"
]

export const rowCarries: ReadonlyArray<FieldPattern> = carriedByBoth

export const detailCarries: ReadonlyArray<FieldPattern> = [
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

/** What both answers say in words of their own. */
export const restate = (order: Order): Order => {
  const { closedBecause, refund, status } = wordsOf(order)
  const raw = { status, refund, payment: paymentWord(order) }
  return {
    ...order,
    status: {
      ...order.status,
      label: statusTexts[status] ?? null,
      raw: closedBecause === null ? raw : { ...raw, closed_because: closedBecause }
    },
    payment: { ...order.payment, methodRaw: methodWords[order.payment.method ?? ""] ?? null }
  }
}
