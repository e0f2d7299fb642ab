/**
 * Lists whose pages are found by marks and not by numbers, as a stream of pages: each answer names the mark of the next.
 *
 * For lists that grow at their end and whose marks point behind a row (cursor or keyset paging): what changes while it
 * is read moves behind the mark or out of the window, so reading forwards loses nothing. Windows, the upper bound,
 * deduplication and cursors are those of `numberedPages`; memory holds the keys of one window.
 */
import type { AdapterError, OrderPage, OrderRecord } from "@huidan/core"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import { finished, type ListPosition, type PagesOptions } from "./ListPosition.ts"
import {
  giveOut,
  longestEnd,
  makeAskFirst,
  type NextStep,
  neverEnds,
  nextWindow,
  pagesBy,
  type Step
} from "./listPages.ts"
import { SeenRows } from "./SeenRows.ts"
import type { ListStart } from "./startList.ts"
import type { Span } from "./TimeWindow.ts"

/** One page as the platform answered it. */
export interface MarkedPage {
  /** Every row of the page. */
  readonly received: ReadonlyArray<OrderRecord>
  /** The rows that belong to the window. */
  readonly records: ReadonlyArray<OrderRecord>
  /** Where the next page begins; `null` on the window's last page. */
  readonly next: string | null
}

export interface MarkedPagesOptions extends PagesOptions {
  /** The page at a mark, `null` for the window's first. */
  readonly fetchPage: (window: Span, mark: string | null) => Effect.Effect<MarkedPage, AdapterError>
}

/** The pages of a query. A cursor of another list fails with `InvalidRequest`. */
export const markedPages = (options: MarkedPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  pagesBy(options, (start) => makeStep(options, start))

/** A window with more empty pages in a row has no end: some platforms leave out rows of a page after they have cut it. */
const mostEmptyPages = 100

/** The steps of one reading of the list. */
const makeStep = (options: MarkedPagesOptions, start: ListStart): NextStep => {
  const seen = new SeenRows(options.query.by)
  /** The marks of the window so far. */
  let marks = new Set<string>()
  let emptyPages = 0
  const askFirst = makeAskFirst(options, start)

  const step: NextStep = (position) =>
    position.end === null || position.mark === null
      ? beginWindow(position)
      : Effect.flatMap(options.fetchPage({ since: position.since, until: position.end }, position.mark), (fetched) =>
          readOn(position, position.end ?? position.until, fetched)
        )

  const beginWindow = (begun: ListPosition): Effect.Effect<Step, AdapterError> =>
    Effect.gen(function* () {
      const first = yield* askFirst(begun, longestEnd(begun, options), (window) => options.fetchPage(window, null))
      return first === null
        ? { page: null, next: finished(begun) }
        : yield* readOn(first.position, first.end, first.answer)
    })

  const readOn = (
    position: ListPosition,
    end: number,
    { next: mark, received, records }: MarkedPage
  ): Effect.Effect<Step, AdapterError> => {
    const isRepeated = seen.receive(received).fresh === 0 && received.length > 0
    emptyPages = received.length === 0 ? emptyPages + 1 : 0
    if (mark !== null && (mark === position.mark || marks.has(mark) || isRepeated))
      return Effect.fail(neverEnds(options, "only the mark or the rows of earlier pages"))
    if (mark !== null && emptyPages > mostEmptyPages)
      return Effect.fail(neverEnds(options, `${emptyPages} empty pages in a row`))
    marks = mark === null ? new Set() : marks.add(mark)
    const next =
      mark === null ? nextWindow(position, end, options, true) : { ...position, end, way: "up" as const, mark }
    return Effect.succeed(giveOut({ records, options, position, end, next, seen }))
  }

  return step
}
