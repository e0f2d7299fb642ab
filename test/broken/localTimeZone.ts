import { formatWallTime, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

/** The time that `new Date("2024-05-31 16:45:10")` makes of the platform's text. */
const asLocal = (instant: DateTime.Utc | null): DateTime.Utc | null =>
  instant === null ? null : DateTime.makeUnsafe(new Date(formatWallTime(instant).replace(" ", "T")))

const inLocalTime = (order: Order): Order => ({
  ...order,
  times: { ...order.times, created: asLocal(order.times.created), paid: asLocal(order.times.paid) }
})

export const localTimeZone: BrokenAdapter = {
  mistake: "wall time is read in the machine's own zone",
  breaks: "time-zone-independence",
  follows: {
    fidelity: "on a machine outside China a time is wrong",
    completeness: "an order with such a time is outside the span in which it is listed",
    "lists-never-end-early": "an order with such a time is not the one that the platform has"
  },
  subject: withOrders(sound.xiaoe, inLocalTime)
}
