/**
 * Completeness: a list loses no order.
 *
 * Every order that the platform has in the asked time comes at least once, whole, or as a row that could not be read:
 * while orders share a second, while orders that were just read are updated and move between the pages, and while
 * requests fail in ways that pass. Only what is updated out of the asked time may be left to the next reading.
 */
import { isOrder, isQuarantined, type OrderRecord } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { between, coin, worldSeed } from "../arbitraries.ts"
import { breach, holds } from "../Breach.ts"
import { faultsThatPass } from "../faultsThatPass.ts"
import { makeLaw } from "../Law.ts"
import { listsBy } from "../lists.ts"
import { atOpening, openShop } from "../openShop.ts"
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
        const poisoned = twin.poisoned().length
        const pages = yield* Effect.catch(Stream.runCollect(adapter.listOrders({ by, since, until })), (error) =>
          breach(`the list failed: ${error.message}`)
        )
        const records: ReadonlyArray<OrderRecord> = pages.flatMap((page) => page.records)
        const found = new Set(records.filter(isOrder).map(({ orderId }) => orderId))
        const moved = new Set(
          twin
            .orders()
            .flatMap(({ orderId, times }) =>
              by === "updated" && times.updated !== null && DateTime.isGreaterThan(times.updated, until)
                ? [orderId]
                : []
            )
        )
        const lost = there.filter(({ orderId }) => !found.has(orderId) && !moved.has(orderId))
        yield* holds(lost.length === 0, () => `${lost.length} of ${there.length} orders are lost: ${idsOf(lost)}`)
        const known = new Set(there.map(({ orderId }) => orderId))
        const foreign = [...found].filter((orderId) => !known.has(orderId))
        yield* holds(foreign.length === 0, () => `${foreign.length} orders came that the platform does not have`)
        const unread = new Set(records.filter(isQuarantined).map(({ fingerprint }) => fingerprint)).size
        yield* holds(
          unread >= poisoned || moving,
          () => `${poisoned} rows cannot be read, ${unread} of them were reported`
        )
        yield* holds(pages.at(-1)?.complete === true, () => "the last page does not say that the list is complete")
      })
    )
})

const idsOf = (orders: ReadonlyArray<{ readonly orderId: string }>): string =>
  orders
    .slice(0, 5)
    .map(({ orderId }) => orderId)
    .join(", ")
