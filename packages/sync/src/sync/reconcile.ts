/** Compares a period of a shop with its platform. */
import type { AdapterError, OrderAdapter, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { SqlError } from "effect/sql/SqlError"
import type { Deviation } from "../store/comparePage.ts"
import type { HeldLane } from "../store/Page.ts"
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
  /** Orders that differ. With `repair` they were stored, and are asked for once more. */
  readonly deviations: ReadonlyArray<Deviation>
  /**
   * Orders of the period that the store has and the platform did not list. With `repair` they are asked for: the platform
   * may not know them any more. Empty if the platform lists by update time only.
   */
  readonly unlisted: ReadonlyArray<string>
  /** Rows that could not be decoded. */
  readonly unreadable: number
}

/** How many stored orders are read at once. */
const atOnce = 1000

export const reconcile = Effect.fnUntraced(function* (
  adapter: OrderAdapter,
  committing: Committing,
  held: HeldLane,
  store: StoreService,
  by: OrderQuery["by"],
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
      const found = yield* store.compare(held, page)
      if (repair) yield* commitRecords(committing, held, answered)
      for (const { order } of page.answers) seen.add(order.orderId)
      for (const deviation of found) deviations.set(deviation.orderId, deviation)
      unreadable += page.unreadable.length
      settled = DateTime.toEpochMillis(settledUntil)
      began = yield* monotonicMillis
    })
  )
  // Younger orders may not be in the list yet.
  const unlisted = by === "created" ? yield* unlistedOf(store, held.shop, { since, until: settled }, seen) : []
  if (repair) {
    const wanted = [...deviations.keys(), ...unlisted]
    yield* committing.writer.want(held, wanted, yield* committing.time.now)
  }
  return { compared: seen.size, deviations: [...deviations.values()], unlisted, unreadable }
})

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
