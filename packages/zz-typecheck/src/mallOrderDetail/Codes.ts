/** The platform's codes → canonical states. Source: open.wshoto.com, 获取订单详情 (2023-05-16). */
import type {
  AfterSaleState,
  CloseReason,
  DeliveryMethod,
  FulfilmentState,
  OrderKind,
  PaymentState,
  TradeState
} from "@huidan/core"

export const kinds: Readonly<Record<string, OrderKind>> = {
  0: "standard",
  1: "group_buy",
  2: "flash_sale",
  3: "standard"
}

export const tradeStates: Readonly<Record<string, TradeState>> = {
  0: "pending",
  1: "pending",
  2: "active",
  3: "active",
  4: "completed",
  5: "closed"
}

/** `status` 待付款. */
export const awaitingPayment = "0"

/** How far delivery is, by `status`. Without 5 (closed): see `send_time`. */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState>> = {
  0: "unfulfilled",
  1: "unfulfilled",
  2: "unfulfilled",
  3: "shipped",
  4: "delivered"
}

export const paymentStates: Readonly<Record<string, PaymentState>> = { 0: "unpaid", 1: "paid" }

/** `order_status_tag` of a closed order. 4 means completed. */
export const closeReasons: Readonly<Record<string, CloseReason>> = {
  1: "timeout",
  2: "buyer_cancelled",
  3: "refunded",
  5: "group_failed",
  6: "group_failed",
  7: "group_failed",
  8: "group_failed",
  9: "seller_cancelled",
  10: "refunded"
}

export const completedTag = "4"

/** All tags of the document. */
export const statusTags: Readonly<Record<string, CloseReason | null>> = { ...closeReasons, [completedTag]: null }

/** Tags that decide the after-sale state. Tag 10 means only that an after-sale closed the order. */
export const afterSaleTags: Readonly<Record<string, AfterSaleState>> = {
  3: "refunded",
  6: "in_progress",
  7: "failed",
  8: "refunded",
  10: "ended"
}

export const refundStates: Readonly<Record<string, AfterSaleState>> = { 1: "in_progress", 2: "ended" }

export const deliveryMethods: Readonly<Record<string, DeliveryMethod>> = { 0: "digital", 1: "express", 2: "pickup" }
