/** One process writes at a time. */
import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Layer, Redacted, Scope } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { layerSqlite, layerStoreWriter, Store, StoreWriter, startedRun } from "../../src/index.ts"
import { temporaryFile } from "../temporaryFile.ts"
import { detailPage, orderOf, shop, someKey } from "./orders.ts"

const forEver = { privateText: null, rawAnswers: null, versions: null, inbox: null }

const programOf = (file: string, name: string, wait = false) =>
  layerStoreWriter({ masterKey: someKey, name, wait }).pipe(Layer.provideMerge(layerSqlite({ file, readers: 0 })))

/** A program that has the store open until the scope ends. */
const started = (file: string, name: string) => Layer.build(programOf(file, name))

/** A program of its own, which gives no more sign of life: its fibers do not run, and nothing of it ends. */
const frozen = Effect.fnUntraced(function* (file: string, name: string) {
  const scope = yield* Scope.make()
  const context = yield* Effect.provideService(started(file, name), Scope.Scope, scope)
  const sql = yield* Effect.provide(SqlClient.SqlClient, context)
  return { context, scope, sql }
})

describe("the writer of a store", () => {
  it.effect("is one process: a second one is refused with the name of the first, and may read", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* started(file, "huidan serve")
          yield* TestClock.adjust("40 seconds")
          const refused = yield* Effect.flip(Effect.scoped(started(file, "huidan sync")))
          assert.match(
            refused.message,
            new RegExp(
              `^\`huidan serve\` writes to the store \\(process ${process.pid} on .*, since 1970-01-01T00:00:00.000Z\\)`
            )
          )
        })
      )
      yield* Effect.scoped(started(file, "huidan sync"))
    })
  )

  it.effect("loses the store if it gives no sign of life, and writes nothing any more", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const old = yield* frozen(file, "huidan serve")
      yield* Effect.gen(function* () {
        const writer = yield* StoreWriter
        const lane = yield* writer.claim(shop, "live")
        // As if it had been stopped for longer than its lease.
        yield* old.sql`UPDATE writer SET until = 0`
        yield* Effect.scoped(
          Effect.gen(function* () {
            const next = yield* started(file, "huidan sync")
            const errors = [
              yield* Effect.flip(writer.commitPage(lane, detailPage(orderOf("o_1"), 1))),
              yield* Effect.flip(writer.claim(shop, "live")),
              yield* Effect.flip(writer.receive(shop, [], [], { at: 1, isMachineTime: false })),
              yield* Effect.flip(writer.want(shop, ["o_1"], { at: 1, isMachineTime: false })),
              yield* Effect.flip(
                writer.park(lane, { orderId: "o_1", reason: "NotFound", askedAt: 1, nextTry: 2, enoughAfter: 1 })
              ),
              yield* Effect.flip(writer.pause(shop, true)),
              yield* Effect.flip(writer.privacy.forget(shop, "o_1", "li")),
              yield* Effect.flip(writer.privacy.forgetPhone(Redacted.make("13800000001"), "li")),
              yield* Effect.flip(writer.privacy.reveal(shop, "o_1", "li")),
              yield* Effect.flip(writer.privacy.rotate("li")),
              yield* Effect.flip(writer.privacy.removeOld(forEver, startedRun, "li")),
              yield* Effect.flip(writer.writer.announce("127.0.0.1:1", "token"))
            ]
            assert.deepStrictEqual(
              errors.map(({ _tag }) => _tag),
              ["LaneTaken", ...Array.from({ length: 11 }, () => "WriterLost")]
            )
            const store = yield* Effect.provide(Store, next)
            assert.deepStrictEqual(
              [(yield* store.writer)?.name, (yield* store.writer)?.epoch, yield* store.order(shop, "o_1")],
              ["huidan sync", 2, null]
            )
          })
        )
      }).pipe(Effect.provide(old.context))
      yield* Scope.close(old.scope, yield* Effect.exit(Effect.void))
    })
  )

  it.effect("is awaited if the program wants that, until the lease of one that was killed has ended", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const killed = yield* frozen(file, "huidan serve")
      yield* killed.sql`UPDATE writer SET until = 14000, epoch = 7`
      const isOpen = yield* Deferred.make<void>()
      const waiting = yield* Effect.forkChild(
        Effect.scoped(
          Effect.andThen(Layer.build(programOf(file, "huidan serve", true)), Deferred.succeed(isOpen, undefined))
        )
      )
      yield* TestClock.adjust("10 seconds")
      assert.isFalse(yield* Deferred.isDone(isOpen))
      yield* TestClock.adjust("10 seconds")
      yield* Deferred.await(isOpen)
      yield* Fiber.join(waiting)
    })
  )

  it.effect("with a longer lease than that of another program keeps the store from it", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const patient = yield* frozen(file, "huidan serve")
      yield* patient.sql`UPDATE writer SET until = 60000, lease = 60000, epoch = 7`
      const hasty = layerStoreWriter({ masterKey: someKey, name: "huidan sync", lease: "5 seconds" }).pipe(
        Layer.provideMerge(layerSqlite({ file, readers: 0 }))
      )
      assert.strictEqual((yield* Effect.flip(Effect.scoped(Layer.build(hasty))))._tag, "StoreTaken")
      // The clock was set back: one that gives signs of life every 20 seconds lives.
      yield* patient.sql`UPDATE writer SET until = 3600000`
      const refused = yield* Effect.forkChild(Effect.flip(Effect.scoped(Layer.build(hasty))))
      yield* TestClock.adjust("19 seconds")
      yield* patient.sql`UPDATE writer SET beat = beat + 1`
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual((yield* Fiber.join(refused))._tag, "StoreTaken")
    })
  )

  it.effect("is believed to be alive after the clock was set back only while it gives signs of life", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const killed = yield* frozen(file, "huidan serve")
      yield* killed.sql`UPDATE writer SET until = 3600000, epoch = 7`
      const opening = yield* Effect.forkChild(Effect.scoped(started(file, "huidan sync")))
      yield* TestClock.adjust("25 seconds")
      yield* Fiber.join(opening)
      yield* killed.sql`UPDATE writer SET until = 3600000, epoch = 9`
      const refused = yield* Effect.forkChild(Effect.flip(Effect.scoped(started(file, "huidan sync"))))
      yield* TestClock.adjust("6 seconds")
      yield* killed.sql`UPDATE writer SET beat = beat + 1`
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual((yield* Fiber.join(refused))._tag, "StoreTaken")
    })
  )

  it.effect("is believed to be alive after the clock was set forward while it gives signs of life", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.scoped(
        Effect.gen(function* () {
          const living = yield* started(file, "huidan serve")
          const sql = yield* Effect.provide(SqlClient.SqlClient, living)
          yield* TestClock.adjust("1 minute")
          // As if this program's clock were an hour ahead of the other's.
          yield* sql`UPDATE writer SET until = 1000`
          const refused = yield* Effect.forkChild(Effect.flip(Effect.scoped(started(file, "huidan sync"))))
          yield* TestClock.adjust("1 second")
          yield* sql`UPDATE writer SET until = 1000, beat = beat + 1`
          yield* TestClock.adjust("20 seconds")
          assert.strictEqual((yield* Fiber.join(refused))._tag, "StoreTaken")
          yield* Effect.provide(
            Effect.flatMap(StoreWriter, ({ claim }) => claim(shop, "live")),
            living
          )
        })
      )
    })
  )

  it.effect("is followed at once if its lease has ended and its process is gone", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const killed = yield* frozen(file, "huidan serve")
      yield* TestClock.setTime(3_600_000)
      // No process has the largest number.
      yield* killed.sql`UPDATE writer SET until = 1000, epoch = 7, process = 2147483647`
      yield* Effect.scoped(started(file, "huidan sync"))
    })
  )
})
