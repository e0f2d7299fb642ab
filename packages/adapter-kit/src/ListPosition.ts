/** Where a list is being read: what a cursor holds. Times are milliseconds since 1970. */
import type { AdapterError, Cursor, OrderQuery } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { OrderCodec } from "./OrderCodec.ts"

export const ListPosition = Schema.Struct({
  v: Schema.Literal(1),
  by: Schema.Literals(["created", "updated"]),
  /** The query's upper bound, pinned before its first page. */
  until: Schema.Int,
  /** The window that is being read, its end exclusive; `end` is `null` before its first page is asked for. */
  since: Schema.Int,
  end: Schema.NullOr(Schema.Int),
  /** The page to read next. */
  page: Schema.Int,
  /** Rows of the window when it was begun, where the platform says. */
  total: Schema.NullOr(Schema.Int),
  /** How often the window was begun again because it grew. */
  round: Schema.Int
})
export type ListPosition = typeof ListPosition.Type

const CursorText = Schema.fromJsonString(ListPosition)

export const toCursor = (position: ListPosition): Cursor => JSON.stringify(position)

/** The position of a cursor, or of a query's beginning; a cursor of another list fails as `InvalidRequest`. */
export const startPosition = (
  query: OrderQuery,
  settleSeconds: number,
  codec: OrderCodec,
  operation: string
): Effect.Effect<ListPosition, AdapterError> =>
  Effect.gen(function* () {
    if (query.after !== undefined) {
      const position = Schema.decodeUnknownResult(CursorText)(query.after)
      if (Result.isSuccess(position) && position.success.by === query.by) return position.success
      return yield* Effect.fail(
        codec.failure(operation, { _tag: "InvalidRequest", detail: "the cursor is not one of this list" })
      )
    }
    const settled = (yield* Clock.currentTimeMillis) - settleSeconds * 1000
    return windowAt(
      DateTime.toEpochMillis(query.since),
      Math.min(DateTime.toEpochMillis(query.until), settled),
      query.by
    )
  })

/** A window that is not begun yet. */
export const windowAt = (since: number, until: number, by: OrderQuery["by"]): ListPosition => ({
  v: 1,
  by,
  until,
  since,
  end: null,
  page: 0,
  total: null,
  round: 0
})
