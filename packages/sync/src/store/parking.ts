/** Orders that could not be read. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"

/** Why an order could not be read, and when it is tried again. */
export interface Parked {
  readonly orderId: string
  /** The tag of the error's reason: `NotFound`. */
  readonly reason: string
  /** When it was asked for, and when it is tried again the first time. Unix milliseconds by the platform's clock. */
  readonly askedAt: number
  readonly nextTry: number
  /** How long after the moment of a want an answer is enough, in milliseconds: replicas may be behind so long. */
  readonly enoughAfter: number
}

/** The longest wait for an order that the platform does not know: 30 days, in milliseconds. */
const longestWait = 30 * 86_400_000

/**
 * Parks the want of an order: it stays open, with its reason, and is tried again later. An order that is stored, and that the
 * platform does not know any more, is marked so. A replica that is behind may not know a new order yet: one that was asked for
 * too soon is not parked, and asked for again when an answer is enough. One that the platform does not know, again and again,
 * waits twice as long each time, up to `longestWait`: a number that never existed must not cost a call every day. Answers
 * with when it is tried again.
 */
export const parkOrder = (
  sql: SqlClient,
  shop: number,
  { askedAt, enoughAfter, nextTry, orderId, reason }: Parked
): Effect.Effect<number, SqlError> =>
  Effect.gen(function* () {
    const id = orderId.toWellFormed()
    const [early] = yield* sql<{ due: number }>`
      UPDATE wants SET due = wanted + ${enoughAfter}
      WHERE shop = ${shop} AND order_id = ${id} AND wanted + ${enoughAfter} > ${askedAt} RETURNING due`
    if (early !== undefined) {
      yield* sql`UPDATE rereads SET due = ${early.due} WHERE shop = ${shop} AND order_id = ${id} AND due < ${early.due}`
      return early.due
    }
    if (reason !== "NotFound") {
      yield* sql`UPDATE wants SET parked = ${reason}, due = ${nextTry} WHERE shop = ${shop} AND order_id = ${id}`
      yield* sql`UPDATE rereads SET due = ${nextTry} WHERE shop = ${shop} AND order_id = ${id}`
      return nextTry
    }
    const [known] = yield* sql<{ tries: number }>`
      SELECT tries FROM wants WHERE shop = ${shop} AND order_id = ${id}`
    const tries = known?.tries ?? 0
    const later = askedAt + Math.min((nextTry - askedAt) * 2 ** Math.min(tries, 20), longestWait)
    // Also an order that was only read again is tried again: the platform may know it later.
    yield* sql`
      INSERT INTO wants (shop, order_id, wanted, due, parked, tries)
      VALUES (${shop}, ${id}, ${askedAt}, ${later}, ${reason}, ${tries + 1})
      ON CONFLICT (shop, order_id) DO UPDATE SET due = excluded.due, parked = excluded.parked, tries = excluded.tries`
    yield* sql`UPDATE orders SET gone = ${askedAt} WHERE shop = ${shop} AND order_id = ${id} AND gone IS NULL`
    yield* sql`DELETE FROM rereads WHERE shop = ${shop} AND order_id = ${id}`
    return later
  })
