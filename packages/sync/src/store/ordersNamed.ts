/** Which orders the texts of rows name that could not be decoded. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { valuesOf } from "./rows.ts"

/** The numbers among these texts of orders of the shop that the store has, wants, or remembers as forgotten. */
export const ordersNamed = (
  sql: SqlClient,
  shop: number,
  texts: ReadonlyArray<ReadonlySet<string>>
): Effect.Effect<ReadonlySet<string>, SqlError> => {
  const candidates = [...new Set(texts.flatMap((each) => [...each]))]
  if (candidates.length === 0) return Effect.succeed(new Set())
  return Effect.map(
    sql<{ order_id: string }>`
      SELECT r.value AS order_id FROM ${valuesOf(sql, candidates)}
      WHERE EXISTS (SELECT 1 FROM orders o WHERE o.shop = ${shop} AND o.order_id = r.value)
        OR EXISTS (SELECT 1 FROM wants w WHERE w.shop = ${shop} AND w.order_id = r.value)
        OR EXISTS (SELECT 1 FROM forgotten g WHERE g.shop = ${shop} AND g.order_id = r.value)`,
    (rows) => new Set(rows.map(({ order_id }) => order_id))
  )
}
