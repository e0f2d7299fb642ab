/** Wants orders to be read. */
import type * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { inserted, type Row, rowsOf } from "./rows.ts"

/** When messages arrived, or something else made orders wanted. */
export interface Arrived {
  /** Unix milliseconds. */
  readonly at: number
  /** Whether that is this machine's time, because the platform's is not known yet. */
  readonly isMachineTime: boolean
}

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
