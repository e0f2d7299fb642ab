/** `node:sqlite` as Effect's `SqlClient`: who waits for whom, and what a transaction leaves. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { layerSqlite } from "../../src/index.ts"
import { temporaryFile } from "../temporaryFile.ts"

const onFile = Layer.unwrap(Effect.map(temporaryFile, (file) => layerSqlite({ file })))

const filled = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`CREATE TABLE orders (id INTEGER PRIMARY KEY, title TEXT)`
  yield* sql`INSERT INTO orders WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 200)
    SELECT id, '茶杯' FROM n`
  return sql
})

const counted = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ n: number }>`SELECT count(*) AS n FROM orders`, ([row]) => row?.n)
)

describe("a file", () => {
  it.effect("can be read and written while a stream is open, which shows the state when it began", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const rows = yield* sql<{ id: number }>`SELECT id FROM orders ORDER BY id`.stream.pipe(
        Stream.tap(({ id }) =>
          id === 1 ? Effect.andThen(counted, sql`INSERT INTO orders (id) VALUES (1000)`) : Effect.void
        ),
        Stream.runCollect
      )
      assert.deepStrictEqual([rows.length, yield* counted], [200, 201])
    }).pipe(Effect.provide(onFile))
  )

  it.effect("can be read while a transaction is open, which others do not see", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const [written, end] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const transaction = yield* sql`DELETE FROM orders`.pipe(
        Effect.andThen(Deferred.succeed(written, undefined)),
        Effect.andThen(Deferred.await(end)),
        Effect.andThen(counted),
        sql.withTransaction,
        Effect.forkChild
      )
      yield* Deferred.await(written)
      assert.strictEqual(yield* counted, 200)
      yield* Deferred.succeed(end, undefined)
      assert.strictEqual(yield* Fiber.join(transaction), 0)
      assert.strictEqual(yield* counted, 0)
    }).pipe(Effect.provide(onFile))
  )

  it.effect("is written ahead to a log, and each commit reaches the disk", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const settings = [yield* sql`PRAGMA journal_mode`.values, yield* sql`PRAGMA synchronous`.values]
      assert.deepStrictEqual(settings, [[["wal"]], [[2]]])
    }).pipe(Effect.provide(onFile))
  )

  it.effect("is written by one transaction after the other", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const raise = counted.pipe(
        Effect.tap(Effect.yieldNow),
        Effect.flatMap((n) => sql`INSERT INTO orders (id) VALUES (${(n ?? 0) + 1})`),
        sql.withTransaction
      )
      yield* Effect.all(
        Array.from({ length: 5 }, () => raise),
        { concurrency: "unbounded" }
      )
      assert.strictEqual(yield* counted, 205)
    }).pipe(Effect.provide(onFile))
  )
})

describe.each([
  ["a file", onFile],
  ["memory", layerSqlite({ file: ":memory:" })]
])("in %s", (_, layer) => {
  it.effect("a transaction that fails or is interrupted leaves nothing", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const remove = sql`DELETE FROM orders`
      const failed = yield* remove.pipe(Effect.andThen(Effect.fail("stop")), sql.withTransaction, Effect.flip)
      assert.strictEqual(failed, "stop")
      const removed = yield* Deferred.make<void>()
      const waiting = yield* remove.pipe(
        Effect.andThen(Deferred.succeed(removed, undefined)),
        Effect.andThen(Effect.never),
        sql.withTransaction,
        Effect.forkChild
      )
      yield* Deferred.await(removed)
      yield* Fiber.interrupt(waiting)
      assert.strictEqual(yield* counted, 200)
    }).pipe(Effect.provide(layer))
  )

  it.effect("an inner transaction that fails leaves what the outer one did", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const inner = sql`DELETE FROM orders`.pipe(Effect.andThen(Effect.fail("stop")), sql.withTransaction)
      yield* sql`DELETE FROM orders WHERE id = 1`.pipe(Effect.andThen(Effect.ignore(inner)), sql.withTransaction)
      assert.strictEqual(yield* counted, 199)
    }).pipe(Effect.provide(layer))
  )

  it.effect("a stream in a transaction shows what the transaction wrote", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const rows = yield* sql`DELETE FROM orders WHERE id > 150`.pipe(
        Effect.andThen(sql`SELECT id FROM orders`.stream.pipe(Stream.runCollect)),
        sql.withTransaction
      )
      assert.lengthOf(rows, 150)
      assert.lengthOf(yield* Stream.runCollect(sql`DELETE FROM orders WHERE id > 100 RETURNING id`.stream), 50)
      assert.strictEqual(yield* counted, 100)
    }).pipe(Effect.provide(layer))
  )

  it.effect("values come back as they were stored", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const bytes = new Uint8Array([1, 2, 255])
      const at = new Date(0)
      const read = sql`SELECT ${true}, ${null}, ${undefined}, ${at}, ${bytes}, ${"单"}, ${9_007_199_254_740_993n}`
        .values
      const safe = yield* Effect.provideService(read, SqlClient.SafeIntegers, true)
      assert.deepStrictEqual(safe, [[1, null, null, at.toISOString(), bytes, "单", 9_007_199_254_740_993n]])
      const tooLarge = yield* Effect.flip(read)
      assert.strictEqual(tooLarge.reason._tag, "UnknownError")
      const noValue = yield* Effect.flip(sql`SELECT ${{ a: 1 }}`.values)
      assert.match(noValue.message, /a parameter is an object/)
    }).pipe(Effect.provide(layer))
  )

  it.effect("an error says what is wrong", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const twice = yield* Effect.flip(sql`INSERT INTO orders (id) VALUES (1)`)
      assert.strictEqual(twice.reason._tag, "ConstraintError")
      assert.match(twice.message, /UNIQUE constraint failed: orders.id/)
      assert.match((yield* Effect.flip(sql`SELECT * FROM parcels`)).message, /no such table: parcels/)
    }).pipe(Effect.provide(layer))
  )
})
