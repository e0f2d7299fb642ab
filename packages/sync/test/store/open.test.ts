/** What is open in a store: wants, orders to be read again, jobs; and by which moment who follows its changes goes on. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { layerStoreWriter, Store, StoreWriter } from "../../src/index.ts"
import { detailPage, held, inMemory, opened, orderOf, shop, someKey } from "./orders.ts"

describe("the check finds", () => {
  it.effect.each([
    ["a want that an answer meets", "UPDATE wants SET wanted = 1, due = 1", "its want is open, and an answer meets it"],
    ["a want that is due, and was met", "UPDATE wants SET wanted = 1, due = 90000", "its want is open, and"],
    ["no want that is still to be met", "UPDATE wants SET wanted = 37000, due = 37000", null],
    ["no want that is to wait until an answer is enough", "UPDATE wants SET wanted = 1, due = 100001", null],
    ["no want by another clock", "UPDATE wants SET wanted = 1, due = 1, machine_time = 1", null],
    ["no want of an order that is not stored", "UPDATE wants SET wanted = 1, due = 1, order_id = 'o_2'", null],
    [
      "an order that is to be read again, and is not stored",
      "INSERT INTO rereads (shop, order_id, due) VALUES (1, 'o_3', 1)",
      "it is to be read again, and is not stored"
    ],
    [
      "a forgotten order that has its key",
      "INSERT INTO forgotten (shop, order_id, at) VALUES (1, 'o_1', 1)",
      "it was forgotten before it was stored"
    ]
  ] as const)("%s", ([_, statement, message]) =>
    Effect.gen(function* () {
      const store = yield* opened
      yield* store.noteRules(shop, { allowances: { clockMargin: 3000, replicaLag: 60_000 }, rereads: null })
      yield* store.commitPage(yield* held(), detailPage(orderOf("o_1"), 100_000))
      yield* store.want(shop, ["o_1"], { at: 200_000, isMachineTime: false })
      yield* (yield* SqlClient.SqlClient).unsafe(statement)
      const found = yield* store.check
      if (message === null) assert.deepStrictEqual(found, [])
      else assert.isTrue(found[0]?.message.startsWith(message), JSON.stringify(found))
      assert.isAtMost(found.length, 1)
    }).pipe(Effect.provide(inMemory()))
  )
})

describe("changes", () => {
  it.effect("have the time of the clock, and follow each other whatever the clock does", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const commit = Effect.fnUntraced(function* (now: number, id: string, paid: number) {
        yield* TestClock.setTime(now)
        yield* store.commitPage(lane, detailPage(orderOf(id, { amounts: { paid } }), paid))
      })
      yield* commit(50_000, "o_1", 1)
      yield* commit(50_000, "o_2", 1)
      const seen = yield* store.lastChange
      yield* commit(90_000_000, "o_1", 2)
      yield* commit(20_000, "o_3", 1)
      assert.deepStrictEqual(
        (yield* store.changes(seen, 9)).map(({ changed, orderId }) => [orderId, changed]),
        [
          ["o_1", 90_000_000],
          ["o_3", 20_000]
        ]
      )
      assert.deepStrictEqual(yield* store.changes(yield* store.lastChange, 9), [])
      const [version] = yield* store.versions(shop, "o_3", null, 1)
      assert.strictEqual(version?.at, 20_000)
    }).pipe(Effect.provide(inMemory()))
  )
})

describe("a job", () => {
  it.effect("is listed with where it is and what came of it; one whose process ended is stopped", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const asked = { kind: "reconcile", who: "li", since: 10, until: 90, repairs: true } as const
      const first = yield* store.startJob(shop, asked)
      const second = yield* store.startJob({ ...shop, shopId: "app2" }, { ...asked, kind: "backfill", repairs: false })
      yield* store.noteJob(first, 50)
      assert.deepInclude((yield* store.jobs({ shop }, null, 9))[0], {
        ...asked,
        id: first,
        state: "running",
        settled: 50
      })
      yield* store.endJob(first, { state: "done", message: null, result: { compared: 7 } })
      yield* store.endJob(first, { state: "failed", message: "too late", result: null })
      assert.deepInclude((yield* store.jobs({ kind: "reconcile" }, null, 9))[0], {
        state: "done",
        message: null,
        result: { compared: 7 }
      })
      const next = layerStoreWriter({ masterKey: someKey, name: "the next process" })
      yield* (yield* SqlClient.SqlClient)`UPDATE writer SET until = 0`
      const all = yield* Effect.provide(
        Effect.andThen(
          StoreWriter,
          Effect.flatMap(Store, ({ jobs }) => jobs({}, null, 9))
        ),
        next,
        { local: true }
      )
      assert.deepStrictEqual(
        all.map(({ id, state }) => [id, state]),
        [
          [second, "stopped"],
          [first, "done"]
        ]
      )
      assert.lengthOf(yield* store.jobs({}, second, 9), 1)
    }).pipe(Effect.provide(inMemory()))
  )
})
