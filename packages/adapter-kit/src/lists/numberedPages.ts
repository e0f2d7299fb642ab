/**
 * Lists whose pages have numbers, as a stream of pages. A query is cut into windows that the platform answers in full;
 * each is read page by page.
 *
 * A list by update time is read from its last page to its first: a row that changes leaves the window and the rows behind
 * it move up, so reading forwards loses orders and reading backwards only repeats them. Where the last page is not known,
 * it is looked for first.
 *
 * No single signal ends a window. A full page is never the last, an empty one is not below the total, and without a total
 * only an empty page is the last. If fewer rows came than the platform states, the window is read again, twice at most:
 * then the list contradicts itself. So it is if no total proves that it is whole, and rows of a list by creation time came
 * again on a later page. A window that is deeper than the platform pages is split.
 *
 * What no signal shows: in a list by creation time without a total, rows that vanish while it is read move the rows behind
 * them up to pages that were already read, and these rows are missed without an error.
 *
 * A cursor holds the border of the page before, so that a row that moves over it is not counted as another one. If a total
 * has grown since rows were counted in another process, the window is read again.
 */
import { type AdapterError, type OrderPage, type OrderRecord, responseDecode } from "@huidan/core"
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Equivalence from "effect/Equivalence"
import type * as Stream from "effect/Stream"
import { contradictionOf } from "./contradiction.ts"
import { finished, type ListPosition, type PagesOptions, roundBegun } from "./ListPosition.ts"
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
import { borderOf, SeenRows } from "./SeenRows.ts"
import type { ListStart } from "./startList.ts"
import { type Span, second } from "./TimeWindow.ts"

/** One page as the platform answered it. */
export interface NumberedPage {
  /** Every row of the page: what rows are counted by. */
  readonly received: ReadonlyArray<OrderRecord>
  /** The rows that belong to the window. */
  readonly records: ReadonlyArray<OrderRecord>
  /** Rows of the window; `null` if the platform does not say. */
  readonly total: number | null
}

export interface NumberedPagesOptions extends PagesOptions {
  readonly firstPage: number
  readonly pageSize: number
  /** The deepest row that the platform pages to; `null`: no limit is known. */
  readonly maxRows: number | null
  /** The largest total that is believed. */
  readonly totalLimit: number
  readonly fetchPage: (window: Span, page: number) => Effect.Effect<NumberedPage, AdapterError>
}

/** How often a window with missing rows is read again. */
const mostRounds = 2

/** The pages of a query. A cursor of another list fails with `InvalidRequest`. */
export const numberedPages = (options: NumberedPagesOptions): Stream.Stream<OrderPage, AdapterError> =>
  pagesBy(options, (start) => makeStep(options, start))

/** A page that was asked for, and where in the list that was. */
interface ReadPage {
  readonly position: ListPosition
  /** The end of its window. */
  readonly end: number
  readonly fetched: NumberedPage
}

/** The steps of one reading of the list. */
const makeStep = (options: NumberedPagesOptions, start: ListStart): NextStep => {
  const { codec, firstPage, operation, pageSize, query } = options
  const maxRows = options.maxRows ?? Number.POSITIVE_INFINITY
  const seen = new SeenRows(query.by)
  seen.goOn(start.position.border)
  /** Whether every row of the current round was counted here, and not a part of them in another process. */
  let countsAll = false
  const askFirst = makeAskFirst(options, start)

  const isTooDeep = (page: number): boolean => (page + 1 - firstPage) * pageSize > maxRows

  /** Rows of the largest page so far: a platform may page by fewer than it was asked for. */
  let largest = 0
  const fetchPage = (window: Span, page: number): Effect.Effect<NumberedPage, AdapterError> =>
    Effect.tap(options.fetchPage(window, page), ({ received, total }) => {
      if (total !== null && total > options.totalLimit) return Effect.fail(unbelievable(options))
      largest = Math.max(largest, received.length)
      return Effect.void
    })
  const rowsBefore = (page: number): number => (page - firstPage) * Math.min(pageSize, largest || pageSize)

  const step: NextStep = (position) =>
    position.end === null || position.way === "begin" ? beginWindow(position) : readOn(position, position.end)

  /** The first page shows how many rows there are: so whether to split the window, and from which end to read it. */
  const beginWindow = (begun: ListPosition): Effect.Effect<Step, AdapterError> =>
    Effect.gen(function* () {
      const first = yield* askFirst(begun, begun.end ?? longestEnd(begun, options), (window) =>
        fetchPage(window, firstPage)
      )
      if (first === null) return { page: null, next: finished(begun) }
      const { position } = first
      let { answer: fetched, end } = first
      while (isTooDeep(endPage(fetched))) {
        end = yield* splitEnd(position.since, end)
        fetched = yield* fetchPage({ since: position.since, until: end }, firstPage)
      }
      countsAll = true
      if (position.round === 0 || end !== first.end) seen.beginWindow()
      else seen.beginRound()
      const total = totalOf(fetched, firstPage)
      const read = { ...position, ...roundBegun, end, way: "up", page: firstPage, total } as const
      // A total that did not prove right shows no last page: a further reading looks for it page by page.
      if (query.by === "updated" && position.round === 0 && endPage(fetched) > firstPage) {
        seen.noteTotal(total)
        return { page: null, next: { ...read, page: endPage(fetched) } }
      }
      return yield* upwards({ position: read, end, fetched })
    })

  /** The page at which the window of a first page ends by its total: the first one that is not full. */
  const endPage = (first: NumberedPage): number => {
    const [count, total] = [first.received.length, totalOf(first, firstPage)]
    if (total === null || (total <= count && count < pageSize)) return firstPage
    return firstPage + Math.floor(total / rowsBefore(firstPage + 1))
  }

  /** The total of an answer, unless it is less than the rows up to this page. */
  const totalOf = ({ received, total }: NumberedPage, page: number): number | null =>
    (total ?? 0) >= rowsBefore(page) + received.length ? total : null

  const readOn = (position: ListPosition, end: number): Effect.Effect<Step, AdapterError> =>
    Effect.flatMap(fetchPage({ since: position.since, until: end }, position.page), (fetched) => {
      const page = { position, end, fetched }
      return position.way === "down" ? downwards(page) : upwards(page)
    })

  /** Towards the end of the window. A list by creation time is read when it is there. */
  const upwards = ({ end, fetched, position }: ReadPage): Effect.Effect<Step, AdapterError> => {
    const { page } = position
    const stated = totalOf(fetched, page)
    seen.noteTotal(stated)
    const count = fetched.received.length
    const { fresh, repeated } = seen.receive(fetched.received)
    const total = larger(position.total, stated)
    // Of rows that were counted in another process, one that comes again may count as another row.
    const hasGrown = !countsAll && query.by === "created" && isMore(stated, position.total)
    // A page without new rows may be the last page again, unless new rows or another page are behind it.
    const moved = repeated + (position.barren && total === null ? 1 : 0)
    const isAnother = position.barren && !isSameBorder(position.border, borderOf(fetched.received, "up"))
    const hasMoved = fresh > 0 || isPushed(position, count) || isAnother
    const read: ListPosition = {
      ...position,
      total,
      rows: position.rows + fresh,
      barren: fresh === 0,
      missed: position.missed || hasGrown,
      repeated: position.repeated + (hasMoved ? moved : 0)
    }
    // One that is not full may be the last page again: some platforms answer it for every page behind it.
    if (fresh === 0 && count >= pageSize && total === null)
      return Effect.fail(neverEnds(options, "only rows of earlier pages"))
    const done = { position: read, end, fetched }
    if (!isEnd(read, count, stated, position.barren))
      return isTooDeep(page + 1) ? splitAfter(done) : Effect.succeed(goTo(done, "up", page + 1))
    if (query.by === "created") return endRound(done, total)
    // Every page in front is read once more, so the rows are counted from here.
    seen.beginRound()
    const { fresh: rows } = seen.receive(fetched.received)
    const turned = { ...done, position: { ...read, rows, total: stated ?? total } }
    // The page before may have been the first empty one.
    const before = position.barren && count === 0 ? page - 2 : page - 1
    return before < firstPage ? endRound(turned, stated ?? total) : Effect.succeed(goTo(turned, "down", before))
  }

  /**
   * Whether a page of `count` rows that all came before cannot be the last page again: that one would be full, as all pages
   * before it were. Rows that appeared on an earlier page pushed these to a new one.
   */
  const isPushed = ({ page, rows }: ListPosition, count: number): boolean => {
    const size = largest > count ? Math.min(pageSize, largest) : pageSize
    return count > 0 && count < size && rows >= (page - firstPage) * size
  }

  /** Whether the window ends with a page of `count` rows, by what the answer states and what came so far. */
  const isEnd = (read: ListPosition, count: number, stated: number | null, wasBarren: boolean): boolean => {
    const { barren, page, round, rows, total } = read
    // Of the page to which the total led, the rows may have left meanwhile.
    if (barren && query.by === "updated" && round === 0) return true
    // Else empty pages, and pages that come again, are an end behind the total, or if there are two in a row.
    if (barren) return wasBarren || (total === null ? count === 0 : rowsBefore(count === 0 ? page : page + 1) >= total)
    const reached = query.by === "created" ? rows : rowsBefore(page) + count
    return count < pageSize && stated !== null && reached >= stated
  }

  /** Towards the first page of the window. */
  const downwards = ({ end, fetched, position }: ReadPage): Effect.Effect<Step, AdapterError> => {
    const { page } = position
    const stated = totalOf(fetched, page)
    seen.noteTotal(stated)
    const read: ListPosition = {
      ...position,
      total: stated ?? position.total,
      rows: position.rows + seen.receive(fetched.received).fresh,
      barren: fetched.received.length === 0,
      missed: position.missed || isMore(stated, position.total)
    }
    const done = { position: read, end, fetched }
    // Two empty pages in a row: the total led behind the end.
    const isAstray = position.round === 0 && position.barren && read.barren && read.total !== null
    return page > firstPage && !isAstray ? Effect.succeed(goTo(done, "down", page - 1)) : endRound(done, read.total)
  }

  const goTo = ({ end, fetched, position }: ReadPage, way: "up" | "down", page: number): Step => {
    const next = { ...position, way, page, border: borderOf(fetched.received, way) }
    return giveOut({ records: fetched.records, options, position, end, next, seen })
  }

  /** The window was read through. `stated`: how many rows it has by the platform. */
  const endRound = ({ end, fetched, position }: ReadPage, stated: number | null): Effect.Effect<Step, AdapterError> => {
    const { repeated, rows: received } = position
    const isLastRound = position.round >= mostRounds
    const came = stated === null || received >= stated || seen.isWholeTogether
    // Where no total proves that nothing is missing, rows that moved to another page show that others may have, too.
    const hasMoved = query.by === "created" && repeated > 0 && received > (stated ?? 0)
    const give = (next: ListPosition, failure?: AdapterError): Step =>
      giveOut({ records: fetched.records, options, position, end, next, seen, ...(failure && { failure }) })
    if (came && !hasMoved && (!position.missed || isLastRound)) {
      return Effect.succeed(give(nextWindow(position, end, options, true)))
    }
    const again = { ...position, ...roundBegun, round: position.round + 1 }
    if (!isLastRound) return Effect.succeed(give(again))
    const count = { stated: (hasMoved ? null : stated) ?? received + repeated, received }
    const failure = contradictionOf(options, position, end, count)
    if (options.onContradiction === "fail") return Effect.succeed(give({ ...again, round: 0 }, failure))
    return Effect.as(Effect.logWarning(failure.message), give(nextWindow(position, end, options, false)))
  }

  /** The platform does not page as deep as the window goes on: it is begun again with an earlier end. */
  const splitAfter = ({ end, fetched, position }: ReadPage): Effect.Effect<Step, AdapterError> =>
    Effect.map(splitEnd(position.since, end), (earlier) => {
      const next = { ...position, ...roundBegun, round: 0, end: earlier }
      return giveOut({ records: fetched.records, options, position, end, next, seen })
    })

  const splitEnd = (since: number, end: number): Effect.Effect<number, AdapterError> => {
    if (end - since > second)
      return Effect.succeed(since + Math.max(second, Math.floor((end - since) / 2 / second) * second))
    const detail = "more orders within one second than the platform pages through: narrow the query by states"
    return Effect.fail(codec.failure(operation, { _tag: "InvalidRequest", detail }))
  }

  return step
}

/** A list of so many rows would be read for years. */
const unbelievable = ({ codec, operation, totalLimit }: NumberedPagesOptions): AdapterError => {
  const expected = `a total of at most ${totalLimit} rows (option \`totalLimit\`)`
  return codec.failure(operation, responseDecode({ pointer: "", expected, found: "a larger one" }))
}

/** Whether two borders are of the same page. */
const isSameBorder = Arr.makeEquivalence(Equivalence.strictEqual<number>())

/** Whether a total is larger than the one before. */
const isMore = (total: number | null, before: number | null): boolean =>
  (total ?? 0) > (before ?? Number.POSITIVE_INFINITY)

const larger = (one: number | null, other: number | null): number | null =>
  other === null ? one : Math.max(one ?? 0, other)
