/** The words that detail and list share → canonical states. Source: PLATFORM.md, 3. */
import type { AfterSaleState, CloseReason, OrderKind, PaymentState, TradeState } from "@huidan/core"

type Codes<A> = Readonly<Record<string, A>>

export const kinds: Codes<OrderKind> = { single: "standard", group: "group_buy" }

export const tradeStates: Codes<TradeState> = {
  unpaid: "pending",
  paid: "active",
  part_sent: "active",
  sent: "active",
  received: "completed",
  closed: "closed"
}

export const paymentStates: Codes<PaymentState> = { open: "unpaid", done: "paid" }

export const closeReasons: Codes<CloseReason> = {
  timeout: "timeout",
  buyer: "buyer_cancelled",
  seller: "seller_cancelled",
  refund: "refunded",
  group: "group_failed"
}

/** `refund` of an order, and of an item. */
export const afterSaleStates: Codes<AfterSaleState> = {
  none: "none",
  asked: "in_progress",
  part: "partially_refunded",
  full: "refunded",
  failed: "failed"
}
