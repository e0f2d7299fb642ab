/** Rows and messages that could not be decoded. */
import type { Json, OperationName } from "@huidan/core"
import type * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { encrypt, type MasterKey } from "../privacy/encryption.ts"
import { newDataKey } from "../privacy/StoredText.ts"
import type { UnreadableRow } from "./Page.ts"
import { type Row, rowsOf } from "./rows.ts"
import { inserted } from "./writeOrders.ts"

/** Such a row is private as a whole: it is stored encrypted with a key of its own, or not at all. */
export const writeUnreadable = (
  sql: SqlClient,
  shop: number,
  operation: OperationName,
  unreadable: ReadonlyArray<UnreadableRow>,
  master: MasterKey | null,
  now: number
): Effect.Effect<void, SqlError> => {
  const rows = unreadable.map(({ askedAt, row: { error, fingerprint, raw, rawNumbers } }): Row => {
    const key = master === null ? null : newDataKey(master, fingerprint)
    const content: Json = { raw: Redacted.value(raw), rawNumbers: Redacted.value(rawNumbers) }
    const sealed = key === null ? null : encrypt(key.key, `row ${fingerprint}`, JSON.stringify(content))
    const stored = [sealed, key?.wrapped ?? null, key?.master ?? null]
    return [fingerprint, shop, operation, error.reason._tag, error.message, askedAt, now, now, ...stored]
  })
  return inserted(
    rows,
    (some) => sql`
      INSERT INTO quarantine
        (fingerprint, shop, operation, reason, message, asked_at, first_seen, last_seen, sealed, wrapped, master)
      ${rowsOf(sql, 11, some)} ON CONFLICT (fingerprint) DO UPDATE SET asked_at = excluded.asked_at,
        last_seen = excluded.last_seen`
  )
}
