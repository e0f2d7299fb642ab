/**
 * Lists whose pages have numbers, as a stream of pages. A query is cut into windows that the platform answers in full;
 * each is read page by page.
 *
 * The upper bound is fixed before the first page, a settle time before now. A list by update time is read from its last
 * page to its first: a row that changes leaves the window and the rows behind it move up, so reading forwards loses
 * orders and reading backwards only repeats them. A window that grew meanwhile is read again; one that is deeper than
 * the platform pages is split. Rows are deduplicated by key and update time within a window and its overlap; memory
 * holds the keys of one window.
 */
import type { AdapterError, OrderPage, OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type ListPosition, type PagesOptions, startPosition, windowAt } from "./ListPosition.ts"
import {
  emptyStep,
  giveOut,
  isRepeated,
  longestEnd,
  pagesFrom,
  type Step,
  samePageAgain,
  windowOf
} from "./listPages.ts"
import { SeenRows } from "./SeenRows.ts"
import type { TimeWindow } from "./TimeWindow.ts"

/** One page as the platform answered it. */
export interface NumberedPage {
  readonly records: ReadonlyArray<OrderRecord>
  /** Rows of the page, before any was dropped. */
  readonly rows: number
  /** Rows of the window; `null` if the platform does not say. */
  readonly total: number | null
}

export interface NumberedPagesOptions extends PagesOptions {
  readonly firstPage: number
  readonly pageSize: number
  /** The deepest window that the platform pages through, in rows; `null`: no limit is known. */
  readonly maxRows?: number | null
  /** Seconds by which a window reaches back into the one before it; 0 unless given. */
  readonly overlapSeconds?: number
  readonly fetchPage: (window: TimeWindow, page: number) => Effect.Effect<NumberedPage, AdapterError>
}

/** How often a window that keeps growing is begun again before the next one is read. */
const maximumRounds = 3

const second = 1000

type NumberedStep = Effect.Effect<Step<ListPosition>, AdapterError>

/** The pages of a query. A cursor of another list fails with `InvalidRequest`. */
export const numberedPages = (options: NumberedPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  Stream.unwrap(Effect.map(startPosition(options), (start) => pagesFrom(start, makeStep(options))))

/** The steps of one reading of the list. */
const makeStep = (options: NumberedPagesOptions): ((position: ListPosition) => NumberedStep) => {
  const { codec, firstPage, operation, overlapSeconds = 0, pageSize, query } = options
  const maxRows = options.maxRows ?? Number.POSITIVE_INFINITY
  const seen = new SeenRows(query.by)

  const step = (position: ListPosition): NumberedStep => {
    if (position.since >= position.until) return Effect.succeed(emptyStep(position))
    return position.end === null ? beginWindow(position) : readOn(position, position.end)
  }

  /** The first page shows how many rows there are: so whether to split the window, and from which end to read it. */
  const beginWindow = (position: ListPosition): NumberedStep =>
    Effect.gen(function* () {
      const { since } = position
      let end = longestEnd(position, options)
      let fetched = yield* options.fetchPage(windowOf(since, end), firstPage)
      while (fetched.total !== null && fetched.total > maxRows) {
        if (end - since <= second) {
          const detail = "more orders within one second than the platform pages through: narrow the query by states"
          return yield* codec.failure(operation, { _tag: "InvalidRequest", detail })
        }
        end = since + Math.max(second, Math.floor((end - since) / 2 / second) * second)
        fetched = yield* options.fetchPage(windowOf(since, end), firstPage)
      }
      const lastPage = firstPage + Math.max(0, Math.ceil((fetched.total ?? 0) / pageSize) - 1)
      const begun: ListPosition = { ...position, end, page: firstPage, total: fetched.total }
      if (query.by === "updated" && lastPage > firstPage) return { page: null, next: { ...begun, page: lastPage } }
      return yield* forward(begun, end, fetched)
    })

  const readOn = (position: ListPosition, end: number): NumberedStep =>
    Effect.flatMap(options.fetchPage(windowOf(position.since, end), position.page), (fetched) =>
      position.by === "updated" && position.total !== null
        ? Effect.succeed(backward(position, end, fetched))
        : forward(position, end, fetched)
    )

  const forward = (position: ListPosition, end: number, { records, rows, total }: NumberedPage): NumberedStep => {
    const last = total === null ? rows < pageSize : rows === 0 || (position.page - firstPage + 1) * pageSize >= total
    // Without a total only an unfinished page ends a window: a platform that ignores the page number would never end it.
    if (!last && isRepeated(records, seen)) return Effect.fail(samePageAgain(options, "rows"))
    const next = last ? nextWindow(position, end) : { ...position, page: position.page + 1 }
    return Effect.succeed(giveOut({ records, query, position, end, next, endsWindow: last, seen }))
  }

  const backward = (position: ListPosition, end: number, fetched: NumberedPage): Step<ListPosition> => {
    const last = position.page <= firstPage
    const grew = last && (fetched.total ?? 0) > (position.total ?? 0) && position.round < maximumRounds
    const next = grew
      ? { ...position, end: null, total: null, round: position.round + 1 }
      : last
        ? nextWindow(position, end)
        : { ...position, page: position.page - 1 }
    return giveOut({ records: fetched.records, query, position, end, next, endsWindow: last && !grew, seen })
  }

  const nextWindow = (position: ListPosition, end: number): ListPosition => ({
    ...position,
    ...windowAt(
      end >= position.until ? position.until : Math.max(position.since + second, end - overlapSeconds * second)
    )
  })

  return step
}
