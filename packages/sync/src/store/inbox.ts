/** Messages of pushes, and the orders that they want to be read. */
import type { Quarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { MasterKey } from "../privacy/encryption.ts"
import { inserted, type Row, rowsOf, valuesOf } from "./rows.ts"
import { writeUnreadable } from "./unreadable.ts"

/** A message of a push. */
export interface Arrival {
  /** The message's id: the same message has the same id when it is delivered again. */
  readonly id: string
  readonly type: string
  /** `null` if the message names no order. */
  readonly orderId: string | null
}

/** When messages arrived. */
export interface Arrived {
  /** Unix milliseconds. */
  readonly at: number
  /** Whether that is this machine's time, because the platform's is not known yet. */
  readonly isMachineTime: boolean
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
  { at, isMachineTime }: Arrived,
  master: MasterKey | null,
  now: number
) {
  yield* inserted(
    arrivals.map(({ id, orderId, type }) => [shop, id, now, type, orderId?.toWellFormed() ?? null]),
    (rows) => sql`
      INSERT INTO inbox (shop, fingerprint, received, type, order_id) ${rowsOf(sql, 5, rows)}
      ON CONFLICT (shop, fingerprint) DO NOTHING`
  )
  const orderIds = new Set(arrivals.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])))
  yield* raiseWants(sql, shop, [...orderIds], at, isMachineTime)
  const rows = unreadable.map((row) => ({ askedAt: at, row }))
  yield* writeUnreadable(sql, shop, "push", rows, master, now)
})

/** These orders are to be known up to this moment, and to be asked for at once, also if a later moment is wanted already. */
export const raiseWants = (
  sql: SqlClient,
  shop: number,
  orderIds: ReadonlyArray<string>,
  at: number,
  isMachineTime: boolean
): Effect.Effect<void, SqlError> =>
  inserted(
    orderIds.map((orderId): Row => [shop, orderId.toWellFormed(), at, at, isMachineTime ? 1 : 0]),
    (rows) => sql`
      INSERT INTO wants (shop, order_id, wanted, due, machine_time) ${rowsOf(sql, 5, rows)}
      ON CONFLICT (shop, order_id) DO UPDATE SET
        wanted = CASE
          WHEN excluded.machine_time = wants.machine_time AND wants.wanted > excluded.wanted THEN wants.wanted
          ELSE excluded.wanted END,
        due = excluded.due, machine_time = excluded.machine_time, parked = NULL, tries = 0
      WHERE excluded.wanted > wants.wanted OR excluded.due < wants.due OR excluded.machine_time <> wants.machine_time
        OR wants.parked IS NOT NULL`
  )

/** Sets right the wants that state this machine's time, once it is known how far the platform's clock is ahead of it. */
export const correctWants = (sql: SqlClient, shop: number, ahead: number): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`
    UPDATE wants SET wanted = wanted + ${ahead}, due = due + ${ahead}, machine_time = 0
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
