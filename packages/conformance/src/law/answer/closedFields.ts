/** The fields of an order whose values are a closed list that `unknown` ends. */
import { namedBy } from "./orderFields.ts"

export const isClosedField = namedBy([
  "/kind",
  "/status/(?:trade|payment|fulfilment|afterSale|settlement|closeReason)",
  "/lines/*/(?:type|fulfilment|afterSale)",
  "/delivery/method",
  "/payment/method",
  "/refunds/*/status",
  "/vouchers/*/status",
  "/discounts/*/bearer"
])
