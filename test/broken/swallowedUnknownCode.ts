import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

const withKnownState = (order: Order): Order =>
  order.status.trade === "unknown"
    ? {
        ...order,
        status: { ...order.status, trade: "active" },
        warnings: order.warnings.filter(({ code }) => code !== "unknown_code")
      }
    : order

export const swallowedUnknownCode: BrokenAdapter = {
  mistake: "an unknown state counts as an active order",
  breaks: "unknown-codes-survive",
  follows: {},
  subject: withOrders(sound.wshoto, withKnownState)
}
