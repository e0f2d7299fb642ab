/**
 * Completeness: a list has every order that was asked for, and no other.
 *
 * Every order that the platform has in the asked time comes at least once, whole, or as a row that could not be read:
 * while orders share a second, while orders that were just read are updated and move between the pages, and while
 * requests fail in ways that pass. Only what is updated out of the asked time may be left to the next reading. The asked
 * time begins with its first moment and ends before its last; of asked states come these alone, and all of them. The last
 * page, and no other, says that the list is complete; one that cannot be read to its end fails, and never says so.
 */
import { isOrder, isQuarantined, type Order, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { Fault } from "../../twin/rules/Fault.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { listsBy } from "../calls/listsBy.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { refusesTheUndeclared } from "../calls/undeclaredCalls.ts"
import { faultsThatPass } from "../faults/passingFaultPlan.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { atOpening, type OpenShop, openShop } from "../trial/TrialShop.ts"

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
        const { adapter, another, twin } = yield* openShop(subject, { seed, orders, days, crowded, faults })
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
        // Who is updated leaves a list by update time, and may have been sent before on a page that was not the one read.
        const mayLeave = moving && by === "updated"
        const poisoned = mayLeave ? 0 : twin.poisoned().length
        const unread = new Set(records.filter(isQuarantined).map(({ fingerprint }) => fingerprint)).size
        yield* holds(unread >= poisoned, () => `${poisoned} rows cannot be read, ${unread} of them were reported`)
        yield* holds(pages.at(-1)?.complete === true, () => "the last page does not say that the list is complete")
        yield* holds(
          pages.slice(0, -1).every(({ complete }) => !complete),
          () => "a page says that the list is complete, and others follow"
        )
        // The orders that a part of the time has must stand still.
        if (!moving) yield* partIsAsMuch(adapter, another, by, pages, seed)
        if (failing) yield* failsAloud(subject, { seed, orders, days }, { by, since, until })
      })
    )
})

/** A list of the time around some of its orders, and maybe of some states, has what the whole list has there. */
const partIsAsMuch = (
  adapter: OrderAdapter,
  another: OpenShop["another"],
  by: OrderQuery["by"],
  pages: ReadonlyArray<OrderPage>,
  seed: number
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const dice = makeDice(seed, "part")
    const listed = recordsOf(pages).filter(isOrder)
    const query = partOf(by, pages, dice)
    if (query === null) return
    const { since, states, until } = query
    const isAsked = ({ status, times }: Order) => {
      const time = times[by]
      const isWithin = time !== null && DateTime.isGreaterThanOrEqualTo(time, since) && DateTime.isLessThan(time, until)
      return isWithin && (states === undefined || states.includes(status.trade ?? "unknown"))
    }
    const part = yield* readList(adapter, query)
    const cut = dice.between(1, Math.max(1, part.length - 1))
    const after = part[cut - 1]?.cursor
    const rest = after === undefined ? [] : yield* readList(yield* another, { ...query, after })
    for (const [found, how] of [
      [part, "a part of the time"],
      [[...part.slice(0, cut), ...rest], `a part of the time, gone on with after page ${cut}`]
    ] as const) {
      const orders = recordsOf(found).filter(isOrder)
      const what = states === undefined ? how : `${how}, of the states ${states.join(", ")}`
      const others = orders.filter((order) => !isAsked(order))
      yield* holds(others.length === 0, () => `${what}: ${others.length} orders came that are not: ${idsOf(others)}`)
      const came = new Set(orders.map(({ orderId }) => orderId))
      const lost = listed.filter((order) => isAsked(order) && !came.has(order.orderId))
      yield* holds(lost.length === 0, () => `${what}: ${lost.length} orders are lost: ${idsOf(lost)}`)
    }
  })

/** From one order to another; or so that one is the first of a later window. Of all states, or of some. */
const partOf = (by: OrderQuery["by"], pages: ReadonlyArray<OrderPage>, dice: Dice): OrderQuery | null => {
  const listed = recordsOf(pages).filter(isOrder)
  const [first, last] = [dice.pickFrom(listed), dice.pickFrom(listed)]
  const [one, other] = [first?.times[by] ?? null, last?.times[by] ?? null]
  const window = pages[0]?.window
  if (one === null || other === null || window === undefined) return null
  const milliseconds = DateTime.toEpochMillis(window.until) - DateTime.toEpochMillis(window.since)
  const since = dice.chance(0.5) ? DateTime.min(one, other) : DateTime.subtract(one, { milliseconds })
  const until = DateTime.max(DateTime.max(one, other), DateTime.add(one, { seconds: 1 }))
  const found = [...new Set([first, last, dice.pickFrom(listed)].flatMap((order) => order?.status.trade ?? []))]
  const states = found.slice(0, dice.between(1, 3))
  return { by, since, until, ...(dice.chance(0.6) && states.length > 0 ? { states } : {}) }
}

/** From some request on the platform answers no more. */
const failsAloud = (
  subject: Subject,
  shop: { readonly seed: number; readonly orders: number; readonly days: number },
  query: OrderQuery
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const dice = makeDice(shop.seed, "for ever")
    const fault: Fault = { kind: "http-status", status: dice.pick([500, 502, 503]), retryAfter: null }
    const faults = { scripted: [{ request: dice.between(1, 5), times: Number.MAX_SAFE_INTEGER, fault }] }
    const { adapter, twin } = yield* openShop(subject, { ...shop, faults })
    const pages: Array<OrderPage> = []
    const keep = (page: OrderPage) => Effect.sync(() => pages.push(page))
    const result = yield* Effect.result(Stream.runForEach(adapter.listOrders(query), keep))
    if (twin.journal().every((entry) => entry.fault === null)) return
    yield* holds(result._tag === "Failure", () => "a list that the platform stopped answering ends as if it was whole")
    yield* holds(
      pages.every(({ complete }) => !complete),
      () => "a list that the platform stopped answering has a page that says it is complete"
    )
  })

const idsOf = (orders: ReadonlyArray<{ readonly orderId: string }>): string =>
  orders
    .slice(0, 5)
    .map(({ orderId }) => orderId)
    .join(", ")
