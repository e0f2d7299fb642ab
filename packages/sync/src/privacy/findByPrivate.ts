/** Finds orders by a name or a telephone number, exactly. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type OrderFilter, type OrderRow, orderRowColumns, rowConditionsOf } from "../reads/OrderFilter.ts"
import type { SearchPage } from "../reads/searchTitles.ts"
import { NoMasterKey } from "../store/StoreError.ts"
import { hashesOf } from "./hashes.ts"
import { latestWithHash, readableFrom } from "./hashLookup.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/**
 * A page of the orders that have this name or telephone number; the last one stored comes first. The sequence of the filter does
 * not count. At most `mostRead` rows of the index are read, of all shops: then the page has `scannedTo`.
 */
export const findByPrivate = (
  sql: SqlClient,
  text: Redacted.Redacted<string>,
  filter: OrderFilter,
  after: number | null,
  size: number,
  keys: StoreKeys | null
): Effect.Effect<SearchPage, SqlError | NoMasterKey> =>
  Effect.gen(function* () {
    if (keys === null) return yield* new NoMasterKey()
    const hashes = hashesOf(Redacted.value(text), keys.hash)
    if (hashes.length === 0 || filter.shops?.length === 0) return { rows: [], next: null, scannedTo: null }
    const before = after ?? Number.MAX_SAFE_INTEGER
    const end = yield* readableFrom(sql, hashes, before)
    if (end === null) return { rows: [], next: null, scannedTo: null }
    const conditions = [
      sql`o.id IN (${latestWithHash(sql, hashes, end.from, before)})`,
      sql`s.id = o.shop`,
      ...rowConditionsOf(sql, filter)
    ]
    const found = yield* sql<OrderRow>`
      SELECT ${sql.literal(orderRowColumns)} FROM orders o CROSS JOIN shops s
      WHERE ${sql.and(conditions)} ORDER BY o.id DESC LIMIT ${size + 1}`
    const rows = found.slice(0, size)
    if (found.length > size) return { rows, next: rows.at(-1)?.id ?? null, scannedTo: null }
    const scannedTo = end.isComplete ? null : end.from
    return { rows, next: scannedTo, scannedTo }
  })
