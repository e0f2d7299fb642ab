/** Common states of orders by name, for twins to choose from. */
import type { TrueState } from "./TrueOrderLimits.ts"

const state = (
  trade: TrueState["trade"],
  payment: TrueState["payment"],
  fulfilment: TrueState["fulfilment"],
  afterSale: TrueState["afterSale"] = "none",
  closeReason: TrueState["closeReason"] = null
): TrueState => ({ trade, payment, fulfilment, afterSale, closeReason, settlement: null })

/** Common states of orders, for `limits.states`. `settlement` is always `null` here: the kit fills it in. */
export const trueStates = {
  unpaid: state("pending", "unpaid", "unfulfilled"),
  paymentFailed: state("pending", "failed", "unfulfilled"),
  paymentProcessing: state("pending", "processing", "unfulfilled"),
  depositPaid: state("pending", "partially_paid", "unfulfilled"),
  awaitingConfirmation: state("pending", "paid", "unfulfilled"),
  paid: state("active", "paid", "unfulfilled"),
  paidAfterSale: state("active", "paid", "unfulfilled", "in_progress"),
  paidAfterSaleFailed: state("active", "paid", "unfulfilled", "failed"),
  paidAfterSaleEnded: state("active", "paid", "unfulfilled", "ended"),
  paidPartlyRefunded: state("active", "paid", "unfulfilled", "partially_refunded"),
  partlyShipped: state("active", "paid", "partially_shipped"),
  partlyShippedAfterSale: state("active", "paid", "partially_shipped", "in_progress"),
  partlyShippedPartlyRefunded: state("active", "paid", "partially_shipped", "partially_refunded"),
  shipped: state("active", "paid", "shipped"),
  shippedAfterSale: state("active", "paid", "shipped", "in_progress"),
  shippedAfterSaleFailed: state("active", "paid", "shipped", "failed"),
  shippedAfterSaleEnded: state("active", "paid", "shipped", "ended"),
  shippedPartlyRefunded: state("active", "paid", "shipped", "partially_refunded"),
  completed: state("completed", "paid", "delivered"),
  completedAfterSale: state("completed", "paid", "delivered", "in_progress"),
  completedAfterSaleFailed: state("completed", "paid", "delivered", "failed"),
  completedAfterSaleEnded: state("completed", "paid", "delivered", "ended"),
  completedPartlyRefunded: state("completed", "paid", "delivered", "partially_refunded"),
  timedOut: state("closed", "unpaid", "unfulfilled", "none", "timeout"),
  cancelledByBuyer: state("closed", "unpaid", "unfulfilled", "none", "buyer_cancelled"),
  cancelledBySeller: state("closed", "unpaid", "unfulfilled", "none", "seller_cancelled"),
  refundedUnshipped: state("closed", "paid", "unfulfilled", "refunded", "refunded"),
  refundedShipped: state("closed", "paid", "shipped", "refunded", "refunded"),
  refundedDelivered: state("closed", "paid", "delivered", "refunded", "refunded"),
  groupFailed: state("closed", "paid", "unfulfilled", "refunded", "group_failed")
} as const satisfies Readonly<Record<string, TrueState>>
