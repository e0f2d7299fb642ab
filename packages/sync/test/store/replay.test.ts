/** Rows that could not be decoded: their list, and another try. */
import { assert, describe, it } from "@effect/vitest"
import { AdapterError, type Json, type OrderRecord, plainText } from "@huidan/core"
import { DateTime, Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import type { ReplayedBy, UnreadableRow } from "../../src/index.ts"
import { detailPage, held, inMemory, opened, orderOf, shop } from "./orders.ts"

const list = { operation: "order.list@2.0", meetsWants: false, carries: ["/kind", "/amounts"] }

const rowOf = (fingerprint: string, paid: number, askedAt: number, orderId = "o_1"): UnreadableRow => ({
  askedAt,
  row: {
    _tag: "Quarantined",
    raw: Redacted.make({ orderId, paid, name: "王小明" }),
    rawNumbers: Redacted.make(["/paid"]),
    error: new AdapterError({
      platform: "xiaoe",
      operation: list.operation,
      reason: { _tag: "ResponseDecode", pointer: "/paid", expected: "an amount", found: "text of 1 character" }
    }),
    fingerprint
  }
})

const updated = DateTime.makeUnsafe(5000)

const order = (row: Json, askedAt: DateTime.Utc) => {
  const { orderId, paid } = row as { readonly orderId: string; readonly paid: number }
  return orderOf(orderId, {
    amounts: { paid },
    buyer: { name: plainText("王小明") },
    times: { updated },
    source: { ...orderOf("-").source, operation: list.operation, askedAt }
  })
}

const decodedBy = (
  decodeRow: ReplayedBy["decodeRow"] = (_operation, row, _numbers, askedAt) => Effect.succeed(order(row, askedAt))
): ReplayedBy => ({
  decodeRow,
  pageOf: (_operation, answer) => {
    const { allowances, rereads } = detailPage(answer.order, 0)
    return { allowances, rereads, ...list, wants: [{ orderId: answer.order.orderId, at: 5000 }] }
  }
})

const stored = (...rows: ReadonlyArray<UnreadableRow>) =>
  Effect.gen(function* () {
    const store = yield* opened
    const lane = yield* held()
    yield* store.commitPage(lane, detailPage(orderOf("-"), 0, { ...list, answers: [], unreadable: rows }))
    return { store, lane }
  })

describe("a row that could not be decoded", () => {
  it.effect("is listed without what it says, by page and filter", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* stored(rowOf("a", 1, 10), rowOf("b", 2, 10))
      yield* TestClock.setTime(1000)
      yield* store.receive(shop, [], [rowOf("c", 3, 10).row], { at: 9, isMachineTime: false })
      yield* store.commitPage(
        lane,
        detailPage(orderOf("-"), 0, { ...list, answers: [], unreadable: [rowOf("a", 1, 8)] })
      )
      const all = yield* store.quarantine({}, null, 2)
      assert.deepStrictEqual(
        { ...all[0] },
        {
          fingerprint: "a",
          platform: "xiaoe",
          shopId: "app1",
          operation: "order.list@2.0",
          reason: "ResponseDecode",
          message: rowOf("a", 1, 10).row.error.message,
          askedAt: 10,
          firstSeen: 0,
          lastSeen: 1000,
          tried: null,
          tries: 0,
          isKept: 1
        }
      )
      const names = (rows: typeof all) => rows.map(({ fingerprint }) => fingerprint)
      assert.deepStrictEqual(names(all), ["a", "b"])
      assert.deepStrictEqual(names(yield* store.quarantine({}, all[1] ?? null, 9)), ["c"])
      assert.deepStrictEqual(names(yield* store.quarantine({ shop, operation: "push" }, null, 9)), ["c"])
      assert.deepStrictEqual(names(yield* store.quarantine({ reason: "NotFound" }, null, 9)), [])
      assert.deepStrictEqual(names(yield* store.quarantine({ shop: { ...shop, shopId: "2" } }, null, 9)), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect(
    "that is decoded now becomes an order and leaves the quarantine, with its want and an entry of the audit",
    () =>
      Effect.gen(function* () {
        const { lane, store } = yield* stored(rowOf("a", 7, 10))
        const seen: Array<unknown> = []
        const by = decodedBy((operation, row, numbers, askedAt) => {
          seen.push(operation, numbers, DateTime.toEpochMillis(askedAt))
          return Effect.succeed(order(row, askedAt))
        })
        const done = yield* store.replay("a", by, "li")
        assert.deepStrictEqual(done, {
          _tag: "Decoded",
          orderId: "o_1",
          committed: { changed: ["o_1"], unchanged: 0, unreadable: 0 }
        })
        assert.deepStrictEqual(seen, ["order.list@2.0", ["/paid"], 10])
        assert.deepNestedInclude((yield* store.order(shop, "o_1"))?.order, { "amounts.paid": 7 })
        assert.deepStrictEqual(
          (yield* store.dueWants(lane.shop, 5000, 9)).map((want) => ({ ...want })),
          [{ orderId: "o_1", at: 5000 }]
        )
        assert.deepStrictEqual(yield* store.quarantine({}, null, 9), [])
        assert.deepStrictEqual(
          (yield* store.audit({}, null, 9)).map(({ action, subject, who }) => [who, action, subject]),
          [["li", "replay", "xiaoe/app1/o_1"]]
        )
        assert.deepStrictEqual(yield* store.check, [])
        assert.strictEqual((yield* Effect.flip(store.replay("a", decodedBy(), "li")))._tag, "NotReplayed")
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("counts from when it was asked for: it does not overwrite an answer that was asked for later", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* stored(rowOf("a", 1, 10))
      const later = order({ orderId: "o_1", paid: 2 }, DateTime.makeUnsafe(20))
      yield* store.commitPage(lane, detailPage(later, 20, list))
      yield* TestClock.setTime(90_000)
      const done = yield* store.replay("a", decodedBy(), "li")
      assert.deepNestedInclude(done, { "committed.changed": [] })
      assert.deepNestedInclude((yield* store.order(shop, "o_1"))?.order, { "amounts.paid": 2 })
      assert.deepStrictEqual(yield* store.quarantine({}, null, 9), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that cannot be decoded still, keeps its place, with the new reason and when it was tried", () =>
    Effect.gen(function* () {
      const { store } = yield* stored(rowOf("a", 1, 10))
      const refusal = new AdapterError({
        platform: "xiaoe",
        reason: { _tag: "NotSupported", detail: "no such operation" }
      })
      yield* TestClock.setTime(500)
      const failed = yield* store.replay(
        "a",
        decodedBy(() => Effect.fail(refusal)),
        "li"
      )
      assert.deepStrictEqual(failed, { _tag: "Undecoded", error: refusal })
      const again: OrderRecord = rowOf("b", 1, 10).row
      yield* store.replay(
        "a",
        decodedBy(() => Effect.succeed(again)),
        "li"
      )
      const [row] = yield* store.quarantine({}, null, 9)
      assert.deepInclude(row, { fingerprint: "a", reason: "ResponseDecode", tried: 500, tries: 2, isKept: 1 })
      assert.strictEqual((yield* store.replay("a", decodedBy(), "li"))._tag, "Decoded")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is replayed by one of two people", () =>
    Effect.gen(function* () {
      const { store } = yield* stored(rowOf("a", 1, 10))
      const slow = decodedBy((_operation, row, _numbers, askedAt) => Effect.as(Effect.yieldNow, order(row, askedAt)))
      const both = yield* Effect.all(
        [Effect.result(store.replay("a", slow, "li")), Effect.result(store.replay("a", slow, "han"))],
        { concurrency: "unbounded" }
      )
      assert.deepStrictEqual(
        both.map((each) => (each._tag === "Success" ? each.success._tag : each.failure._tag)).toSorted(),
        ["Decoded", "NotReplayed"]
      )
      assert.lengthOf(yield* store.audit({}, null, 9), 1)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("stays if the order cannot be committed", () =>
    Effect.gen(function* () {
      const { store } = yield* stored(rowOf("a", 1, 10))
      const sql = yield* SqlClient.SqlClient
      yield* sql`CREATE TEMP TRIGGER refuse BEFORE INSERT ON facets BEGIN SELECT RAISE(ABORT, 'no'); END`
      yield* Effect.flip(store.replay("a", decodedBy(), "li"))
      yield* sql`DROP TRIGGER refuse`
      assert.lengthOf(yield* store.quarantine({}, null, 9), 1)
      assert.strictEqual((yield* store.replay("a", decodedBy(), "li"))._tag, "Decoded")
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect(
    "is not replayed if it is a push, was stored without a master key, or is about an order that was forgotten",
    () =>
      Effect.gen(function* () {
        const { store } = yield* stored(rowOf("a", 1, 10))
        yield* store.receive(shop, [], [rowOf("p", 3, 10).row], { at: 9, isMachineTime: false })
        assert.match((yield* Effect.flip(store.replay("p", decodedBy(), "li"))).message, /message of a push/)
        yield* store.privacy.forget(shop, "o_1", "li")
        assert.match((yield* Effect.flip(store.replay("a", decodedBy(), "li"))).message, /was not kept/)
      }).pipe((test) => Effect.all([Effect.provide(test, inMemory()), Effect.provide(test, inMemory(null))]))
  )
})
