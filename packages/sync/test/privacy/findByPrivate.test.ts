/** Which orders are found by a name or a telephone number. */
import { assert, describe, it } from "@effect/vitest"
import { fieldPatterns, Order, orderKey, plainText } from "@huidan/core"
import { Effect, Redacted, SchemaAST } from "effect"
import { SqlClient } from "effect/sql"
import { findableTexts, mostRead, type OrderFilter, type OrderRow, type SearchPage } from "../../src/index.ts"
import { many, manyOrders } from "../store/manyOrders.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, shop } from "../store/orders.ts"

const found = (text: string) =>
  Effect.flatMap(opened, (store) =>
    Effect.map(store.findByPrivate(Redacted.make(text), {}, null, 10), ({ rows }) =>
      rows.map(({ orderId, platform, shopId }) => orderKey(platform, shopId, orderId))
    )
  )

const stored = Effect.gen(function* () {
  const store = yield* opened
  const lane = yield* held()
  const recipient = {
    name: plainText("Ｌｉ Lei "),
    phone: plainText("+86 139-0000-0002"),
    detail: plainText("东街 1 号")
  }
  yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer }), 1))
  yield* store.commitPage(
    lane,
    detailPage(orderOf("o_2", { buyer, recipient }), 1, { carries: fieldPatterns("/kind") })
  )
  return { store, lane }
})

/** The fields that are private texts, by the schema. */
const privateFields = (ast: SchemaAST.AST, place: string): ReadonlyArray<string> => {
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap((each) => privateFields(each, place))
  if (SchemaAST.isArrays(ast)) return ast.rest.flatMap((each) => privateFields(each, `${place}/*`))
  if (!SchemaAST.isObjects(ast)) return []
  if (ast.propertySignatures.some(({ name }) => name === "state")) return [place]
  return ast.propertySignatures.flatMap(({ name, type }) => privateFields(type, `${place}/${String(name)}`))
}

describe("an order", () => {
  it.effect.each([
    ["its buyer's name", "王小明", ["xiaoe/app1/o_2", "xiaoe/app1/o_1"]],
    ["a name written in another width, with blanks around it", "\u3000Li Lei", ["xiaoe/app1/o_2"]],
    ["a telephone number", "13800000001", ["xiaoe/app1/o_2", "xiaoe/app1/o_1"]],
    ["a number with the country's code and blanks", "0086 138 0000 0001", ["xiaoe/app1/o_2", "xiaoe/app1/o_1"]],
    ["a number in full width", "１３９００００-０００２", ["xiaoe/app1/o_2"]],
    ["a number with the code alone before it", "8613900000002", ["xiaoe/app1/o_2"]],
    ["a part of a name", "王小", []],
    ["a part of a number", "1380000000", []],
    ["its address", "东街 1 号", []],
    ["nothing", " ", []]
  ] as const)("by %s", ([_, text, keys]) =>
    Effect.gen(function* () {
      const { store } = yield* stored
      assert.deepStrictEqual(yield* found(text), [...keys])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is found in every block of the index, and forgotten in each", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* stored
      const sql = yield* SqlClient.SqlClient
      // Numbers of orders are given by the store; such gaps remain where orders were many.
      for (const id of [1023, 1024, 5000]) {
        yield* store.commitPage(lane, detailPage(orderOf(`o_${id}`, { buyer }), 1))
        yield* sql`PRAGMA defer_foreign_keys = ON`.pipe(
          Effect.andThen(sql`UPDATE keys SET order_id = ${id} WHERE order_id = (SELECT max(id) FROM orders)`),
          Effect.andThen(sql`UPDATE facets SET order_id = ${id} WHERE order_id = (SELECT max(id) FROM orders)`),
          Effect.andThen(sql`UPDATE versions SET order_id = ${id} WHERE order_id = (SELECT max(id) FROM orders)`),
          Effect.andThen(sql`UPDATE ids SET order_id = ${id} WHERE order_id = (SELECT max(id) FROM orders)`),
          Effect.andThen(sql`UPDATE private_hashes SET order_id = ${id} WHERE order_id = (SELECT max(id) FROM orders)`),
          Effect.andThen(sql`UPDATE orders SET id = ${id} WHERE id = (SELECT max(id) FROM orders)`),
          sql.withTransaction
        )
      }
      const last = ["xiaoe/app1/o_2", "xiaoe/app1/o_1"]
      assert.deepStrictEqual(
        yield* found("13800000001"),
        ["o_5000", "o_1024", "o_1023"].map((id) => `xiaoe/app1/${id}`).concat(last)
      )
      assert.deepStrictEqual(yield* store.check, [])
      yield* store.privacy.forgetPhone(Redacted.make("13800000001"), "li")
      assert.deepStrictEqual(yield* found("13800000001"), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is one of many of a telephone number: they come in pages, each of at most so many rows of the index", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* manyOrders
      const sql = yield* SqlClient.SqlClient
      yield* store.commitPage(lane, detailPage(orderOf("last", { buyer: { phones: [plainText("13800000001")] } }), 1))
      // One telephone number is that of the buyer in two of three orders.
      yield* sql`
        INSERT INTO private_hashes (order_id, hash)
        SELECT o.id, h.hash FROM orders o CROSS JOIN private_hashes h WHERE o.id % 3 > 0 AND o.order_id <> 'last'`
      const page = (filter: OrderFilter, after: number | null, size: number) =>
        store.findByPrivate(Redacted.make("13800000001"), filter, after, size)
      const first = yield* page({}, null, 3)
      assert.deepStrictEqual(
        [first.rows.map(({ orderId }) => orderId), first.next, first.scannedTo],
        [["last", "o_50000", "o_49999"], 49_999, null]
      )
      const second = yield* page({}, first.next, 2)
      assert.deepStrictEqual(
        second.rows.map(({ id }) => id),
        [49_997, 49_996]
      )
      // A filter that no order meets reads to the bound, page by page, and then to the end.
      const ends: Array<number | null> = []
      for (let after: number | null = null; ends.at(-1) !== null; after = ends.at(-1) ?? null) {
        const { next, rows, scannedTo } = yield* page({ kind: "none" }, after, 3)
        assert.deepStrictEqual([rows, next], [[], scannedTo])
        ends.push(scannedTo)
      }
      const rowsAfter = (id: number) => Math.floor((2 * (many - id)) / 3)
      assert.lengthOf(ends, 2)
      const [end] = ends
      assert.isAtMost(rowsAfter(end ?? 0), mostRead)
      assert.isAtLeast(rowsAfter(end ?? 0), mostRead - 1024)
      // All of them, each once, whatever the pages.
      const all: Array<OrderRow> = []
      for (let after: number | null = null, isDone = false; !isDone; ) {
        const { next, rows }: SearchPage = yield* page({}, after, 15_000)
        all.push(...rows)
        after = next
        isDone = next === null
      }
      assert.lengthOf(all, 1 + Math.ceil((2 * many) / 3))
      assert.isTrue(all.every(({ id }, index) => index === 0 || id < (all[index - 1]?.id ?? 0)))
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is not found any more by what no stored answer says", () =>
    Effect.gen(function* () {
      const { lane, store } = yield* stored
      yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer: { name: plainText("韩梅梅") } }), 2))
      assert.deepStrictEqual(yield* found("13800000001"), ["xiaoe/app1/o_2"])
      assert.deepStrictEqual(yield* found("韩梅梅"), ["xiaoe/app1/o_1"])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("is not found without a master key, and the error says so", () =>
    Effect.gen(function* () {
      yield* stored
      const error = yield* Effect.flip(found("王小明"))
      assert.match(error.message, /^the store has no master key/)
    }).pipe(Effect.provide(inMemory(null)))
  )

  it.effect("has other hashes in each store, and a hash that was changed is found by `check`", () =>
    Effect.gen(function* () {
      const { store } = yield* stored
      const sql = yield* SqlClient.SqlClient
      const hashes = sql<{ hash: string }>`SELECT DISTINCT hash FROM private_hashes ORDER BY hash`
      const here = yield* hashes
      const there = yield* Effect.andThen(
        stored,
        Effect.flatMap(
          SqlClient.SqlClient,
          (other) => other`
        SELECT DISTINCT hash FROM private_hashes ORDER BY hash`
        )
      ).pipe(Effect.provide(inMemory(), { local: true }))
      assert.lengthOf(here, 4)
      assert.notDeepEqual(here, there)
      yield* sql`UPDATE private_hashes SET hash = 'other' WHERE hash = ${here[0]?.hash}`
      assert.isNotEmpty(yield* store.check)
    }).pipe(Effect.provide(inMemory()))
  )
})

describe("every private text of an order", () => {
  it("is a name, or a telephone number, or is not found", () => {
    const notFound = fieldPatterns(`
      /buyer/{wechatOpenId,wechatUnionId} /recipient/detail /notes/{buyer,seller} /participants/*/answers/*/answer
      /vouchers/*/{code,secret} /delivery/pickup/code /invoice/{taxNumber,email,bankAccount,address} /lines/*/inputs/*/value`)
    const all = privateFields(SchemaAST.toEncoded(Order.ast), "")
    assert.sameMembers([...new Set(all)], [...findableTexts.name, ...findableTexts.phone, ...notFound])
  })

  it.effect("of other shops does not count for the limit", () =>
    Effect.gen(function* () {
      const { store } = yield* stored
      const other = { ...shop, shopId: "app2" }
      const lane = yield* store.claim(other, "live")
      const latest = Order.make({ ...orderOf("o_3", { buyer }), key: "xiaoe/app2/o_3", shop: { id: "app2" } })
      yield* store.commitPage(lane, detailPage(latest, 1))
      const found = (filter: OrderFilter) =>
        Effect.map(store.findByPrivate(Redacted.make("王小明"), filter, null, 1), ({ rows }) =>
          rows.map(({ orderId }) => orderId)
        )
      assert.deepStrictEqual(yield* found({}), ["o_3"])
      assert.deepStrictEqual(yield* found({ shops: [shop] }), ["o_2"])
      assert.deepStrictEqual(yield* found({ shop, createdTo: 1, sequence: "changed" }), ["o_2"])
      assert.deepStrictEqual(yield* found({ shops: [] }), [])
    }).pipe(Effect.provide(inMemory()))
  )
})
