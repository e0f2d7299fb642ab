/** What is open although an answer settles it, or belongs to no order. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { enoughFrom, standardAllowances } from "../rules/want.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import { keyOf } from "./StoredOrder.ts"

interface OrderRow {
  readonly platform: string
  readonly shop_id: string
  readonly order_id: string
}

/**
 * By the rules of the shop that were noted last: a want is open only as long as no answer is late enough. After its rules
 * allowed less, it may be open until it is due.
 */
export const openProblems = (sql: SqlClient): Effect.Effect<ReadonlyArray<Discrepancy>, SqlError> =>
  Effect.gen(function* () {
    const lastAnswer = sql`(SELECT max(asked_at) FROM facets f WHERE f.order_id = o.id AND f.meets_wants = 1)`
    const { clockMargin, replicaLag } = standardAllowances
    const alwaysAllowed = enoughFrom(0, { clockMargin: 0, replicaLag: 0 })
    const met = yield* sql<OrderRow>`
      SELECT s.platform, s.shop_id, w.order_id
      FROM wants w JOIN shops s ON s.id = w.shop JOIN orders o ON o.shop = w.shop AND o.order_id = w.order_id
        LEFT JOIN shop_rules r ON r.shop = w.shop
      WHERE w.machine_time = 0 AND ${lastAnswer} >= w.due AND ${lastAnswer} >= w.wanted + ${alwaysAllowed}
        + coalesce(r.clock_margin, ${clockMargin}) + coalesce(r.replica_lag, ${replicaLag})`
    const unstored = yield* sql<OrderRow>`
      SELECT s.platform, s.shop_id, d.order_id FROM rereads d JOIN shops s ON s.id = d.shop
      WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.shop = d.shop AND o.order_id = d.order_id)`
    const remembered = yield* sql<OrderRow>`
      SELECT s.platform, s.shop_id, g.order_id
      FROM forgotten g JOIN shops s ON s.id = g.shop JOIN orders o ON o.shop = g.shop AND o.order_id = g.order_id
        LEFT JOIN keys k ON k.order_id = o.id
      WHERE k.ended IS NULL`
    return [
      ...met.map(problem("its want is open, and an answer meets it")),
      ...unstored.map(problem("it is to be read again, and is not stored")),
      ...remembered.map(problem("it was forgotten before it was stored, and its key was not destroyed"))
    ]
  })

const problem =
  (message: string) =>
  ({ order_id, platform, shop_id }: OrderRow): Discrepancy => ({
    order: keyOf({ platform, shopId: shop_id }, order_id),
    message
  })
