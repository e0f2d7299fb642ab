/** The words that only the detail has → canonical states. Source: PLATFORM.md, 3. */
import type { DiscountBearer, DiscountKind, FulfilmentState, PaymentMethod, RefundStatus } from "@huidan/core"

type Codes<A> = Readonly<Record<string, A>>

/** How far delivery is, by `status`. Without `closed`: a closed order's times decide. */
export const fulfilmentStates: Codes<FulfilmentState> = {
  unpaid: "unfulfilled",
  paid: "unfulfilled",
  part_sent: "partially_shipped",
  sent: "shipped",
  received: "delivered"
}

export const refundStatuses: Codes<RefundStatus> = { asked: "in_progress", done: "refunded", failed: "failed" }

/** `parcel` of an item. */
export const parcelStates: Codes<FulfilmentState> = {
  waiting: "unfulfilled",
  part: "partially_shipped",
  sent: "shipped",
  received: "delivered"
}

export const paymentMethods: Codes<PaymentMethod> = {
  wechat: "wechat",
  alipay: "alipay",
  card: "bank_card",
  wallet: "balance"
}

export const discountKinds: Codes<DiscountKind> = { coupon: "coupon", promotion: "promotion" }

export const discountBearers: Codes<DiscountBearer> = { shop: "shop", boat: "platform" }
