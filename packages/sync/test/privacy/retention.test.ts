/** What is removed when it is old enough. */
import { assert, describe, it } from "@effect/vitest"
import { plainText } from "@huidan/core"
import { Effect, Layer, Logger, Redacted } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { layerStoreWriter, type Retention, type RetentionRun, startedRun } from "../../src/index.ts"
import { makeSqliteClient } from "../../src/sqlite/SqliteClient.ts"
import { sqliteConnection } from "../../src/sqlite/SqliteConnection.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, shop, someKey, unreadable } from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const forEver: Retention = { privateText: null, rawAnswers: null, versions: null, inbox: null }
const source = { ...orderOf("-").source, raw: Redacted.make({ name: "王小明" }) }
const day = 86_400_000

const pageOf = (orderId: string, paid: number, askedAt: number) =>
  detailPage(
    orderOf(orderId, { buyer: { ...buyer, name: plainText(`王${paid}`) }, amounts: { paid }, source }),
    askedAt
  )

/** Three versions of `old` on days 0, 1 and 2; two of `young` on days 2 and 20, one of which is from day 20. */
const filled = Effect.gen(function* () {
  const store = yield* opened
  const lane = yield* held()
  yield* store.commitPage(lane, { ...pageOf("old", 1, 0), unreadable: [unreadable] })
  yield* store.receive(shop, [{ id: "m1", type: "paid", orderId: "old" }], [], { at: 0, isMachineTime: false })
  yield* TestClock.setTime(day)
  yield* store.commitPage(lane, pageOf("old", 2, day))
  yield* TestClock.setTime(2 * day)
  yield* store.commitPage(lane, pageOf("old", 3, 2 * day))
  yield* store.commitPage(lane, pageOf("young", 1, 2 * day))
  yield* TestClock.setTime(20 * day)
  yield* store.commitPage(lane, pageOf("young", 2, 20 * day))
  yield* store.receive(shop, [{ id: "m2", type: "paid", orderId: "old" }], [], {
    at: 20 * day,
    isMachineTime: false
  })
  yield* TestClock.setTime(21 * day)
  return { store, lane }
})

const versions = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) =>
    sql`
    SELECT o.order_id, v.version FROM versions v JOIN orders o ON o.id = v.order_id ORDER BY v.order_id, v.version`
      .values
)

const removed = (keep: Partial<Retention>) =>
  Effect.flatMap(opened, (store) => store.privacy.removeOld({ ...forEver, ...keep }, startedRun, "nightly"))

const nothing = { privateTexts: 0, rows: 0, rawAnswers: 0, versions: 0, messages: 0 }

describe("what is older than it may be", () => {
  it.effect.each([
    ["nothing, for ever", {}, {}],
    ["private texts of orders that did not change since, and rows", { privateText: 10 }, { privateTexts: 1, rows: 1 }],
    ["private texts: none yet", { privateText: 22 }, {}],
    ["raw answers", { rawAnswers: 10 }, { rawAnswers: 1 }],
    ["all versions but the last one", { versions: 10 }, { versions: 3 }],
    ["versions from the first on", { versions: 20.5 }, { versions: 1 }],
    ["messages of pushes", { inbox: 10 }, { messages: 1 }],
    [
      "everything",
      { privateText: 0, rawAnswers: 0, versions: 0, inbox: 0 },
      { privateTexts: 2, rows: 1, rawAnswers: 0, versions: 3, messages: 2 }
    ]
  ] as const)("is removed: %s", ([_, keep, counts]) =>
    Effect.gen(function* () {
      const { store } = yield* filled
      const run = yield* removed(keep)
      assert.deepStrictEqual([run.removed, run.complete], [{ ...nothing, ...counts }, true])
      assert.lengthOf(yield* store.audit({}, null, 9), Object.keys(counts).length === 0 ? 0 : 1)
      assert.deepStrictEqual(yield* store.check, [])
      const again = yield* removed(keep)
      assert.deepStrictEqual([again.removed, again.audit], [nothing, null])
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )

  it.effect("does not come back, and versions go on from the last one", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      yield* removed({ privateText: 10, versions: 10 })
      assert.deepStrictEqual(yield* versions, [
        ["old", 3],
        ["young", 2]
      ])
      assert.deepStrictEqual(yield* store.textState(shop, "old"), { state: "expired", endedAt: 21 * day })
      yield* store.commitPage(lane, pageOf("old", 4, 21 * day))
      yield* store.commitPage(lane, pageOf("young", 4, 21 * day))
      assert.deepStrictEqual(yield* versions, [
        ["old", 3],
        ["old", 4],
        ["young", 2],
        ["young", 3]
      ])
      assert.deepNestedInclude((yield* store.order(shop, "old"))?.order, { "buyer.name.state": "masked" })
      assert.deepStrictEqual(
        (yield* store.findByPrivate(Redacted.make("王4"), {}, null, 9)).rows.map(({ orderId }) => orderId),
        ["young"]
      )
      assert.deepStrictEqual(yield* store.check, [])
      const sql = yield* SqlClient.SqlClient
      yield* sql`DELETE FROM versions WHERE version = 3`
      assert.isNotEmpty(yield* store.check)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is removed in bounded steps with one entry in the audit, and is found again after a stop", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const answers = Array.from({ length: 450 }, (_, n) => ({ order: orderOf(`o_${n}`, { buyer }), askedAt: 1 }))
      yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers }))
      yield* TestClock.setTime(10 * day)
      const keep = { ...forEver, privateText: 5 }
      const first = yield* store.privacy.removeOld(keep, startedRun, "nightly")
      assert.deepStrictEqual([first.removed.privateTexts, first.complete], [200, false])
      const steps: Array<number> = []
      for (let run: RetentionRun = startedRun; !run.complete; ) {
        run = yield* store.privacy.removeOld(keep, run, "nightly")
        steps.push(run.removed.privateTexts)
      }
      assert.deepStrictEqual(steps, [0, 200, 250])
      assert.deepStrictEqual(
        (yield* store.audit({}, null, 9)).map(({ action, subject }) => `${action} ${subject}`.slice(0, 60)),
        [
          "remove what was too old: private texts of 250 orders and 0 r",
          "remove what was too old: private texts of 200 orders and 0 r"
        ]
      )
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("stays while this machine's clock is far from that of the platforms", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      const state = yield* store.shopState(1)
      const remove = store.privacy.removeOld({ ...forEver, privateText: 10 }, startedRun, "nightly")
      yield* TestClock.setTime(400 * day)
      yield* store.noteState(lane, { ...state, answeredAt: 21 * day })
      const refused = yield* remove
      assert.deepStrictEqual([refused.clockAhead, refused.complete, refused.removed], [379 * day, true, nothing])
      yield* TestClock.setTime(21 * day + 5000)
      yield* store.noteState(lane, { ...state, answeredAt: 21 * day + 4000 })
      // An error that is noted later says nothing of the clocks.
      yield* TestClock.setTime(24 * day)
      yield* store.noteState(lane, { ...state, answeredAt: 21 * day + 4000, failures: 1 })
      const done = yield* remove
      assert.deepStrictEqual([done.clockAhead, done.removed.privateTexts], [null, 1])
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )

  it.effect(
    "leaves wants for orders that a row named and that were not read since, in shops that read single orders",
    () =>
      Effect.gen(function* () {
        const store = yield* opened
        const lane = yield* held()
        const askedAt = 10 * day
        const rows = ["read", "unread", "wanted", "nowhere"].map((id) => ({
          askedAt,
          row: { ...unreadable.row, fingerprint: id, raw: Redacted.make({ order: { no: id } }) }
        }))
        yield* store.commitPage(lane, { ...pageOf("unread", 1, askedAt + 60_000), unreadable: rows })
        yield* store.commitPage(lane, pageOf("read", 1, askedAt + 64_000))
        yield* store.want(shop, ["wanted"], { at: 5 * day, isMachineTime: false })
        const wants = Effect.map(store.dueWants(lane.shop, 30 * day, 9), (due) =>
          due.map(({ at, orderId }) => [orderId, at])
        )
        const asked: Array<unknown> = []
        const step = () =>
          store.privacy.removeOld({ ...forEver, privateText: 10 }, startedRun, "nightly", {
            readsOrders: (name) => {
              asked.push(name)
              return true
            }
          })
        yield* TestClock.setTime(10 * day)
        assert.strictEqual((yield* step()).removed.rows, 0)
        yield* TestClock.setTime(30 * day)
        assert.strictEqual((yield* step()).removed.rows, 4)
        assert.deepStrictEqual(asked[0], shop)
        assert.sameDeepMembers(
          [...(yield* wants)],
          [
            ["unread", askedAt],
            ["wanted", askedAt]
          ]
        )
        assert.deepStrictEqual(yield* store.check, [])
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("compares each order with its own row, and wants it up to the last one that names it", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const rowOf = (fingerprint: string, askedAt: number, ids: ReadonlyArray<string>) => ({
        askedAt,
        row: { ...unreadable.row, fingerprint, raw: Redacted.make({ ids }) }
      })
      const rows = [
        rowOf("1", day, ["read", "unread", "both"]),
        rowOf("2", 3 * day, ["both"]),
        rowOf("3", 2 * day, ["both"])
      ]
      yield* store.commitPage(lane, { ...pageOf("unread", 1, day), unreadable: rows })
      yield* store.commitPage(lane, pageOf("read", 1, day + 64_000))
      yield* store.commitPage(lane, pageOf("both", 1, day + 64_000))
      yield* TestClock.setTime(30 * day)
      const run = yield* store.privacy.removeOld({ ...forEver, privateText: 10 }, startedRun, "nightly", {
        readsOrders: () => true
      })
      assert.deepStrictEqual([run.removed.rows, run.complete], [3, true])
      const due = yield* store.dueWants(lane.shop, 30 * day, 9)
      assert.sameDeepMembers(
        due.map(({ at, orderId }) => [orderId, at]),
        [
          ["unread", day],
          ["both", 3 * day]
        ]
      )
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is removed in steps of twenty rows, and of rows with many texts each order is found", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const texts = Array.from({ length: 2500 }, (_, n) => `text ${n}`)
      const rows = Array.from({ length: 45 }, (_, n) => ({
        askedAt: day,
        row: { ...unreadable.row, fingerprint: `${n}`, raw: Redacted.make({ texts: [...texts, `o_${n}`] }) }
      }))
      const answers = rows.map((_, n) => ({ order: orderOf(`o_${n}`), askedAt: 1 }))
      yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers, unreadable: rows }))
      yield* TestClock.setTime(30 * day)
      const steps: Array<number> = []
      for (let run: RetentionRun = startedRun; !run.complete; ) {
        run = yield* store.privacy.removeOld({ ...forEver, privateText: 10 }, run, "nightly", {
          readsOrders: () => true
        })
        steps.push(run.removed.rows)
      }
      assert.deepStrictEqual(steps, [20, 40, 45])
      assert.lengthOf(yield* store.dueWants(lane.shop, 30 * day, 100), 45)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("looks up what rows name outside of the transaction that empties them", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const inTransactions: Array<string> = []
      const watched = Layer.effectContext(
        makeSqliteClient({ file, readers: 0 }, (database, wait) => {
          const connection = sqliteConnection(database, wait)
          const execute: typeof connection.execute = (sql, parameters, transform) => {
            if (connection.isTransaction()) inTransactions.push(JSON.stringify(parameters))
            return connection.execute(sql, parameters, transform)
          }
          return { ...connection, execute }
        })
      ).pipe(Layer.provide(Reactivity.layer))
      yield* Effect.gen(function* () {
        const store = yield* opened
        const lane = yield* held()
        const raw = Redacted.make({ no: "old", text: "only-in-the-row" })
        const row = { askedAt: day, row: { ...unreadable.row, raw } }
        yield* store.commitPage(lane, { ...pageOf("old", 1, 1), unreadable: [row] })
        yield* TestClock.setTime(30 * day)
        inTransactions.length = 0
        yield* store.privacy.removeOld({ ...forEver, privateText: 10 }, startedRun, "nightly", {
          readsOrders: () => true
        })
        assert.lengthOf(yield* store.dueWants(lane.shop, 30 * day, 9), 1)
        assert.isTrue(inTransactions.some((parameters) => parameters.includes("old")))
        assert.isFalse(inTransactions.some((parameters) => parameters.includes("only-in-the-row")))
      }).pipe(
        Effect.provide(
          layerStoreWriter({ masterKey: someKey, name: "a test", lease: "36500 days" }).pipe(
            Layer.provideMerge(watched)
          )
        )
      )
    })
  )

  it.effect("leaves rows whose master key is not configured, and says how many", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      const sql = yield* SqlClient.SqlClient
      const named = { askedAt: day, row: { ...unreadable.row, fingerprint: "n", raw: Redacted.make({ no: "old" }) } }
      yield* store.commitPage(lane, detailPage(orderOf("other"), 1, { unreadable: [named] }))
      yield* TestClock.setTime(60 * day)
      yield* sql`UPDATE quarantine SET master = '0000' || master WHERE fingerprint = 'n'`
      const messages: Array<string> = []
      const logger = Logger.make(({ message }) => messages.push(String(message)))
      const remove = Effect.provide(removed({ privateText: 10 }), Logger.layer([logger]))
      assert.deepStrictEqual([(yield* remove).removed.rows, (yield* remove).removed.rows], [1, 0])
      const warning =
        "Rows of the quarantine that are too old and were not emptied, because their master key is not configured: 1. Configure that key beside the present one."
      assert.deepStrictEqual(messages, [warning, warning])
      yield* sql`UPDATE quarantine SET master = substr(master, 5) WHERE fingerprint = 'n'`
      assert.deepStrictEqual([(yield* remove).removed.rows, messages.length], [1, 2])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("leaves no wants in shops that read no single orders", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* filled
      const named = {
        askedAt: 21 * day,
        row: { ...unreadable.row, fingerprint: "n", raw: Redacted.make({ no: "old" }) }
      }
      yield* store.commitPage(lane, detailPage(orderOf("other"), 1, { unreadable: [named] }))
      const before = yield* store.dueWants(lane.shop, 90 * day, 9)
      yield* TestClock.setTime(60 * day)
      const run = yield* store.privacy.removeOld({ ...forEver, privateText: 10 }, startedRun, "nightly")
      assert.strictEqual(run.removed.rows, 2)
      assert.deepStrictEqual(yield* store.dueWants(lane.shop, 90 * day, 9), before)
    }).pipe(Effect.provide(inMemory()))
  )
})
