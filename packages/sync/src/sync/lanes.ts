/** Reads the lists of a shop: the live lane, which follows what changes, and a period that is read again. */
import type { AdapterError, OrderAdapter, OrderPage, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import type { HeldLane, LaneProgress } from "../store/Page.ts"
import type { Arrived } from "../store/raiseWants.ts"
import { type CommitFailure, type Committing, commitRecords } from "./commitRecords.ts"
import { monotonicMillis } from "./PlatformTime.ts"

/** What a reading of a list brought. */
export interface ReadList {
  readonly pages: number
  readonly changed: number
  readonly unchanged: number
  readonly unreadable: number
}

/** A list and where its reading is. */
export interface Reading {
  readonly by: OrderQuery["by"]
  /** Where the lane began. Times are Unix milliseconds by the platform's clock. */
  readonly from: number
  /** Where the list begins, if there is no cursor. */
  readonly since: number
  /** Where it ends; `null`: at the platform's now. */
  readonly until: number | null
  readonly cursor: string | null
}

/** A page that was committed. */
export interface CommittedPage {
  /** When it was asked for, in Unix milliseconds by the platform's clock. */
  readonly askedAt: number
  readonly cursor: string
  readonly progress: LaneProgress
}

export const nothingRead: ReadList = { pages: 0, changed: 0, unchanged: 0, unreadable: 0 }

const day = 86_400_000

/**
 * The end of a list that is read to the platform's now; it is never before that now: an adapter reads up to that now at the latest. A
 * machine whose clock is behind, by years if it was never set, must not end the list sooner.
 */
export const notBeforeNow = ({ at, isMachineTime }: Arrived): number => at + (isMachineTime ? 36_500 * day : day)

/**
 * Reads a list from its cursor to its end. Each page is committed with its cursor before the next one is asked for.
 * `onPage` runs after each commit.
 */
export const readList = Effect.fnUntraced(function* (
  adapter: OrderAdapter,
  committing: Committing,
  held: HeldLane,
  reading: Reading,
  onPage: (page: CommittedPage) => Effect.Effect<void, CommitFailure>
): Effect.fn.Return<ReadList, AdapterError | CommitFailure> {
  const until = reading.until ?? notBeforeNow(yield* committing.time.now)
  const query: OrderQuery = {
    by: reading.by,
    since: DateTime.makeUnsafe(reading.since),
    until: DateTime.makeUnsafe(Math.max(until, reading.since)),
    ...(reading.cursor === null ? {} : { after: reading.cursor })
  }
  let began = yield* monotonicMillis
  let read = nothingRead
  const commit = Effect.fnUntraced(function* (page: OrderPage) {
    const progress = {
      since: reading.from,
      settled: Math.max(reading.since, DateTime.toEpochMillis(page.settledUntil)),
      until: reading.until
    }
    const { records, cursor } = page
    const { askedAt, changed, unchanged, unreadable } = yield* commitRecords(committing, held, {
      records,
      began,
      cursor,
      progress
    })
    read = {
      pages: read.pages + 1,
      changed: read.changed + changed.length,
      unchanged: read.unchanged + unchanged,
      unreadable: read.unreadable + unreadable
    }
    yield* onPage({ askedAt, cursor, progress })
    began = yield* monotonicMillis
  })
  yield* Stream.runForEach(adapter.listOrders(query), commit)
  return read
})
