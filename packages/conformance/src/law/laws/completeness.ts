/**
 * Completeness: a list has every order that was asked for, and no other.
 *
 * Every order that the platform has in the asked time comes at least once, whole, or as a row that could not be read:
 * while orders share a second, while orders that were just read are updated and move between the pages, and while
 * requests fail in ways that pass. Only what is updated out of the asked time may be left to the next reading. The asked
 * time begins with its first moment and ends before its last; of asked states come these alone, and all of them. The last
 * page, and no other, says that the list is complete.
 */
import { isOrder, isQuarantined, type Order, type OrderAdapter, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { makeDice } from "../../Dice.ts"
import { between, coin, worldSeed } from "../arbitraries.ts"
import { type Breach, holds } from "../Breach.ts"
import { faultsThatPass } from "../faultsThatPass.ts"
import { makeLaw } from "../Law.ts"
import { listsBy } from "../lists.ts"
import { atOpening, openShop } from "../openShop.ts"
import { readList, recordsOf } from "../readList.ts"
import { refusesTheUndeclared } from "../undeclared.ts"

export const completeness = makeLaw({
  name: "completeness",
  promise: "a list loses no order",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    orders: between(0, 24),
    /** Every so often more than a page of any of our platforms. */
    hundred: between(0, 7),
    days: between(1, 40),
    crowded: coin,
    moving: coin,
    failing: coin,
    byUpdated: coin
  }),
  notDeclared: ({ manifest }) => (manifest.capabilities.listOrders === null ? "listOrders" : null),
  opposite: refusesTheUndeclared,
  keep: (trial, subject) =>
    atOpening(
      Effect.gen(function* () {
        const { crowded, days, failing, moving, seed } = trial
        const orders = trial.orders + (trial.hundred === 7 ? 100 : 0)
        const faults = faultsThatPass({ seed, moving, failing })
        const { adapter, twin } = yield* openShop(subject, { seed, orders, days, crowded, faults })
        const by = listsBy(adapter.manifest, trial.byUpdated)
        const since = DateTime.subtract(twin.baseTime, { days: days + 1 })
        const until = twin.baseTime
        const there = twin.orders()
        const pages = yield* readList(adapter, { by, since, until })
        const records = recordsOf(pages)
        const found = new Set(records.filter(isOrder).map(({ orderId }) => orderId))
        const moved = new Set(
          twin
            .orders()
            .flatMap(({ orderId, times }) =>
              by === "updated" && times.updated !== null && DateTime.isGreaterThanOrEqualTo(times.updated, until)
                ? [orderId]
                : []
            )
        )
        const lost = there.filter(({ orderId }) => !found.has(orderId) && !moved.has(orderId))
        yield* holds(lost.length === 0, () => `${lost.length} of ${there.length} orders are lost: ${idsOf(lost)}`)
        const known = new Set(there.map(({ orderId }) => orderId))
        const foreign = [...found].filter((orderId) => !known.has(orderId))
        yield* holds(foreign.length === 0, () => `${foreign.length} orders came that the platform does not have`)
        // A row that moves out of the asked time before its page is read, nobody saw.
        const poisoned = twin.poisoned().filter(({ served }) => served || !moving).length
        const unread = new Set(records.filter(isQuarantined).map(({ fingerprint }) => fingerprint)).size
        yield* holds(unread >= poisoned, () => `${poisoned} rows cannot be read, ${unread} of them were reported`)
        yield* holds(pages.at(-1)?.complete === true, () => "the last page does not say that the list is complete")
        yield* holds(
          pages.slice(0, -1).every(({ complete }) => !complete),
          () => "a page says that the list is complete, and others follow"
        )
        // The orders that a part of the time has must stand still.
        if (!moving) yield* partIsAsMuch(adapter, by, records.filter(isOrder), seed)
      })
    )
})

/** A list of the time from one of its orders to another, and maybe of one state: it has what the whole list has there. */
const partIsAsMuch = (
  adapter: OrderAdapter,
  by: OrderQuery["by"],
  listed: ReadonlyArray<Order>,
  seed: number
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const dice = makeDice(seed, "part")
    const [first, last] = [dice.pickFrom(listed), dice.pickFrom(listed)]
    const [one, other] = [first?.times[by] ?? null, last?.times[by] ?? null]
    if (first === undefined || one === null || other === null) return
    const since = DateTime.min(one, other)
    const until = DateTime.max(DateTime.max(one, other), DateTime.add(since, { seconds: 1 }))
    const state = dice.chance(0.5) ? first.status.trade : null
    const isAsked = ({ status, times }: Order) => {
      const time = times[by]
      const isWithin = time !== null && DateTime.isGreaterThanOrEqualTo(time, since) && DateTime.isLessThan(time, until)
      return isWithin && (state === null || status.trade === state)
    }
    const query = { by, since, until, ...(state === null ? {} : { states: [state] }) }
    const found = recordsOf(yield* readList(adapter, query)).filter(isOrder)
    const what = state === null ? "a part of the time" : `a part of the time, of state ${state}`
    const others = found.filter((order) => !isAsked(order))
    yield* holds(others.length === 0, () => `${what}: ${others.length} orders came that are not: ${idsOf(others)}`)
    const came = new Set(found.map(({ orderId }) => orderId))
    const lost = listed.filter((order) => isAsked(order) && !came.has(order.orderId))
    yield* holds(lost.length === 0, () => `${what}: ${lost.length} orders are lost: ${idsOf(lost)}`)
  })

const idsOf = (orders: ReadonlyArray<{ readonly orderId: string }>): string =>
  orders
    .slice(0, 5)
    .map(({ orderId }) => orderId)
    .join(", ")
