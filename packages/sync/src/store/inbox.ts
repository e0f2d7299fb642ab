/** Messages of pushes, and the orders that they want to be read. */
import type { Quarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { MasterKey } from "../privacy/encryption.ts"
import { type Arrived, raiseWants } from "./raiseWants.ts"
import { inserted, rowsOf, valuesOf } from "./rows.ts"
import { writeUnreadable } from "./unreadable.ts"

/** A message of a push. */
export interface Arrival {
  /** The message's id: the same message has the same id when it is delivered again. */
  readonly id: string
  readonly type: string
  /** `null` if the message names no order. */
  readonly orderId: string | null
}

/**
 * Notes messages, and that their orders are to be known up to their arrival. A message that came before is noted once, and its
 * order wanted again: no answer to the first one has met that want for certain.
 */
export const receiveArrivals = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: number,
  arrivals: ReadonlyArray<Arrival>,
  unreadable: ReadonlyArray<Quarantined>,
  arrived: Arrived,
  master: MasterKey | null,
  now: number
) {
  yield* inserted(
    arrivals.map(({ id, orderId, type }) => [shop, id, now, type, orderId?.toWellFormed() ?? null]),
    (rows) => sql`
      INSERT INTO inbox (shop, fingerprint, received, type, order_id) ${rowsOf(sql, 5, rows)}
      ON CONFLICT (shop, fingerprint) DO NOTHING`
  )
  const { at, isMachineTime } = arrived
  const orderIds = new Set(arrivals.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))
  yield* raiseWants(sql, shop, [...orderIds], at, isMachineTime)
  const rows = unreadable.map((row) => ({ askedAt: at, row }))
  yield* writeUnreadable(sql, shop, "push", rows, master, now, arrived)
})

/**
 * Sets right the wants that state this machine's time, now that the platform's is known: they become wants of this moment
 * (Unix milliseconds). The machine's clock may have been set since they were raised, so their own moment is not known; a
 * later one only makes some orders be read twice.
 */
export const correctWants = (sql: SqlClient, shop: number, now: number): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`
    UPDATE wants SET wanted = ${now}, due = ${now}, machine_time = 0
    WHERE shop = ${shop} AND machine_time = 1`)

/** Orders that are not wanted any more: they are asked for again only if a list, a push or a person wants them. */
export const dropWants = (
  sql: SqlClient,
  shop: number,
  orderIds: ReadonlyArray<string>
): Effect.Effect<number, SqlError> =>
  Effect.map(
    sql`
      DELETE FROM wants WHERE shop = ${shop}
        AND order_id IN (SELECT r.value FROM ${valuesOf(
          sql,
          orderIds.map((id) => id.toWellFormed())
        )})
      RETURNING order_id`,
    (dropped) => dropped.length
  )
