/** Tables of `xe.order.list.get/1.0.0`. Its filter's `payment_type` has yet another meaning and is never read here. */
import type { AfterSaleState, LineType, OrderKind, PaymentMethod } from "@huidan/core"

/** `payment_type` of an answer. */
export const kinds: Readonly<Record<string, OrderKind>> = {
  2: "standard",
  3: "standard",
  5: "gift",
  6: "gift",
  13: "group_buy",
  14: "group_buy"
}

/** `payment_type` under which `resource_type` has a meaning; every other buys a product package. */
export const singlePurchase = "2"

/** `resource_type`; 0 is a product package. */
export const lineTypes: Readonly<Record<string, LineType>> = {
  0: "digital",
  1: "digital",
  2: "digital",
  3: "digital",
  4: "digital",
  5: "ticket",
  7: "membership"
}

/** `pay_way`; −1 is 未指定支付方式. */
export const paymentMethods: Readonly<Record<string, PaymentMethod>> = {
  "-1": "unknown",
  0: "wechat",
  1: "alipay",
  2: "apple_iap",
  3: "android_coin",
  4: "offline"
}

/** `pay_way` 0 is also what an order carries that was never paid. */
export const defaultPayWays: ReadonlyArray<string> = ["0"]

/** `after_sales_state`: 2 says that an after-sale was handled, not how. */
export const afterSaleStates: Readonly<Record<string, AfterSaleState>> = {
  0: "none",
  1: "in_progress",
  2: "ended"
}

/** `order_state` 1 (支付成功). */
export const paidState = "1"

/** `team_buy_state` 0: the group is not complete yet. */
export const groupOpen = "0"
