/** Stores that the first version of the tables wrote: every later program opens them and keeps everything. */
import { copyFileSync, readFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { layerSqlite, layerStore, layerStoreWriter, Store } from "../../src/index.ts"
import { tables } from "../../src/store/migrations/0001_tables.ts"
import { temporaryFile } from "../temporaryFile.ts"
import { contentOf } from "./contentOf.ts"
import { firstKey, firstTime } from "./firstStore.ts"

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url))

const copied = Effect.tap(temporaryFile, (file) => Effect.sync(() => copyFileSync(fixture("migration-1.sqlite"), file)))

const schemaOf = (database: DatabaseSync) =>
  database
    .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'huidan%' ORDER BY name")
    .all()
    .map((row) => ({ ...row }))

describe("a store of the first version", () => {
  it.effect("is opened, and keeps everything", () =>
    Effect.gen(function* () {
      const expected = JSON.parse(readFileSync(fixture("migration-1.json"), "utf8"))
      const content = yield* contentOf(yield* copied)
      assert.deepStrictEqual(content.discrepancies, [])
      assert.strictEqual(content.rows["orders"], 200)
      for (const [table, rows] of Object.entries(expected.rows)) {
        if (table !== "huidan_migrations") assert.strictEqual(content.rows[table], rows, table)
      }
      for (const part of ["facets", "versions", "daily"] as const) assert.strictEqual(content[part], expected[part])
      assert.deepStrictEqual(content.orders, expected.orders)
    })
  )

  it.effect("says that it is brought up to date, once, and its writer has its whole lease afterwards", () =>
    Effect.gen(function* () {
      const file = yield* copied
      const messages: Array<string> = []
      const logger = Logger.make(({ message }) => messages.push(String(message)))
      const lease = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql<{ left: number }>`SELECT until - ${firstTime} AS left FROM writer`
      ).pipe(
        Effect.provide(
          layerStoreWriter({ name: "a test", masterKey: firstKey, lease: "15 seconds" }).pipe(
            Layer.provideMerge(layerSqlite({ file, readers: 0 })),
            Layer.provideMerge(Logger.layer([logger]))
          )
        )
      )
      yield* TestClock.setTime(firstTime)
      for (let time = 0; time < 2; time++) assert.deepStrictEqual(yield* lease, [{ left: 15_000 }])
      assert.deepStrictEqual(messages, [
        "Bringing the store from migration 1 to 2. This takes up to a minute for a million orders."
      ])
    })
  )

  it.effect("is opened, and its orders are found by telephone number as before", () =>
    Effect.gen(function* () {
      const file = yield* copied
      const found = yield* Effect.flatMap(Store, (reading) =>
        Effect.forEach(["15400001007", "15400001100"], (phone) =>
          reading.findByPrivate(Redacted.make(phone), {}, null, 10)
        )
      ).pipe(
        Effect.provide(
          layerStoreWriter({ name: "a test", masterKey: firstKey }).pipe(
            Layer.provideMerge(layerSqlite({ file, readers: 0 }))
          )
        )
      )
      // The seventh order of each shop, and the hundredth of the only shop with so many.
      assert.deepStrictEqual(
        found.map(({ rows }) => rows.map(({ platform }) => platform).toSorted()),
        [["doudian", "wshoto", "xiaoe"], ["xiaoe"]]
      )
    })
  )

  it.effect("has the tables that the first migration makes: it is not changed any more", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.provide(tables, layerSqlite({ file, readers: 0 }))
      const [made, kept] = [file, fixture("migration-1.sqlite")].map((each) => {
        const database = new DatabaseSync(each, { readOnly: true })
        const schema = schemaOf(database)
        database.close()
        return schema
      })
      assert.deepStrictEqual(made, kept)
    })
  )

  it.effect("to which a newer program wrote is refused, and left as it is", () =>
    Effect.gen(function* () {
      const file = yield* copied
      const newer = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql`INSERT INTO huidan_migrations (migration_id, name) VALUES (999, 'later')`
      )
      yield* Effect.provide(newer, layerSqlite({ file, readers: 0 }))
      const before = readFileSync(file)
      const opening = Layer.build(
        layerStore({ masterKey: firstKey }).pipe(Layer.provide(layerSqlite({ file, readers: 0 })))
      )
      assert.match((yield* Effect.flip(opening)).message, /written by a newer program \(migration 999/)
      assert.isTrue(before.equals(readFileSync(file)))
    })
  )
})
