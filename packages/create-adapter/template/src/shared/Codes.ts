/** The codes of 示例平台 → canonical states. */
import type { CloseReason, FulfilmentState, PaymentState, TradeState } from "@huidan/core"

export interface OrderState {
  readonly trade: TradeState
  readonly payment: PaymentState
  readonly fulfilment: FulfilmentState
  readonly closeReason: CloseReason | null
}

/** `status` 订单状态, as in the document's table. */
export const states: Readonly<Record<string, OrderState>> = {
  10: { trade: "pending", payment: "unpaid", fulfilment: "unfulfilled", closeReason: null },
  20: { trade: "active", payment: "paid", fulfilment: "unfulfilled", closeReason: null },
  30: { trade: "active", payment: "paid", fulfilment: "shipped", closeReason: null },
  40: { trade: "completed", payment: "paid", fulfilment: "delivered", closeReason: null },
  50: { trade: "closed", payment: "unpaid", fulfilment: "unfulfilled", closeReason: "timeout" }
}

/** For a code that is not in the table: a warning names the code, and the order can still be read. */
export const unknownState: OrderState = {
  trade: "unknown",
  payment: "unknown",
  fulfilment: "unknown",
  closeReason: null
}
