/** Orders that could not be read. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"

/** Why an order could not be read, and when it is tried again. */
export interface Parked {
  readonly orderId: string
  /** The tag of the error's reason: `NotFound`. */
  readonly reason: string
  /** Unix milliseconds by the platform's clock. */
  readonly askedAt: number
  readonly nextTry: number
}

/**
 * Parks the want of an order: it stays open, with its reason, and is tried again later. An order that is stored, and that the
 * platform does not know any more, is marked so; it is not read again for its changes.
 */
export const parkOrder = (
  sql: SqlClient,
  shop: number,
  { askedAt, nextTry, orderId, reason }: Parked
): Effect.Effect<void, SqlError> =>
  Effect.gen(function* () {
    const id = orderId.toWellFormed()
    yield* sql`UPDATE wants SET parked = ${reason}, due = ${nextTry} WHERE shop = ${shop} AND order_id = ${id}`
    if (reason !== "NotFound") {
      yield* sql`UPDATE rereads SET due = ${nextTry} WHERE shop = ${shop} AND order_id = ${id}`
      return
    }
    yield* sql`UPDATE orders SET gone = ${askedAt} WHERE shop = ${shop} AND order_id = ${id} AND gone IS NULL`
    yield* sql`DELETE FROM rereads WHERE shop = ${shop} AND order_id = ${id}`
  })
