/**
 * Completeness: a list has every order that was asked for, and no other order.
 *
 * Every order that the platform has in the asked period is listed at least once, as an order or as a quarantined row:
 * also if orders have the same second, if orders are updated after they were read and move between pages, and if
 * requests fail for a short time. Only an order that is updated out of the period may be missing. The period includes
 * its first moment and excludes its last. If states are asked for, exactly the orders of these states are listed. Only
 * the last page says that the list is complete. A list that cannot be read to its end fails, and never says that it is
 * complete.
 */
import { isOrder, isQuarantined, type Order, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { Fault } from "../../twin/rules/Fault.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { listsBy, listsNothing } from "../calls/listQueries.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { passingFaultPlan } from "../faults/passingFaultPlan.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

export const completeness = makeLaw({
  name: "completeness",
  promise: "a list loses no order",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    orders: between(0, 24),
    /** One trial in eight has more orders than a page of most platforms. */
    hundred: between(0, 7),
    days: between(1, 40),
    crowded: coin,
    moving: coin,
    failing: coin,
    byUpdated: coin
  }),
  notDeclared: listsNothing,
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { crowded, days, failing, moving, seed } = trial
        const orders = trial.orders + (trial.hundred === 7 ? 100 : 0)
        const faults = passingFaultPlan({ seed, moving, failing })
        const { adapter, anotherAdapter, twin } = yield* makeTrialShop(subject, { seed, orders, days, crowded, faults })
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
        yield* holds(foreign.length === 0, () => `${foreign.length} orders are listed that the platform does not have`)
        // An order that is updated leaves a list by update time, perhaps before its page is read.
        const mayLeave = moving && by === "updated"
        const poisoned = mayLeave ? 0 : twin.poisoned().length
        const quarantined = new Set(records.filter(isQuarantined).map(({ fingerprint }) => fingerprint)).size
        yield* holds(
          quarantined >= poisoned,
          () => `${poisoned} rows cannot be decoded, but only ${quarantined} are quarantined`
        )
        yield* holds(pages.at(-1)?.complete === true, () => "the last page does not say that the list is complete")
        yield* holds(
          pages.slice(0, -1).every(({ complete }) => !complete),
          () => "a page says that the list is complete, but more pages follow"
        )
        if (!moving) yield* partIsComplete(adapter, anotherAdapter, by, pages, seed)
        if (failing) yield* failsIfUnfinished(subject, { seed, orders, days }, { by, since, until })
      })
    )
})

/** A list of a part of the period, and perhaps of some states, has what the whole list has for that part. */
const partIsComplete = (
  adapter: OrderAdapter,
  anotherAdapter: TrialShop["anotherAdapter"],
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
    const rest = after === undefined ? [] : yield* readList(yield* anotherAdapter, { ...query, after })
    for (const [found, how] of [
      [part, "a part of the period"],
      [[...part.slice(0, cut), ...rest], `a part of the period, resumed after page ${cut}`]
    ] as const) {
      const orders = recordsOf(found).filter(isOrder)
      const what = states === undefined ? how : `${how}, with the states ${states.join(", ")}`
      const others = orders.filter((order) => !isAsked(order))
      yield* holds(others.length === 0, () => `${what}: ${others.length} orders do not belong to it: ${idsOf(others)}`)
      const foundIds = new Set(orders.map(({ orderId }) => orderId))
      const lost = listed.filter((order) => isAsked(order) && !foundIds.has(order.orderId))
      yield* holds(lost.length === 0, () => `${what}: ${lost.length} orders are lost: ${idsOf(lost)}`)
    }
  })

/** The period from one order to another, or so that an order is the first of a later window; all states, or some. */
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

/** If the platform stops answering, the list fails. */
const failsIfUnfinished = (
  subject: Subject,
  shop: { readonly seed: number; readonly orders: number; readonly days: number },
  query: OrderQuery
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const dice = makeDice(shop.seed, "for ever")
    const fault: Fault = { kind: "http-status", status: dice.pick([500, 502, 503]), retryAfter: null }
    const faults = { scripted: [{ request: dice.between(1, 5), times: Number.MAX_SAFE_INTEGER, fault }] }
    const { adapter, twin } = yield* makeTrialShop(subject, { ...shop, faults })
    const pages: Array<OrderPage> = []
    const collect = (page: OrderPage) => Effect.sync(() => pages.push(page))
    const result = yield* Effect.result(Stream.runForEach(adapter.listOrders(query), collect))
    if (twin.journal().every((entry) => entry.fault === null)) return
    yield* holds(result._tag === "Failure", () => "the platform stopped answering, but the list ends without an error")
    yield* holds(
      pages.every(({ complete }) => !complete),
      () => "the platform stopped answering, but a page says that the list is complete"
    )
  })

const idsOf = (orders: ReadonlyArray<{ readonly orderId: string }>): string =>
  orders
    .slice(0, 5)
    .map(({ orderId }) => orderId)
    .join(", ")
