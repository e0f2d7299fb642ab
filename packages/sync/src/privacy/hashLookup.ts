/** Finds the orders that have a hash. The index has the hashes by blocks of 1024 orders; each block is looked up once. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Fragment } from "effect/sql/Statement"
import { mostRead } from "../reads/OrderFilter.ts"
import { valuesOf } from "../store/rows.ts"

/** The numbers of the orders with one of these hashes, as a query with the column `order_id`. */
export const ordersWithHash = (sql: SqlClient, hashes: ReadonlyArray<string>): Fragment => sql`
  WITH RECURSIVE blocks (block) AS (
    SELECT 0 UNION ALL
    SELECT block + 1 FROM blocks WHERE block < (SELECT coalesce(max(id), 0) >> 10 FROM orders)
  )
  SELECT h.order_id FROM blocks CROSS JOIN ${valuesOf(sql, hashes)} CROSS JOIN private_hashes h
  WHERE h.order_id >> 10 = blocks.block AND h.hash = r.value`

/** How far the index can be read, from the last order stored downwards. */
export interface Readable {
  /** The lowest number of an order that is read. */
  readonly from: number
  /** Whether there is none below it. */
  readonly isComplete: boolean
}

/**
 * How far down at most `mostRead` rows of these hashes reach, of orders with numbers below `before`: whole blocks, the latest
 * first. `null` if there are no such orders.
 */
export const readableFrom = (
  sql: SqlClient,
  hashes: ReadonlyArray<string>,
  before: number
): Effect.Effect<Readable | null, SqlError> => {
  const rowsIn = (block: string): Fragment => sql`
    (SELECT count(*) FROM private_hashes h
      WHERE h.order_id >> 10 = ${sql.literal(block)} AND h.hash IN (SELECT r.value FROM ${valuesOf(sql, hashes)})
        AND h.order_id < ${before})`
  return Effect.map(
    sql<{ block: number }>`
      WITH RECURSIVE
        last (block) AS (SELECT max(id) >> 10 FROM orders WHERE id < ${before}),
        blocks (block, seen) AS (
          SELECT block, ${rowsIn("last.block")} FROM last WHERE block IS NOT NULL UNION ALL
          SELECT block - 1, seen + ${rowsIn("blocks.block - 1")} FROM blocks WHERE block > 0 AND seen <= ${mostRead}
        )
      SELECT min(block) AS block FROM blocks WHERE seen <= ${mostRead} HAVING min(block) IS NOT NULL`,
    ([row]) => (row === undefined ? null : { from: row.block * 1024, isComplete: row.block === 0 })
  )
}

/** The numbers from `from` up to `before`, which is excluded, of orders with one of these hashes, as a query. */
export const latestWithHash = (
  sql: SqlClient,
  hashes: ReadonlyArray<string>,
  from: number,
  before: number
): Fragment => sql`
  WITH RECURSIVE blocks (block) AS (
    SELECT max(id) >> 10 FROM orders WHERE id < ${before} UNION ALL
    SELECT block - 1 FROM blocks WHERE block > ${from} >> 10
  )
  SELECT h.order_id FROM blocks CROSS JOIN ${valuesOf(sql, hashes)} CROSS JOIN private_hashes h
  WHERE h.order_id >> 10 = blocks.block AND h.hash = r.value AND h.order_id < ${before}`
