/** Orders by the platform's id of a SKU (`skuId` of a line); the merchant's own code is not in the index. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { conditionsOf, mostRead, type OrderFilter, type OrderRow, orderRowColumns } from "./OrderFilter.ts"
import type { SearchPage } from "./searchTitles.ts"

/**
 * A page of the orders that have a line of this SKU; the last one stored comes first. The number is compared as it is. The
 * sequence of the filter does not count. At most `mostRead` rows of the index are read: then the page has `scannedTo`.
 */
export const searchSku = Effect.fnUntraced(function* (
  sql: SqlClient,
  sku: string,
  filter: OrderFilter,
  after: number | null,
  size: number
): Effect.fn.Return<SearchPage, SqlError> {
  const served = [sql`d.sku_id = ${sku.toWellFormed()}`, sql`d.order_id < ${after ?? Number.MAX_SAFE_INTEGER}`]
  const [end] = yield* sql<{ id: number }>`
    SELECT d.order_id AS id FROM lines d WHERE ${sql.and(served)}
    ORDER BY d.order_id DESC LIMIT 1 OFFSET ${mostRead - 1}`
  const { indexed, others } = conditionsOf(sql, filter)
  const conditions = [
    ...served,
    ...(end === undefined ? [] : [sql`d.order_id >= ${end.id}`]),
    sql`o.id = d.order_id`,
    sql`s.id = o.shop`,
    ...indexed,
    ...others,
    // An order is given once, by its first line of this SKU.
    sql`NOT EXISTS (SELECT 1 FROM lines x WHERE x.order_id = d.order_id AND x.n < d.n AND +x.sku_id = d.sku_id)`
  ]
  const found = yield* sql<OrderRow>`
    SELECT ${sql.literal(orderRowColumns)} FROM lines d CROSS JOIN orders o CROSS JOIN shops s
    WHERE ${sql.and(conditions)} ORDER BY d.order_id DESC LIMIT ${size + 1}`
  const rows = found.slice(0, size)
  if (found.length > size) return { rows, next: rows.at(-1)?.id ?? null, scannedTo: null }
  return { rows, next: end?.id ?? null, scannedTo: end?.id ?? null }
})
