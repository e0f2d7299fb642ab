/** What lists with numbered pages and lists with marked pages have in common. */
import { type AdapterError, type OrderPage, type OrderQuery, type OrderRecord, responseDecode } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { isWanted } from "./isWanted.ts"
import { type ListPosition, type PagesOptions, toCursor } from "./ListPosition.ts"
import type { SeenRows } from "./SeenRows.ts"
import type { TimeWindow } from "./TimeWindow.ts"

/** What one request of a list leads to. */
export interface Step<Position> {
  /** `null` if the request only showed how the window is to be read. */
  readonly page: OrderPage | null
  /** `null` at the end of the query. */
  readonly next: Position | null
}

/** The pages from a position to the end of the query. */
export const pagesFrom = <Position>(
  start: Position,
  step: (position: Position) => Effect.Effect<Step<Position>, AdapterError>
): Stream.Stream<OrderPage, AdapterError> =>
  Stream.paginate(start, (position) =>
    Effect.map(step(position), ({ next, page }) => [page === null ? [] : [page], Option.fromNullishOr(next)] as const)
  )

/** A window from its bounds in milliseconds since 1970. */
export const windowOf = (since: number, until: number): TimeWindow => ({
  since: DateTime.makeUnsafe(since),
  until: DateTime.makeUnsafe(until)
})

/** Where the window that begins at a position ends, at most. */
export const longestEnd = ({ since, until }: ListPosition, { windowSeconds }: PagesOptions): number =>
  Math.min(until, since + windowSeconds * 1000)

/** A query without a time span is one complete page, so that its reader gets a cursor. */
export const emptyStep = (position: ListPosition): Step<never> => ({
  page: {
    records: [],
    cursor: toCursor(position),
    window: windowOf(position.since, position.since),
    complete: true
  },
  next: null
})

/** Whether a page has nothing but rows of earlier pages of its window. */
export const isRepeated = (records: ReadonlyArray<OrderRecord>, seen: SeenRows): boolean =>
  records.length > 0 && records.every((record) => seen.isOfThisWindow(record))

/** The step that gives out the new rows of a page. `end` is the end of the page's window. */
export const giveOut = <Position extends ListPosition>(page: {
  readonly records: ReadonlyArray<OrderRecord>
  readonly query: OrderQuery
  readonly position: ListPosition
  readonly end: number
  readonly next: Position
  /** Whether the window was read to its end. */
  readonly endsWindow: boolean
  readonly seen: SeenRows
}): Step<Position> => {
  const { end, next, position, query, seen } = page
  const records = page.records.filter((record) => seen.isNew(record) && isWanted(record, query))
  if (page.endsWindow) seen.endWindow(next.since)
  const complete = next.since >= next.until
  return {
    page: { records, cursor: toCursor(next), window: windowOf(position.since, end), complete },
    next: complete ? null : next
  }
}

/** A platform that answers the same page again would never end the list. */
export const samePageAgain = ({ codec, operation }: PagesOptions, found: string): AdapterError =>
  codec.failure(
    operation,
    responseDecode({ pointer: "", expected: "the next page", found: `only ${found} of earlier pages` })
  )
