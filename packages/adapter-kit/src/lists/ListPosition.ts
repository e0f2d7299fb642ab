/** How far a list was read: what a cursor holds. Times are milliseconds since 1970. */
import type { AdapterError, Cursor, OrderQuery } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { OrderCodec } from "../codec/OrderCodec.ts"

const lastMillis = 253_402_300_799_999

/** 1970 to 9999. */
const Millis = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: lastMillis }))
const Count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1_000_000_000 }))

export const ListPosition = Schema.Struct({
  v: Schema.Literal(1),
  /** Platform, shop and operation: a cursor continues only its own list. */
  list: Schema.String,
  by: Schema.Literals(["created", "updated"]),
  /** The query's upper bound, fixed before its first page. */
  until: Millis,
  /** The window that is being read, its end exclusive; `end` is `null` before its first page is requested. */
  since: Millis,
  end: Schema.NullOr(Millis),
  /** The page to read next. */
  page: Count,
  /** Rows of the window when it was begun; `null` if the platform does not say. */
  total: Schema.NullOr(Count),
  /** How often the window was begun again because it grew. */
  round: Count
})
export type ListPosition = typeof ListPosition.Type

const CursorText = Schema.fromJsonString(ListPosition)

export const toCursor = (position: ListPosition): Cursor => JSON.stringify(position)

export interface PagesOptions {
  readonly codec: OrderCodec
  readonly operation: string
  readonly query: OrderQuery
  /** The longest window that the platform answers in full, in seconds. */
  readonly windowSeconds: number
  /** Seconds before now at which a list is settled; 60 unless given. */
  readonly settleSeconds?: number
}

/** The position of a cursor, or of a query's beginning. A cursor of another list fails with `InvalidRequest`. */
export const startPosition = (options: PagesOptions): Effect.Effect<ListPosition, AdapterError> =>
  Effect.gen(function* () {
    const { query, settleSeconds = 60 } = options
    if (query.after !== undefined) {
      const position = Schema.decodeUnknownResult(CursorText)(query.after)
      if (Result.isSuccess(position) && isOf(position.success, options)) return position.success
      return yield* foreignCursor(options)
    }
    const settled = (yield* Clock.currentTimeMillis) - settleSeconds * 1000
    const until = Math.max(0, Math.min(DateTime.toEpochMillis(query.until), settled))
    return {
      v: 1,
      list: listOf(options),
      by: query.by,
      until,
      ...windowAt(Math.min(Math.max(0, DateTime.toEpochMillis(query.since)), lastMillis))
    }
  })

export const foreignCursor = ({ codec, operation }: PagesOptions): AdapterError =>
  codec.failure(operation, { _tag: "InvalidRequest", detail: "the cursor is not one of this list" })

const listOf = ({ codec, operation }: PagesOptions): string =>
  [codec.platform, codec.shopId ?? "-", operation].join(" ")

const isOf = (position: ListPosition, options: PagesOptions): boolean =>
  position.list === listOf(options) &&
  position.by === options.query.by &&
  (position.end === null ||
    (position.end > position.since && position.end - position.since <= options.windowSeconds * 1000))

/** The part of a position that is a window not begun yet. */
export const windowAt = (since: number): Pick<ListPosition, "since" | "end" | "page" | "total" | "round"> => ({
  since,
  end: null,
  page: 0,
  total: null,
  round: 0
})
