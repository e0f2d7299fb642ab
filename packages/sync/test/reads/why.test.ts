/** Why an order is not here: each answer, and what the operator can do. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import type { WhyDoor as Door, NoDoor, ShopName, WhyReason } from "../../src/index.ts"
import {
  detailPage,
  held,
  inMemory,
  nextKey,
  onFile,
  opened,
  orderOf,
  shop,
  someKey,
  unreadable
} from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const day = 86_400_000
const now = 1_700_000_000_000
const lists: Door = { lists: "updated", pushes: true, historyDays: 180 }

/** The answer after these statements, for a shop whose live lane has read the last 90 days. */
const answered = Effect.fnUntraced(function* (
  statements: ReadonlyArray<string>,
  question: {
    readonly number?: string
    readonly created?: number
    readonly door?: Door | NoDoor
    readonly platform?: string
  }
) {
  const [store, sql] = [yield* opened, yield* SqlClient.SqlClient]
  const lane = yield* held()
  const progress = { since: now - 90 * day, settled: now - 60_000, until: null }
  const order = orderOf("o_1", { payment: { transactionId: "4200001" } })
  yield* store.commitPage(lane, detailPage(order, now, { progress }))
  for (const statement of statements) yield* sql.unsafe(statement)
  const { created, door = lists, number = "o_9", platform = shop.platform } = question
  const doorOf = ({ shopId }: ShopName) => (shopId === shop.shopId ? door : "notConfigured")
  return yield* store.why({ platform, number, now, doorOf, ...(created === undefined ? {} : { created }) })
})

const want = (parked: string) =>
  `INSERT INTO wants (shop, order_id, wanted, due, parked) VALUES (1, 'o_9', ${now - 5000}, ${now + 60_000}, ${parked})`

const ended = (reason: string) => `UPDATE keys SET wrapped = NULL, ended = '${reason}'`

/** A backfill that has read half of a year that ended before the live lane began. */
const earlier = `INSERT INTO cursors (shop, lane, owner, epoch, since, settled, until)
  VALUES (1, 'backfill', '', 1, ${now - 500 * day}, ${now - 300 * day}, ${now - 135 * day})`

const cases: ReadonlyArray<
  readonly [WhyReason, action: string, statements: ReadonlyArray<string>, question: Parameters<typeof answered>[1]]
> = [
  ["here", "none", [], { number: "o_1" }],
  ["here", "none", [], { number: "4200001" }],
  ["here", "wait", [want("NULL").replace("o_9", "o_1")], { number: "4200001" }],
  ["forgotten", "none", [ended("forgotten")], { number: "o_1" }],
  ["expired", "none", [ended("expired")], { number: "o_1" }],
  ["here", "wait", [ended("expired"), want("NULL").replace("o_9", "o_1")], { number: "o_1" }],
  ["gone", "none", [`UPDATE orders SET gone = ${now}`], { number: "o_1" }],
  ["parkedWant", "check the number", [want("'NotFound'")], {}],
  ["parkedWant", "sync the order now", [want("'PermissionDenied'")], {}],
  ["notSettled", "wait", [want("NULL")], {}],
  ["notSettled", "wait", [], { created: now - 10_000 }],
  ["notSettled", "wait", ["UPDATE cursors SET since = NULL, settled = NULL"], {}],
  [
    "noAuthorisation",
    "renew the authorisation",
    ["INSERT INTO shop_states (shop, authorisation, failures, paused) VALUES (1, 'dead', 1, 0)"],
    {}
  ],
  ["notConfigured", "configure the shop", [], { door: "notConfigured" }],
  ["notOpened", "correct the configuration", [], { door: "notOpened" }],
  ["notListed", "name the order", [], { door: { ...lists, lists: null } }],
  ["beyondHistory", "import", [], { created: now - 200 * day }],
  ["outsideWindow", "backfill", [], { created: now - 100 * day }],
  ["outsideWindow", "backfill", [earlier], { created: now - 600 * day, door: { ...lists, historyDays: null } }],
  ["outsideWindow", "backfill", [earlier], { created: now - 100 * day }],
  ["notSettled", "wait", [earlier], { created: now - 140 * day }],
  ["notKnown", "sync the order now", [earlier], { created: now - 400 * day }],
  ["notKnown", "sync the order now", [], { created: now - 10 * day }],
  ["noShop", "configure the shop", [], { platform: "doudian" }]
]

describe("the answer is", () => {
  it.effect.each(cases)("%s: %s", ([reason, action, statements, question]) =>
    Effect.gen(function* () {
      const answers = yield* answered(statements, question)
      assert.deepStrictEqual(
        answers.map((why) => [why.reason, why.action, why.isCertain]),
        [[reason, action, true]]
      )
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("only possible if a shop of the configuration could not be loaded, which can be this one", () =>
    Effect.gen(function* () {
      const [why] = yield* answered([], { door: "perhapsNotOpened" })
      assert.deepInclude(why, { reason: "notOpened", action: "correct the configuration", isCertain: false })
      assert.match(why?.message ?? "", /could not be loaded, or it is not in the configuration any more/)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("only possible if it is not known when the order was created", () =>
    Effect.gen(function* () {
      const [why] = yield* answered([], {})
      assert.deepInclude(why, { reason: "outsideWindow", isCertain: false })
      assert.deepStrictEqual(why?.details.read, [{ since: now - 90 * day, until: now - 60_000 }])
      assert.strictEqual(
        why?.message,
        "The store has the shop's orders from 2023-08-17 06:13:20 to 2023-11-15 06:12:20; this one can be of another time."
      )
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect.each([
    ["quarantined for certain, if a row has the number", someKey, "n_1", "quarantined", true],
    ["another one, if a row has it as another field", someKey, "13800000001", "outsideWindow", false],
    ["quarantined for certain, if a row has it as a number of a payment", someKey, "420001", "quarantined", true],
    ["another one, if no row has it", someKey, "n_2", "outsideWindow", false],
    ["quarantined perhaps, if the rows cannot be read", null, "n_2", "quarantined", false]
  ] as const)("%s", ([_, key, number, reason, isCertain]) =>
    Effect.gen(function* () {
      const row = {
        ...unreadable.row,
        raw: Redacted.make({
          list: [{ order_id: "n_1", name: "王小明", phone_number: "13800000001", outTransactionId: 420001 }]
        })
      }
      yield* (yield* opened).receive(shop, [], [row], { at: now, isMachineTime: false })
      const [why] = yield* answered([], { number })
      assert.deepInclude(why, { reason, isCertain })
      assert.notInclude(JSON.stringify(why), "王小明")
    }).pipe(Effect.provide(inMemory(key)))
  )

  it.effect("quarantined for certain, also before a rotation of the master key has reached the row", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const row = { ...unreadable.row, raw: Redacted.make({ order_id: "n_1" }) }
      const receiving = Effect.flatMap(opened, ({ receive }) =>
        receive(shop, [], [row], { at: now, isMachineTime: false })
      )
      yield* receiving.pipe(Effect.provide(onFile(file), { local: true }))
      const [why] = yield* answered([], { number: "n_1" }).pipe(Effect.provide(onFile(file, nextKey), { local: true }))
      assert.deepInclude(why, { reason: "quarantined", isCertain: true })
    })
  )

  it.effect("one of each shop, if none knows the number", () =>
    Effect.gen(function* () {
      yield* (yield* opened).claim({ ...shop, shopId: "app0" }, "live")
      const answers = yield* answered([], { created: now - 100 * day })
      assert.deepStrictEqual(
        answers.map((why) => [why.shop?.shopId, why.reason]),
        [
          ["app0", "notConfigured"],
          ["app1", "outsideWindow"]
        ]
      )
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("of the shops that are asked for, as if the store had no others", () =>
    Effect.gen(function* () {
      const other = { ...shop, shopId: "app2" }
      yield* (yield* opened).claim(other, "live")
      yield* answered([], {})
      const store = yield* opened
      const asked = (number: string, shops: ReadonlyArray<ShopName>, shopId?: string) =>
        Effect.map(
          store.why({
            platform: shop.platform,
            number,
            now,
            doorOf: () => lists,
            shops,
            ...(shopId === undefined ? {} : { shopId })
          }),
          (answers) => answers.map((why) => [why.shop?.shopId ?? null, why.reason])
        )
      // The first shop has the number: the answer does not say so.
      assert.deepStrictEqual(yield* asked("o_1", [other]), yield* asked("o_9", [other]))
      assert.deepStrictEqual(yield* asked("o_1", [other]), [["app2", "notSettled"]])
      assert.deepStrictEqual(yield* asked("o_1", [shop, other]), [["app1", "here"]])
      for (const shopId of ["app1", "none"]) {
        assert.deepStrictEqual(yield* asked("o_1", [other], shopId), [[null, "noShop"]])
      }
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("with the order's id only if the store has the order, or is to read it", () =>
    Effect.gen(function* () {
      const idOf = (number: string) => Effect.map(answered([], { number }), ([why]) => why?.orderId)
      assert.strictEqual(yield* idOf("4200001"), "o_1")
      assert.isNull(yield* idOf("13800000001"))
      const [wanted] = yield* answered([want("NULL")], {})
      assert.strictEqual(wanted?.orderId, "o_9")
    }).pipe(Effect.provide(inMemory()))
  )
})
