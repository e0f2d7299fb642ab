/** Which files are opened as a store, and how private texts are encrypted in them. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { layerSqlite, layerStore, masterKey } from "../../src/index.ts"
import { readDataKey, readStoredText } from "../../src/privacy/StoredText.ts"
import { facetPlace } from "../../src/store/StoredOrder.ts"
import { temporaryFile } from "../temporaryFile.ts"
import { buyer, detailPage, held, onFile, opened, orderOf, shop, someKey, unreadable } from "./orders.ts"

const open = (file: string, key = someKey) =>
  Effect.scoped(Layer.build(layerStore({ masterKey: key }).pipe(Layer.provideMerge(layerSqlite({ file, readers: 0 })))))

const otherKey = masterKey(Redacted.make("1e".repeat(32)))

describe("a store", () => {
  it.effect("is opened by two programs at one time, and again", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      yield* Effect.all([open(file), open(file)], { concurrency: "unbounded" })
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
        (sql) => sql`INSERT INTO huidan_migrations (migration_id, name) VALUES (9, 'later')`
      )
      yield* Effect.provide(later, layerSqlite({ file, readers: 0 }))
      const error = yield* Effect.flip(open(file))
      assert.match(error.message, /written by a newer program \(migration 9, this program knows 1\)/)
    })
  )

  it.effect("is not opened without its master key", () =>
    Effect.gen(function* () {
      const file = yield* temporaryFile
      // Who only reads gives the store no key.
      yield* open(file, otherKey)
      yield* Effect.scoped(Layer.build(onFile(file)))
      for (const key of [otherKey, null]) {
        const { message } = yield* Effect.flip(open(file, key))
        assert.strictEqual(
          message,
          `private texts of the store are encrypted with the master key ${someKey?.id}: configure that one`
        )
      }
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
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer: renamed, notes }), 3, { unreadable: [unreadable] }))
  const list = { operation: "order.list@2.0", meetsWants: false }
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, notes }), 4, list))
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
