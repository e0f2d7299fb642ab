/** How far a list was read: what a cursor holds. Times are milliseconds since 1970. */
import type { AdapterError, Cursor, OrderQuery } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { PlatformClock } from "../calls/PlatformClock.ts"
import type { OrderCodec } from "../codec/OrderCodec.ts"
import { mostRows } from "./ListOptions.ts"
import type { Span } from "./TimeWindow.ts"

export const lastMillis = 253_402_300_799_999

/** 1970 to 9999. */
const Millis = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: lastMillis }))
const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: mostRows }))

/** What cursors of every version hold. */
const common = {
  /** Platform, shop and operation: a cursor continues only its own list. */
  list: Schema.String,
  by: Schema.Literals(["created", "updated"]),
  /** Up to where the list is read, fixed after its first answer. It was read to its end when `since` is there. */
  until: Millis,
  /** The window that is being read, its end exclusive; `end` is `null` before it is known. */
  since: Millis,
  end: Schema.NullOr(Millis)
}

export const ListPosition = Schema.Struct({
  v: Schema.Literal(2),
  ...common,
  /** The states of the query, sorted; `null`: all. */
  states: Schema.NullOr(Schema.Array(Schema.String)),
  /** The beginning of the whole list. */
  from: Millis,
  /** Every order from the beginning until here was given out. */
  settled: Millis,
  /** How often the window was begun again because rows of it are missing. */
  round: Count,
  /** `begin`: nothing of this round was read; `up`: page by page towards the end; `down`: from the end to the first page. */
  way: Schema.Literals(["begin", "up", "down"]),
  /** The page to read next. */
  page: Count,
  /** Rows of the window by the platform: the most that it stated (`up`), or what it stated last (`down`). */
  total: Schema.NullOr(Count),
  /** Rows that came in this round. */
  rows: Count,
  /** Whether the page before had no row that was not on an earlier one. */
  barren: Schema.Boolean,
  /** Whether a row may have come in behind what was read: the window is read again. */
  missed: Schema.Boolean,
  /** Rows that came again on a later page of this round: rows moved while it was read. */
  repeated: Count,
  /** Hashes of those rows of the page before that lie beside `page`. */
  border: Schema.Array(Schema.Int),
  /** Where the next page begins, in lists with marks. */
  mark: Schema.NullOr(Schema.NonEmptyString)
})
export type ListPosition = typeof ListPosition.Type

/** A cursor of the first version: its window is read anew. */
const FirstPosition = Schema.Struct({ v: Schema.Literal(1), ...common })

const CursorText = Schema.fromJsonString(Schema.Union([ListPosition, FirstPosition]))

export const toCursor = (position: ListPosition): Cursor => JSON.stringify(position)

/** What reading a list needs, whichever way its pages are found. */
export interface PagesOptions {
  readonly codec: OrderCodec
  readonly clock: PlatformClock
  readonly operation: string
  readonly query: OrderQuery
  /** The longest window that the platform answers in full, in seconds. */
  readonly windowSeconds: number
  /** Seconds before the platform's now up to which the list is read. */
  readonly settleSeconds: number
  /** Seconds by which a window reaches back into the one before it, at most half a window. */
  readonly overlapSeconds: number
  readonly onContradiction: "fail" | "warn"
}

/** The position of the query's cursor. A cursor of another list, another time or other states fails with `InvalidRequest`. */
export const cursorPosition = (options: PagesOptions, cursor: Cursor): Effect.Effect<ListPosition, AdapterError> => {
  const { query } = options
  const decoded = Schema.decodeUnknownResult(CursorText)(cursor)
  if (Result.isFailure(decoded)) return Effect.fail(foreignCursor(options, "the cursor is not one of this list"))
  const position = decoded.success.v === 2 ? decoded.success : asSecond(decoded.success, options)
  if (!isOf(position, options)) return Effect.fail(foreignCursor(options, "the cursor is not one of this list"))
  if (position.by !== query.by)
    return Effect.fail(foreignCursor(options, `the cursor is of a list by ${position.by}, not by ${query.by}`))
  if (JSON.stringify(position.states) !== JSON.stringify(statesOf(query)))
    return Effect.fail(foreignCursor(options, "the cursor is of a list of other states"))
  return Effect.succeed(position)
}

const foreignCursor = ({ codec, operation }: PagesOptions, detail: string): AdapterError =>
  codec.failure(operation, { _tag: "InvalidRequest", detail })

/** The beginning of a query from its first moment, its bounds in milliseconds since 1970. */
export const firstPosition = (options: PagesOptions, { since, until }: Span): ListPosition => ({
  v: 2,
  list: listOf(options),
  by: options.query.by,
  states: statesOf(options.query),
  from: since,
  settled: since,
  until,
  ...windowAt(since)
})

/** The part of a position that is a window not begun yet. */
export const windowAt = (since: number) => ({ since, end: null, round: 0, ...roundBegun })

/** The part of a position at the beginning of a round: nothing of the window has been read yet. */
export const roundBegun = {
  way: "begin",
  page: 0,
  total: null,
  rows: 0,
  barren: false,
  missed: false,
  repeated: 0,
  border: [],
  mark: null
} as const

/** A list that was read to its end, as far as it is settled. */
export const finished = (position: ListPosition): ListPosition => ({
  ...position,
  until: position.settled,
  ...windowAt(position.settled)
})

export const isFinished = ({ since, until }: ListPosition): boolean => since >= until

const asSecond = (first: typeof FirstPosition.Type, options: PagesOptions): ListPosition => ({
  ...firstPosition(options, first),
  list: first.list,
  by: first.by
})

const statesOf = ({ states }: OrderQuery): ReadonlyArray<string> | null =>
  states === undefined ? null : [...new Set(states)].sort()

const listOf = ({ codec, operation }: PagesOptions): string =>
  [codec.platform, codec.shopId ?? "-", operation].join(" ")

const isOf = (position: ListPosition, options: PagesOptions): boolean =>
  position.list === listOf(options) &&
  position.from <= position.since &&
  (position.end === null
    ? position.way === "begin"
    : position.end > position.since && position.end - position.since <= options.windowSeconds * 1000)
