/** Lists of some states: every combination of them, in a shop with an order of each state that the platform has. */
import { isOrder, type Order, type OrderQuery, type TradeState } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { TwinDefinition } from "../../twin/definition/TwinDefinition.ts"
import { defaultBaseTime } from "../../twin/makeTwin.ts"
import { makeTrueOrders } from "../../world/makeTrueOrders.ts"
import { planOfSlot } from "../../world/traits/OrderPlan.ts"
import { possibleTraits } from "../../world/traits/possibleTraits.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import type { Subject } from "../trial/Subject.ts"
import { makeTrialShop } from "../trial/TrialShop.ts"
import { readList, recordsOf } from "./readList.ts"

const days = 2

/** One order for each state of the platform's limits, codes included. */
const ordersOfEachState = ({ limits, platform }: TwinDefinition, seed: number): ReadonlyArray<Order> => {
  const count = possibleTraits(limits).length + new Set(limits.states).size
  return makeTrueOrders(platform, limits, { seed, count, baseTime: defaultBaseTime, days, allPlanned: true }).filter(
    (_, slot) => planOfSlot(limits, slot).state !== null
  )
}

/** A list of any combination of states has the orders that the whole list has in these states, and no others. */
export const listsExactlyTheStates = (
  subject: Subject,
  { by, seed }: { readonly by: OrderQuery["by"]; readonly seed: number }
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const { adapter, twin } = yield* makeTrialShop(subject, { seed, only: ordersOfEachState(subject.twin, seed) })
    const period = { by, since: DateTime.subtract(twin.baseTime, { days: days + 1 }), until: twin.baseTime }
    const listed = recordsOf(yield* readList(adapter, period)).filter(isOrder)
    const stateOf = ({ status }: Order): TradeState => status.trade ?? "unknown"
    for (const states of combinationsOf([...new Set(listed.map(stateOf))])) {
      const found = recordsOf(yield* readList(adapter, { ...period, states })).filter(isOrder)
      const wanted = listed.filter((order) => states.includes(stateOf(order)))
      const ids = new Set(found.map(({ orderId }) => orderId))
      const lost = wanted.filter(({ orderId }) => !ids.has(orderId))
      const what = `a list by ${by} with the states ${states.join(", ")}`
      yield* holds(lost.length === 0, () => `${what}: ${lost.length} orders are lost, such as ${shown(lost)}`)
      const strange = found.filter((order) => !states.includes(stateOf(order)))
      yield* holds(
        strange.length === 0,
        () => `${what}: ${strange.length} orders do not belong to it, such as ${shown(strange)}`
      )
    }
  })

/** With the codes of its state, which a filter may have left out. */
const shown = ([order]: ReadonlyArray<Order>): string => `${order?.orderId} (${JSON.stringify(order?.status.raw)})`

/** Every combination of at least one entry: the numbers from 1 on, each binary digit an entry that is in or out. */
const combinationsOf = <A>(entries: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: 2 ** entries.length - 1 }, (_, index) =>
    entries.filter((_, place) => Math.floor((index + 1) / 2 ** place) % 2 === 1)
  )
