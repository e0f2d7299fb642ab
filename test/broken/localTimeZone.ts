import { formatWallTime, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type BrokenAdapter, sound } from "./BrokenAdapter.ts"
import { withOrders } from "./changes.ts"

/** As `new Date("2024-05-31 16:45:10")` reads the platform's text. */
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
    fidelity: "on a machine that is not in China a time is another one",
    completeness: "by such a time an order lies outside a part of the time that has it"
  },
  subject: withOrders(sound.xiaoe, inLocalTime)
}
