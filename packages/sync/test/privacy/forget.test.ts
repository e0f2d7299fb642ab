/** What remains of an order whose private texts are forgotten. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { assert, describe, it } from "@effect/vitest"
import { AdapterError, plainText } from "@huidan/core"
import { Effect, Fiber, Redacted, Ref } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import type { UnreadableRow } from "../../src/index.ts"
import { buyer, detailPage, held, inMemory, onFile, opened, orderOf, shop, someKey } from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const notes = { buyer: plainText("call before noon") }
const fields = { buyer, notes, amounts: { paid: 1999 }, status: { trade: "active" as const } }
const source = { ...orderOf("-").source, raw: Redacted.make({ name: "王小明" }) }

const rowOf = (fingerprint: string, raw: UnreadableRow["row"]["raw"]): UnreadableRow => ({
  askedAt: 1,
  row: {
    _tag: "Quarantined",
    raw,
    rawNumbers: Redacted.make([]),
    error: new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } }),
    fingerprint
  }
})

const rows = [
  rowOf("names it", Redacted.make({ order: { no: "o_1", name: "王小明" } })),
  rowOf("names it in a text", Redacted.make({ data: '{"no":"o_1"}' })),
  rowOf("names its number", Redacted.make({ receiver: "+86 138 0000 0001" })),
  rowOf("names another", Redacted.make({ order: { no: "o_2", name: "李雷" } }))
]

/** Two versions of an order in two facets, another order of the same buyer, and one of somebody else. */
const filled = Effect.gen(function* () {
  const store = yield* opened
  const lane = yield* held()
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { ...fields, source }), 1, { unreadable: rows }))
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { ...fields, notes: {}, source }), 2))
  const list = { operation: "order.list@2.0", meetsWants: false }
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { ...fields, source }), 3, list))
  yield* store.commitPage(lane, detailPage(orderOf("o_2", { ...fields, source }), 3))
  yield* store.commitPage(lane, detailPage(orderOf("o_3", { buyer: { name: plainText("韩梅梅") }, source }), 3))
  return { store, lane }
})

/** How many rows of each table belong to an order and are, or tell, private text. */
const privateRows = (orderId: string) =>
  Effect.flatMap(
    SqlClient.SqlClient,
    (sql) =>
      sql`
      SELECT
        (SELECT count(*) FROM keys k WHERE k.order_id = o.id AND k.wrapped IS NOT NULL),
        (SELECT count(*) FROM facets f WHERE f.order_id = o.id AND f.sealed IS NOT NULL),
        (SELECT count(*) FROM bodies b WHERE b.order_id = o.id AND b.sealed IS NOT NULL),
        (SELECT count(*) FROM versions v WHERE v.order_id = o.id AND v.sealed IS NOT NULL),
        (SELECT count(*) FROM private_hashes h WHERE h.order_id = o.id),
        (SELECT count(*) FROM raw_answers r WHERE r.order_id = o.id),
        (SELECT count(*) FROM decrypted d WHERE d.order_id = o.id)
      FROM orders o WHERE o.order_id = ${orderId}`.values
  )

const kept = Effect.map(
  Effect.flatMap(opened, ({ quarantine }) => quarantine({}, null, 10)),
  (all) => all.filter(({ isKept }) => isKept === 1).map(({ fingerprint }) => fingerprint)
)

const raw = { keepsRawAnswers: true }

describe("an order that is forgotten", () => {
  it.effect("keeps amounts and states, and nothing of its texts; other orders keep theirs", () =>
    Effect.gen(function* () {
      const { store } = yield* filled
      assert.deepStrictEqual(yield* privateRows("o_1"), [[1, 2, 1, 2, 2, 2, 0]])
      assert.deepStrictEqual(yield* store.privacy.forget(shop, "o_1", "li"), {
        orders: 1,
        rows: 2,
        remembered: 0,
        isLogEmpty: true
      })
      assert.deepStrictEqual(yield* privateRows("o_1"), [[0, 0, 0, 0, 0, 0, 0]])
      assert.deepStrictEqual(yield* privateRows("o_2"), [[1, 1, 0, 0, 2, 1, 0]])
      const view = yield* store.order(shop, "o_1")
      assert.deepNestedInclude(view?.order, {
        "amounts.paid": 1999,
        "status.trade": "active",
        "buyer.name": { state: "masked", value: "•••" }
      })
      assert.deepStrictEqual(yield* kept, ["names another", "names its number"])
      assert.deepStrictEqual(
        (yield* store.audit({}, null, 9)).map(({ action, subject, who }) => [who, action, subject]),
        [["li", "forget", "xiaoe/app1/o_1"]]
      )
      assert.deepStrictEqual(yield* store.textState(shop, "o_1"), { state: "forgotten", endedAt: 0 })
      assert.deepStrictEqual(yield* store.textState(shop, "o_2"), { state: "encrypted", endedAt: null })
      const error = yield* Effect.flip(store.privacy.reveal(shop, "o_1", "li"))
      assert.match(error.message, /were destroyed, because they were to be forgotten/)
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("does not get its texts back by a later answer, a new row, or another operation", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      yield* store.privacy.forget(shop, "o_1", "li")
      const again = yield* store.commitPage(lane, detailPage(orderOf("o_1", { ...fields, source }), 10))
      assert.deepStrictEqual([again.changed, again.unchanged], [[], 1])
      const changed = { ...fields, amounts: { paid: 1000 }, buyer: { name: plainText("欧阳小红") }, source }
      const later = [
        detailPage(orderOf("o_1", changed), 11, {
          unreadable: [rowOf("a later one", Redacted.make({ order_id: "o_1", name: "王小明" }))]
        }),
        detailPage(orderOf("o_1", changed), 12, { operation: "order.list@1.0", meetsWants: false })
      ]
      for (const page of later) yield* store.commitPage(lane, page)
      const push = rowOf("of a push", Redacted.make({ order_id: "o_1", name: "王小明" })).row
      yield* store.receive(shop, [], [push], { at: 1, isMachineTime: false })
      assert.strictEqual((yield* store.order(shop, "o_1"))?.version, 4)
      assert.deepStrictEqual(yield* privateRows("o_1"), [[0, 0, 0, 0, 0, 0, 0]])
      assert.deepStrictEqual(yield* kept, ["names another", "names its number"])
      assert.deepStrictEqual((yield* store.findByPrivate(Redacted.make("欧阳小红"), {}, null, 9)).rows, [])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("is wanted again if a row named it, for the row can tell of a change that no answer has told", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      const wants = Effect.map(store.dueWants(lane.shop, 1_000_000, 9), (due) =>
        due.map(({ at, orderId }) => [orderId, at])
      )
      assert.deepStrictEqual(yield* wants, [])
      const asked: Array<unknown> = []
      const wantedAgain = (name: unknown) => {
        asked.push(name)
        return Effect.succeed({ at: 70_000, isMachineTime: false })
      }
      yield* store.privacy.forget(shop, "o_1", "li", { wantedAgain })
      assert.deepStrictEqual(asked, [shop])
      assert.deepStrictEqual(yield* wants, [["o_1", 70_000]])
      // A telephone number is in rows of other orders too.
      const others = ["o_2", "o_3", "unknown"].map((id) =>
        rowOf(`has it, ${id}`, Redacted.make({ id, receiver: "13800000001" }))
      )
      yield* store.commitPage(lane, detailPage(orderOf("o_4"), 4, { unreadable: others }))
      yield* store.privacy.forgetPhone(Redacted.make("13800000001"), "li", { wantedAgain })
      assert.deepStrictEqual(yield* wants, [
        ["o_1", 70_000],
        ["o_2", 70_000],
        ["o_3", 70_000]
      ])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("is not wanted if no row named it, or if the shop's door reads no single orders", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      const wantedAgain = () => Effect.succeed(null)
      yield* store.privacy.forget(shop, "o_1", "li", { wantedAgain })
      yield* store.privacy.forget(shop, "o_2", "li")
      const arrived = Effect.succeed({ at: 70_000, isMachineTime: false })
      yield* store.privacy.forget(shop, "o_3", "li", { wantedAgain: () => arrived })
      assert.deepStrictEqual(yield* store.dueWants(lane.shop, 1_000_000, 9), [])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("is wanted once by a row that comes later, and is not kept; in a door that reads single orders", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      yield* store.privacy.forget(shop, "o_1", "li")
      yield* store.privacy.forget(shop, "o_9", "li")
      const wants = Effect.map(store.dueWants(lane.shop, 1_000_000, 9), (due) =>
        due.map(({ at, orderId }) => [orderId, at])
      )
      const unreadable = ["o_1", "o_2", "o_9"].map((id) => rowOf(`a later one of ${id}`, Redacted.make({ id })))
      yield* store.commitPage(lane, detailPage(orderOf("o_4"), 4, { unreadable: unreadable.slice(0, 1) }))
      assert.deepStrictEqual(yield* wants, [])
      for (const at of [70_000, 80_000]) {
        const wantedAgain = { at, isMachineTime: false }
        yield* store.commitPage(lane, detailPage(orderOf("o_4"), at, { unreadable, wantedAgain }))
        assert.deepStrictEqual(yield* wants, [["o_9", 70_000]])
      }
      const push = rowOf("of a push", Redacted.make({ order_id: "o_1" })).row
      yield* store.receive(shop, [], [push], { at: 90_000, isMachineTime: false })
      assert.deepStrictEqual(yield* wants, [
        ["o_9", 70_000],
        ["o_1", 90_000]
      ])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("before it could be read never gets its texts, by whichever answer it comes", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      const named = rowOf("only here", Redacted.make({ order: { no: "o_9", name: "王小明" } }))
      yield* store.commitPage(lane, detailPage(orderOf("o_3"), 4, { unreadable: [named] }))
      const forgotten = yield* store.privacy.forget(shop, "o_9", "li")
      assert.deepStrictEqual([forgotten.orders, forgotten.rows, forgotten.remembered], [0, 1, 1])
      assert.notInclude(yield* kept, "only here")
      // The platform's list shows the row once more, and then it can be decoded.
      const again = rowOf("shown again", Redacted.make({ order: { no: "o_9", name: "王小明" } }))
      yield* store.commitPage(lane, detailPage(orderOf("o_3"), 5, { unreadable: [again] }))
      assert.notInclude(yield* kept, "shown again")
      for (const askedAt of [6, 7]) {
        const paid = { ...fields, amounts: { paid: askedAt }, source }
        yield* store.commitPage(lane, detailPage(orderOf("o_9", paid), askedAt))
        assert.deepStrictEqual(yield* privateRows("o_9"), [[0, 0, 0, 0, 0, 0, 0]])
      }
      assert.strictEqual((yield* store.textState(shop, "o_9"))?.state, "forgotten")
      assert.deepInclude((yield* store.order(shop, "o_9"))?.order["amounts"], { paid: 7 })
      assert.deepStrictEqual(
        yield* store.findByPrivate(Redacted.make("王小明"), {}, null, 9).pipe(Effect.map(({ rows }) => rows.length)),
        2
      )
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("is forgotten also while a program reads: the log is emptied when that one has ended", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.gen(function* () {
        const { store } = yield* filled
        const reading = new DatabaseSync(file, { readOnly: true })
        reading.exec("BEGIN; SELECT count(*) FROM orders")
        const forgetting = yield* Effect.forkChild(store.privacy.forget(shop, "o_1", "li"))
        yield* Effect.repeat(TestClock.adjust("1 second"), { times: 30 })
        const forgotten = yield* Fiber.join(forgetting)
        assert.deepInclude(forgotten, { orders: 1, isLogEmpty: false })
        assert.deepStrictEqual(yield* privateRows("o_1"), [[0, 0, 0, 0, 0, 0, 0]])
        reading.close()
        assert.isTrue(yield* store.privacy.emptyLog)
        assert.strictEqual(readFileSync(`${file}-wal`).length, 0)
      }).pipe(Effect.provide(onFile(file)))
    })
  )

  it.effect("by its telephone number, is one of all that have it; the number is not in the audit", () =>
    Effect.gen(function* () {
      const { store } = yield* filled
      const phone = Redacted.make("+86 138-0000-0001")
      assert.deepStrictEqual(yield* store.privacy.forgetPhone(phone, "li"), {
        orders: 2,
        rows: 4,
        remembered: 0,
        isLogEmpty: true
      })
      assert.deepStrictEqual(
        [...(yield* privateRows("o_1")), ...(yield* privateRows("o_2")), ...(yield* privateRows("o_3"))],
        [
          [0, 0, 0, 0, 0, 0, 0],
          [0, 0, 0, 0, 0, 0, 0],
          [1, 1, 0, 0, 1, 1, 0]
        ]
      )
      assert.deepStrictEqual(
        (yield* store.audit({}, null, 9)).map(({ subject }) => subject),
        ["a telephone number"]
      )
      assert.deepStrictEqual(yield* store.privacy.forgetPhone(phone, "li"), {
        orders: 0,
        rows: 0,
        remembered: 0,
        isLogEmpty: true
      })
      assert.lengthOf(yield* store.audit({}, null, 9), 1)
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("by its telephone number, is also named in the middle of a text; a part of a number names nothing", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const long = "请放在门口的快递柜里面，谢谢您，辛苦了".repeat(5)
      const unreadable = [
        rowOf("in a long text", Redacted.make({ receiver: `王小明,13800000001,浙江省杭州市${long}` })),
        rowOf("with spaces", Redacted.make({ receiver: `王小明（＋８６ 138-0000-0001）310000 ${long}` })),
        rowOf("as a number", Redacted.make({ phone: 13800000001 })),
        rowOf("in a text that is JSON", Redacted.make({ data: `{"a":"电话 13800000001 ${long}"}` })),
        rowOf("in a longer number", Redacted.make({ order: "9138000000012" })),
        rowOf("one", Redacted.make({ n: 1, text: `1 ${long}` }))
      ]
      yield* store.commitPage(yield* held(), detailPage(orderOf("o_1"), 1, { unreadable }))
      assert.strictEqual((yield* store.privacy.forgetPhone(Redacted.make("1"), "li")).rows, 0)
      assert.strictEqual((yield* store.privacy.forgetPhone(Redacted.make("13800"), "li")).rows, 0)
      assert.strictEqual((yield* store.privacy.forgetPhone(Redacted.make("13800000001"), "li")).rows, 4)
      assert.deepStrictEqual(yield* kept, ["in a longer number", "one"])
      assert.lengthOf(yield* store.audit({}, null, 9), 1)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("lets others go on while many rows are looked through", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const items = Array.from({ length: 100 }, (_, index) => ({ a: `text ${index}`, c: "x".repeat(50) }))
      const many = Array.from({ length: 100 }, (_, index) => rowOf(`row ${index}`, Redacted.make({ items })))
      yield* store.commitPage(yield* held(), detailPage(orderOf("o_1"), 1, { unreadable: many }))
      const turns = yield* Ref.make(0)
      const others = yield* Effect.forkChild(
        Effect.forever(
          Effect.andThen(
            Ref.update(turns, (n) => n + 1),
            Effect.yieldNow
          )
        )
      )
      yield* store.privacy.forget(shop, "o_1", "li")
      yield* Fiber.interrupt(others)
      assert.isAtLeast(yield* Ref.get(turns), 50)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("can be one that was stored without a master key, and one that the store does not have", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.gen(function* () {
        const { store } = yield* filled
        yield* store.privacy.forget(shop, "o_1", "li")
        const unknown = yield* store.privacy.forget(shop, "o_9", "li")
        assert.deepStrictEqual([unknown.orders, unknown.rows, unknown.remembered], [0, 0, 1])
        assert.lengthOf(yield* store.audit({}, null, 9), 2)
        const nowhere = yield* store.privacy.forget({ ...shop, shopId: "none" }, "o_9", "li")
        assert.strictEqual(nowhere.remembered, 0)
        assert.deepStrictEqual((yield* store.textState(shop, "o_2"))?.state, "masked")
      }).pipe(Effect.provide(onFile(file, null), { local: true }))
      yield* Effect.gen(function* () {
        const store = yield* opened
        const lane = yield* held()
        for (const id of ["o_1", "o_2", "o_9"]) yield* store.commitPage(lane, detailPage(orderOf(id, fields), 10))
        assert.deepStrictEqual((yield* store.textState(shop, "o_9"))?.state, "forgotten")
        assert.deepStrictEqual((yield* store.textState(shop, "o_1"))?.state, "forgotten")
        assert.deepStrictEqual((yield* store.textState(shop, "o_2"))?.state, "encrypted")
      }).pipe(Effect.provide(onFile(file), { local: true }))
    })
  )

  it.effect.each(["facets", "bodies", "versions"])("is not as it should be if %s still have a text", (table) =>
    Effect.gen(function* () {
      const { store } = yield* filled
      yield* store.privacy.forget(shop, "o_1", "li")
      const sql = yield* SqlClient.SqlClient
      yield* sql`
        UPDATE ${sql(table)} SET sealed = 'text' WHERE order_id = (SELECT id FROM orders WHERE order_id = 'o_1')`
      const found = (yield* store.check).map(({ message }) => message)
      assert.include(found, `${table} has private texts that were to be destroyed`)
    }).pipe(Effect.provide(inMemory(someKey, raw)))
  )

  it.effect("leaves neither its key nor its encrypted texts in the file or its log", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.gen(function* () {
        const { lane, store } = yield* filled
        const answers = Array.from({ length: 300 }, (_, index) => ({
          order: orderOf(`n_${index}`, fields),
          askedAt: 1
        }))
        yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers }))
        const sql = yield* SqlClient.SqlClient
        const stored = yield* sql<{ text: string }>`
          SELECT k.wrapped AS text FROM keys k JOIN orders o ON o.id = k.order_id WHERE o.order_id = 'o_1'
          UNION ALL SELECT f.sealed FROM facets f JOIN orders o ON o.id = f.order_id WHERE o.order_id = 'o_1'
          UNION ALL SELECT h.hash FROM private_hashes h JOIN orders o ON o.id = h.order_id WHERE o.order_id = 'o_3'
          UNION ALL SELECT wrapped FROM quarantine WHERE fingerprint = 'names it'`
        assert.lengthOf(stored, 5)
        const inFiles = () => {
          const folder = dirname(file)
          const bytes = Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name))))
          return stored.filter(({ text }) => bytes.includes(text)).length
        }
        assert.strictEqual(inFiles(), 5)
        yield* store.privacy.forget(shop, "o_1", "li")
        yield* store.privacy.forget(shop, "o_3", "li")
        assert.strictEqual(inFiles(), 0)
      }).pipe(Effect.provide(onFile(file, someKey, raw)))
    })
  )
})
