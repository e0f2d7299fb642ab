/**
 * Codes of `xe.order.list.get/1.0.0` alone; those that list 1.1 shares are in `shared/ListRows.ts`. The filter's
 * `payment_type` has yet another meaning.
 */
import type { LineType, OrderKind } from "@huidan/core"

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
