/** Destroys the private texts of orders for good. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { rowsOf, valuesOf } from "../store/rows.ts"

/** Why the private texts of an order are not there any more: a person wanted that, or they were older than they may be. */
export type EndReason = "forgotten" | "expired"

/**
 * Destroys the keys of these orders, and everything that was encrypted with them or made from the texts. Amounts, states and
 * masked texts remain. The orders never get a key again.
 */
export const endTexts = Effect.fnUntraced(function* (
  sql: SqlClient,
  ids: ReadonlyArray<number>,
  reason: EndReason,
  now: number
) {
  if (ids.length === 0) return
  yield* sql`
    INSERT INTO keys (order_id, ended, ended_at) ${rowsOf(
      sql,
      3,
      ids.map((id) => [id, reason, now])
    )}
    ON CONFLICT (order_id) DO UPDATE SET wrapped = NULL, master = NULL, ended = excluded.ended,
      ended_at = excluded.ended_at`
  const these = sql`order_id IN (SELECT r.value FROM ${valuesOf(sql, ids)})`
  for (const table of ["facets", "bodies", "versions"]) {
    yield* sql`UPDATE ${sql(table)} SET sealed = NULL WHERE ${these} AND sealed IS NOT NULL`
  }
  for (const table of ["private_hashes", "raw_answers", "decrypted"]) {
    yield* sql`DELETE FROM ${sql(table)} WHERE ${these}`
  }
})

/** How often it is tried to empty the log while a program that reads prevents it, and the wait between. */
const attempts = 10
const betweenAttempts = Duration.millis(500)

/**
 * Empties the log that SQLite writes before the file, so that nothing that was destroyed is left in it. The file itself
 * is overwritten when something is deleted. `false`: a program that reads one state for long, such as a check or a backup,
 * prevents it; what was destroyed stays destroyed, and the log is emptied when this runs again after that program has ended.
 */
export const emptyLog = (sql: SqlClient): Effect.Effect<boolean, SqlError> =>
  sql.onDialectOrElse({
    sqlite: () => emptied(sql, attempts),
    orElse: () => Effect.succeed(true)
  })

const emptied = (sql: SqlClient, left: number): Effect.Effect<boolean, SqlError> =>
  sql.unsafe<{ readonly busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)").pipe(
    Effect.map(([row]) => row === undefined || row.busy === 0),
    // Another program writes the log back just now.
    Effect.catchIf(
      ({ reason }) => reason._tag === "LockTimeoutError",
      () => Effect.succeed(false)
    ),
    Effect.flatMap((isEmpty) =>
      isEmpty || left <= 1
        ? Effect.succeed(isEmpty)
        : Effect.andThen(Effect.sleep(betweenAttempts), emptied(sql, left - 1))
    )
  )
