/**
 * Hashes of names and telephone numbers, and pairs of characters of titles, by blocks of orders. In one index of all orders each
 * new row changed a page of its own, which was most of what a commit wrote. A block has few pages. To find a hash or a pair each
 * block is looked up once: `privacy/hashLookup.ts`, `reads/searchTitles.ts`.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

export const blocks = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const { table, whole } = sql.onDialectOrElse({
    pg: () => ({ whole: "BIGINT", table: "" }),
    orElse: () => ({ whole: "INTEGER", table: " STRICT, WITHOUT ROWID" })
  })
  // Blocks of 1024 orders.
  yield* sql.unsafe(`CREATE TABLE order_hashes (
    order_id ${whole} NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (order_id, hash)
  )${table}`)
  yield* sql`INSERT INTO order_hashes (order_id, hash) SELECT order_id, hash FROM private_hashes ORDER BY order_id, hash`
  yield* sql`DROP TABLE private_hashes`
  yield* sql`ALTER TABLE order_hashes RENAME TO private_hashes`
  yield* sql`CREATE INDEX private_hashes_by_block ON private_hashes ((order_id >> 10), hash)`
  // `block`: the order's number divided by 4096.
  yield* sql.unsafe(`CREATE TABLE order_pairs (
    block ${whole} NOT NULL, bigram TEXT NOT NULL, order_id ${whole} NOT NULL,
    PRIMARY KEY (block, bigram, order_id)
  )${table}`)
  yield* sql`INSERT INTO order_pairs (block, bigram, order_id) SELECT order_id >> 12 AS b, bigram, order_id FROM search
    ORDER BY b, bigram, order_id`
  yield* sql`DROP TABLE search`
  yield* sql`ALTER TABLE order_pairs RENAME TO search`
  // It can take longer than the lease of the writer, which gave no sign of life meanwhile: it is the writer still.
  const now = yield* Clock.currentTimeMillis
  yield* sql`UPDATE writer SET until = ${now} + lease, beat = beat + 1`
})
