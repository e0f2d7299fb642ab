/** Forgetting a telephone number while others write, in a store whose readers are threads. */
import { assert, describe, it } from "@effect/vitest"
import { plainText } from "@huidan/core"
import { Effect, Layer, Redacted } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { type ForgetProgress, layerStoreWriter } from "../../src/index.ts"
import { makeSqliteClient } from "../../src/sqlite/SqliteClient.ts"
import { sqliteConnection } from "../../src/sqlite/SqliteConnection.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, someKey, unreadable } from "../store/orders.ts"
import { temporaryFile } from "../temporaryFile.ts"

const phone = Redacted.make("13800000001")

/** A store on a file, and the statements that run on its connection that writes. */
const watched = (file: string, statements: Array<string>) =>
  layerStoreWriter({ masterKey: someKey, name: "a test", lease: "36500 days" }).pipe(
    Layer.provideMerge(
      Layer.effectContext(
        makeSqliteClient({ file, readers: 1 }, (database, wait) => {
          const connection = sqliteConnection(database, wait)
          return {
            ...connection,
            execute: (sql, parameters, transform) => {
              statements.push(sql)
              return connection.execute(sql, parameters, transform)
            }
          }
        })
      ).pipe(Layer.provide(Reactivity.layer))
    )
  )

const numberOrders = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ order: orderOf(`o_${n}`, { buyer }), askedAt: 1 }))

describe("a telephone number", () => {
  it.live("is looked up on a thread that reads: the connection that writes only confirms what was found", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const statements: Array<string> = []
      yield* Effect.gen(function* () {
        const store = yield* opened
        yield* store.commitPage(yield* held(), detailPage(orderOf("-"), 1, { answers: numberOrders(3) }))
        statements.length = 0
        assert.strictEqual((yield* store.privacy.forgetPhone(phone, "li")).orders, 3)
        assert.isNotEmpty(statements)
        assert.deepStrictEqual(
          statements.filter((sql) => /WITH RECURSIVE/.test(sql)),
          []
        )
        assert.deepStrictEqual(yield* store.check, [])
      }).pipe(Effect.provide(watched(file, statements)))
    })
  )

  it.effect("is forgotten also of orders that get it meanwhile, and stays that of none that lose it", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers: numberOrders(201) }))
      const other = { buyer: { name: plainText("韩梅梅") } }
      let isFirst = true
      const onProgress = () =>
        Effect.suspend(() => {
          if (!isFirst) return Effect.void
          isFirst = false
          const answers = [
            { order: orderOf("later", { buyer }), askedAt: 2 },
            { order: orderOf("o_200", other), askedAt: 100_000 }
          ]
          return Effect.orDie(store.commitPage(lane, detailPage(orderOf("-"), 2, { answers })))
        })
      const forgotten = yield* store.privacy.forgetPhone(phone, "li", { onProgress })
      assert.strictEqual(forgotten.orders, 201)
      const shop = { platform: "xiaoe", shopId: "app1" }
      const states = yield* Effect.forEach(["o_0", "o_199", "later", "o_200"], (id) => store.textState(shop, id))
      assert.deepStrictEqual(
        states.map((each) => each?.state),
        ["forgotten", "forgotten", "forgotten", "encrypted"]
      )
      assert.lengthOf(yield* store.audit({}, null, 9), 1)
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("says how far it is, in orders and in rows that were looked through", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const rows = Array.from({ length: 21 }, (_, n) => ({
        ...unreadable,
        row: { ...unreadable.row, fingerprint: `f${n}` }
      }))
      const page = detailPage(orderOf("-"), 1, { answers: numberOrders(201), unreadable: rows })
      yield* store.commitPage(yield* held(), page)
      const seen: Array<ForgetProgress> = []
      yield* store.privacy.forgetPhone(phone, "li", { onProgress: (at) => Effect.sync(() => void seen.push(at)) })
      assert.deepStrictEqual(
        seen.map(({ ofOrders, ofRows, orders, rows: done }) => [orders, ofOrders, done, ofRows]),
        [
          [200, 201, 0, 0],
          [201, 201, 0, 0],
          [201, 201, 20, 21],
          [201, 201, 21, 21]
        ]
      )
    }).pipe(Effect.provide(inMemory()))
  )
})
