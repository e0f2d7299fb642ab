/** What lists with numbered pages and lists with marked pages have in common. */
import { AdapterError, type OrderPage, type OrderRecord, responseDecode } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { isWanted } from "./isWanted.ts"
import { isFinished, type ListPosition, type PagesOptions, toCursor, windowAt } from "./ListPosition.ts"
import type { SeenRows } from "./SeenRows.ts"
import { endsTooLate, fixUntil, type ListStart, startList } from "./startList.ts"
import { type Span, second, windowOf } from "./TimeWindow.ts"

/** What one request of a list leads to. */
export interface Step {
  /** `null` if the request only showed how the window is to be read. */
  readonly page: OrderPage | null
  /** Where the list goes on, or with which error it ends after this page; `null` at the end of the query. */
  readonly next: ListPosition | AdapterError | null
}

export type NextStep = (position: ListPosition) => Effect.Effect<Step, AdapterError>

/** The pages of a query. `stepsOf` makes the steps of one reading. */
export const pagesBy = (
  options: PagesOptions,
  stepsOf: (start: ListStart) => NextStep
): Stream.Stream<OrderPage, AdapterError> =>
  Stream.unwrap(
    Effect.map(startList(options), (start) => {
      const step = stepsOf(start)
      return Stream.paginate(start.position, (position: ListPosition | AdapterError) =>
        position instanceof AdapterError
          ? Effect.fail(position)
          : Effect.map(
              isFinished(position) ? Effect.succeed(lastStep(position)) : step(position),
              ({ next, page }) => [page === null ? [] : [page], Option.fromNullishOr(next)] as const
            )
      )
    })
  )

/** A query without any settled time is one last page, so that its reader gets a cursor. */
const lastStep = (position: ListPosition): Step => ({
  page: {
    records: [],
    cursor: toCursor(position),
    window: windowOf({ since: position.since, until: position.since }),
    settledUntil: DateTime.makeUnsafe(position.settled),
    complete: true
  },
  next: null
})

/** Where the window that begins at a position ends, at most. */
export const longestEnd = ({ since, until }: ListPosition, { windowSeconds }: PagesOptions): number =>
  Math.min(until, since + windowSeconds * second)

/** The first answer of a window, and what it says of the list's end. */
export interface FirstAnswer<Answer> {
  readonly position: ListPosition
  readonly end: number
  readonly answer: Answer
}

/**
 * Asks for the beginning of windows. The first answer of a reading may show that the platform's time is another than this
 * machine's: then the window is asked for again. The result is `null` if nothing of the list is settled.
 */
export const makeAskFirst = (options: PagesOptions, { isFixed: wasFixed }: ListStart) => {
  let isFixed = wasFixed
  return <Answer>(
    begun: ListPosition,
    longest: number,
    fetch: (span: Span) => Effect.Effect<Answer, AdapterError>
  ): Effect.Effect<FirstAnswer<Answer> | null, AdapterError> =>
    Effect.gen(function* () {
      const answer = yield* fetch({ since: begun.since, until: longest })
      if (isFixed) return { position: begun, end: longest, answer }
      const position = yield* fixUntil(options, begun)
      isFixed = true
      if (position === null) return null
      if (!endsTooLate(longest, position.until)) return { position, end: longest, answer }
      const end = position.until
      return { position, end, answer: yield* fetch({ since: position.since, until: end }) }
    })
}

/** The step that gives out the new rows of a page. */
export const giveOut = (page: {
  readonly records: ReadonlyArray<OrderRecord>
  readonly options: PagesOptions
  readonly position: ListPosition
  /** The end of the page's window. */
  readonly end: number
  readonly next: ListPosition
  /** The error with which the list ends after this page. */
  readonly failure?: AdapterError
  readonly seen: SeenRows
}): Step => {
  const { end, failure, next, options, position, seen } = page
  const records = page.records.filter((record) => seen.isNew(record) && isWanted(record, options.query))
  const endsWindow = next.end === null
  if (endsWindow) seen.endWindow(next.since)
  const complete = failure === undefined && isFinished(next)
  return {
    page: {
      records,
      cursor: toCursor(next),
      window: windowOf({ since: position.since, until: end }),
      settledUntil: DateTime.makeUnsafe(next.settled),
      complete
    },
    next: failure ?? (complete ? null : next)
  }
}

/** The next window. `isWhole`: every row of this one, which ends at `end`, was given out. */
export const nextWindow = (
  position: ListPosition,
  end: number,
  { overlapSeconds }: PagesOptions,
  isWhole: boolean
): ListPosition => {
  const reached = Math.min(end, position.until)
  const settled = isWhole && position.since <= position.settled ? Math.max(position.settled, reached) : position.settled
  const overlap = Math.min(overlapSeconds * second, Math.floor((end - position.since) / 2 / second) * second)
  return { ...position, settled, ...windowAt(reached >= position.until ? position.until : end - overlap) }
}

/** A list that would never end, because no page brings anything new. */
export const neverEnds = ({ codec, operation }: PagesOptions, found: string): AdapterError =>
  codec.failure(operation, responseDecode({ pointer: "", expected: "the next page", found }))
