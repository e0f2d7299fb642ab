/** The table of `xe.ecommerce.after_sale.list/1.0.0`. */
import type { RefundStatus } from "@huidan/core"

/**
 * `state`: 0未受理 1用户取消 2商家受理中 3商家逾期未处理 4商家拒绝退款 5商家拒绝退货退款 6待买家退货 7退货退款关闭 8待商家收货
 * 11商家退款中 12商家逾期未退款 13退款完成 14退货退款完成 15换货完成 16待商家发货 17待用户确认收货 18商家拒绝换货
 * 19商家已收到货. What was exchanged is over, and gave no money back.
 */
export const afterSaleStatuses: Readonly<Record<string, RefundStatus>> = {
  0: "requested",
  1: "ended",
  2: "in_progress",
  3: "in_progress",
  4: "rejected",
  5: "rejected",
  6: "in_progress",
  7: "ended",
  8: "in_progress",
  11: "in_progress",
  12: "in_progress",
  13: "refunded",
  14: "refunded",
  15: "ended",
  16: "in_progress",
  17: "in_progress",
  18: "rejected",
  19: "in_progress"
}
