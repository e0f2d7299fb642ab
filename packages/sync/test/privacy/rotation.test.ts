/** Another master key for a store. */
import { assert, describe, it } from "@effect/vitest"
import { plainText } from "@huidan/core"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { masterKey, type RotationProgress } from "../../src/index.ts"
import {
  buyer,
  detailPage,
  held,
  nextKey,
  onFile,
  opened,
  orderOf,
  shop,
  someKey,
  unreadable
} from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const nextAlone = masterKey(Redacted.make("1e".repeat(32)))

const filled = Effect.gen(function* () {
  const store = yield* opened
  const lane = yield* held()
  const answers = Array.from({ length: 410 }, (_, index) => ({ order: orderOf(`o_${index}`, { buyer }), askedAt: 1 }))
  yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers, unreadable: [unreadable] }))
  yield* store.privacy.forget(shop, "o_7", "a test")
})

/** Orders that were stored before the store had a master key: they have no keys. */
const withoutKeys = Effect.gen(function* () {
  const store = yield* opened
  const answers = Array.from({ length: 30 }, (_, index) => ({ order: orderOf(`other_${index}`), askedAt: 1 }))
  yield* store.commitPage(yield* held(), detailPage(orderOf("-"), 1, { answers }))
})

const openedWith = (file: string, key = someKey) => Effect.scoped(Layer.build(onFile(file, key)))

describe("a store that is rotated to another master key", () => {
  it.effect("needs that one alone, and has all its texts and hashes", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.provide(withoutKeys, onFile(file, null), { local: true })
      yield* Effect.provide(filled, onFile(file), { local: true })
      yield* Effect.gen(function* () {
        const store = yield* opened
        const seen: Array<RotationProgress> = []
        const rotation = yield* store.privacy.rotate("li", (at) => Effect.sync(() => seen.push(at)))
        assert.deepStrictEqual(rotation, { from: [someKey?.id ?? ""], to: nextKey?.id ?? "", orders: 409, rows: 1 })
        assert.deepStrictEqual(
          seen.map(({ ofOrders, orders }) => [orders, ofOrders]),
          [
            [200, 410],
            [400, 410],
            [410, 410]
          ]
        )
        assert.deepStrictEqual(yield* store.privacy.rotate("li"), {
          from: [],
          to: nextKey?.id ?? "",
          orders: 0,
          rows: 0
        })
        const rotations = (yield* store.audit({}, null, 10)).filter(({ action }) => action === "rotate")
        assert.deepStrictEqual(
          rotations.map(({ subject, who }) => [who, subject]),
          [["li", `the master key ${someKey?.id} to ${nextKey?.id}`]]
        )
      }).pipe(Effect.provide(onFile(file, nextKey), { local: true }))
      const { message } = yield* Effect.flip(openedWith(file, someKey))
      assert.match(message, new RegExp(`encrypted with the master key ${nextKey?.id}: configure that one`))
      yield* Effect.gen(function* () {
        const store = yield* opened
        assert.lengthOf((yield* store.findByPrivate(Redacted.make("13800000001"), {}, null, 2000)).rows, 409)
        const { order } = yield* store.privacy.reveal(shop, "o_3", "li")
        assert.deepNestedInclude(order, { "buyer.name": { state: "plain", value: "王小明" } })
        assert.deepStrictEqual(yield* store.check, [])
      }).pipe(Effect.provide(onFile(file, nextAlone), { local: true }))
    })
  )

  it.effect("and was stopped, needs both keys until a rotation has ended; new orders have the new one", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.provide(filled, onFile(file), { local: true })
      yield* Effect.gen(function* () {
        const store = yield* opened
        const stopped = yield* Effect.exit(store.privacy.rotate("li", () => Effect.interrupt))
        assert.strictEqual(stopped._tag, "Failure")
        const late = orderOf("late", { buyer: { name: plainText("韩梅梅") } })
        yield* store.commitPage(yield* held(), detailPage(late, 1))
        const sql = yield* SqlClient.SqlClient
        const counts = yield* sql`SELECT count(*) FROM keys GROUP BY master ORDER BY count(*)`.values
        assert.deepStrictEqual(counts, [[1], [200], [210]])
        assert.deepStrictEqual(yield* store.check, [])
      }).pipe(Effect.provide(onFile(file, nextKey), { local: true }))
      for (const [given, missing] of [
        [someKey, nextKey],
        [nextAlone, someKey]
      ] as const) {
        const { message } = yield* Effect.flip(openedWith(file, given))
        assert.match(message, new RegExp(`rotation .* has not ended, .* the master key ${missing?.id}: configure that`))
      }
      yield* Effect.gen(function* () {
        const { orders } = yield* (yield* opened).privacy.rotate("li")
        assert.strictEqual(orders, 210)
      }).pipe(Effect.provide(onFile(file, nextKey), { local: true }))
      yield* openedWith(file, nextAlone)
    })
  )
})
