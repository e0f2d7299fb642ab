/**
 * Resumption: a list that is resumed from the cursor of any page loses no order.
 *
 * After each page of a list another adapter reads the rest with the cursor alone. Together they have all orders of the
 * whole list, and at most the rows of one page twice, besides those in which windows overlap. After the last page the rest
 * is complete and has nothing new. Orders may be updated in between. A cursor of another list, by another time or of other
 * states, or a damaged one, fails with `InvalidRequest`, without a request to the platform.
 */
import { type Cursor, isOrder, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { listCases, listName, listOptionsOf, listsNothing } from "../calls/listQueries.ts"
import { identityOf, readList, recordsOf, refusalOfCursor, windowLength } from "../calls/readList.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { severalPages } from "../faults/listTroubles.ts"
import { passingFaultPlan, troubleWasMet } from "../faults/passingFaultPlan.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breachesAt, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

export const resumption = makeLaw({
  name: "resumption",
  promise: "a list that is resumed from the cursor of any page loses no order",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, orders: between(2, 8), crowded: coin }),
  cases: (subject) =>
    listCases(subject, [
      "one window",
      "several windows",
      "several windows, settle and overlap 0",
      "several windows, settle and overlap set",
      "rows move",
      "requests fail",
      "more than a page",
      "cursors of other lists"
    ]),
  notDeclared: listsNothing,
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { by, crowded, how, seed } = trial
        const moving = how === "rows move"
        const trouble = { moving, failing: how === "requests fail" }
        const isLong = moving || how === "more than a page"
        const options = listOptionsOf(how)
        const pageful = moving ? severalPages(subject) : { subject, orders: isLong ? 100 : 0 }
        const { adapter, anotherAdapter, twin } = yield* makeTrialShop(pageful.subject, {
          seed,
          crowded,
          options,
          days: 20,
          orders: trial.orders + pageful.orders,
          faults: passingFaultPlan(subject, { seed, ...trouble })
        })
        const until = twin.baseTime
        const longAgo: OrderQuery = { by, since: DateTime.subtract(until, { days: 1000 }), until }
        const window = yield* windowLength(adapter, longAgo)
        const windows = how.startsWith("several windows") ? 2.5 : 0.5
        const since = DateTime.subtract(until, { milliseconds: Math.max(windows * window, isLong ? 20 * day : 0) })
        const query = { ...longAgo, since }
        const pages = yield* readList(adapter, query)
        if (how === "cursors of other lists") {
          return yield* refusesForeignCursors(yield* anotherAdapter, query, pages.at(-1)?.cursor ?? "", twin)
        }
        const wanted = idsOf(pages)
        for (const [index, { cursor }] of pages.entries()) {
          const where = `after page ${index + 1} of ${pages.length}`
          yield* Effect.sleep("10 seconds")
          const rest = yield* readList(yield* anotherAdapter, { ...query, after: cursor })
          yield* noneLost(where, wanted, [...pages.slice(0, index + 1), ...rest], twin, query)
          // Rows that leave the window move others onto pages that are read later.
          if (!moving) yield* atMostOnePageTwice(where, pages, index, rest, by, options.overlapSeconds ?? 0)
          if (!moving && index === pages.length - 1) yield* nothingNew(pages, rest)
          yield* holds(rest.at(-1)?.complete === true, () => `${where}: the list does not say that it is complete`)
        }
        yield* troubleWasMet(subject, twin, trouble)
      }).pipe(breachesAt(listName(subject.manifest, trial.by)))
    )
})

/** In milliseconds. */
const day = 86_400_000

const timeOf = (by: OrderQuery["by"], order: ReturnType<RunningTwin["orders"]>[number]): number =>
  order.times[by] === null ? Number.NaN : DateTime.toEpochMillis(order.times[by])

const idsWithin = (twin: RunningTwin, { by, since, until }: OrderQuery): ReadonlySet<string> =>
  new Set(
    twin.orders().flatMap((order) => {
      const time = timeOf(by, order)
      return time >= DateTime.toEpochMillis(since) && time < DateTime.toEpochMillis(until) ? [order.orderId] : []
    })
  )

const idsOf = (pages: ReadonlyArray<OrderPage>): ReadonlySet<string> =>
  new Set(
    recordsOf(pages)
      .filter(isOrder)
      .map(({ orderId }) => orderId)
  )

const noneLost = (
  where: string,
  wanted: ReadonlySet<string>,
  pages: ReadonlyArray<OrderPage>,
  twin: RunningTwin,
  query: OrderQuery
): Effect.Effect<void, Breach> => {
  const found = idsOf(pages)
  const stillWithin = idsWithin(twin, query)
  const lost = [...wanted].filter((orderId) => stillWithin.has(orderId) && !found.has(orderId))
  return holds(
    lost.length === 0,
    () => `${where}: ${lost.length} of ${wanted.size} orders are lost, such as ${lost[0]}`
  )
}

const atMostOnePageTwice = (
  where: string,
  pages: ReadonlyArray<OrderPage>,
  index: number,
  rest: ReadonlyArray<OrderPage>,
  by: OrderQuery["by"],
  overlapSeconds: number
): Effect.Effect<void, Breach> => {
  const given = recordsOf(pages.slice(0, index + 1))
  const read = new Set(given.map(identityOf))
  const repeated = recordsOf(rest).filter((record) => read.has(identityOf(record))).length
  const largest = Math.max(...pages.map(({ records }) => records.length))
  // A window reaches back into the one before it, whose rows a new reader does not know.
  const end = pages[index]?.window.until
  const overlapping =
    end === undefined
      ? 0
      : given.filter(
          (record) => isOrder(record) && timeOf(by, record) >= DateTime.toEpochMillis(end) - overlapSeconds * 1000
        ).length
  return holds(
    repeated <= largest + overlapping,
    () =>
      `${where}: ${repeated} rows come twice, the largest page has ${largest}, and ${overlapping} are in the overlap`
  )
}

const nothingNew = (pages: ReadonlyArray<OrderPage>, rest: ReadonlyArray<OrderPage>): Effect.Effect<void, Breach> => {
  const read = new Set(recordsOf(pages).map(identityOf))
  const fresh = recordsOf(rest).filter((record) => !read.has(identityOf(record)))
  return holds(fresh.length === 0, () => `after the last page come ${fresh.length} rows that no page had`)
}

const garbage: ReadonlyArray<Cursor> = ["", "null", "{}", "[]", "42", '"next"', "next page please", '{"v":0}']

const refusesForeignCursors = (
  adapter: OrderAdapter,
  query: OrderQuery,
  cursor: Cursor,
  twin: RunningTwin
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { by: declared = [] } = adapter.manifest.capabilities.listOrders ?? {}
    const otherLists = [
      ...declared.filter((by) => by !== query.by).map((by) => [{ ...query, by }, cursor] as const),
      [{ ...query, states: ["closed"] } as const, cursor] as const
    ]
    const broken = [...garbage, cursor.slice(0, -1), `${cursor} x`].map((text) => [query, text] as const)
    for (const [asked, after] of [...otherLists, ...broken]) {
      const before = twin.journal().length
      const what =
        asked.by !== query.by
          ? `a cursor of the list by ${query.by}`
          : asked.states !== undefined
            ? "a cursor of the list of all states"
            : `the cursor ${JSON.stringify(after)}`
      const refusal = yield* refusalOfCursor(adapter, asked, after)
      yield* holds(
        refusal === "InvalidRequest",
        () => `${what} is ${refusal === null ? "accepted" : `refused with ${refusal}`}`
      )
      const requests = twin.journal().length - before
      yield* holds(requests === 0, () => `${what} is refused only after ${requests} requests`)
    }
  })
