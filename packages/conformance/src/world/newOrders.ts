/** Orders that are made while a twin runs. */
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { TwinDefinition } from "../twin/definition/TwinDefinition.ts"
import { makeTrueOrders } from "./makeTrueOrders.ts"
import type { TrueState } from "./TrueOrderLimits.ts"

const isBeginning = ({ fulfilment, payment, trade }: TrueState): boolean =>
  trade === "pending" && payment === "unpaid" && fulfilment === "unfulfilled"

/**
 * Makes another order each time, at the given unix milliseconds; `firstIndex` is behind those of all other orders. `null`
 * where no order of the platform begins unpaid.
 */
export const newOrders = (
  { limits, platform }: TwinDefinition,
  seed: number,
  firstIndex: number
): ((at: number) => Order | null) => {
  let index = firstIndex
  const [first, ...others] = limits.states.filter(isBeginning)
  return (at) => {
    if (first === undefined) return null
    const baseTime = DateTime.makeUnsafe(at - (at % 1000))
    const options = { seed, count: 1, firstIndex: index, baseTime, days: 0, fresh: true }
    index += 1
    return makeTrueOrders(platform, { ...limits, states: [first, ...others] }, options)[0] ?? null
  }
}
