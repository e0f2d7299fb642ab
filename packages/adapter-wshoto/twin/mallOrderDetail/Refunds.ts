/** The after-sale of a mall order, as the order detail has it. */
import type { Order, Refund, RefundStatus } from "@huidan/core"

const refundStatuses: Readonly<Partial<Record<string, RefundStatus>>> = {
  in_progress: "in_progress",
  refunded: "refunded",
  failed: "failed",
  ended: "ended"
}

/** The answer states only the state of an after-sale, and WeChat Pay's text if it failed. */
export const refundsOf = (order: Order): ReadonlyArray<Refund> => {
  const status = refundStatuses[order.status.afterSale ?? "none"]
  if (status === undefined) return []
  const reason = status === "failed" ? "商户余额不足" : null
  return [{ id: null, status, amount: null, requestedAt: null, refundedAt: null, reason, lineIds: [] }]
}
