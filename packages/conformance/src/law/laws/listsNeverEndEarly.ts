/**
 * Lists never end early: a list is whole, or says that it is not.
 *
 * If a list ends without an error, it has every order that the platform has in the asked period, whatever its answers
 * state of totals and pages, and whatever appears or vanishes meanwhile: a list that contradicts itself fails, and no page
 * says that it is complete. `settledUntil` of each page is right: every order whose time is before it was given by then. It
 * is bounded by the platform's time, not by this machine's, and reading on from the last cursor, or from `settledUntil`,
 * loses nothing. A period that ends before it begins, and a time that orders do not have, fail with `InvalidRequest`.
 */
import { type Cursor, isOrder, type Order, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as References from "effect/References"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { makeDice } from "../../world/Dice.ts"
import { anyListTime, listCases, listName, listsNothing } from "../calls/listQueries.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import {
  calledLists,
  hasOnlyMarks,
  type ListTroubleName,
  lacksForTrouble,
  listTroubles,
  smallPage,
  smallPages,
  statesTotal,
  troublePlan
} from "../faults/listTroubles.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, breachesAt, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { type NothingAsked, notAtThisDoor } from "../trial/NothingAsked.ts"
import type { Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/**
 * The platform's clock: seconds by which it is ahead of this machine's, and whether it states its time. Longer than lists
 * settle, and shorter than platforms refuse a signature for.
 */
const clocks = {
  "our clock is right": { aheadSeconds: 0 },
  "our clock is ahead": { aheadSeconds: -240 },
  "our clock is behind": { aheadSeconds: 240 },
  "the platform states no time": { aheadSeconds: 0, statesTime: false }
} as const

const ways = ["from the last cursor", "from settledUntil"] as const

type ClockName = keyof typeof clocks
const clockNames = Object.keys(clocks) as ReadonlyArray<ClockName>
type Way = (typeof ways)[number]

const wrongQueries = "queries that ask for nothing"
const nothingWrong = "nothing is wrong"

/** What is tried with pages of the size that was asked for, too. */
const fullPages = [nothingWrong, "a page is empty once", "a page lacks a row once"] as const

/** What is tried with a list that one process begins and another one reads to its end, too. */
const resumedAfter = "an order appears among those that were read"

type Trouble = ListTroubleName | typeof nothingWrong

const troubles: ReadonlyArray<Trouble> = [
  nothingWrong,
  ...(Object.keys(listTroubles) as ReadonlyArray<ListTroubleName>)
]

type Case =
  | { readonly kind: "trouble"; readonly trouble: Trouble; readonly isFull: boolean; readonly isResumed?: boolean }
  | { readonly kind: "reading on"; readonly way: Way; readonly clock: ClockName }
  | { readonly kind: "wrong queries" }

const cases: ReadonlyArray<readonly [name: string, Case]> = [
  ...troubles.map((trouble) => [trouble, { kind: "trouble", trouble, isFull: false }] as const),
  ...fullPages.map((trouble) => [`${trouble}, full pages`, { kind: "trouble", trouble, isFull: true }] as const),
  [`${resumedAfter}, resumed`, { kind: "trouble", trouble: resumedAfter, isFull: false, isResumed: true }],
  ...clockNames.flatMap((clock) =>
    ways.map((way) => [`${way}, ${clock}`, { kind: "reading on", way, clock }] as const)
  ),
  [wrongQueries, { kind: "wrong queries" }]
]

const isFullCase = (chosen: Case): boolean => chosen.kind === "trouble" && chosen.isFull

/** Whether a reader can notice it only where pages have numbers. */
const isOfNumbers = (chosen: Case): boolean =>
  chosen.kind === "trouble" && chosen.trouble !== nothingWrong && listTroubles[chosen.trouble].needs !== "nothing"

/** What depends on the orders of a trial, and on what happens meanwhile. The rest is tried by the first ten seeds alone. */
const drawn: ReadonlySet<string> = new Set([
  nothingWrong,
  "orders of one second change places",
  "an order appears among those that were read",
  "orders vanish",
  "from the last cursor, our clock is behind",
  "from settledUntil, our clock is right"
])

export const listsNeverEndEarly = makeLaw({
  name: "lists-never-end-early",
  promise: "a list is whole, or says that it is not",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, orders: between(1, 5) }),
  cases: (subject) =>
    subject.door.sameLists === true
      ? []
      : cases.flatMap(([name, chosen]) =>
          listCases(subject, [name])
            // Full pages take time, so one list has them.
            .filter(({ trial }) => !isFullCase(chosen) || trial.by === anyListTime(subject.manifest))
            .filter(() => !isOfNumbers(chosen) || !hasOnlyMarks(subject))
            .map((each) => ({ ...each, trial: { by: each.trial.by, chosen }, once: !drawn.has(name) }))
        ),
  notDeclared: listsNothing,
  opposite: refusesUndeclaredCalls,
  keep: ({ chosen, ...trial }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        if (chosen.kind === "wrong queries") return yield* refusesWrongQueries(subject, trial)
        if (chosen.kind === "reading on") return yield* readsOn(subject, trial, chosen.way, chosen.clock)
        const { isFull, isResumed = false, trouble } = chosen
        return yield* trouble === nothingWrong
          ? isWhole(subject, trial, isFull)
          : isWholeOrFails(subject, trial, trouble, { isFull, isResumed })
        // Adapters warn of clocks that differ, and of rows of another time.
      }).pipe(
        breachesAt(listName(subject.manifest, trial.by)),
        Effect.provideService(References.MinimumLogLevel, "Error")
      )
    )
})

interface Trial {
  readonly seed: number
  readonly orders: number
  readonly by: OrderQuery["by"]
}

/** So many orders of one day that every list with page numbers has several pages. */
const openShop = (
  subject: Subject,
  { orders, seed }: Trial,
  isFull: boolean,
  more: Parameters<typeof makeTrialShop>[1] = {}
): Effect.Effect<TrialShop, Breach, Scope.Scope> =>
  makeTrialShop(isFull ? subject : { ...subject, twin: smallPages(subject) }, {
    seed,
    orders: orders + (isFull ? largestPage(subject) + 10 : 2 * smallPage + 1),
    days: 1,
    crowded: true,
    ...more
  })

const largestPage = ({ manifest }: Subject): number =>
  Math.max(
    ...Object.values(manifest.operations).map(({ answers, paging, use }) =>
      answers === "orders" && use === "call" ? (paging?.maxSize ?? 0) : 0
    )
  )

const lastDay = ({ by }: Trial, { twin: { baseTime: until } }: TrialShop): OrderQuery => ({
  by,
  since: DateTime.subtract(until, { days: 1 }),
  until
})

const isWhole = (subject: Subject, trial: Trial, isFull: boolean): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const shop = yield* openShop(subject, trial, isFull)
    const query = lastDay(trial, shop)
    const there = shop.twin.orders()
    const pages = yield* readList(shop.adapter, query)
    yield* noneLost(shop.twin, query, pages)
    yield* isSettled(pages, query, there)
    const last = pages.at(-1)?.settledUntil
    yield* holds(
      last !== undefined && DateTime.Equivalence(last, query.until),
      () => `everything was settled long ago, but the last page is settled until ${last && DateTime.formatIso(last)}`
    )
  })

const isWholeOrFails = (
  subject: Subject,
  trial: Trial,
  name: ListTroubleName,
  { isFull, isResumed }: { readonly isFull: boolean; readonly isResumed: boolean }
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const trouble = listTroubles[name]
    const shop = yield* openShop(subject, trial, isFull, { faults: troublePlan(subject, trouble, trial.by) })
    const { adapter, anotherAdapter, twin } = shop
    for (const list of calledLists(subject)) {
      const lacks = lacksForTrouble(subject, twin, list, trouble)
      if (lacks !== null) return yield* notAtThisDoor(lacks)
    }
    const query = lastDay(trial, shop)
    const before = twin.orders()
    const begun = isResumed ? yield* beginList(adapter, query) : []
    const after = begun.at(-1)?.cursor
    const { failed, pages: rest } = yield* after === undefined
      ? readToItsEnd(adapter, query)
      : readToItsEnd(yield* anotherAdapter, { ...query, after })
    const pages = [...begun, ...rest]
    const struck = twin.journal().filter(({ fault }) => fault === trouble.fault.kind).length
    const requests = twin.journal().filter(({ selection }) => selection !== null).length
    const living = new Set(twin.orders().map(({ orderId }) => orderId))
    // Without a total nobody can miss a row that the platform never sent.
    const hasTotal = calledLists(subject).every((list) => statesTotal(twin, list))
    const unknowable = name === "a page lacks a row once" && !hasTotal ? struck : 0
    if (unknowable === 0) {
      const there = before.filter(({ orderId }) => living.has(orderId))
      yield* isSettled(pages, query, there)
    }
    if (failed) {
      return yield* holds(
        pages.every(({ complete }) => !complete),
        () => "the list fails, but a page says that it is complete"
      )
    }
    // Nobody can know of an order that appears after the last answer.
    const isOver = name === "an order appears among those that were read" && requests <= trouble.from[trial.by]
    yield* noneLost(twin, query, pages, isOver ? 1 : unknowable)
  })

/** The first page of a list. */
const beginList = (adapter: OrderAdapter, query: OrderQuery): Effect.Effect<ReadonlyArray<OrderPage>, Breach> =>
  Stream.runCollect(Stream.take(adapter.listOrders(query), 1)).pipe(
    Effect.catch(() => breach("the list fails at its first page"))
  )

/** The pages of a list, and whether it failed after them. */
const readToItsEnd = (adapter: OrderAdapter, query: OrderQuery) =>
  Effect.gen(function* () {
    const pages: Array<OrderPage> = []
    const list = Stream.runForEach(adapter.listOrders(query), (page) => Effect.sync(() => void pages.push(page)))
    const result = yield* Effect.result(list)
    return { pages, failed: result._tag === "Failure" }
  })

/** Every order of the period was given. `unknowable`: so many may be missing, for nobody can know of them. */
const noneLost = (
  twin: RunningTwin,
  { by, since, until }: OrderQuery,
  pages: ReadonlyArray<OrderPage>,
  unknowable = 0
): Effect.Effect<void, Breach> => {
  const found = new Set(recordsOf(pages).flatMap((record) => (isOrder(record) ? [record.orderId] : [])))
  const wanted = twin.orders().filter((order) => isBetween(order.times[by], since, until))
  const lost = wanted.filter(({ orderId }) => !found.has(orderId))
  return holds(
    lost.length <= unknowable,
    () =>
      `the list ends without an error, but ${lost.length} of ${wanted.length} orders are lost, such as ${lost[0]?.orderId}`
  )
}

/** Of these orders, all whose time is before a page's `settledUntil` were given by this page or one before it. */
const isSettled = (
  pages: ReadonlyArray<OrderPage>,
  { by, since }: OrderQuery,
  orders: ReadonlyArray<Order>
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const given = new Set<string>()
    for (const [index, { records, settledUntil }] of pages.entries()) {
      for (const record of records) if (isOrder(record)) given.add(record.orderId)
      const missing = orders.filter(
        (order) => isBetween(order.times[by], since, settledUntil) && !given.has(order.orderId)
      )
      yield* holds(
        missing.length === 0,
        () =>
          `page ${index + 1} is settled until ${DateTime.formatIso(settledUntil)}, but ${missing.length} orders before it were not given, such as ${missing[0]?.orderId}`
      )
    }
  })

const isBetween = (time: DateTime.Utc | null, since: DateTime.Utc, until: DateTime.Utc): boolean =>
  time !== null && DateTime.isGreaterThanOrEqualTo(time, since) && DateTime.isLessThan(time, until)

const rounds = 4

/** Reads again and again while orders come and change: every one of them is given, and not promised before. */
const readsOn = (
  subject: Subject,
  { by, orders, seed }: Trial,
  way: Way,
  clock: ClockName
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const dice = makeDice(seed, "reading on")
    const { anotherAdapter, twin } = yield* makeTrialShop(subject, { seed, orders, days: 1, ...clocks[clock] })
    const start = DateTime.subtract(twin.baseTime, { days: 1 })
    const given = new Set<string>()
    let since = start
    let after: Cursor | undefined
    for (let round = 1; round <= rounds; round++) {
      const isLast = round === rounds
      yield* Effect.sleep(isLast ? 7_200_000 : dice.between(5, 200) * 1000)
      const now = DateTime.add(yield* DateTime.now, { seconds: clocks[clock].aheadSeconds })
      if (!isLast) changeOrders(twin, by, now)
      const query = { by, since, until: yield* DateTime.now, ...(after === undefined ? {} : { after }) }
      const pages = yield* readList(yield* anotherAdapter, query)
      const last = pages.at(-1)
      if (last === undefined) return yield* breach("a list has no page, so that nobody can read on")
      for (const record of recordsOf(pages)) if (isOrder(record)) given.add(versionOf(record, by))
      const { settledUntil } = last
      yield* holds(
        DateTime.isLessThanOrEqualTo(settledUntil, now),
        () =>
          `round ${round}: settled until ${DateTime.formatIso(settledUntil)}, where it is ${DateTime.formatIso(now)} at the platform`
      )
      const missing = twin
        .orders()
        .filter((order) => isBetween(order.times[by], start, settledUntil) && !given.has(versionOf(order, by)))
      yield* holds(
        missing.length === 0,
        () =>
          `round ${round}: settled until ${DateTime.formatIso(settledUntil)}, but ${missing.length} orders before it were not given, such as ${missing[0]?.orderId}`
      )
      if (way === "from the last cursor") after = last.cursor
      else since = settledUntil
    }
    const end = yield* DateTime.now
    const never = twin
      .orders()
      .filter((order) => isBetween(order.times[by], start, end) && !given.has(versionOf(order, by)))
    yield* holds(never.length === 0, () => `${never.length} orders were never given, such as ${never[0]?.orderId}`)
  })

/** An order is created and one is updated, at this second. */
const changeOrders = (twin: RunningTwin, by: OrderQuery["by"], now: DateTime.Utc): void => {
  const second = DateTime.makeUnsafe(Math.floor(DateTime.toEpochMillis(now) / 1000) * 1000)
  twin.create(second)
  const [oldest] = twin.orders()
  if (by === "updated" && oldest !== undefined) twin.touch(oldest.orderId, second)
}

/** The order at this time of its: an update is another version. */
const versionOf = ({ orderId, times }: Order, by: OrderQuery["by"]): string => {
  const time = times[by]
  return `${orderId} ${time === null ? "" : DateTime.formatIso(time)}`
}

const refusesWrongQueries = (subject: Subject, trial: Trial): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const { adapter, twin } = yield* makeTrialShop(subject, { seed: trial.seed, orders: trial.orders })
    const [since, until] = [DateTime.subtract(twin.baseTime, { days: 1 }), twin.baseTime]
    const paid: string = "paid"
    const wrong = {
      "a period that ends before it begins": { by: trial.by, since: until, until: since },
      "a list by a time that orders do not have": { by: paid as OrderQuery["by"], since, until }
    }
    for (const [what, query] of Object.entries(wrong)) {
      const result = yield* Effect.result(Stream.runDrain(adapter.listOrders(query)))
      const found = result._tag === "Failure" ? result.failure.reason._tag : "no error"
      yield* holds(found === "InvalidRequest", () => `${what}: ${found} instead of InvalidRequest`)
    }
    yield* holds(twin.journal().length === 0, () => "a query that asks for nothing is refused only after a request")
  })
