/** Codes of `xe.order.detail/1.0.0` alone; those that list 1.1 shares are in `shared/Codes10.ts`. */
import type { DeliveryMethod, LineRole, OrderKind, PaymentMethod, RefundStatus, SettlementState } from "@huidan/core"

/** `payment_type` (付费类型): those that decide the kind by themselves. */
export const kindsByPaymentType: Readonly<Record<string, OrderKind>> = {
  4: "group_buy",
  5: "gift",
  6: "gift",
  10: "gift",
  12: "reward",
  13: "group_buy",
  14: "group_buy",
  16: "redemption",
  1: "standard",
  2: "standard",
  3: "standard",
  7: "standard",
  8: "standard",
  9: "standard",
  11: "standard",
  15: "standard"
}

/** `wx_app_type` (数据来源): those that make an otherwise standard order something else. 31 is *(inferred)*. */
export const kindsBySource: Readonly<Record<string, OrderKind>> = { 10: "imported", 30: "imported", 31: "redemption" }

/** `payment_type` 1 is 免费. */
export const freePaymentType = "1"

/** `settle_status` */
export const settlementStates: Readonly<Record<string, SettlementState>> = {
  0: "unsettled",
  1: "settling",
  2: "settled"
}

/** `refund_info[].state` */
export const refundStatuses: Readonly<Record<string, RefundStatus>> = {
  0: "requested",
  1: "in_progress",
  2: "refunded",
  3: "failed"
}

export const refundDone = "2"

/** `pay_way` */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  0: "wechat",
  1: "alipay",
  2: "apple_iap",
  3: "android_coin",
  4: "offline",
  5: "baidu",
  6: "wechat",
  7: "virtual_coin",
  10: "alipay",
  11: "other",
  12: "apple_iap",
  13: "virtual_coin",
  14: "huabei",
  15: "android_coin"
}

/** `single_type` */
export const lineRoles: Readonly<Record<string, LineRole>> = { 0: "item", 1: "bundled" }

/** `express_type`; 0 (无需配送) is digital or none, which the lines decide. */
export const deliveryMethods: Readonly<Record<string, DeliveryMethod>> = { 0: "none", 1: "express", 2: "pickup" }

/** `express_detail[].state` */
export const pickupVerified: Readonly<Record<string, boolean>> = { 0: false, 1: true }

/** `cu_id` of an order with several coupons, which `muti_coupon` lists. */
export const severalCoupons = "unique_id_of_coupon_overlay"
