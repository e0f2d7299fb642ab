/**
 * Lists as a stream of pages: a query is cut into windows that the platform answers in full, each read page by page.
 *
 * The upper bound is pinned before the first page and lies a settle time before now, so that nothing is added to a
 * window while it is read. Rows are deduplicated by key within a window. Memory holds one window's keys.
 */
import {
  type AdapterError,
  type Cursor,
  isOrder,
  type OrderPage,
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import type { OrderCodec } from "./OrderCodec.ts"

export interface Window {
  readonly since: DateTime.Utc
  /** Exclusive. */
  readonly until: DateTime.Utc
}

/** One page as the platform answered it. */
export interface FetchedPage {
  readonly records: ReadonlyArray<OrderRecord>
  /** Rows of the page, before any was dropped. */
  readonly rows: number
  /** Rows of the window, where the platform says. */
  readonly total: number | null
}

export interface OrderPagesOptions {
  readonly codec: OrderCodec
  readonly operation: string
  readonly query: OrderQuery
  /** The longest window the platform answers in full, in seconds. */
  readonly windowSeconds: number
  readonly firstPage: number
  readonly pageSize: number
  /** Seconds before now at which a list is settled; 60 unless given. */
  readonly settleSeconds?: number
  readonly fetchPage: (window: Window, page: number) => Effect.Effect<FetchedPage, AdapterError>
}

/** What a cursor holds, in milliseconds since 1970. */
const Position = Schema.Struct({
  v: Schema.Literal(1),
  by: Schema.Literals(["created", "updated"]),
  until: Schema.Int,
  window: Schema.Int,
  page: Schema.Int
})
type Position = typeof Position.Type

const CursorText = Schema.fromJsonString(Position)

/** The pages of a query. A cursor that is not of this list fails as `InvalidRequest`. */
export const orderPages = (options: OrderPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  Stream.unwrap(
    Effect.map(start(options), (position) => {
      const seen = new Set<string>()
      return Stream.paginate(position, (current) =>
        Effect.map(
          readPage(options, current, seen),
          ({ next, page }) => [[page], next === null ? Option.none() : Option.some(next)] as const
        )
      )
    })
  )

const start = ({
  codec,
  firstPage,
  operation,
  query,
  settleSeconds = 60
}: OrderPagesOptions): Effect.Effect<Position, AdapterError> =>
  Effect.gen(function* () {
    if (query.after !== undefined) {
      const position = Schema.decodeUnknownResult(CursorText)(query.after)
      if (Result.isSuccess(position) && position.success.by === query.by) return position.success
      return yield* Effect.fail(
        codec.failure(operation, { _tag: "InvalidRequest", detail: "the cursor is not one of this list" })
      )
    }
    const settled = (yield* Clock.currentTimeMillis) - settleSeconds * 1000
    return {
      v: 1,
      by: query.by,
      until: Math.min(DateTime.toEpochMillis(query.until), settled),
      window: DateTime.toEpochMillis(query.since),
      page: firstPage
    }
  })

const readPage = (options: OrderPagesOptions, position: Position, seen: Set<string>) =>
  Effect.gen(function* () {
    const { firstPage, pageSize, query, windowSeconds } = options
    const since = DateTime.makeUnsafe(position.window)
    const until = DateTime.makeUnsafe(
      Math.max(position.window, Math.min(position.until, position.window + windowSeconds * 1000))
    )
    if (position.window >= position.until) return { page: toPage([], position, { since, until }, true), next: null }
    const fetched = yield* options.fetchPage({ since, until }, position.page)
    const last =
      fetched.total === null
        ? fetched.rows < pageSize
        : fetched.rows === 0 || (position.page - firstPage + 1) * pageSize >= fetched.total
    const windowEnd = DateTime.toEpochMillis(until)
    const next: Position = last
      ? { ...position, window: windowEnd, page: firstPage }
      : { ...position, page: position.page + 1 }
    const records = fetched.records.filter((record) => isNew(record, seen) && isWanted(record, query))
    if (last) seen.clear()
    const complete = next.window >= position.until
    return { page: toPage(records, next, { since, until }, complete), next: complete ? null : next }
  })

const toPage = (records: ReadonlyArray<OrderRecord>, next: Position, window: Window, complete: boolean): OrderPage => ({
  records,
  cursor: JSON.stringify(next) satisfies Cursor,
  window,
  complete
})

const isNew = (record: OrderRecord, seen: Set<string>): boolean => {
  const key = isOrder(record) ? record.key : record.fingerprint
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

/** States are filtered here unless the platform did; a row that could not be read is always shown. */
const isWanted = (record: OrderRecord, query: OrderQuery): boolean =>
  query.states === undefined ||
  !isOrder(record) ||
  (record.status.trade !== null && query.states.includes(record.status.trade))
