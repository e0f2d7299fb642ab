/** Rows that could not be decoded and are stored encrypted: they are read to find what they name, and emptied. */
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { readUnreadable } from "../store/unreadable.ts"
import { readDataKey } from "./StoredText.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** Such a row, by the columns `keptRowColumns` of `quarantine q` and `shops s`. */
export interface KeptRow extends ShopName {
  readonly fingerprint: string
  /** The shop's number in the store. */
  readonly shop: number
  /** When the row was last asked for, in Unix milliseconds by the platform's clock. */
  readonly askedAt: number
  readonly sealed: string
  readonly wrapped: string
  readonly master: string
}

export const keptRowColumns =
  'q.fingerprint, q.shop, s.platform, s.shop_id AS "shopId", q.asked_at AS "askedAt", q.sealed, q.wrapped, q.master'

/** What the platform sent; `null` if the row is damaged. */
export const documentOf = ({ fingerprint, master, sealed, wrapped }: KeptRow, keys: StoreKeys): Json => {
  const key = readDataKey({ wrapped, master }, keys.master, fingerprint)
  const row = key === null ? null : readUnreadable(fingerprint, sealed, key)
  return row === null ? null : Redacted.value(row.raw)
}

/** Rows that keep only their reason. */
export const emptyRows = (sql: SqlClient, fingerprints: ReadonlyArray<string>): Effect.Effect<void, SqlError> =>
  fingerprints.length === 0
    ? Effect.void
    : Effect.asVoid(sql`
        UPDATE quarantine SET sealed = NULL, wrapped = NULL, master = NULL
        WHERE fingerprint IN (SELECT r.value FROM ${valuesOf(sql, fingerprints)})`)
