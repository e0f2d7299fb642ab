/** Every statement finds its rows by an index: none reads a whole table. */
import { assert, describe, it } from "@effect/vitest"
import { encryptedText, plainText } from "@huidan/core"
import { Effect, Redacted, Tracer } from "effect"
import { SqlClient } from "effect/sql"
import { type OrderFilter, startedRun } from "../../src/index.ts"
import { buyer, detailPage, held, inMemory, opened, orderOf, shop, someKey, unreadable } from "./orders.ts"

const many = 20_000

/** Rows of so many orders; columns and tables that no plan depends on are left out. */
const filled = Effect.gen(function* () {
  const lane = yield* held()
  const sql = yield* SqlClient.SqlClient
  yield* sql`INSERT INTO shops (platform, shop_id) VALUES ('xiaoe', 'app2')`
  yield* sql`INSERT INTO orders (id, shop, order_id, created, trade, after_sale, currency, version, changed)
    WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${many})
    SELECT id, 1 + id % 2, 'o_' || id, 1700000000000 + id * 1000,
      CASE id % 3 WHEN 0 THEN 'pending' WHEN 1 THEN 'active' ELSE 'completed' END,
      CASE id % 50 WHEN 0 THEN 'refunded' ELSE 'none' END, 'CNY', 1, 1700000000000 + id FROM n`
  yield* sql`INSERT INTO lines (order_id, n) SELECT id, 0 FROM orders`
  yield* sql`INSERT INTO ids (value, kind, order_id) SELECT order_id, 'order', id FROM orders`
  yield* sql`INSERT INTO search (bigram, order_id) SELECT '茶杯', id FROM orders`
  yield* sql`INSERT INTO wants (shop, order_id, wanted, due) SELECT shop, order_id, 1, 1 FROM orders`
  return lane
})

const filters: ReadonlyArray<OrderFilter> = [
  { shop },
  { trade: "pending" },
  { afterSale: "refunded" },
  { createdFrom: 1_700_000_000_000, createdTo: 1_700_001_000_000 },
  { shop, trade: "active", createdFrom: 1_700_000_000_000 }
]

/** The statements that the effect runs. */
const statementsOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const spans: Array<Tracer.Span> = []
    const span: Tracer.Tracer["span"] = (options) => {
      const made = new Tracer.NativeSpan(options)
      spans.push(made)
      return made
    }
    yield* Effect.withTracer(effect, Tracer.make({ span }))
    return spans.flatMap(({ attributes }) => {
      const text = attributes.get("db.query.text")
      return typeof text === "string" ? [text] : []
    })
  })

/**
 * The steps of its plan that read a whole table, or sort. The list `r` is a parameter: it is read as a whole, but once and not
 * for each row of a table.
 */
const slowSteps = (statement: string) =>
  Effect.map(
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)),
    (plan) => {
      const steps = plan.map(({ detail }) => detail)
      const isInner = !steps.some((step) => step.startsWith("LIST SUBQUERY")) && !steps[0]?.startsWith("SCAN r")
      const slow = isInner ? /^SCAN|TEMP B-TREE FOR ORDER/ : /^SCAN (?!r\b)|TEMP B-TREE FOR ORDER/
      return steps.filter((step) => slow.test(step))
    }
  )

describe("no plan reads a whole table", () => {
  it.effect("of pages that are committed and read, and of what is done with private texts", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* filled
      const wants = [{ orderId: "o_1", at: 1 }]
      const state = (paid: number) => ({
        buyer,
        amounts: { paid, refunded: paid },
        lines: [{ lineId: String(paid), title: `cup ${paid}` }]
      })
      const statements = yield* statementsOf(
        Effect.gen(function* () {
          yield* store.claim(shop, "backfill")
          for (const paid of [1, 2, 0]) {
            yield* store.commitPage(lane, detailPage(orderOf("new", state(paid)), paid + 1, { wants, cursor: "1" }))
            const list = { operation: "order.list@2.0", meetsWants: false }
            yield* store.commitPage(lane, detailPage(orderOf("new", state(paid)), paid + 2, list))
          }
          yield* store.commitPage(lane, detailPage(orderOf("o_1", state(3)), 100_000))
          yield* store.order(shop, "o_1")
          yield* store.findByPrivate(Redacted.make("13800000001"), 10)
          yield* store.textState(shop, "o_1")
          yield* store.audit({ subject: "xiaoe/app1/o_1" }, null, 10)
          yield* store.quarantine({ shop }, { firstSeen: 0, fingerprint: "" }, 10)
          const ciphers = { recipient: { name: encryptedText("#a#", null) } }
          const source = { ...orderOf("-").source, raw: Redacted.make({}) }
          const carries = ["/recipient"]
          yield* store.commitPage(lane, detailPage(orderOf("cipher", { ...ciphers, source }), 1, { carries }))
          const plain = Effect.succeed({
            failures: [],
            orders: [orderOf("-", { recipient: { name: plainText("王") } })]
          })
          for (let time = 0; time < 2; time++)
            yield* store.privacy.reveal(shop, "cipher", "li", { decrypt: () => plain })
          yield* store.privacy.revealRawAnswers(shop, "cipher", "li")
          const row = { ...unreadable, row: { ...unreadable.row, raw: Redacted.make({ order: "o_5" }) } }
          yield* store.commitPage(lane, detailPage(orderOf("late", state(3)), 1, { unreadable: [row] }))
          yield* store.privacy.forget(shop, "o_5", "li")
          yield* store.privacy.forgetPhone(Redacted.make("13800000001"), "li")
          yield* store.privacy.removeOld({ privateText: 1, rawAnswers: 1, versions: 1, inbox: 1 }, startedRun, "li")
          yield* store.dueWants(lane.shop, 2, 10)
          for (const filter of filters) {
            const { next } = yield* store.orders(filter, null, 2)
            yield* store.orders(filter, next, 2)
          }
        })
      )
      assert.isAbove(new Set(statements).size, 30)
      const slow = yield* Effect.forEach(new Set(statements), (statement) =>
        Effect.map(slowSteps(statement), (steps) => (steps.length === 0 ? [] : [[statement, ...steps]]))
      )
      assert.deepStrictEqual(slow.flat(), [])
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )
})

describe("a page of orders", () => {
  it.effect("begins after the one before, the latest created first", () =>
    Effect.gen(function* () {
      yield* filled
      const store = yield* opened
      const none = yield* store.orders({ shop: { ...shop, shopId: "app2" }, afterSale: "refunded" }, null, 3)
      assert.deepStrictEqual([none.rows, none.next], [[], null])
      const first = yield* store.orders({ shop, afterSale: "refunded" }, null, 2)
      const second = yield* store.orders({ shop, afterSale: "refunded" }, first.next, 2)
      const ids = [...first.rows, ...second.rows].map(({ id }) => id)
      assert.deepStrictEqual(ids, [20_000, 19_950, 19_900, 19_850])
      const all = yield* store.orders({ createdFrom: 1_700_000_000_000 + 19_999_000 }, null, 2)
      assert.deepStrictEqual([all.rows.map(({ orderId }) => orderId), all.next], [["o_20000", "o_19999"], null])
    }).pipe(Effect.provide(inMemory()))
  )
})
