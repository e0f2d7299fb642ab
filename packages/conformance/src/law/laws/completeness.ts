/**
 * Completeness: a list has every order that was asked for, and no other order.
 *
 * Every order that the platform has in the asked period is listed at least once, as an order or as a quarantined row:
 * also if orders have the same second, if orders are updated after they were read and move between pages, if requests
 * fail for a short time, and if the period has more rows than the platform's pages reach. Only an order that is
 * updated out of the period may be missing. The period includes its first moment and excludes its last. If states are
 * asked for, exactly the orders of these states are listed. Only the last page says that the list is complete. A list
 * that cannot be read to its end fails, and never says that it is complete.
 */
import { isOrder, isQuarantined, type Order, type OrderPage, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { Fault } from "../../twin/rules/Fault.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { anyListTime, listCases, listName, listOptionsOf, listsNothing } from "../calls/listQueries.ts"
import { keyOf, readList, recordsOf } from "../calls/readList.ts"
import { listsExactlyTheStates } from "../calls/stateLists.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { severalPages } from "../faults/listTroubles.ts"
import { deepLists, overflowing } from "../faults/overflowing.ts"
import { passingFaultPlan, troubleWasMet } from "../faults/passingFaultPlan.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breachesAt, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { type NothingAsked, notAtThisDoor, nothingAsked } from "../trial/NothingAsked.ts"
import { declaredOperation, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

const whole = {
  "the whole time": {},
  "the whole time, requests fail": { failing: true },
  "the whole time, rows move and requests fail": { moving: true, failing: true },
  "the whole time, more than a page": { hundred: true },
  "the whole time, settle and overlap 0": {},
  "the whole time, rows move, settle and overlap set": { moving: true }
} as const

const parts = {
  "a part of the time": {},
  "a part of the time, at the border of a window": { onBorder: true },
  "a part of the time, at the border of a window, bounds left out": { onBorder: true, bounds: "exclusive" },
  "a part of the time, some states": { withStates: true },
  "a part of the time, some states, requests fail": { withStates: true, failing: true },
  "a part of the time, from a cursor": { resumed: true },
  "a part of the time, some states, from a cursor": { withStates: true, resumed: true },
  "a part of the time, at the border of a window, settle and overlap 0": { onBorder: true },
  "a part of the time, at the border of a window, settle and overlap set": { onBorder: true }
} as const

/** From which request on the platform does not answer. */
const stops = {
  "the platform does not answer": 1,
  "the platform stops answering": 2
} as const

const onceForAllLists = ["the platform stops answering", "the whole time, more than a page"]

const eachCombination = "every combination of states"

const beyondDepth = "more rows than the pages reach"

const waysToAsk = [...Object.keys(whole), ...Object.keys(parts), ...Object.keys(stops), eachCombination, beyondDepth]

const isWhole = (how: string): how is keyof typeof whole => Object.hasOwn(whole, how)
const isStop = (how: string): how is keyof typeof stops => Object.hasOwn(stops, how)
const isPart = (how: string): how is keyof typeof parts => Object.hasOwn(parts, how)

export const completeness = makeLaw({
  name: "completeness",
  promise: "a list loses no order",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, orders: between(3, 16), days: between(1, 40), crowded: coin }),
  cases: (subject) =>
    listCases(subject, waysToAsk)
      // Full pages take time, so one list has these. Rows that move have more than a page in every list.
      .filter(({ trial }) => !onceForAllLists.includes(trial.how) || trial.by === anyListTime(subject.manifest))
      // Every world has the same states.
      .map((each) => ({ ...each, once: each.trial.how === eachCombination })),
  notDeclared: listsNothing,
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { how } = trial
        if (isWhole(how)) return yield* wholeIsComplete(subject, trial, { ...whole[how], options: listOptionsOf(how) })
        if (isPart(how)) return yield* partIsComplete(subject, trial, { ...parts[how], options: listOptionsOf(how) })
        if (isStop(how)) return yield* failsIfUnfinished(subject, trial, stops[how])
        if (how === eachCombination) return yield* listsExactlyTheStates(subject, trial)
        return yield* depthIsNoEnd(subject, trial)
      }).pipe(breachesAt(listName(subject.manifest, trial.by)))
    )
})

interface Trial {
  readonly seed: number
  readonly orders: number
  readonly days: number
  readonly crowded: boolean
  readonly by: OrderQuery["by"]
}

/** Everything that the twin has. */
const everything = ({ by, days }: Trial, { twin: { baseTime: until } }: TrialShop): OrderQuery => ({
  by,
  since: DateTime.subtract(until, { days: days + 1 }),
  until
})

interface Whole {
  readonly options: ReturnType<typeof listOptionsOf>
  readonly moving?: boolean
  readonly failing?: boolean
  readonly hundred?: boolean
}

const wholeIsComplete = (
  subject: Subject,
  trial: Trial,
  { failing = false, hundred = false, moving = false, options }: Whole
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const { by, seed } = trial
    const pageful = moving ? severalPages(subject) : { subject, orders: hundred ? 100 : 0 }
    const orders = trial.orders + pageful.orders
    const faults = passingFaultPlan(subject, { seed, moving, failing })
    const shop = yield* makeTrialShop(pageful.subject, { ...trial, options, orders, faults })
    const { adapter, twin } = shop
    const query = everything(trial, shop)
    const there = twin.orders()
    const pages = yield* readList(adapter, query)
    const records = recordsOf(pages)
    const found = new Set(records.filter(isOrder).map(({ orderId }) => orderId))
    const moved = new Set(
      twin
        .orders()
        .flatMap(({ orderId, times }) =>
          by === "updated" && times.updated !== null && DateTime.isGreaterThanOrEqualTo(times.updated, query.until)
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
    yield* troubleWasMet(subject, twin, { moving, failing })
  })

interface Part {
  readonly options: ReturnType<typeof listOptionsOf>
  readonly onBorder?: boolean
  readonly bounds?: "inclusive" | "exclusive"
  readonly withStates?: boolean
  readonly resumed?: boolean
  readonly failing?: boolean
}

/** A list of a part of the period, and perhaps of some states, has what the whole list has for that part. */
const partIsComplete = (
  subject: Subject,
  trial: Trial,
  { bounds = "inclusive", failing = false, onBorder = false, options, resumed = false, withStates = false }: Part
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const { by, seed } = trial
    const trouble = { moving: false, failing }
    const shop = yield* makeTrialShop(subject, {
      ...trial,
      options,
      bounds,
      faults: passingFaultPlan(subject, { seed, ...trouble })
    })
    const pages = yield* readList(shop.adapter, everything(trial, shop))
    const listed = recordsOf(pages).filter(isOrder)
    const dice = makeDice(seed, "part")
    const period = periodOf(by, listed, dice)
    const [first] = pages
    if (period === null || first === undefined) return yield* nothingAsked("the list has no order with this time")
    // A list of several windows has several pages to go on from.
    const { since, until } = onBorder || resumed ? atBorder(period, first, dice) : period
    const states = statesOf(listed, dice)
    if (withStates && states.length === 0) return yield* nothingAsked("no listed order has a state")
    const query = { by, since, until, ...(withStates ? { states } : {}) }
    const isAsked = ({ status, times }: Order) => {
      const time = times[by]
      const isWithin = time !== null && DateTime.isGreaterThanOrEqualTo(time, since) && DateTime.isLessThan(time, until)
      return isWithin && (!withStates || states.includes(status.trade ?? "unknown"))
    }
    const isComplete = (found: ReadonlyArray<OrderPage>, how: string) =>
      Effect.gen(function* () {
        const orders = recordsOf(found).filter(isOrder)
        const what = withStates ? `${how}, with the states ${states.join(", ")}` : how
        const strange = orders.filter((order) => !isAsked(order))
        yield* holds(
          strange.length === 0,
          () => `${what}: ${strange.length} orders do not belong to it: ${idsOf(strange)}`
        )
        const foundIds = new Set(orders.map(({ orderId }) => orderId))
        const lost = listed.filter((order) => isAsked(order) && !foundIds.has(order.orderId))
        yield* holds(lost.length === 0, () => `${what}: ${lost.length} orders are lost: ${idsOf(lost)}`)
      })
    const part = yield* readList(shop.adapter, query)
    yield* isComplete(part, "a part of the period")
    yield* troubleWasMet(subject, shop.twin, trouble)
    if (!resumed) return
    for (const [index, { cursor: after }] of part.entries()) {
      const rest = yield* readList(yield* shop.anotherAdapter, { ...query, after })
      const found = [...part.slice(0, index + 1), ...rest]
      yield* isComplete(found, `a part of the period, resumed after page ${index + 1}`)
    }
  })

interface Period {
  readonly since: DateTime.Utc
  readonly until: DateTime.Utc
}

/**
 * From the time of one order to that of a later one, which the period excludes. An order is preferred that was created
 * and updated at different times, and the period begins after its other time.
 */
const periodOf = (by: OrderQuery["by"], listed: ReadonlyArray<Order>, dice: Dice): Period | null => {
  const times = listed.flatMap((order) => {
    const [at, other] = [order.times[by], order.times[by === "updated" ? "created" : "updated"]]
    return at === null ? [] : [{ at, differs: other !== null && !DateTime.Equivalence(at, other) }]
  })
  const differing = times.filter(({ differs }) => differs)
  const one = dice.pickFrom(differing.length > 0 ? differing : times)
  if (one === undefined) return null
  const later = times.filter(({ at }) => DateTime.isGreaterThan(at, one.at))
  const end = dice.pickFrom(later)?.at
  return { since: one.at, until: end ?? DateTime.add(one.at, { seconds: 1 }) }
}

/** The period begins one or two windows before its first order, which is then the first moment of a later window. */
const atBorder = ({ since, until }: Period, { window }: OrderPage, dice: Dice): Period => {
  const milliseconds = DateTime.toEpochMillis(window.until) - DateTime.toEpochMillis(window.since)
  return { since: DateTime.subtract(since, { milliseconds: milliseconds * dice.between(1, 2) }), until }
}

const statesOf = (listed: ReadonlyArray<Order>, dice: Dice) => {
  const chosen = [dice.pickFrom(listed), dice.pickFrom(listed)]
  return [...new Set(chosen.flatMap((order) => order?.status.trade ?? []))]
}

/**
 * If the platform stops answering at a request for a page, the list fails. If it does not answer for single orders,
 * which some lists ask for too, the list fails or has a record for each of them.
 */
const failsIfUnfinished = (
  subject: Subject,
  trial: Trial,
  request: number
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const single = yield* readUnanswered(subject, trial, "order", 1)
    yield* holds(
      single.failed || single.records >= single.orders,
      () =>
        `the platform answered no request for a single order, but the list ends without an error, with ${single.records} of ${single.orders} orders`
    )
    const list = yield* readUnanswered(subject, trial, "orders", request)
    if (!list.refused) return yield* nothingAsked("the list was read before the platform stopped")
    yield* holds(list.failed, () => "the platform stopped answering, but the list ends without an error")
    yield* holds(!list.complete, () => "the platform stopped answering, but a page says that the list is complete")
  })

/** Reads everything while the platform does not answer requests for orders, or for a single order, from this one on. */
const readUnanswered = (subject: Subject, trial: Trial, answers: "orders" | "order", request: number) =>
  Effect.gen(function* () {
    const status = makeDice(trial.seed, "for ever").pick([500, 502, 503])
    const fault: Fault = { kind: "http-status", status, retryAfter: null }
    const stopping = Object.keys(subject.twin.operations).filter(
      (operation) => declaredOperation(subject, operation)?.answers === answers
    )
    const faults = {
      scripted: stopping.map((operation) => ({ operation, request, times: Number.MAX_SAFE_INTEGER, fault }))
    }
    // More than a page, so that there is a second request.
    const pages = request === 1 ? { subject, orders: 0 } : severalPages(subject)
    const shop = yield* makeTrialShop(pages.subject, { ...trial, orders: trial.orders + pages.orders, faults })
    const read: Array<OrderPage> = []
    const collect = (page: OrderPage) => Effect.sync(() => read.push(page))
    const result = yield* Effect.result(Stream.runForEach(shop.adapter.listOrders(everything(trial, shop)), collect))
    return {
      orders: shop.twin.orders().length,
      records: new Set(recordsOf(read).map(keyOf)).size,
      refused: shop.twin.journal().some((entry) => entry.fault !== null),
      failed: result._tag === "Failure",
      complete: read.some(({ complete }) => complete)
    }
  })

/** Orders behind the last row that a long window's pages reach are listed too. */
const depthIsNoEnd = (subject: Subject, trial: Trial): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const depths = deepLists(subject)
    if (depths.length === 0) return yield* notAtThisDoor("the twin states no `maxRows` of a list")
    const twin = overflowing(subject)
    const shop = yield* makeTrialShop({ ...subject, twin }, { ...trial, orders: trial.orders + 1, days: 2 })
    const days = Math.max(2, ...depths.map(({ windowSeconds }) => Math.floor(windowSeconds / 86_400)))
    const query = everything({ ...trial, days: days - 1 }, shop)
    const found = new Set(
      recordsOf(yield* readList(shop.adapter, query))
        .filter(isOrder)
        .map(({ orderId }) => orderId)
    )
    const lost = shop.twin.orders().filter(({ orderId }) => !found.has(orderId))
    yield* holds(
      lost.length === 0,
      () => `${lost.length} orders behind the last row that the pages reach are lost: ${idsOf(lost)}`
    )
  })

const idsOf = (orders: ReadonlyArray<{ readonly orderId: string }>): string =>
  orders
    .slice(0, 5)
    .map(({ orderId }) => orderId)
    .join(", ")
