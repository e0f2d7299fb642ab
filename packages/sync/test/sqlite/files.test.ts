/** Files that another process uses, that are damaged, or that are no database. */
import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { layerSqlite } from "../../src/index.ts"
import { temporaryFile } from "../temporaryFile.ts"

const openedBy = (file: string) =>
  Layer.build(layerSqlite({ file })).pipe(
    Effect.map((context) => SqlClient.SqlClient.pipe(Effect.provide(context))),
    Effect.flatten
  )

/** A client, and another connection to its file that holds the lock for writing. */
const locked = Effect.gen(function* () {
  const file = yield* temporaryFile
  const sql = yield* openedBy(file)
  yield* sql`CREATE TABLE orders (id INTEGER PRIMARY KEY)`
  const other = yield* Effect.acquireRelease(
    Effect.sync(() => new DatabaseSync(file)),
    (database) => Effect.sync(() => database.close())
  )
  other.exec("BEGIN IMMEDIATE")
  const add = sql`INSERT INTO orders DEFAULT VALUES`
  const read = sql`SELECT id FROM orders`
  return { sql, other, add, read }
})

describe("while another connection holds the lock", () => {
  it.effect.each([["a statement"], ["a transaction"]])("%s waits until it is free, by Effect's clock", ([kind]) =>
    Effect.gen(function* () {
      const { add, other, read, sql } = yield* locked
      const writing = yield* Effect.forkChild(kind === "a statement" ? add : sql.withTransaction(add))
      yield* TestClock.adjust("4 seconds")
      assert.isUndefined(writing.pollUnsafe())
      assert.lengthOf(yield* read, 0)
      other.exec("COMMIT")
      yield* TestClock.adjust("50 millis")
      yield* Fiber.join(writing)
      assert.lengthOf(yield* read, 1)
    })
  )

  it.effect("a statement gives up after a time and says so", () =>
    Effect.gen(function* () {
      const { add } = yield* locked
      const writing = yield* Effect.forkChild(Effect.flip(add))
      yield* TestClock.adjust("6 seconds")
      const error = yield* Fiber.join(writing)
      assert.strictEqual(error.reason._tag, "LockTimeoutError")
      assert.match(error.message, /^another connection keeps .*store\.db locked$/)
    })
  )

  it.effect("the wait for a transaction can be interrupted, and the next one begins as usual", () =>
    Effect.gen(function* () {
      const { add, other, read, sql } = yield* locked
      const writing = yield* Effect.forkChild(sql.withTransaction(add))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(writing)
      other.exec("ROLLBACK")
      yield* sql.withTransaction(add)
      assert.lengthOf(yield* read, 1)
    })
  )
})

describe("a file that cannot be used is refused", () => {
  it.effect("because it is no database", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      writeFileSync(file, "key,title\n".repeat(200))
      const error = yield* Effect.flip(openedBy(file))
      assert.match(error.message, /^.*store\.db is not a SQLite database, or it is damaged$/)
      assert.isFalse(error.isRetryable)
      assert.match(readFileSync(file, "utf8"), /^key,title\n/)
    })
  )

  it.effect("because it is damaged", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const database = new DatabaseSync(file)
      database.exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, title TEXT)")
      database.close()
      const bytes = readFileSync(file)
      writeFileSync(file, bytes.fill(0xff, 100))
      const error = yield* Effect.flip(openedBy(file))
      assert.match(error.message, /^.*store\.db is damaged: restore it from a backup$/)
      assert.isFalse(error.isRetryable)
    })
  )

  it.effect("because its folder does not exist", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(openedBy(`${yield* temporaryFile}/none/store.db`))
      assert.match(error.message, /cannot be opened: its folder must exist/)
      assert.isFalse(error.isRetryable)
    })
  )
})
