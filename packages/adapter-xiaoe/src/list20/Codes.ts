/** Codes of `xe.ecommerce.order.list/1.0.0` (2.0) alone; those that detail 2.0 shares are in `shared/Codes20.ts`. */
import type { FulfilmentState, PaymentState } from "@huidan/core"

/** What `order_state` says of payment; for 1 and 5 `pay_state` decides. */
export const paymentByOrderState: Readonly<Record<string, "unpaid" | "paid" | null>> = {
  0: "unpaid",
  1: null,
  2: "paid",
  3: "paid",
  4: "paid",
  5: null
}

/** `pay_state`: 0-未支付 1-支付成功 2-支付关闭; what was closed was not paid *(inferred)*. */
export const paymentStates: Readonly<Record<string, PaymentState>> = { 0: "unpaid", 1: "paid", 2: "unpaid" }

/** What `order_state` says of goods that are to be shipped; for 5 lines and parcel decide. */
export const fulfilmentStates: Readonly<Record<string, FulfilmentState | null>> = {
  0: "unfulfilled",
  1: "unfulfilled",
  2: "unfulfilled",
  3: "shipped",
  4: "delivered",
  5: null
}

/** `order_state` 2 and 3 (待发货, 已发货) say by their names that something is shipped. */
export const shippingStates: ReadonlySet<string | null> = new Set(["2", "3"])
