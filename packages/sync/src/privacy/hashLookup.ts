/** Finds the orders that have a hash. The index has the hashes by blocks of 1024 orders; each block is looked up once. */
import type { SqlClient } from "effect/sql/SqlClient"
import type { Fragment } from "effect/sql/Statement"
import { valuesOf } from "../store/rows.ts"

/** The numbers of the orders with one of these hashes, as a query with the column `order_id`. */
export const ordersWithHash = (sql: SqlClient, hashes: ReadonlyArray<string>): Fragment => sql`
  WITH RECURSIVE blocks (block) AS (
    SELECT 0 UNION ALL
    SELECT block + 1 FROM blocks WHERE block < (SELECT coalesce(max(id), 0) >> 10 FROM orders)
  )
  SELECT h.order_id FROM blocks CROSS JOIN ${valuesOf(sql, hashes)} CROSS JOIN private_hashes h
  WHERE h.order_id >> 10 = blocks.block AND h.hash = r.value`
