/** Reads run on threads of their own: this one goes on meanwhile. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { layerSqlite, ReadSnapshot } from "../../src/index.ts"
import { temporaryFile } from "../temporaryFile.ts"

const onFile = (readers: number) => Layer.unwrap(Effect.map(temporaryFile, (file) => layerSqlite({ file, readers })))

const filled = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  yield* sql`CREATE TABLE orders (id INTEGER PRIMARY KEY, title TEXT)`
  yield* sql`INSERT INTO orders (title) VALUES ('茶杯'), ('茶碗')`
  return sql
})

/** A read that takes a tenth of a second or so. */
const slow = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql<{ n: number }>`
    WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 500000) SELECT count(*) AS n FROM n`
)

const counted = Effect.flatMap(SqlClient.SqlClient, (sql) =>
  Effect.map(sql<{ n: number }>`SELECT count(*) AS n FROM orders`, ([row]) => row?.n)
)

describe("a slow read", () => {
  it.effect("leaves this thread free: it writes, and other fibers run, before the answer comes", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const reading = yield* Effect.forkChild(slow, { startImmediately: true })
      yield* sql`INSERT INTO orders (title) VALUES ('plate')`
      yield* Effect.yieldNow
      assert.isUndefined(reading.pollUnsafe())
      assert.deepStrictEqual(
        (yield* Fiber.join(reading)).map(({ n }) => n),
        [500_000]
      )
      assert.strictEqual(yield* counted, 3)
    }).pipe(Effect.provide(onFile(1)))
  )

  it.effect("can be abandoned, and the next read is answered", () =>
    Effect.gen(function* () {
      yield* filled
      for (let time = 0; time < 2; time++) {
        const reading = yield* Effect.forkChild(slow, { startImmediately: true })
        yield* Fiber.interrupt(reading)
        assert.strictEqual(yield* counted, 2)
      }
    }).pipe(Effect.provide(onFile(1)))
  )
})

describe.each([
  ["on threads", 1],
  ["on this thread", 0]
])("%s", (_, readers) => {
  it.effect("a snapshot shows one state, while others write and read", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      const snapshot = yield* ReadSnapshot
      const [begun, written] = [yield* Deferred.make<void>(), yield* Deferred.make<void>()]
      const reading = yield* counted.pipe(
        Effect.tap(Deferred.succeed(begun, undefined)),
        Effect.tap(Deferred.await(written)),
        Effect.flatMap((before) => Effect.map(counted, (after) => [before, after])),
        snapshot,
        Effect.forkChild
      )
      yield* Deferred.await(begun)
      yield* sql`DELETE FROM orders`
      assert.strictEqual(yield* counted, 0)
      yield* Deferred.succeed(written, undefined)
      assert.deepStrictEqual(yield* Fiber.join(reading), [2, 2])
      const refused = yield* Effect.flip(snapshot(sql`DELETE FROM orders`))
      assert.match(refused.message, /readonly/)
    }).pipe(Effect.provide(onFile(readers)))
  )

  it.effect("a stream gives all rows, and fewer if no more are taken", () =>
    Effect.gen(function* () {
      const sql = yield* filled
      yield* sql`INSERT INTO orders WITH RECURSIVE n (id) AS (SELECT 3 UNION ALL SELECT id + 1 FROM n WHERE id < 300)
        SELECT id, '茶杯' FROM n`
      const stream = sql<{ id: number }>`SELECT id FROM orders ORDER BY id`.stream
      assert.deepStrictEqual(
        (yield* Stream.runCollect(stream)).map(({ id }) => id),
        Array.from({ length: 300 }, (_, index) => index + 1)
      )
      assert.lengthOf(yield* Stream.runCollect(Stream.take(stream, 70)), 70)
      const wrong = yield* Effect.flip(Stream.runDrain(sql`SELECT * FROM parcels`.stream))
      assert.match(wrong.message, /no such table: parcels/)
    }).pipe(Effect.provide(onFile(readers)))
  )
})
