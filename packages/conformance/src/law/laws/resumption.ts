/**
 * Resumption: whoever stops after a page goes on from its cursor, and has lost nothing.
 *
 * After each page of a list another adapter, with nothing but the cursor, reads the rest: together they have all that one
 * reader has, and at most the rows of one page twice. Behind the last page comes a complete, empty end. Orders may be updated in
 * between. A cursor that is not of this list fails as `InvalidRequest`, and the platform is not asked.
 */
import { type Cursor, isOrder, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { listsBy } from "../calls/listsBy.ts"
import { listTrials } from "../calls/listTrials.ts"
import { identityOf, readList, recordsOf, refusalOfCursor, windowLength } from "../calls/readList.ts"
import { refusesTheUndeclared } from "../calls/undeclaredCalls.ts"
import { faultsThatPass } from "../faults/passingFaultPlan.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

export const resumption = makeLaw({
  name: "resumption",
  promise: "whoever stops after a page goes on from its cursor, and has lost nothing",
  doors: "each",
  trials: Arbitrary.all({ ...listTrials, windows: between(1, 3) }),
  notDeclared: ({ manifest }) => (manifest.capabilities.listOrders === null ? "listOrders" : null),
  opposite: refusesTheUndeclared,
  keep: (trial, subject) =>
    atOpening(
      Effect.gen(function* () {
        const faults = faultsThatPass(trial)
        const { adapter, another, twin } = yield* openShop(subject, { ...trial, faults })
        const by = listsBy(adapter.manifest, trial.byUpdated)
        const until = twin.baseTime
        const longAgo: OrderQuery = { by, since: DateTime.subtract(until, { days: 1000 }), until }
        const window = yield* windowLength(adapter, longAgo)
        const query = { ...longAgo, since: DateTime.subtract(until, { milliseconds: (trial.windows - 0.5) * window }) }
        const pages = yield* readList(adapter, query)
        const wanted = idsOf(pages)
        for (const [index, { cursor }] of pages.entries()) {
          const where = `after page ${index + 1} of ${pages.length}`
          yield* Effect.sleep("10 seconds")
          const rest = yield* readList(yield* another, { ...query, after: cursor })
          yield* allThere(where, wanted, [...pages.slice(0, index + 1), ...rest], twin, query)
          // Rows that move out of the window push others onto pages that are still to be read.
          if (!trial.moving) yield* atMostOnePageTwice(where, pages, index, rest)
          if (!trial.moving && index === pages.length - 1) yield* nothingNew(pages, rest)
          yield* holds(rest.at(-1)?.complete === true, () => `${where}: the list does not say that it is complete`)
        }
        yield* refusesForeignCursors(yield* another, query, pages.at(-1)?.cursor ?? "", twin)
      })
    )
})

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

const allThere = (
  where: string,
  wanted: ReadonlySet<string>,
  pages: ReadonlyArray<OrderPage>,
  twin: RunningTwin,
  query: OrderQuery
): Effect.Effect<void, Breach> => {
  const found = new Set(
    recordsOf(pages)
      .filter(isOrder)
      .map(({ orderId }) => orderId)
  )
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
  rest: ReadonlyArray<OrderPage>
): Effect.Effect<void, Breach> => {
  const read = new Set(recordsOf(pages.slice(0, index + 1)).map(identityOf))
  const repeated = recordsOf(rest).filter((record) => read.has(identityOf(record))).length
  const largest = Math.max(...pages.map(({ records }) => records.length))
  return holds(repeated <= largest, () => `${where}: ${repeated} rows come again, a page has ${largest}`)
}

const nothingNew = (pages: ReadonlyArray<OrderPage>, rest: ReadonlyArray<OrderPage>): Effect.Effect<void, Breach> => {
  const read = new Set(recordsOf(pages).map(identityOf))
  const fresh = recordsOf(rest).filter((record) => !read.has(identityOf(record)))
  return holds(fresh.length === 0, () => `behind the last page come ${fresh.length} rows that no page had`)
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
    const otherLists = declared.filter((by) => by !== query.by).map((by) => [{ ...query, by }, cursor] as const)
    const broken = [...garbage, cursor.slice(0, -1), `${cursor} x`].map((text) => [query, text] as const)
    for (const [asked, after] of [...otherLists, ...broken]) {
      const before = twin.journal().length
      const what = asked.by === query.by ? `the cursor ${JSON.stringify(after)}` : `a cursor of the list by ${query.by}`
      const refusal = yield* refusalOfCursor(adapter, asked, after)
      yield* holds(
        refusal === "InvalidRequest",
        () => `${what} is ${refusal === null ? "taken" : `refused as ${refusal}`}`
      )
      const requests = twin.journal().length - before
      yield* holds(requests === 0, () => `${what} is refused after ${requests} requests`)
    }
  })
