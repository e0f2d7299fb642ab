/**
 * No duplicates: no record comes twice in one query.
 *
 * Two records are the same if they have the same key and update time, or, for rows that cannot be decoded, the same
 * fingerprint. None comes twice if orders have the same second, if a window begins at an order's time, if rows move
 * between pages, or if requests are retried. An order that is updated meanwhile may come again, with its newer time.
 */
import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { makeDice } from "../../world/Dice.ts"
import { listCases, listName, listOptionsOf, listsNothing } from "../calls/listQueries.ts"
import { identityOf, keyOf, readList, recordsOf, windowLength } from "../calls/readList.ts"
import { refusesUndeclaredCalls } from "../calls/undeclaredCalls.ts"
import { severalPages } from "../faults/listTroubles.ts"
import { passingFaultPlan, troubleWasMet } from "../faults/passingFaultPlan.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breachesAt, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

type Way =
  | "orders in the same second"
  | "a window begins at an order, settle and overlap 0"
  | "a window begins at an order, settle and overlap set"
  | "rows move"
  | "requests fail"

export const noDuplicates = makeLaw({
  name: "no-duplicates",
  promise: "no record comes twice in one query",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, orders: between(3, 16), days: between(1, 40) }),
  cases: (subject) =>
    listCases<Way>(subject, [
      "orders in the same second",
      "a window begins at an order, settle and overlap 0",
      "a window begins at an order, settle and overlap set",
      "rows move",
      "requests fail"
    ]),
  notDeclared: listsNothing,
  opposite: refusesUndeclaredCalls,
  keep: (trial, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const { by, days, how, seed } = trial
        const moving = how === "rows move"
        const trouble = { moving, failing: how === "requests fail" }
        const pageful = moving ? severalPages(subject) : { subject, orders: 0 }
        const { adapter, twin } = yield* makeTrialShop(pageful.subject, {
          seed,
          days,
          options: listOptionsOf(how),
          orders: trial.orders + pageful.orders,
          crowded: how === "orders in the same second" || moving,
          faults: passingFaultPlan(subject, { seed, ...trouble })
        })
        const until = twin.baseTime
        const whole: OrderQuery = { by, since: DateTime.subtract(until, { days: days + 1 }), until }
        const time = how.startsWith("a window begins at an order") ? timeOfAnOrder(twin, by, seed) : null
        const window = time === null ? 0 : yield* windowLength(adapter, whole)
        const since = time === null ? whole.since : bordersOn(time, whole.since, window)
        const records = recordsOf(yield* readList(adapter, { ...whole, since }))
        yield* noneTwice(records)
        yield* onlyNewer(records)
        yield* troubleWasMet(subject, twin, trouble)
      }).pipe(breachesAt(listName(subject.manifest, trial.by)))
    )
})

const timeOfAnOrder = (twin: RunningTwin, by: OrderQuery["by"], seed: number): DateTime.Utc | null =>
  makeDice(seed, "border").pickFrom(twin.orders())?.times[by] ?? null

/** The beginning of a list that has a window that begins at `time`. */
const bordersOn = (time: DateTime.Utc, since: DateTime.Utc, window: number): DateTime.Utc => {
  const at = DateTime.toEpochMillis(time)
  const windows = window <= 0 ? 0 : Math.floor((at - DateTime.toEpochMillis(since)) / window)
  return DateTime.makeUnsafe(at - windows * window)
}

const noneTwice = (records: ReadonlyArray<OrderRecord>): Effect.Effect<void, Breach> => {
  const seen = new Set<string>()
  const again = records.map(identityOf).filter((identity) => seen.size === seen.add(identity).size)
  return holds(again.length === 0, () => `${again.length} of ${records.length} records come twice, such as ${again[0]}`)
}

const onlyNewer = (records: ReadonlyArray<OrderRecord>): Effect.Effect<void, Breach> => {
  const newest = new Map<string, number>()
  const older = records.filter(isOrder).filter((order) => {
    const updated = order.times.updated === null ? 0 : DateTime.toEpochMillis(order.times.updated)
    const before = newest.get(order.key) ?? Number.NEGATIVE_INFINITY
    newest.set(order.key, Math.max(before, updated))
    return updated < before
  })
  return holds(older.length === 0, () => `${older.map(keyOf)[0]} comes again with an older update time`)
}
