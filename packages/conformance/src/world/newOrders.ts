/** Orders that are created while a twin runs. */
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { makeTrueOrders } from "./makeTrueOrders.ts"
import type { TrueOrderLimits, TrueState } from "./TrueOrderLimits.ts"

const isNew = ({ fulfilment, payment, trade }: TrueState): boolean =>
  trade === "pending" && payment === "unpaid" && fulfilment === "unfulfilled"

/**
 * Makes one more order per call, created at the given time (unix milliseconds). `firstIndex` must be higher than the
 * index of every other order. The result is `null` if the platform has no state of an unpaid, new order.
 */
export const newOrders = (
  platform: string,
  limits: TrueOrderLimits,
  seed: number,
  firstIndex: number
): ((at: number) => Order | null) => {
  let index = firstIndex
  const [first, ...others] = limits.states.filter(isNew)
  return (at) => {
    if (first === undefined) return null
    const baseTime = DateTime.makeUnsafe(at - (at % 1000))
    const options = { seed, count: 1, firstIndex: index, baseTime, days: 0, fresh: true }
    index += 1
    return makeTrueOrders(platform, { ...limits, states: [first, ...others] }, options)[0] ?? null
  }
}
