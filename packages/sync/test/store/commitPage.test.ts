/** What a page leaves in the store. */
import { assert, describe, it } from "@effect/vitest"
import { fieldPatterns, parseWallTime, plainText } from "@huidan/core"
import { DateTime, Effect, Exit, Redacted, Result, Tracer } from "effect"
import { SqlClient } from "effect/sql"
import { TestClock } from "effect/testing"
import { LaneTaken } from "../../src/index.ts"
import { readOrders } from "../../src/store/readOrders.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, shop, someKey, unreadable } from "./orders.ts"

/** The tables into which a page can insert. */
const written = ["orders", "keys", "carried", "facets", "bodies", "versions", "lines", "ids", "search"].concat(
  "learnt_refunds",
  "daily",
  "wants",
  "quarantine",
  "private_hashes",
  "raw_answers"
)

const at = (wallTime: string) => Result.getOrThrow(parseWallTime(wallTime))
const asked = 1_700_000_000_000

/** The source of an order with what the platform sent. */
const withRaw = { ...orderOf("-").source, raw: Redacted.make({ name: "王小明" }) }

/** Notes the name of every span; each statement has one. */
const recording = (names: Array<string>) =>
  Tracer.make({
    span: (options) => {
      names.push(options.name)
      return new Tracer.NativeSpan(options)
    }
  })

const rowsOf = (table: string, columns: string) =>
  Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe(`SELECT ${columns} FROM ${table}`).values)

describe("a page", () => {
  it.effect.each([1, 2, 3, 64, 65, 256, 257])("with %i orders leaves each of them", (count) =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const texts = ["\0", "\ud800", "'\"\\", "🎁".repeat(2000), ""]
      const page = (paid: number, askedAt: number) => {
        const orders = Array.from({ length: count }, (_, index) => {
          const title = `${index} ${texts[index % texts.length]}`
          return orderOf(`o_${index}`, { buyer, amounts: { paid: paid + index }, lines: [{ lineId: "1", title }] })
        })
        return { ...detailPage(orderOf("-"), askedAt), answers: orders.map((order) => ({ order, askedAt })) }
      }
      for (const [paid, askedAt] of [
        [1, asked],
        [2 ** 53 - 1000, asked + 1]
      ] as const) {
        const { changed } = yield* store.commitPage(lane, page(paid, askedAt))
        assert.lengthOf(changed, count)
        assert.deepStrictEqual(yield* store.check, [])
        assert.deepStrictEqual(yield* rowsOf("orders", "count(*), max(paid)"), [[count, paid + count - 1]])
      }
      assert.deepStrictEqual(yield* rowsOf("versions", "count(*), max(version)"), [[2 * count, 2]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("leaves the order, its rows and its sums, and a version for each change", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const fields = {
        amounts: { payable: 1999, paid: 1999 },
        times: { created: at("2026-03-30 23:59:59"), paid: at("2026-03-31 00:00:00") },
        lines: [{ lineId: "1", skuId: "s1", title: "青花 茶杯", quantity: 2 }],
        payment: { transactionId: "4200001" }
      }
      const first = yield* store.commitPage(lane, detailPage(orderOf("o_1", fields), asked, { cursor: "page 2" }))
      assert.deepStrictEqual(first, { changed: ["o_1"], unchanged: 0, unreadable: 0 })
      const again = yield* store.commitPage(lane, detailPage(orderOf("o_1", fields), asked + 1))
      assert.deepStrictEqual(again, { changed: [], unchanged: 1, unreadable: 0 })
      assert.deepStrictEqual(yield* rowsOf("daily", "day, orders, paid, refunded"), [
        ["2026-03-30", 1, 0, 0],
        ["2026-03-31", 0, 1999, 0]
      ])
      yield* TestClock.setTime(DateTime.toEpochMillis(DateTime.makeUnsafe("2026-04-02T16:00:00Z")))
      const refunded = { ...fields, amounts: { payable: 1999, paid: 1999, refunded: 500 } }
      yield* store.commitPage(lane, detailPage(orderOf("o_1", refunded), asked + 2))
      assert.deepStrictEqual(yield* rowsOf("daily", "day, refunded, refunded_learnt"), [
        ["2026-03-30", 0, 0],
        ["2026-03-31", 0, 0],
        ["2026-04-03", 500, 500]
      ])
      assert.deepStrictEqual(yield* rowsOf("versions", "version, patch"), [
        [1, "[]"],
        [2, '[["/amounts/refunded",null,500]]']
      ])
      assert.deepStrictEqual(yield* rowsOf("lines", "n, line_id, sku_id, quantity"), [[0, "1", "s1", 2]])
      assert.deepStrictEqual(yield* rowsOf("ids", "kind, value"), [
        ["transaction", "4200001"],
        ["order", "o_1"]
      ])
      assert.deepStrictEqual(yield* rowsOf("search", "bigram"), [["茶杯"], ["青花"]])
      assert.deepStrictEqual(yield* rowsOf("cursors", "cursor"), [["page 2"]])
      assert.strictEqual((yield* store.order(shop, "o_1"))?.version, 2)
      assert.isNull(yield* store.order(shop, "o_2"))
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("leaves nothing if the lane was taken over", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const other = yield* held()
      const late = yield* Effect.flip(store.commitPage(lane, detailPage(orderOf("o_1"), asked, { cursor: "late" })))
      assert.deepStrictEqual(late, new LaneTaken({ lane: "live", owner: lane.owner, epoch: 1 }))
      assert.deepStrictEqual([other.epoch, other.cursor], [2, null])
      assert.deepStrictEqual(yield* rowsOf("orders", "id"), [])
      yield* store.commitPage(other, detailPage(orderOf("o_1"), asked, { cursor: "in time" }))
      assert.strictEqual((yield* held()).cursor, "in time")
      assert.isNull((yield* held("backfill")).cursor)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("that fails at any table leaves nothing in any of them", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const sql = yield* SqlClient.SqlClient
      const lane = yield* held()
      const tables = (yield* sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE type = 'table'`).map(
        ({ name }) => name
      )
      const everything = Effect.forEach(tables, (table) => rowsOf(table, "*"))
      const state = (paid: number) => ({
        amounts: { paid, refunded: paid },
        times: { created: at("2026-03-30 12:00:00") },
        lines: [{ lineId: String(paid), title: `cup ${paid}` }],
        payment: { transactionId: String(paid) },
        buyer: { name: plainText(`王 ${paid}`) },
        source: withRaw
      })
      const list = { operation: "order.list@2.0", meetsWants: false }
      yield* store.commitPage(lane, detailPage(orderOf("o_1", state(1)), asked, list))
      const before = yield* everything
      const wants = [{ orderId: "o_2", at: asked }]
      const orders = [orderOf("o_1", state(2)), orderOf("o_3", state(3))]
      const answers = orders.map((order) => ({ order, askedAt: asked + 1 }))
      const page = detailPage(orderOf("-"), asked, { answers, wants, unreadable: [unreadable], cursor: "2" })
      for (const table of written) {
        yield* sql.unsafe(`CREATE TEMP TRIGGER refuse BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'no'); END`)
        const outcome = yield* Effect.exit(store.commitPage(lane, page))
        yield* sql`DROP TRIGGER refuse`
        assert.isTrue(Exit.isFailure(outcome), table)
        assert.deepStrictEqual(yield* everything, before, table)
      }
      assert.deepStrictEqual((yield* store.commitPage(lane, page)).changed, ["o_1", "o_3"])
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )

  it.effect("keeps a want until a detail meets it, and marks the version before as unconfirmed", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const want = { orderId: "o_1", at: asked }
      const due = (now: number) => store.dueWants(lane.shop, now, 10)
      yield* store.commitPage(lane, detailPage(orderOf("o_1"), asked, { answers: [], wants: [want] }))
      assert.deepStrictEqual([yield* due(asked - 1), (yield* due(asked)).map((each) => ({ ...each }))], [[], [want]])
      yield* store.commitPage(lane, detailPage(orderOf("o_1"), asked + 63_999))
      assert.deepStrictEqual([(yield* due(asked + 63_999)).length, (yield* due(asked + 64_000)).length], [0, 1])
      assert.deepStrictEqual(yield* rowsOf("versions", "version, confirmed"), [[1, 0]])
      yield* store.commitPage(lane, detailPage(orderOf("o_1"), asked + 64_000, { wants: [want] }))
      assert.deepStrictEqual(yield* rowsOf("wants", "order_id"), [])
      assert.deepStrictEqual(yield* rowsOf("versions", "version, confirmed"), [[1, 1]])
      // The same row of the list again.
      yield* store.commitPage(lane, detailPage(orderOf("o_1"), asked, { answers: [], wants: [want] }))
      assert.deepStrictEqual(yield* rowsOf("wants", "order_id"), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("of a list leaves a want when it is due, unless the want is a later one", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const sql = yield* SqlClient.SqlClient
      const lane = yield* held()
      const listed = (wanted: number) => {
        const wants = [{ orderId: "o_1", at: wanted }]
        const list = { operation: "order.list@2.0", meetsWants: false, wants }
        return store.commitPage(lane, detailPage(orderOf("o_1"), asked, list))
      }
      yield* listed(asked)
      yield* sql`UPDATE wants SET due = ${asked + 86_400_000}, parked = 'NotFound'`
      yield* listed(asked)
      assert.deepStrictEqual(yield* rowsOf("wants", "due, parked"), [[asked + 86_400_000, "NotFound"]])
      yield* listed(asked + 1000)
      assert.deepStrictEqual(yield* rowsOf("wants", "due, parked"), [[asked + 1000, null]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("parks a want only if the order was asked for late enough", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      yield* store.want(shop, ["o_1"], { at: asked, isMachineTime: false })
      const parkedAt = (askedAt: number) =>
        store.park(lane, { orderId: "o_1", reason: "NotFound", askedAt, nextTry: asked + 9000, enoughAfter: 4000 })
      // A replica that is behind does not know a new order yet.
      assert.strictEqual(yield* parkedAt(asked + 3999), asked + 4000)
      assert.deepStrictEqual(yield* rowsOf("wants", "due, parked"), [[asked + 4000, null]])
      assert.strictEqual(yield* parkedAt(asked + 4000), asked + 9000)
      assert.deepStrictEqual(yield* rowsOf("wants", "due, parked"), [[asked + 9000, "NotFound"]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect.each([
    ["a name that objects have", "__proto__"],
    ["quotes", "o'1\"\\"],
    ["characters of four bytes", "单号 🧧"],
    ["half a character", "half \ud83e"],
    ["a zero character", "nul \u0000 end"],
    ["what could be a number", "1e3"],
    ["zeros before a number", "0012"]
  ])("keeps %s", ([_, text = ""]) =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const order = (paid: number) =>
        orderOf(text, {
          amounts: { paid },
          lines: [{ title: text, inputs: [{ value: plainText(`of the buyer: ${text}`) }] }]
        })
      for (const paid of [1, 2]) {
        const page = detailPage(order(paid), asked + paid, { wants: [{ orderId: text, at: asked + 100 }] })
        assert.lengthOf((yield* store.commitPage(lane, page)).changed, 1)
      }
      const view = yield* store.order(shop, text)
      assert.strictEqual(view?.version, 2)
      assert.deepNestedInclude(view?.order, { orderId: text, "lines[0].title": text })
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("of a list does not clear what a detail carries", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      yield* store.commitPage(lane, detailPage(orderOf("o_1", { buyer, kind: "gift" }), asked))
      const carries = fieldPatterns("/kind")
      const list = { operation: "order.list@2.0", carries, meetsWants: false }
      yield* store.commitPage(lane, detailPage(orderOf("o_1", { kind: "presale" }), asked + 1, list))
      const view = yield* store.order(shop, "o_1")
      assert.deepNestedInclude(view?.order, { kind: "presale", "buyer.name": { state: "masked", value: "•••" } })
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("needs as many statements for one order as for fifty", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const counted = (count: number, askedAt: number) =>
        Effect.gen(function* () {
          const spans: Array<string> = []
          const answers = Array.from({ length: count }, (_, index) => ({
            order: orderOf(`${askedAt}_${index}`, {
              buyer,
              source: withRaw,
              amounts: { paid: 1 },
              times: { created: at("2026-03-30 12:00:00") }
            }),
            askedAt
          }))
          const page = detailPage(orderOf("-"), askedAt, { answers })
          yield* store.commitPage(lane, page).pipe(Effect.withTracer(recording(spans)))
          return spans.length
        })
      const statements = yield* counted(1, asked)
      assert.isAbove(statements, 10)
      assert.strictEqual(yield* counted(50, asked + 1), statements)
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )

  it.effect("lets an order wait longer each time that the platform does not know it, until it is wanted again", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const day = 86_400_000
      yield* store.want(shop, ["typo"], { at: asked, isMachineTime: false })
      const waits: Array<number> = []
      const park = Effect.fnUntraced(function* (askedAt: number) {
        const given = { orderId: "typo", reason: "NotFound", askedAt, nextTry: askedAt + day, enoughAfter: 4000 }
        const due = yield* store.park(lane, given)
        waits.push((due - askedAt) / day)
        return due
      })
      let now = asked + 5000
      for (let tries = 0; tries < 7; tries++) now = yield* park(now)
      yield* store.want(shop, ["typo"], { at: now, isMachineTime: false })
      yield* park(now + 5000)
      assert.deepStrictEqual(waits, [1, 2, 4, 8, 16, 30, 30, 1])
      assert.strictEqual(yield* store.dropWants(shop, ["typo", "another"]), 1)
      assert.deepStrictEqual(yield* rowsOf("wants", "order_id"), [])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("with a want in the future does not hide what a push or a person wants", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const list = { operation: "order.list@2.0", meetsWants: false, wants: [{ orderId: "o_1", at: asked + 1e11 }] }
      yield* store.commitPage(lane, detailPage(orderOf("o_1"), asked, list))
      yield* store.want(shop, ["o_1"], { at: asked + 1000, isMachineTime: false })
      assert.deepStrictEqual(yield* rowsOf("wants", "wanted, due"), [[asked + 1e11, asked + 1000]])
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("with an update time in the future does not hide the answers after it", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const times = (updated: string) => ({ created: at("2026-03-30 12:00:00"), updated: at(updated) })
      const wrong = orderOf("o_1", { amounts: { paid: 1 }, times: times("2099-01-01 00:00:00") })
      yield* store.commitPage(lane, detailPage(wrong, asked))
      const right = orderOf("o_1", { amounts: { paid: 500 }, times: times("2026-03-30 13:00:00") })
      yield* store.commitPage(lane, detailPage(right, asked + 60_000))
      assert.deepInclude((yield* store.order(shop, "o_1"))?.order["amounts"], { paid: 500 })
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("with absurd amounts leaves sums that can be read", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* held()
      const most = Number.MAX_SAFE_INTEGER
      const orders = Array.from({ length: 1100 }, (_, index) =>
        orderOf(`o_${index}`, {
          amounts: { paid: index === 0 ? 500 : most, refunded: index === 0 ? 0 : most },
          times: { created: at("2026-03-30 12:00:00") }
        })
      )
      const answers = orders.map((order) => ({ order, askedAt: asked }))
      yield* store.commitPage(lane, detailPage(orderOf("-"), asked, { answers }))
      yield* (yield* SqlClient.SqlClient)`UPDATE daily SET refunded = 9223372036854775807`
      const [day] = yield* store.days("2026-03-30", "2026-03-30", null)
      assert.deepStrictEqual([day?.orders, day?.paid, day?.refunded], [1100, 500, most])
      const [platform] = yield* store.platformDays("2026-03-30", "2026-03-30", {})
      assert.deepStrictEqual([platform?.paid, platform?.refunded], [500, most])
      assert.lengthOf(yield* store.check, 1)
    }).pipe(Effect.provide(inMemory()))
  )

  it.effect("stores which fields its operation carries as they are, also none", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const sql = yield* SqlClient.SqlClient
      const lane = yield* held()
      const lists = [[], [""], ["", ""], ["/kind"], ["/a b"], ["/a", "b"], ["/kind", "/lines"], ["/lines", "/kind"]]
      for (const [index, carries] of lists.entries()) {
        const operation = `operation ${index}`
        yield* store.commitPage(lane, detailPage(orderOf("o_1", { kind: "gift" }), asked, { operation, carries }))
      }
      const [order] = (yield* readOrders(sql, lane, ["o_1"], someKey)).values()
      const facets = [...(order?.facets.values() ?? [])]
      assert.deepStrictEqual(
        facets.map(({ carries }) => carries),
        lists
      )
      assert.deepStrictEqual(yield* store.check, [])
    }).pipe(Effect.provide(inMemory()))
  )
})
