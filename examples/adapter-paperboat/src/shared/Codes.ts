/** The platform's words → canonical states, as tables. Source: PLATFORM.md, 3. */
import type {
  AfterSaleState,
  CloseReason,
  DiscountBearer,
  DiscountKind,
  FulfilmentState,
  OrderKind,
  PaymentMethod,
  PaymentState,
  RefundStatus,
  TradeState
} from "@huidan/core"

type Words<A> = Readonly<Record<string, A>>

export const kinds: Words<OrderKind> = { single: "standard", group: "group_buy" }

export const tradeStates: Words<TradeState> = {
  unpaid: "pending",
  paid: "active",
  part_sent: "active",
  sent: "active",
  received: "completed",
  closed: "closed"
}

/** What `status` says of the goods. A closed order says nothing here: see its times. */
export const fulfilmentStates: Words<FulfilmentState> = {
  unpaid: "unfulfilled",
  paid: "unfulfilled",
  part_sent: "partially_shipped",
  sent: "shipped",
  received: "delivered"
}

export const paymentStates: Words<PaymentState> = { open: "unpaid", done: "paid" }

export const closeReasons: Words<CloseReason> = {
  timeout: "timeout",
  buyer: "buyer_cancelled",
  seller: "seller_cancelled",
  refund: "refunded",
  group: "group_failed"
}

/** `refund` of an order, and of an item. */
export const afterSaleStates: Words<AfterSaleState> = {
  none: "none",
  asked: "in_progress",
  part: "partially_refunded",
  full: "refunded",
  failed: "failed"
}

export const refundStatuses: Words<RefundStatus> = { asked: "in_progress", done: "refunded", failed: "failed" }

/** `parcel` of an item. */
export const parcelStates: Words<FulfilmentState> = {
  waiting: "unfulfilled",
  part: "partially_shipped",
  sent: "shipped",
  received: "delivered"
}

export const paymentMethods: Words<PaymentMethod> = {
  wechat: "wechat",
  alipay: "alipay",
  card: "bank_card",
  wallet: "balance"
}

export const discountKinds: Words<DiscountKind> = { coupon: "coupon", promotion: "promotion" }

export const discountBearers: Words<DiscountBearer> = { shop: "shop", boat: "platform" }
