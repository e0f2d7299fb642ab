/** Pages of many orders, what is found by numbers and titles, and overviews. */
import { assert, describe, layer } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { SqlClient } from "effect/sql"
import {
  allShops,
  isSearchable,
  mostOrdersOfNumber,
  mostRead,
  type OrderFilter,
  type OrderPage,
  type SearchPage,
  Store
} from "../../src/index.ts"
import { mostCounted } from "../../src/reads/shops.ts"
import { firstCreated, many, manyOrders, rowOf } from "../store/manyOrders.ts"
import { inMemory, shop } from "../store/orders.ts"

const rows = Array.from({ length: many }, (_, index) => rowOf(index + 1))

type Model = ReturnType<typeof rowOf>

/** All pages of a filter. */
const pagesOf = (filter: OrderFilter, size: number) =>
  Effect.gen(function* () {
    const store = yield* Store
    const pages: Array<OrderPage> = []
    for (let next: OrderPage["next"] = null; ; ) {
      const page: OrderPage = yield* store.orders(filter, next, size)
      pages.push(page)
      next = page.next
      if (next === null) return pages
    }
  })

const filters: ReadonlyArray<readonly [string, OrderFilter, (row: Model) => boolean, stops: number]> = [
  ["a shop", { shop }, (row) => row.shopId === "app1", 0],
  [
    "a state",
    { trade: "active", createdFrom: firstCreated + 9e6 },
    (row) => row.trade === "active" && row.id >= 9000,
    0
  ],
  ["an after-sale", { afterSale: "refunded" }, (row) => row.afterSale === "refunded", 0],
  [
    "times of change",
    { sequence: "changed", changedFrom: firstCreated + 2e7, changedTo: firstCreated + 2.1e7 },
    (row) => row.changed >= firstCreated + 2e7 && row.changed < firstCreated + 2.1e7,
    0
  ],
  ["a kind of old orders", { kind: "gift" }, (row) => row.kind === "gift", 2],
  ["a kind that none has", { kind: "virtual" }, () => false, 2],
  ["a shop and a state", { shop, trade: "pending" }, (row) => row.shopId === "app1" && row.trade === "pending", 0],
  [
    "shops and no after-sale",
    { shops: [shop], afterSale: "none", createdTo: firstCreated + 5e6 },
    (row) => row.shopId === "app1" && row.afterSale === "none" && row.id < 5000,
    0
  ],
  ["a shop of another platform", { shops: [{ platform: "doudian", shopId: "app1" }] }, () => false, 2]
]

layer(inMemory())("many orders", (it) => {
  describe("pages", () => {
    it.effect("are of a filter and follow each other, the latest first", () =>
      Effect.gen(function* () {
        yield* manyOrders
        for (const [name, filter, isIn, stops] of filters) {
          const pages = yield* pagesOf(filter, 3000)
          const by = filter.sequence ?? "created"
          const expected = rows.filter(isIn).toSorted((one, other) => other[by] - one[by] || other.id - one.id)
          assert.deepStrictEqual(
            pages.flatMap((page) => page.rows.map(({ id }) => id)),
            expected.map(({ id }) => id),
            name
          )
          assert.lengthOf(
            pages.filter(({ scannedTo }) => scannedTo !== null),
            stops,
            name
          )
        }
      })
    )

    it.effect("stop where so many index rows were read, and say so", () =>
      Effect.gen(function* () {
        const store = yield* Store
        const { rows: found, next, scannedTo } = yield* store.orders({ kind: "gift" }, null, 10)
        const end = many - mostRead + 1
        assert.deepStrictEqual([found, next?.id, next], [[], end, scannedTo])
      })
    )
  })

  it.effect("are found by any number, with those that were not found", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const { cut, found, notFound, notLookedUp } = yield* store.find([
        "SF10",
        "o_7",
        "nothing",
        "o_7",
        "s_4999",
        "s_1"
      ])
      assert.deepStrictEqual(
        found.slice(0, 2).map(({ kind, number, order }) => [number, kind, order.orderId, order.shopId]),
        [
          ["SF10", "waybill", "o_10", "app1"],
          ["o_7", "order", "o_7", "app2"]
        ]
      )
      assert.deepStrictEqual([notFound, cut, notLookedUp], [["nothing"], [], []])
      assert.lengthOf(found, 2 + 10 + 10)
      const sql = yield* SqlClient.SqlClient
      yield* sql`INSERT INTO ids SELECT 'same', 'other', id FROM orders WHERE id <= 100`
      const same = yield* store.find(["same", ...Array.from({ length: 200 }, (_, index) => `x${index}`)])
      assert.deepStrictEqual([same.found.length, same.cut, same.notLookedUp], [mostOrdersOfNumber, ["same"], ["x199"]])
      const limited = yield* store.find(["same", "SF10", "s_1"], [{ ...shop, shopId: "app2" }])
      assert.deepStrictEqual(
        [limited.found.filter(({ number }) => number === "same").length, limited.cut, limited.notFound],
        [mostOrdersOfNumber, ["same"], ["SF10"]]
      )
      assert.deepStrictEqual([...new Set(limited.found.map(({ order }) => order.shopId))], ["app2"])
    })
  )

  it.effect("are found by words of their titles, within a filter too", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const first = yield* store.search("青花 茶杯", { shop }, null, 2)
      assert.deepStrictEqual([first.rows.map(({ id }) => id), first.next], [[50_000, 49_996], 49_996])
      const second = yield* store.search("青花 茶杯", { trade: "pending" }, first.next, 1)
      assert.deepStrictEqual(
        second.rows.map(({ id }) => id),
        [49_992]
      )
      const none = yield* store.search("茶杯", { kind: "virtual" }, null, 2)
      // Whole blocks of 4096 orders are read, as many as have at most 20 000 rows.
      assert.deepStrictEqual([none.rows, none.next, none.scannedTo], [[], 32_768, 32_768])
      assert.deepStrictEqual((yield* store.search("茶杯 盘子", {}, null, 2)).rows, [])
      assert.deepStrictEqual([isSearchable("茶"), isSearchable("茶杯")], [false, true])
    })
  )

  it.effect("are all found by a word, page after page, wherever in the store they are", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const sql = yield* SqlClient.SqlClient
      const places = [1, 4095, 4096, 4097, 12_287, 12_288, 30_000, 30_001, 49_152, 50_000]
      yield* sql`INSERT INTO search (block, bigram, order_id)
        SELECT r.value >> 12, '罕见', r.value FROM json_each(${JSON.stringify(places)}) AS r`
      for (const [words, expected] of [
        ["罕见", places],
        ["罕见 青花", places.filter((id) => id % 4 === 0)],
        ["罕见 茶杯", places]
      ] as const) {
        for (const size of [1, 3, 4, 100]) {
          const found: Array<number> = []
          let after: number | null = null
          do {
            const page: SearchPage = yield* store.search(words, {}, after, size)
            assert.isNull(page.scannedTo)
            found.push(...page.rows.map(({ id }) => id))
            after = page.next
          } while (after !== null)
          assert.deepStrictEqual(found, expected.toReversed(), `${words} in pages of ${size}`)
        }
      }
      const all: Array<number> = []
      let after: number | null = null
      do {
        const page: SearchPage = yield* store.search("青花 茶杯", { trade: "pending" }, after, 1000)
        all.push(...page.rows.map(({ id }) => id))
        after = page.next
      } while (after !== null)
      assert.deepStrictEqual(
        all,
        Array.from({ length: 50_000 }, (_, index) => 50_000 - index).filter((id) => id % 12 === 0)
      )
    })
  )

  it.effect("are found by a long text by its first pairs of characters", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const sql = yield* SqlClient.SqlClient
      const text = String.fromCharCode(...Array.from({ length: 200 }, (_, n) => 0x4e00 + n))
      const pairs = Array.from({ length: 32 }, (_, n) => text.slice(n, n + 2))
      yield* sql`INSERT INTO search (block, bigram, order_id)
        SELECT 1, r.value, 5000 FROM json_each(${JSON.stringify(pairs)}) AS r`
      const found = Effect.map(store.search(text, {}, null, 9), ({ rows }) => rows.map(({ id }) => id))
      assert.deepStrictEqual(yield* found, [5000])
      yield* sql`DELETE FROM search WHERE block = 1 AND bigram = ${pairs[31] ?? ""} AND order_id = 5000`
      assert.deepStrictEqual(yield* found, [])
    })
  )

  it.effect("are found by a SKU once each, within a filter too, and reading stops after so many index rows", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const sql = yield* SqlClient.SqlClient
      yield* sql`INSERT INTO lines (order_id, n, sku_id) SELECT id, 1, 'everywhere' FROM orders`
      yield* sql`INSERT INTO lines (order_id, n, sku_id) SELECT id, 2, 'everywhere' FROM orders WHERE id > 49990`
      const first = yield* store.searchSku("everywhere", { shop }, null, 2)
      assert.deepStrictEqual([first.rows.map(({ id }) => id), first.next], [[50_000, 49_998], 49_998])
      const second = yield* store.searchSku("everywhere", { trade: "pending" }, first.next, 2)
      assert.deepStrictEqual([second.rows.map(({ id }) => id), second.next], [[49_995, 49_992], 49_992])
      const none = yield* store.searchSku("everywhere", { shops: [{ ...shop, shopId: "none" }] }, null, 2)
      assert.deepStrictEqual([none.rows, none.next, none.scannedTo], [[], 30_011, 30_011])
      assert.deepStrictEqual((yield* store.searchSku("s_7", { shop }, null, 20)).rows, [])
      // Whoever does not see these orders learns nothing of them: the answer is that of numbers that nobody has.
      const nobody = yield* store.find(["everywhere", "s_1", "nothing"], [{ ...shop, shopId: "none" }])
      assert.deepStrictEqual([nobody.found, nobody.cut], [[], []])
      assert.deepStrictEqual(nobody.notFound, ["everywhere", "s_1", "nothing"])
      yield* sql`INSERT INTO lines (order_id, n, sku_id) SELECT id, 3, 'nearly' FROM orders WHERE id > 1`
      yield* sql`DELETE FROM lines WHERE sku_id = 'nearly' AND order_id IN (
        SELECT o.id FROM orders o JOIN shops s ON s.id = o.shop WHERE s.shop_id = ${shop.shopId} AND o.id > 4)`
      const behind = yield* store.find(["nearly"], [shop])
      assert.deepStrictEqual([behind.found.map(({ order }) => order.id), behind.cut], [[4, 2], []])
      // Among 200 numbers too: one with many orders of other shops is read further than the others.
      const unknown = Array.from({ length: 198 }, (_, index) => `x${index}`)
      const many = yield* store.find(["nearly", "o_4", ...unknown], [shop])
      assert.deepStrictEqual([many.found.map(({ order }) => order.id), many.cut], [[4, 2, 4], []])
      assert.deepStrictEqual(many.notFound, unknown)
      // All of these are in so many orders of other shops that not all are looked at: cut, not unknown.
      const popular = Array.from({ length: 20 }, (_, index) => `popular${index}`)
      yield* sql`INSERT INTO ids (value, kind, order_id)
        SELECT r.value, 'other', o.id FROM json_each(${JSON.stringify(popular)}) AS r CROSS JOIN orders o WHERE o.id % 2 = 1 AND o.id < 22000`
      const cut = yield* store.find([...popular, "o_4"], [shop])
      assert.deepStrictEqual([cut.found.map(({ order }) => order.id), cut.cut, cut.notFound], [[4], popular, []])
      yield* sql`DELETE FROM ids WHERE kind = 'other' AND value LIKE 'popular%'`
      // Orders with several lines of a SKU, and an order with one number under two kinds, count once.
      yield* sql`INSERT INTO lines (order_id, n, sku_id)
        SELECT o.id, 4 + n.value, 'twice' FROM orders o CROSS JOIN json_each('[0, 1]') AS n WHERE o.id <= 15`
      const twice = yield* store.find(["twice"])
      assert.deepStrictEqual([twice.found.length, twice.cut], [15, []])
      yield* sql`INSERT INTO lines (order_id, n, sku_id) SELECT id, 4, 'twice' FROM orders WHERE id > 15 AND id <= 30`
      const more = yield* store.find(["twice"])
      assert.deepStrictEqual([more.found.length, more.cut], [mostOrdersOfNumber, ["twice"]])
      yield* sql`DELETE FROM lines WHERE sku_id = 'twice'`
      yield* sql`DELETE FROM lines WHERE sku_id = 'nearly'`
      yield* sql`DELETE FROM lines WHERE sku_id = 'everywhere'`
    })
  )

  it.effect("have sums by day, shop and currency", () =>
    Effect.gen(function* () {
      const store = yield* Store
      const days = yield* store.days("2023-11-15", "2023-11-15", null)
      assert.deepStrictEqual(
        days.map(({ currency, day, orders, paid, shopId }) => [shopId, day, currency, orders, paid / orders]),
        [
          ["app1", "2023-11-15", "CNY", days[0]?.orders, 100],
          ["app2", "2023-11-15", "CNY", days[1]?.orders, 100]
        ]
      )
      const own = yield* store.days("2023-11-14", "2023-11-15", shop)
      assert.deepStrictEqual(
        own.map(({ day }) => day),
        ["2023-11-14", "2023-11-15"]
      )
    })
  )

  it.effect("of each shop have an overview", () =>
    Effect.gen(function* () {
      const [store, sql] = [yield* Store, yield* SqlClient.SqlClient]
      yield* sql`UPDATE cursors SET since = 10, settled = 500 WHERE shop = 1`
      yield* sql`UPDATE wants SET parked = 'NotFound' WHERE shop = 1 AND order_id = 'o_10'`
      yield* sql`INSERT INTO shop_states (shop, authorisation, error, failures, paused) VALUES (2, 'dead', 'Auth', 3, 1)`
      const [first, second] = yield* store.shops(0, 10, 2000)
      assert.deepInclude(first, { shopId: "app1", wants: 4999, parked: 1, quarantined: 0, rightAsOf: 1, lag: 1999 })
      assert.deepStrictEqual(first?.lanes, [{ lane: "live", cursor: null, since: 10, settled: 500, until: null }])
      assert.deepInclude(second, { shopId: "app2", lanes: [], rightAsOf: null, authorisation: "dead", failures: 3 })
      yield* sql`DELETE FROM wants`
      const [settled] = yield* store.shops(0, 1, 2000)
      assert.deepInclude(settled, { rightAsOf: 500, lag: 1500, wants: 0 })
      assert.lengthOf(yield* store.shops(1, 10, 2000), 1)
      // The oldest want is the last by its number: all of them count.
      yield* sql`
        INSERT INTO wants (shop, order_id, wanted, due, parked)
        WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${mostCounted + 500})
        SELECT 1, 'o_' || printf('%06d', id), 100000 - id, 0, CASE WHEN id > ${mostCounted} THEN 'NotFound' END FROM n
        UNION ALL SELECT 1, 'z', 7, 0, NULL`
      assert.deepInclude((yield* store.shops(0, 1, 2000))[0], { rightAsOf: 7, wants: mostCounted, parked: 500 })
      // Parked ones are counted apart, so that they take no place of the others.
      yield* sql`UPDATE wants SET parked = 'NotFound' WHERE order_id > 'o_000500'`
      assert.deepInclude((yield* store.shops(0, 1, 2000))[0], { wants: 500, parked: mostCounted })
      yield* sql`DELETE FROM wants`
      assert.deepStrictEqual(yield* allShops(store), yield* store.shops(0, 10, yield* Clock.currentTimeMillis))
    })
  )
})
