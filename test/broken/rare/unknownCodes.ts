import type { Order } from "@huidan/core"
import { type BrokenAdapter, sound } from "../BrokenAdapter.ts"
import { withOrders } from "../changes.ts"

const withoutWarnings = ({ warnings }: Order) => warnings.filter(({ code }) => code !== "unknown_code")

const withKnownPayment = (order: Order): Order =>
  order.status.payment === "unknown"
    ? { ...order, status: { ...order.status, payment: "paid" }, warnings: withoutWarnings(order) }
    : order

const isUnknown = ({ warnings }: Order, key: string): boolean =>
  warnings.some(({ code, path }) => code === "unknown_code" && path.endsWith(key))

/** Only the warning is lost. */
const withoutWarningOfType = (order: Order): Order =>
  isUnknown(order, "/express_type") ? { ...order, warnings: withoutWarnings(order) } : order

export const unknownCodes: ReadonlyArray<BrokenAdapter> = [
  {
    mistake: "an unknown state of the payment is taken for paid",
    breaks: "unknown-codes-survive",
    follows: {},
    subject: withOrders(sound.wshoto, withKnownPayment)
  },
  {
    mistake: "an unknown way of delivery gives no warning",
    breaks: "unknown-codes-survive",
    follows: {},
    subject: withOrders(sound.wshoto, withoutWarningOfType)
  }
]
