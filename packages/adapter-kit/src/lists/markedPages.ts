/**
 * Lists whose pages are found by marks and not by numbers, as a stream of pages: each answer names the mark of the next.
 *
 * For lists that grow at their end and whose marks point behind a row (cursor or keyset paging): what changes while it
 * is read moves behind the mark or out of the window, so reading forwards loses nothing. Windows, the fixed upper bound,
 * deduplication and cursors are those of `numberedPages`; memory holds the keys of one window.
 */
import type { AdapterError, OrderPage, OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { foreignCursor, type ListPosition, type PagesOptions, startPosition, windowAt } from "./ListPosition.ts"
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
export interface MarkedPage {
  readonly records: ReadonlyArray<OrderRecord>
  /** Where the next page begins; `null` on the window's last page. */
  readonly next: string | null
}

export interface MarkedPagesOptions extends PagesOptions {
  /** The page at a mark, `null` for the window's first. */
  readonly fetchPage: (window: TimeWindow, mark: string | null) => Effect.Effect<MarkedPage, AdapterError>
}

/** A position whose page is found by a mark: its page number is not used. */
interface MarkPosition extends ListPosition {
  readonly mark: string | null
}

const Marked = Schema.fromJsonString(Schema.Struct({ mark: Schema.NullOr(Schema.NonEmptyString) }))

/** The pages of a query. A cursor of another list fails with `InvalidRequest`. */
export const markedPages = (options: MarkedPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  Stream.unwrap(Effect.map(startAt(options), (start) => pagesFrom(start, makeStep(options))))

/** The steps of one reading of the list. */
const makeStep = (options: MarkedPagesOptions) => {
  const { query } = options
  const seen = new SeenRows(query.by)
  return (position: MarkPosition): Effect.Effect<Step<MarkPosition>, AdapterError> => {
    if (position.since >= position.until) return Effect.succeed(emptyStep(position))
    const end = position.end ?? longestEnd(position, options)
    return Effect.flatMap(
      options.fetchPage(windowOf(position.since, end), position.mark),
      ({ next: mark, records }) => {
        if (mark !== null && (mark === position.mark || isRepeated(records, seen)))
          return Effect.fail(samePageAgain(options, "the mark or the rows"))
        const next = mark === null ? { ...position, ...windowAt(end), mark } : { ...position, end, mark }
        return Effect.succeed(giveOut({ records, query, position, end, next, endsWindow: mark === null, seen }))
      }
    )
  }
}

const startAt = (options: MarkedPagesOptions): Effect.Effect<MarkPosition, AdapterError> =>
  Effect.gen(function* () {
    const position = yield* startPosition(options)
    if (options.query.after === undefined) return { ...position, mark: null }
    const marked = Schema.decodeUnknownResult(Marked)(options.query.after)
    return Result.isSuccess(marked) ? { ...position, mark: marked.success.mark } : yield* foreignCursor(options)
  })
