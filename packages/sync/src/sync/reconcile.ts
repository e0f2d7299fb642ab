/** Compares a period of a shop with its platform. */
import type { AdapterError, OrderAdapter, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { SqlError } from "effect/sql/SqlError"
import type { Deviation } from "../store/comparePage.ts"
import type { HeldLane, Page } from "../store/Page.ts"
import type { StoreService } from "../store/Store.ts"
import { type CommitFailure, type Committing, commitRecords, noteTime, pageOf } from "./commitRecords.ts"
import { monotonicMillis } from "./PlatformTime.ts"

/** What to compare. Times are Unix milliseconds by the platform's clock; `until` is excluded. */
export interface Period {
  readonly since: number
  readonly until: number
}

/** What a comparison found. */
export interface Reconciled {
  /** How many orders the platform listed. */
  readonly compared: number
  /**
   * How many orders differ. With `repair` they were stored, and are asked for once more. Orders that the platform changed after
   * the live lane read its list are none of them: its next reading stores them.
   */
  readonly different: number
  /** The first of them, at most `mostNamed`. */
  readonly deviations: ReadonlyArray<Deviation>
  /**
   * How many orders of the period the store has and the platform did not list. With `repair` they are asked for: the platform
   * may not know them any more. 0 if the platform lists by update time only.
   */
  readonly notListed: number
  /** The first of them, at most `mostNamed`. */
  readonly unlisted: ReadonlyArray<string>
  /** Rows that could not be decoded. */
  readonly unreadable: number
}

/** How far a comparison is. */
export interface ReconcileProgress {
  /** It has compared up to this moment of the platform's clock, in Unix milliseconds. */
  readonly settled: number
  readonly compared: number
  readonly different: number
}

/** What a shop is compared with. */
export interface Reconciling {
  readonly adapter: OrderAdapter
  readonly committing: Committing
  readonly held: HeldLane
  readonly store: StoreService
  readonly by: OrderQuery["by"]
  /**
   * Up to which update time the live lane has read the list, in Unix milliseconds by the platform's clock; `null` if it has
   * not, or its list is not by update time.
   */
  readonly readUpTo: Effect.Effect<number | null>
}

export interface ReconcileOptions {
  readonly repair: boolean
  /** Runs after each day. */
  readonly onProgress: (at: ReconcileProgress) => Effect.Effect<void, CommitFailure>
}

/** How many orders are named. */
export const mostNamed = 1000
/** How many stored orders are read at once. */
const atOnce = 1000
/** What is compared at once: the memory that is needed does not grow with the period. */
const slice = 86_400_000

const nothingCompared: Reconciled = {
  compared: 0,
  different: 0,
  deviations: [],
  notListed: 0,
  unlisted: [],
  unreadable: 0
}

export const reconcile = Effect.fnUntraced(function* (
  reconciling: Reconciling,
  { since, until }: Period,
  { onProgress, repair }: ReconcileOptions
): Effect.fn.Return<Reconciled, AdapterError | CommitFailure> {
  const { time } = reconciling.committing
  let all = nothingCompared
  for (let from = since; from < until || from === since; from += slice) {
    const { at, isMachineTime } = yield* time.now
    // There is nothing after the platform's now.
    if (from > since && !isMachineTime && from >= at) break
    const to = Math.min(from + slice, until)
    const found = yield* reconcileSlice(reconciling, { since: from, until: to }, repair)
    all = {
      compared: all.compared + found.compared,
      different: all.different + found.different,
      deviations: [...all.deviations, ...found.deviations].slice(0, mostNamed),
      notListed: all.notListed + found.notListed,
      unlisted: [...all.unlisted, ...found.unlisted].slice(0, mostNamed),
      unreadable: all.unreadable + found.unreadable
    }
    yield* onProgress({ settled: to, compared: all.compared, different: all.different })
  }
  return all
})

const reconcileSlice = Effect.fnUntraced(function* (
  { adapter, by, committing, held, readUpTo, store }: Reconciling,
  { since, until }: Period,
  repair: boolean
): Effect.fn.Return<Reconciled, AdapterError | CommitFailure> {
  const seen = new Set<string>()
  const deviations = new Map<string, Deviation>()
  let unreadable = 0
  let began = yield* monotonicMillis
  let settled = since
  const query: OrderQuery = { by, since: DateTime.makeUnsafe(since), until: DateTime.makeUnsafe(until) }
  yield* Stream.runForEach(
    adapter.listOrders(query),
    Effect.fnUntraced(function* ({ records, settledUntil }) {
      const answered = { records, began, cursor: null, progress: null }
      yield* noteTime(committing, held, answered)
      const page = yield* pageOf(committing, answered)
      // Before the store is read: the live lane goes on meanwhile.
      const unread = changedFrom(page, yield* readUpTo)
      const found = (yield* store.compare(held, page)).filter(({ orderId }) => !unread.has(orderId))
      if (repair) yield* commitRecords(committing, held, answered)
      for (const { order } of page.answers) seen.add(order.orderId)
      for (const deviation of found) deviations.set(deviation.orderId, deviation)
      unreadable += page.unreadable.length
      settled = DateTime.toEpochMillis(settledUntil)
      began = yield* monotonicMillis
    })
  )
  // Younger orders may not be in the list yet.
  const period = { since, until: Math.min(settled, until) }
  const unlisted = by === "created" ? yield* unlistedOf(store, held.shop, period, seen) : []
  const differing = [...deviations.values()]
  if (repair) {
    const wanted = [...deviations.keys(), ...unlisted]
    yield* committing.writer.want(held, wanted, yield* committing.time.now)
  }
  return {
    compared: seen.size,
    different: differing.length,
    deviations: differing,
    notListed: unlisted.length,
    unlisted,
    unreadable
  }
})

/** The orders of a page that the platform changed at this moment or later. */
const changedFrom = ({ answers }: Page, moment: number | null): ReadonlySet<string> =>
  new Set(
    answers.flatMap(({ order: { orderId, times } }) =>
      moment === null || times.updated === null || DateTime.toEpochMillis(times.updated) < moment ? [] : [orderId]
    )
  )

const unlistedOf = (
  store: StoreService,
  shop: number,
  { since, until }: Period,
  seen: ReadonlySet<string>
): Effect.Effect<ReadonlyArray<string>, SqlError> =>
  Effect.gen(function* () {
    const unlisted: Array<string> = []
    let after = { at: since, id: 0 }
    for (;;) {
      const rows = yield* store.createdBetween(shop, since, until, after, atOnce)
      unlisted.push(...rows.flatMap(({ orderId }) => (seen.has(orderId) ? [] : [orderId])))
      const last = rows.at(-1)
      if (last === undefined || rows.length < atOnce) return unlisted
      after = last
    }
  })
