/** A store with many orders, for plans and for pages: columns and tables that neither depends on are left out. */
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { held } from "./orders.ts"

export const many = 50_000

/** When order 0 would have been created; each further one a second later. */
export const firstCreated = 1_700_000_000_000

const trades = ["pending", "active", "completed"] as const

/** What a row of `orders` has, by its number. */
export const rowOf = (id: number) => ({
  id,
  shopId: id % 2 === 0 ? "app1" : "app2",
  orderId: `o_${id}`,
  created: firstCreated + id * 1000,
  changed: firstCreated + ((id * 7919) % many) * 1000,
  trade: trades[id % 3],
  afterSale: id % 50 === 0 ? "refunded" : "none",
  kind: id > 9000 ? "standard" : "gift"
})

export const manyOrders = Effect.gen(function* () {
  const lane = yield* held()
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO shops (platform, shop_id) VALUES ('xiaoe', 'app2')`
  yield* sql`INSERT INTO orders (id, shop, order_id, created, trade, after_sale, kind, currency, version, changed, change)
    WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${many})
    SELECT id, 1 + id % 2, 'o_' || id, ${firstCreated} + id * 1000,
      CASE id % 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'active' ELSE 'completed' END,
      CASE id % 50 WHEN 0 THEN 'refunded' ELSE 'none' END, CASE WHEN id > 9000 THEN 'standard' ELSE 'gift' END, 'CNY', 1,
      ${firstCreated} + id * 7919 % ${many} * 1000, id FROM n`
  yield* sql`INSERT INTO lines (order_id, n, sku_id) SELECT id, 0, 's_' || (id % 5000) FROM orders`
  yield* sql`INSERT INTO ids (value, kind, order_id) SELECT order_id, 'order', id FROM orders`
  yield* sql`INSERT INTO ids (value, kind, order_id) SELECT 'SF' || id, 'waybill', id FROM orders WHERE id % 10 = 0`
  yield* sql`INSERT INTO search (block, bigram, order_id) SELECT id >> 12, '茶杯', id FROM orders`
  yield* sql`INSERT INTO search (block, bigram, order_id) SELECT id >> 12, '青花', id FROM orders WHERE id % 4 = 0`
  yield* sql`INSERT INTO wants (shop, order_id, wanted, due) SELECT shop, order_id, 1, 1 FROM orders WHERE id % 5 = 0`
  yield* sql`INSERT INTO daily (shop, day, currency, orders, paid, refunded, refunded_learnt)
    SELECT shop, date(created / 1000, 'unixepoch'), 'CNY', count(*), 100 * count(*), 0, 0 FROM orders GROUP BY 1, 2`
  return lane
})
