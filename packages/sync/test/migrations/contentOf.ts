/** What a store has: the number of rows of each table, and some orders as they are stored and as they are read. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import * as TestClock from "effect/testing/TestClock"
import { layerSqlite, layerStoreWriter, Store, StoreWriter } from "../../src/index.ts"
import { firstKey, firstTime } from "./firstStore.ts"

const day = 86_400_000

/** Every such order is compared whole. */
const each = 20

const textsOf = (sql: SqlClient.SqlClient, table: string, where: string) =>
  sql.unsafe<Readonly<Record<string, unknown>>>(`SELECT * FROM ${table} WHERE ${where} ORDER BY 1, 2`)

/** Opens the file for writing, as a program does, and reads it. What it reveals is noted in the file. */
export const contentOf = (file: string) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(firstTime + day)
    const opened = layerStoreWriter({ name: "a test", masterKey: firstKey }).pipe(
      Layer.provideMerge(layerSqlite({ file, readers: 0 }))
    )
    return yield* Effect.provide(readContent, opened)
  }).pipe(Effect.provide(TestClock.layer()))

const readContent = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const store = yield* Store
  const { privacy } = yield* StoreWriter
  const tables = yield* sql<{ name: string }>`
    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`
  const counts = yield* Effect.forEach(tables, ({ name }) =>
    Effect.map(sql.unsafe<{ rows: number }>(`SELECT count(*) AS rows FROM "${name}"`), ([row]) => [
      name,
      row?.rows ?? 0
    ])
  )
  const some = yield* sql<{ platform: string; shopId: string; orderId: string }>`
    SELECT s.platform, s.shop_id AS "shopId", o.order_id AS "orderId" FROM orders o JOIN shops s ON s.id = o.shop
    JOIN keys k ON k.order_id = o.id WHERE o.id % ${each} = 7 AND k.wrapped IS NOT NULL ORDER BY o.id`
  const orders = yield* Effect.forEach(some, ({ orderId, ...shop }) =>
    Effect.gen(function* () {
      const { order } = yield* privacy.reveal(shop, orderId, "a test")
      const raw = yield* privacy.revealRawAnswers(shop, orderId, "a test")
      return [`${shop.platform}/${shop.shopId}/${orderId}`, JSON.stringify([order, [...raw]])]
    })
  )
  return {
    rows: Object.fromEntries(counts) as Readonly<Record<string, number>>,
    /** Tables that no program may write to when it opens a store, as they are. */
    facets: JSON.stringify(yield* textsOf(sql, "facets", `order_id % ${each} = 7`)),
    versions: JSON.stringify(yield* textsOf(sql, "versions", `order_id % ${each} = 7`)),
    daily: JSON.stringify(yield* textsOf(sql, "daily", "1 = 1")),
    orders: Object.fromEntries(orders) as Readonly<Record<string, string>>,
    discrepancies: yield* store.check
  }
})
