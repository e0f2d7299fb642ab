/** Orders that were stored while a list showed their changes, and that are read again from now on. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { RereadSettings } from "./Page.ts"

/** How many orders one transaction handles. */
const ordersAtOnce = 500

/**
 * Schedules the next orders of a shop, after the order `after`, to be read again. Answers with the last of them, `null` if
 * there are no more. It is not known when an order was completed or closed: it counts as closed at its last answer. An order is
 * left out if its last answer is older, by `keepClosed` or more, than the moment up to which the list was read: its changes up
 * to that moment are known. If no list was read, for example if all orders were imported, that moment is now.
 */
export const beginRereads = (
  sql: SqlClient,
  shop: number,
  { closed, keepClosed, open }: RereadSettings,
  after: string
): Effect.Effect<string | null, SqlError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const [batch] = yield* sql<{ last: string | null }>`
      SELECT max(order_id) AS last FROM (
        SELECT order_id FROM orders WHERE shop = ${shop} AND order_id > ${after} ORDER BY order_id LIMIT ${ordersAtOnce}) AS next`
    const last = batch?.last ?? null
    if (last === null) return null
    yield* sql`
      INSERT INTO rereads (shop, order_id, due, closed)
      SELECT ${shop}, order_id, asked + CASE WHEN is_closed THEN ${closed} ELSE ${open} END,
        CASE WHEN is_closed THEN asked END
      FROM (
        SELECT o.order_id, coalesce(o.trade IN ('completed', 'closed'), FALSE) AS is_closed,
          (SELECT max(asked_at) FROM facets WHERE order_id = o.id) AS asked
        FROM orders o
        WHERE o.shop = ${shop} AND o.order_id > ${after} AND o.order_id <= ${last} AND o.gone IS NULL) AS stored
      WHERE asked IS NOT NULL AND NOT (is_closed AND asked + ${keepClosed} <=
        coalesce((SELECT settled FROM cursors WHERE shop = ${shop} AND lane = 'live'), ${now}))
      ON CONFLICT (shop, order_id) DO NOTHING`
    return last
  })
