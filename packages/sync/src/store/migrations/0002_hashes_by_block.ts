/**
 * Hashes of names and telephone numbers by blocks of 1024 orders. A hash is a random value: in one index of all orders each new
 * hash changed a page of its own, which was half of what a commit wrote. A block has few pages. To find a hash each block is
 * looked up once: `privacy/hashLookup.ts`.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"

export const hashesByBlock = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const { table, whole } = sql.onDialectOrElse({
    pg: () => ({ whole: "BIGINT", table: "" }),
    orElse: () => ({ whole: "INTEGER", table: " STRICT, WITHOUT ROWID" })
  })
  yield* sql.unsafe(`CREATE TABLE order_hashes (
    order_id ${whole} NOT NULL, hash TEXT NOT NULL,
    PRIMARY KEY (order_id, hash)
  )${table}`)
  yield* sql`INSERT INTO order_hashes (order_id, hash) SELECT order_id, hash FROM private_hashes ORDER BY order_id, hash`
  yield* sql`DROP TABLE private_hashes`
  yield* sql`ALTER TABLE order_hashes RENAME TO private_hashes`
  yield* sql`CREATE INDEX private_hashes_by_block ON private_hashes ((order_id >> 10), hash)`
  // It can take longer than the lease of the writer, which gave no sign of life meanwhile: it is the writer still.
  const now = yield* Clock.currentTimeMillis
  yield* sql`UPDATE writer SET until = ${now} + lease, beat = beat + 1`
})
