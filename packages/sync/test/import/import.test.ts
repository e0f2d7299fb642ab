import { assert, describe, it } from "@effect/vitest"
import { fieldPatterns, Order, plainText } from "@huidan/core"
import { Arbitrary, DateTime, Effect, Redacted, Schema, Stream } from "effect"
import { SqlClient } from "effect/sql"
import { boundedLines } from "../../src/import/boundedLines.ts"
import { exportOrders, type ImportOptions, importOrders, type RejectedLine, Store } from "../../src/index.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, shop } from "../store/orders.ts"

const exported = Stream.runCollect(exportOrders({ format: "ndjson" })).pipe(
  Effect.map((chunks) => Buffer.concat(chunks).toString("utf8"))
)

/** In small pieces, so that lines and characters are cut. */
const bytesOf = (text: string | Uint8Array) => {
  const bytes = Buffer.from(text)
  const pieces = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, at) =>
    bytes.subarray(at * 777, at * 777 + 777)
  )
  return Stream.fromIterable(pieces)
}

const imported = (text: string | Uint8Array, options: Partial<ImportOptions> = {}) =>
  importOrders(bytesOf(text), { ...options })

const encode = Schema.encodeSync(Order)

const lineOf = (order: Order, askedAt: number): string => {
  const source = { ...order.source, askedAt: DateTime.makeUnsafe(askedAt) }
  return `${JSON.stringify(encode({ ...order, source }))}\n`
}

const sameStore = <A, E>(effect: Effect.Effect<A, E, Effect.Services<ReturnType<typeof imported>> | Store>) =>
  Effect.provide(effect, inMemory())

describe("an import", () => {
  it.effect.prop(
    "of an export makes the same orders, and again changes nothing",
    { orders: Schema.Array(Order).check(Schema.isMaxLength(3)) },
    ({ orders }) =>
      Effect.gen(function* () {
        const first = yield* sameStore(
          Effect.gen(function* () {
            const store = yield* opened
            const lane = yield* held()
            const answers = orders.map((order, index) => ({
              order: { ...plausible(order), ...identityOf(index), source: sourceOf(order, 5) },
              askedAt: 5
            }))
            yield* store.commitPage(lane, detailPage(orderOf("-"), 1, { answers }))
            const list = { operation: "order.list@2.0", meetsWants: false, carries: fieldPatterns("/kind") }
            if (answers.length > 0) {
              const order = { ...orderOf("o_0", { kind: "gift" }), source: sourceOf(orderOf("-"), 6, "order.list@2.0") }
              yield* store.commitPage(lane, detailPage(order, 6, list))
            }
            return yield* exported
          })
        )
        yield* sameStore(
          Effect.gen(function* () {
            const count = orders.length
            const summary = yield* imported(first)
            assert.deepStrictEqual(summary, { lines: count, changed: count, unchanged: 0, rejected: 0 })
            // Orders that were created at one moment come in the sequence in which they were stored.
            assert.sameMembers((yield* exported).split("\n"), first.split("\n"))
            const again = yield* imported(first)
            assert.deepStrictEqual(again, { lines: count, changed: 0, unchanged: count, rejected: 0 })
            assert.deepStrictEqual(yield* Effect.flatMap(Store, ({ check }) => check), [])
          })
        )
      }),
    { arbitrary: { runs: 6 } }
  )

  it.effect("goes by the rules: an older order changes nothing, a newer one what its operation carries", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const line = (paid: number, askedAt: number) => lineOf(orderOf("o_1", { amounts: { paid }, buyer }), askedAt)
      yield* store.commitPage(yield* held(), detailPage(orderOf("o_1", { amounts: { paid: 10 }, kind: "gift" }), 10))
      assert.strictEqual((yield* imported(line(9, 9))).changed, 0)
      assert.strictEqual((yield* imported(line(11, 10))).changed, 0)
      const operationOf = () => ({ carries: fieldPatterns("/amounts"), meetsWants: true, isList: false })
      assert.strictEqual((yield* imported(line(12, 12), { operationOf })).changed, 1)
      const view = yield* store.order(shop, "o_1")
      assert.deepNestedInclude(view?.order, { "amounts.paid": 12, "source.operation": "order.detail@2.0" })
    }).pipe(sameStore)
  )

  it.effect("does not put masked texts in the place of the texts", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const order = {
        ...orderOf("o_1", { buyer, notes: { seller: plainText("call") } }),
        source: sourceOf(orderOf("-"), 7)
      }
      yield* store.commitPage(yield* held(), detailPage(order, 7))
      const before = yield* stored
      assert.lengthOf(before, 1)
      assert.deepInclude(yield* imported(yield* exported), { changed: 0, unchanged: 1 })
      assert.deepStrictEqual(yield* stored, before)
    }).pipe(sameStore)
  )

  it.effect("keeps the texts that a newer order shows masked, and takes a masked text that is another one", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const order = orderOf("o_1", { buyer, notes: { seller: plainText("call") } })
      yield* store.commitPage(yield* held(), detailPage({ ...order, source: sourceOf(order, 7) }, 7))
      const masked = {
        buyer: { name: { state: "masked", value: "•••" }, phones: [{ state: "masked", value: "•••••••9999" }] },
        notes: { seller: { state: "masked", value: "••••" } },
        amounts: { paid: 500 }
      } as const
      const operationOf = () => ({ carries: detailPage(order, 1).carries, meetsWants: true, isList: false })
      assert.strictEqual((yield* imported(lineOf(orderOf("o_1", masked), 9), { operationOf })).changed, 1)
      const { order: shown } = yield* store.privacy.reveal(shop, "o_1", "li")
      assert.deepNestedInclude(shown, {
        "buyer.name": { state: "plain", value: "王小明" },
        "buyer.phones": [{ state: "masked", value: "•••••••9999" }],
        "notes.seller": { state: "plain", value: "call" },
        "amounts.paid": 500
      })
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(sameStore)
  )

  it.effect("goes by what was noted of the shop: its allowances, and when its orders are read again", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const rereads = { open: 60_000, closed: 600_000, keepClosed: 6_000_000 }
      yield* store.noteRules(shop, { allowances: { clockMargin: 3000, replicaLag: 0 }, rereads })
      const lane = yield* held()
      yield* store.want(shop, ["o_1"], { at: 1000, isMachineTime: false })
      const operationOf = () => ({ carries: fieldPatterns("/amounts"), meetsWants: true, isList: false })
      yield* imported(lineOf(orderOf("o_1", { amounts: { paid: 5 } }), 6000), { operationOf })
      assert.deepStrictEqual(yield* store.dueWants(lane.shop, 1e12, 9), [])
      assert.deepStrictEqual(yield* store.dueRereads(lane.shop, 66_000, 9), ["o_1"])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(sameStore)
  )

  it.effect(
    "lets orders be read again as soon as no list shows their changes any more, also in the middle of a file",
    () =>
      Effect.gen(function* () {
        const store = yield* opened
        const allowances = { clockMargin: 3000, replicaLag: 0 }
        yield* store.noteRules(shop, { allowances, rereads: null })
        const ids = Array.from({ length: 101 }, (_, n) => `o_${n}`)
        const rereads = { open: 60_000, closed: 600_000, keepClosed: 6_000_000 }
        // After the first hundred lines the shop's endpoints are others: none lists by update time.
        yield* imported(ids.map((id) => lineOf(orderOf(id), 1)).join(""), {
          operationOf: () => ({ carries: fieldPatterns("/kind"), meetsWants: true, isList: false }),
          onProgress: ({ lines }) =>
            lines === 100 ? Effect.orDie(store.noteRules(shop, { allowances, rereads })) : Effect.void
        })
        const { shop: number } = yield* held()
        assert.sameMembers([...(yield* store.dueRereads(number, 60_001, 200))], ids)
        assert.deepStrictEqual(yield* store.check, [])
      }).pipe(Effect.provide(inMemory()))
  )

  it.effect("lets orders be read again that it commits while the stored ones are scheduled", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const allowances = { clockMargin: 3000, replicaLag: 0 }
      yield* store.noteRules(shop, { allowances, rereads: null })
      const lane = yield* held()
      yield* store.commitPage(lane, detailPage(orderOf("z"), 1))
      const rereads = { open: 60_000, closed: 600_000, keepClosed: 6_000_000 }
      const operationOf = () => ({ carries: fieldPatterns("/kind"), meetsWants: true, isList: false })
      const ids = Array.from({ length: 5 }, (_, n) => `a_${n}`)
      yield* Effect.all(
        [
          store.noteRules(shop, { allowances, rereads }),
          ...ids.map((id) => imported(lineOf(orderOf(id), 1), { operationOf }))
        ],
        { concurrency: "unbounded" }
      )
      assert.sameMembers([...(yield* store.dueRereads(lane.shop, 60_001, 200))], [...ids, "z"])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(sameStore)
  )

  it.effect("of rows of a list wants the orders that no detail has told of, and those that changed after it", () =>
    Effect.gen(function* () {
      const store = yield* opened
      yield* store.noteRules(shop, { allowances: { clockMargin: 3000, replicaLag: 0 }, rereads: null })
      const lane = yield* held()
      for (const orderId of ["o_2", "o_3"]) yield* store.commitPage(lane, detailPage(orderOf(orderId), 100_000))
      const row = (orderId: string, updated: number | null, askedAt: number) => {
        const order = orderOf(orderId, updated === null ? {} : { times: { updated: DateTime.makeUnsafe(updated) } })
        return lineOf({ ...order, source: { ...order.source, operation: "order.list@2.0" } }, askedAt)
      }
      const lines = [
        row("o_1", null, 90_000),
        row("o_2", null, 200_000),
        row("o_3", 150_000, 200_000),
        row("o_4", 50_000, 60_000),
        // When it was asked for is not known.
        row("o_5", 180_000, 0)
      ]
      const operationOf = (_platform: string, operation: string) => ({
        carries: fieldPatterns("/kind"),
        meetsWants: false,
        isList: operation === "order.list@2.0"
      })
      yield* imported(lines.join(""), { operationOf })
      const wants = yield* store.dueWants(lane.shop, 1e12, 9)
      assert.deepStrictEqual(
        wants.map(({ at, orderId }) => [orderId, at]),
        [
          ["o_4", 50_000],
          ["o_1", 90_000],
          ["o_3", 150_000],
          ["o_5", 180_000]
        ]
      )
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(sameStore)
  )

  it.effect("refuses an order that would hide all answers that are still to come", () =>
    Effect.gen(function* () {
      const reasons: Array<string> = []
      const onReject = ({ reason }: RejectedLine) => Effect.sync(() => reasons.push(reason))
      const updated = (millis: number) => ({ times: { updated: DateTime.makeUnsafe(millis) } })
      const lines = [
        lineOf(orderOf("o_1"), Date.UTC(2099, 0)),
        lineOf(orderOf("o_1", updated(Date.UTC(2099, 0))), 5),
        lineOf(orderOf("o_1", updated(1000)), 5)
      ]
      const summary = yield* imported(lines.join(""), { onReject })
      const late = "times.updated: is later than source.askedAt, or in the future"
      assert.deepStrictEqual(reasons, ["not an order: source.askedAt: is in the future", `not an order: ${late}`])
      assert.deepStrictEqual([summary.rejected, summary.changed], [2, 1])
    }).pipe(sameStore)
  )

  it.effect("reports what it cannot read by line, without its content, and keeps the rest", () =>
    Effect.gen(function* () {
      const good = lineOf(orderOf("o_1"), 1)
      const bad: ReadonlyArray<readonly [string | Uint8Array, string]> = [
        ["{", "not JSON"],
        [Buffer.from([0x7b, 0xff]), "not UTF-8"],
        [
          '{"13800000001":"王小明"}',
          "not an order: ?: unknown key; contract: is missing; key: is missing; and 28 more"
        ],
        [good.replace("huidan/order@1", "huidan/order@9").trim(), "not an order: contract: Expected"],
        [good.replace('"orderId":"o_1"', '"orderId":"o_2"').trim(), "not an order: key: expected the one of platform"],
        ["x".repeat(5000), "longer than 4000 bytes"]
      ]
      const parts = bad.flatMap(([line]) => [Buffer.from(good), Buffer.from(line), Buffer.from("\r\n\n")])
      const file = Buffer.concat([Buffer.from("\ufeff"), ...parts, Buffer.from(good.trim())])
      const rejected: Array<RejectedLine> = []
      const summary = yield* imported(file, {
        maxLineBytes: 4000,
        onReject: (line) => Effect.sync(() => rejected.push(line))
      })
      assert.deepStrictEqual(summary, {
        lines: 2 * bad.length + 1,
        changed: 1,
        unchanged: bad.length,
        rejected: bad.length
      })
      for (const [index, { line, number, reason }] of rejected.entries()) {
        const [content = "", expected = ""] = bad[index] ?? []
        assert.strictEqual(number, 3 * index + 2)
        assert.isTrue(reason.startsWith(expected), reason)
        assert.deepStrictEqual(
          line === null ? null : Buffer.from(Redacted.value(line)),
          content.length > 4000 ? null : Buffer.from(content)
        )
      }
      assert.lengthOf(rejected, bad.length)
    }).pipe(sameStore)
  )
})

describe("lines", () => {
  it.effect.prop(
    "are the same however their bytes are cut",
    { text: Arbitrary.schema(Schema.Array(Schema.Literals(["a", "\n", "\r\n", "long line", "王"]))), size: Schema.Int },
    ({ size, text }) =>
      Effect.gen(function* () {
        const bytes = Buffer.from(text.join(""))
        const step = 1 + (Math.abs(size) % 7)
        const pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
          bytes.subarray(at * step, (at + 1) * step)
        )
        const lines = yield* Stream.runCollect(boundedLines(Stream.fromIterable(pieces), 12))
        const expected = bytes
          .toString("utf8")
          .split("\n")
          .map((line) => line.replace(/\r$/, ""))
        assert.deepStrictEqual(
          lines.map(({ bytes: line, number }) => [number, line === null ? null : Buffer.from(line).toString("utf8")]),
          expected.flatMap((line, index) => {
            const length = Buffer.byteLength(line)
            return length === 0 ? [] : [[index + 1, length > 12 ? null : line]]
          })
        )
      })
  )
})

/** The order with an update time as an import takes it. */
const plausible = (order: Order): Order => ({
  ...order,
  times: { ...order.times, updated: order.times.updated === null ? null : DateTime.makeUnsafe(0) }
})

const identityOf = (index: number) => {
  const { key, orderId, platform, shop } = orderOf(`o_${index}`)
  return { key, orderId, platform, shop }
}

const sourceOf = (order: Order, askedAt: number, operation = "order.detail@2.0"): Order["source"] => ({
  ...order.source,
  operation,
  askedAt: DateTime.makeUnsafe(askedAt),
  raw: null,
  rawNumbers: Redacted.make([])
})

const stored = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => sql`SELECT json, sealed, asked_at FROM facets WHERE sealed IS NOT NULL`.values
)
