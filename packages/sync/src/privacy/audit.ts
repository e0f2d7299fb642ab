/** Who looked at private texts or removed them, and when. */
import { orderKey } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"

export type AuditAction = "forget" | "reveal" | "decrypt" | "reveal raw answers" | "rotate" | "remove" | "replay"

export interface AuditEntry {
  readonly id: number
  /** Unix milliseconds by this machine's clock. */
  readonly at: number
  /** The person or program, as it names itself. */
  readonly who: string
  readonly action: string
  /** An order's key, or other words without private text. */
  readonly subject: string
}

export interface AuditFilter {
  /** All entries about an order, if its key is given. */
  readonly subject?: string
  /** Entries about orders of any of these shops. */
  readonly shops?: ReadonlyArray<ShopName>
}

/** Writes an entry, in the transaction of the caller if there is one. Answers with its number. */
export const writeAudit = (
  sql: SqlClient,
  entry: { readonly at: number; readonly who: string; readonly action: AuditAction; readonly subject: string }
): Effect.Effect<number, SqlError> =>
  Effect.map(
    sql<{ id: number }>`
      INSERT INTO audit (at, who, action, subject) VALUES (${entry.at}, ${entry.who}, ${entry.action}, ${entry.subject})
      RETURNING id`,
    ([row]) => row?.id ?? 0
  )

/** The latest entries first; `before` is the number of the last one of the page before, `null` for the first page. */
export const readAudit = (
  sql: SqlClient,
  { shops, subject }: AuditFilter,
  before: number | null,
  size: number
): Effect.Effect<ReadonlyArray<AuditEntry>, SqlError> =>
  sql<AuditEntry>`
    SELECT id, at, who, action, subject FROM audit
    WHERE ${sql.and([
      ...(subject === undefined ? [] : [sql`subject = ${subject}`]),
      ...(shops === undefined
        ? []
        : [
            sql`EXISTS (SELECT 1 FROM json_each(${keysOf(shops)}) AS r WHERE substr(subject, 1, length(r.value)) = r.value)`
          ]),
      sql`id < ${before ?? Number.MAX_SAFE_INTEGER}`
    ])}
    ORDER BY id DESC LIMIT ${size}`

/** How the keys of a shop's orders begin. */
const keysOf = (shops: ReadonlyArray<ShopName>): string =>
  JSON.stringify(shops.map(({ platform, shopId }) => orderKey(platform, shopId, "")))
