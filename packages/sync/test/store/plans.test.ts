/** Every statement finds its rows by an index: none reads a whole table. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { Store } from "../../src/index.ts"
import { facetsOf } from "../../src/store/readOrders.ts"
import { type OrderFilter, pageStatement } from "../../src/store/reads.ts"
import { valuesOf } from "../../src/store/rows.ts"
import { inMemory, shop } from "./orders.ts"

const many = 20_000

/** Rows as a store of so many orders has them; what is not looked at is left out. */
const filled = Effect.gen(function* () {
  yield* Store
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO shops (id, platform, shop_id) VALUES (1, 'xiaoe', 'app1'), (2, 'xiaoe', 'app2')`
  yield* sql`INSERT INTO orders (id, shop, order_id, created, trade, after_sale, currency, version, changed)
    WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${many})
    SELECT id, 1 + id % 2, 'o_' || id, 1700000000000 + id * 1000,
      CASE id % 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'active' ELSE 'completed' END,
      CASE id % 50 WHEN 0 THEN 'refunded' ELSE 'none' END, 'CNY', 1, 1700000000000 + id FROM n`
  yield* sql`ANALYZE`
  return sql
})

const filters: ReadonlyArray<readonly [string, OrderFilter]> = [
  ["all", {}],
  ["a shop", { shop }],
  ["a state", { trade: "pending" }],
  ["an after-sale", { afterSale: "refunded" }],
  ["a time", { createdFrom: 1_700_000_000_000, createdTo: 1_700_001_000_000 }],
  ["a shop, a state and a time", { shop, trade: "active", createdFrom: 1_700_000_000_000 }]
]

describe("no plan reads a whole table", () => {
  it.effect("of pages, orders and wants", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const statements = [
        ...filters.flatMap(([name, filter]) => [
          [name, pageStatement(sql, filter, null, 50)] as const,
          [`${name}, a later page`, pageStatement(sql, filter, { created: 1_700_000_500_000, id: 500 }, 50)] as const
        ]),
        [
          "orders of a page",
          sql`SELECT o.id FROM ${valuesOf(sql, ["o_1"])} JOIN orders o ON o.shop = 1 AND o.order_id = r.value LEFT JOIN keys k ON k.order_id = o.id`
        ] as const,
        [
          "due wants",
          sql`SELECT order_id FROM wants WHERE shop = 1 AND due <= 1 ORDER BY due, order_id LIMIT 10`
        ] as const
      ]
      for (const [name, statement] of statements) {
        const [text, parameters] = statement.compile()
        const plan = yield* sql.unsafe<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, parameters)
        const scans = plan
          .map(({ detail }) => detail)
          .filter(
            (detail) => /^SCAN (?!r VIRTUAL TABLE)(?!.*USING)/.test(detail) || /TEMP B-TREE FOR ORDER/.test(detail)
          )
        assert.deepStrictEqual(scans, [], name)
      }
      assert.deepStrictEqual(yield* facetsOf(sql, [1]), [])
      const page = yield* (yield* Store).orders({ shop: { ...shop, shopId: "app2" }, afterSale: "refunded" }, null, 3)
      assert.deepStrictEqual(
        page.rows.map(({ orderId }) => orderId),
        []
      )
      const refunded = yield* (yield* Store).orders({ afterSale: "refunded" }, null, 2)
      const next = yield* (yield* Store).orders({ afterSale: "refunded" }, refunded.next, 2)
      assert.deepStrictEqual(
        [...refunded.rows, ...next.rows].map(({ id }) => id),
        [20_000, 19_950, 19_900, 19_850]
      )
    }).pipe(Effect.provide(inMemory()))
  )
})
