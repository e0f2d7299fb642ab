/**
 * Lists as a stream of pages: a query is cut into windows that the platform answers in full, each read page by page.
 *
 * The upper bound is pinned before the first page and lies a settle time before now. A list by update time is read from
 * its last page to its first: a row that changes leaves the window and the rows behind it move up, so reading forwards
 * loses orders, reading backwards only repeats them. A window that grew meanwhile is read again, one that is deeper
 * than the platform pages is split. Rows are deduplicated by key and update time within a window and its overlap;
 * memory holds the keys of one window.
 */
import type { AdapterError, OrderPage, OrderQuery, OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import { isWanted } from "./isWanted.ts"
import { type ListPosition, startPosition, toCursor, windowAt } from "./ListPosition.ts"
import { SeenRows } from "./SeenRows.ts"
import type { TimeWindow } from "./TimeWindow.ts"

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
  /** The deepest window the platform pages through, in rows; `null`: no limit is known. */
  readonly maxRows?: number | null
  /** Seconds before now at which a list is settled; 60 unless given. */
  readonly settleSeconds?: number
  /** Seconds by which a window reaches back into the one before it; 0 unless given. */
  readonly overlapSeconds?: number
  readonly fetchPage: (window: TimeWindow, page: number) => Effect.Effect<FetchedPage, AdapterError>
}

/** How often a window that keeps growing is begun again before the next one is read. */
const maximumRounds = 3

const second = 1000

/** The pages of a query. A cursor that is not of this list fails as `InvalidRequest`. */
export const orderPages = (options: OrderPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  Stream.unwrap(
    Effect.map(startPosition({ settleSeconds: 60, ...options }), (start) => {
      const seen = new SeenRows(options.query.by)
      return Stream.paginate(start, (position) =>
        Effect.map(
          step(options, position, seen),
          ({ next, page }) => [page === null ? [] : [page], Option.fromNullishOr(next)] as const
        )
      )
    })
  )

interface Step {
  /** `null` where a request only told how the window is to be read. */
  readonly page: OrderPage | null
  /** `null` at the end of the query. */
  readonly next: ListPosition | null
  /** Whether the page held nothing but rows of earlier pages of its window. */
  readonly repeated: boolean
}

const step = (
  options: OrderPagesOptions,
  position: ListPosition,
  seen: SeenRows
): Effect.Effect<Step, AdapterError> => {
  if (position.since >= position.until) return Effect.succeed(emptyEnd(position))
  return position.end === null ? beginWindow(options, position, seen) : readOn(options, position, position.end, seen)
}

/** The first page tells how many rows there are, so whether to split, and from which end to read. */
const beginWindow = (
  options: OrderPagesOptions,
  position: ListPosition,
  seen: SeenRows
): Effect.Effect<Step, AdapterError> =>
  Effect.gen(function* () {
    const { codec, firstPage, operation, pageSize, query } = options
    let end = Math.min(position.until, position.since + options.windowSeconds * second)
    let fetched = yield* fetch(options, position.since, end, firstPage)
    while (fetched.total !== null && fetched.total > (options.maxRows ?? Number.POSITIVE_INFINITY)) {
      if (end - position.since <= second) {
        const detail = "more orders within one second than the platform pages through: narrow the query by states"
        return yield* Effect.fail(codec.failure(operation, { _tag: "InvalidRequest", detail }))
      }
      end = position.since + Math.max(second, Math.floor((end - position.since) / 2 / second) * second)
      fetched = yield* fetch(options, position.since, end, firstPage)
    }
    const lastPage =
      fetched.total === null ? firstPage : firstPage + Math.max(0, Math.ceil(fetched.total / pageSize) - 1)
    const begun: ListPosition = { ...position, end, page: firstPage, total: fetched.total }
    if (query.by === "updated" && lastPage > firstPage)
      return { page: null, next: { ...begun, page: lastPage }, repeated: false }
    return yield* forward(options, begun, end, fetched, seen)
  })

const readOn = (
  options: OrderPagesOptions,
  position: ListPosition,
  end: number,
  seen: SeenRows
): Effect.Effect<Step, AdapterError> =>
  Effect.flatMap(fetch(options, position.since, end, position.page), (fetched) =>
    position.by === "updated" && position.total !== null
      ? Effect.succeed(backward(options, position, end, fetched, seen))
      : forward(options, position, end, fetched, seen)
  )

const fetch = (options: OrderPagesOptions, since: number, end: number, page: number) =>
  options.fetchPage({ since: DateTime.makeUnsafe(since), until: DateTime.makeUnsafe(end) }, page)

const forward = (
  options: OrderPagesOptions,
  position: ListPosition,
  end: number,
  fetched: FetchedPage,
  seen: SeenRows
): Effect.Effect<Step, AdapterError> => {
  const { firstPage, pageSize } = options
  const last =
    fetched.total === null
      ? fetched.rows < pageSize
      : fetched.rows === 0 || (position.page - firstPage + 1) * pageSize >= fetched.total
  const next = last ? nextWindow(options, position, end) : { ...position, page: position.page + 1 }
  const step = emit(options, position, end, fetched, next, seen, last)
  return step.repeated && !last ? Effect.fail(samePage(options)) : Effect.succeed(step)
}

/** Without a total only an unfinished page ends a window: a platform that ignores the page number would never end it. */
const samePage = ({ codec, operation }: OrderPagesOptions): AdapterError =>
  codec.failure(operation, {
    _tag: "ResponseDecode",
    pointer: "",
    expected: "the next page",
    found: "rows of the pages before it alone",
    position: null
  })

const backward = (
  options: OrderPagesOptions,
  position: ListPosition,
  end: number,
  fetched: FetchedPage,
  seen: SeenRows
): Step => {
  const last = position.page <= options.firstPage
  const grew = last && fetched.total !== null && fetched.total > (position.total ?? 0) && position.round < maximumRounds
  const next = grew
    ? { ...position, end: null, total: null, round: position.round + 1 }
    : last
      ? nextWindow(options, position, end)
      : { ...position, page: position.page - 1 }
  return emit(options, position, end, fetched, next, seen, last && !grew)
}

const nextWindow = ({ overlapSeconds = 0 }: OrderPagesOptions, position: ListPosition, end: number): ListPosition => ({
  ...position,
  ...windowAt(end >= position.until ? position.until : Math.max(position.since + second, end - overlapSeconds * second))
})

const emit = (
  options: OrderPagesOptions,
  position: ListPosition,
  end: number,
  fetched: FetchedPage,
  next: ListPosition,
  seen: SeenRows,
  windowDone: boolean
): Step => {
  const repeated = fetched.records.length > 0 && fetched.records.every((record) => seen.isOfThisWindow(record))
  const records = fetched.records.filter((record) => seen.isNew(record) && isWanted(record, options.query))
  if (windowDone) seen.endWindow(next.since)
  const complete = next.since >= next.until
  const window = { since: DateTime.makeUnsafe(position.since), until: DateTime.makeUnsafe(end) }
  return { page: { records, cursor: toCursor(next), window, complete }, next: complete ? null : next, repeated }
}

/** A span with nothing in it is one complete page, so that its reader gets a cursor. */
const emptyEnd = (position: ListPosition): Step => {
  const at = DateTime.makeUnsafe(position.since)
  return {
    page: { records: [], cursor: toCursor(position), window: { since: at, until: at }, complete: true },
    next: null,
    repeated: false
  }
}
