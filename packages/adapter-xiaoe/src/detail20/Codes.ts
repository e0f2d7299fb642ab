/** Codes of `xe.ecommerce.order.detail/1.0.0` (2.0) alone; those that list 2.0 shares are in `shared/Codes20.ts`. */
import type { DeliveryMethod, FulfilmentState, LineType, RefundStatus, VoucherStatus } from "@huidan/core"

/** What `order_state` says of payment; for 1 (待成交) and 5 (已关闭) the amounts decide. */
export const paymentStates: Readonly<Record<string, "unpaid" | "paid" | "by_money">> = {
  0: "unpaid",
  1: "by_money",
  2: "paid",
  3: "paid",
  4: "paid",
  5: "by_money"
}

/** What `order_state` says of shipping; for 5 (已关闭) lines and packages decide. */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState | "by_lines">> = {
  0: "unfulfilled",
  1: "unfulfilled",
  2: "unfulfilled",
  3: "shipped",
  4: "delivered",
  5: "by_lines"
}

/** `payment_type` of an order that nobody paid: 0 is not documented, but an empty answer has it. */
export const noPaymentType = "0"

/** `spu_type` */
export const lineTypes: Readonly<Record<string, LineType>> = {
  0: "digital",
  1: "physical",
  2: "service",
  3: "reward",
  4: "other",
  5: "unknown"
}

/** `express_type` of the consignee. */
export const deliveryMethods: Readonly<Record<string, DeliveryMethod>> = { 1: "express", 2: "pickup" }
export const pickup = "2"

/** `refund_records[].refund_state` */
export const refundStatuses: Readonly<Record<string, RefundStatus>> = {
  0: "requested",
  1: "in_progress",
  2: "refunded",
  3: "failed"
}

export const refundDone = "2"

/** `paid_coupon_info[].stat`: 2 is received, which says nothing of its use. */
export const paidCouponStatuses: Readonly<Record<string, VoucherStatus>> = { 2: "used" }
export const couponReceived = "2"

/** `channel_type` */
export const channelTypes: Readonly<Record<string, string>> = { 0: "商详页", 1: "直播间", 2: "广告渠道" }
