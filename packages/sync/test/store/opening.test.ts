/** Which files are opened as a store, and how private texts are encrypted in them. */
import { readFileSync, writeFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { DateTime, Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layerSqlite, layerStore, masterKey, Store, type StoreOptions } from "../../src/index.ts"
import { readDataKey, readStoredText } from "../../src/privacy/StoredText.ts"
import { facetPlace } from "../../src/store/StoredOrder.ts"
import { temporaryFile } from "../temporaryFile.ts"
import { buyer, detailPage, held, onFile, opened, orderOf, shop, someKey, unreadable } from "./orders.ts"

/** Opens it to write. */
const open = (file: string, key = someKey, options: Partial<StoreOptions> = {}) =>
  Effect.scoped(Layer.build(onFile(file, key, options)))

/** Opens it to read, and answers with what the effect reads. */
const reading = <A, E>(
  file: string,
  effect: Effect.Effect<A, E, Store | SqlClient.SqlClient>,
  key: typeof someKey | null = someKey
) =>
  effect.pipe(
    Effect.provide(
      layerStore({ masterKey: key }).pipe(Layer.provideMerge(layerSqlite({ file, readers: 0, access: "read" })))
    )
  )

const onlyOpened = Effect.asVoid(Store)

const otherKey = masterKey(Redacted.make("1e".repeat(32)))

describe("a store", () => {
  it.effect("is opened by two programs at one time, and again", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* open(file)
      yield* Effect.all([open(file), reading(file, onlyOpened)], { concurrency: "unbounded" })
      yield* open(file)
    })
  )

  it.effect("is not made in the database of another program", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      const other = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`CREATE TABLE parcels (id INTEGER)`)
      yield* Effect.provide(other, layerSqlite({ file, readers: 0 }))
      assert.match((yield* Effect.flip(open(file))).message, /is the database of another program/)
    })
  )

  it.effect("of a newer program is refused", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* open(file)
      const later = Effect.flatMap(
        SqlClient.SqlClient,
        (sql) => sql`INSERT INTO huidan_migrations (migration_id, name) VALUES (999, 'later')`
      )
      yield* Effect.provide(later, layerSqlite({ file, readers: 0 }))
      const error = yield* Effect.flip(open(file))
      assert.match(error.message, /written by a newer program \(migration 999, this program knows 2\)/)
    })
  )

  it.effect("of an unreleased program, whose second migration was another one, is refused", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* open(file)
      const unreleased = Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`DROP TABLE search`
        yield* sql`CREATE TABLE search (bigram TEXT NOT NULL, order_id INTEGER NOT NULL, PRIMARY KEY (bigram, order_id))`
      })
      yield* Effect.provide(unreleased, layerSqlite({ file, readers: 0 }))
      for (const opening of [open(file), reading(file, onlyOpened)]) {
        assert.match((yield* Effect.flip(opening)).message, /was not released, and lacks a column: name another file/)
      }
    })
  )

  it.effect("is not written without its master key, and can be read, with masked texts", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* open(file, null)
      // Who only reads gives the store no key.
      yield* reading(file, onlyOpened, otherKey)
      yield* filled.pipe(Effect.provide(onFile(file)))
      for (const key of [otherKey, null]) {
        const { message } = yield* Effect.flip(open(file, key))
        assert.match(message, new RegExp(`encrypted with the master key ${someKey?.id}: configure that one to write`))
        const read = Effect.gen(function* () {
          const store = yield* Store
          const view = yield* store.order(shop, "o_1")
          assert.deepNestedInclude(view?.order, {
            "buyer.name": { state: "masked", value: "•••" },
            "amounts.paid": 1999
          })
          assert.deepStrictEqual(yield* store.check, [])
          const error = yield* Effect.flip(store.findByPrivate(Redacted.make("13800000001"), {}, null, 1))
          assert.strictEqual(error._tag, "NoMasterKey")
          return (yield* store.quarantine({}, null, 9)).length
        })
        assert.strictEqual(yield* reading(file, read, key), 1)
      }
    })
  )

  it.effect("gets no master key of a program that is refused because another one writes", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* open(file, null)
      yield* Effect.scoped(
        Effect.gen(function* () {
          yield* Layer.build(onFile(file, null))
          assert.strictEqual((yield* Effect.flip(open(file, otherKey)))._tag, "StoreTaken")
        })
      )
      yield* open(file, null)
    })
  )

  it.effect("is not changed by a program that reads: it makes no tables, and says what does", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.sync(() => writeFileSync(file, ""))
      const none = yield* Effect.flip(reading(file, onlyOpened))
      assert.match(none.message, /^there is no store in the file yet: a program that writes makes it/)
      assert.strictEqual(readFileSync(file).length, 0)
      yield* open(file)
      const earlier = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`DELETE FROM huidan_migrations`)
      yield* Effect.provide(earlier, layerSqlite({ file, readers: 0 }))
      const write = Effect.flatMap(SqlClient.SqlClient, (sql) => sql`DELETE FROM writer`)
      const refused = yield* Effect.flip(Effect.provide(write, layerSqlite({ file, readers: 0, access: "read" })))
      assert.match(refused.message, /readonly/)
    })
  )

  it.effect("counts its days by one zone, that of its first opening", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      for (const name of ["+08:00", "Asia/Nowhere", ""]) {
        const { message } = yield* Effect.flip(open(yield* temporaryFile, someKey, { dayZone: name }))
        assert.match(message, /is not the name of a time zone/)
      }
      const night = DateTime.makeUnsafe("2026-06-01T03:30:00Z")
      const order = orderOf("o_1", { times: { created: night, paid: night }, amounts: { paid: 100 } })
      const filling = Effect.gen(function* () {
        const store = yield* opened
        yield* store.commitPage(yield* held(), detailPage(order, 1))
        assert.strictEqual(store.dayZone, "America/New_York")
        assert.deepStrictEqual(
          (yield* store.days("2026-01-01", "2026-12-31", null)).map(({ day, orders, paid }) => [day, orders, paid]),
          [["2026-05-31", 1, 100]]
        )
        assert.deepStrictEqual(yield* store.check, [])
      })
      yield* filling.pipe(Effect.provide(onFile(file, someKey, { dayZone: "america/new_york" })))
      yield* open(file)
      const { message } = yield* Effect.flip(open(file, someKey, { dayZone: "Asia/Shanghai" }))
      assert.match(message, /^the store counts days by America\/New_York, for ever/)
    })
  )
})

describe("a master key", () => {
  it("is 64 hexadecimal digits or the base64 of 32 bytes", () => {
    assert.isNotNull(someKey)
    const base64 = masterKey(Redacted.make(Buffer.alloc(32, 0x0f).toString("base64")))
    assert.strictEqual(base64?.id, someKey?.id)
    assert.isNull(masterKey(Redacted.make("too short")))
  })
})

const filled = Effect.gen(function* () {
  const store = yield* opened
  const lane = yield* held()
  const cipher = { state: "encrypted", cipher: "#cipher#", masked: "浙**" } as const
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, recipient: { detail: cipher } }), 1))
  const notes = { buyer: { state: "plain", value: Redacted.make("call before noon") } } as const
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, recipient: { detail: cipher }, notes }), 2))
  const renamed = { ...buyer, name: { state: "plain", value: Redacted.make("欧阳小红") } } as const
  const paid = { amounts: { paid: 1999 } }
  yield* store.commitPage(
    lane,
    detailPage(orderOf("o_1", { buyer: renamed, notes, ...paid }), 3, { unreadable: [unreadable] })
  )
  const list = { operation: "order.list@2.0", meetsWants: false }
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, notes, ...paid }), 4, list))
  assert.deepStrictEqual(yield* store.check, [])
})

describe("private texts", () => {
  it.effect("can be read with the key of their order, in their place only", () =>
    Effect.gen(function* () {
      yield* filled
      const sql = yield* SqlClient.SqlClient
      const [key] = yield* sql<{ wrapped: string; master: string }>`SELECT wrapped, master FROM keys`
      const [facet] = yield* sql<{ json: string; sealed: string; operation: string }>`
        SELECT json, sealed, operation FROM facets WHERE operation = 'order.detail@2.0'`
      const order = `${shop.platform}/${shop.shopId}/o_1`
      const dataKey = readDataKey(key!, someKey!, order)
      const place = facetPlace(order, facet!.operation)
      const read = readStoredText(facet!, dataKey, place)
      assert.deepNestedInclude(read, { "notes.buyer": { state: "plain", value: "call before noon" } })
      assert.isNull(readStoredText(facet!, dataKey, `${place} of another order`))
      assert.isNull(readDataKey(key!, otherKey!, order))
      const masked = readStoredText(facet!, null, place)
      assert.deepNestedInclude(masked, { "buyer.name": { state: "masked", value: "••••" } })
    }).pipe(Effect.provide(onFile(":memory:")))
  )

  it.effect("that were changed in the file are an error, and nothing is overwritten", () =>
    Effect.gen(function* () {
      yield* filled
      const sql = yield* SqlClient.SqlClient
      yield* sql`UPDATE facets SET sealed = 'AAAA' || substr(sealed, 5) WHERE operation = 'order.list@2.0'`
      const store = yield* opened
      const lane = yield* held()
      const error = yield* Effect.flip(store.commitPage(lane, detailPage(orderOf("o_1", { buyer }), 9)))
      assert.match(error.message, /^the answer of order.list@2.0, order xiaoe\/app1\/o_1, is damaged in the store/)
    }).pipe(Effect.provide(onFile(":memory:")))
  )
})
