/** Every statement finds its rows by an index: none reads a whole table. */
import { assert, describe, it } from "@effect/vitest"
import { encryptedText, plainText } from "@huidan/core"
import { Effect, Redacted, Stream, Tracer } from "effect"
import { SqlClient } from "effect/sql"
import { exportOrders, type OrderFilter, startedRun } from "../../src/index.ts"
import { firstCreated, many, manyOrders } from "./manyOrders.ts"
import { buyer, detailPage, inMemory, opened, orderOf, shop, someKey, unreadable } from "./orders.ts"

const filters: ReadonlyArray<OrderFilter> = [
  {},
  { shop },
  { trade: "pending" },
  { afterSale: "refunded" },
  { createdFrom: firstCreated, createdTo: firstCreated + 1_000_000 },
  { shop, createdFrom: firstCreated },
  { trade: "active", createdFrom: firstCreated },
  { afterSale: "refunded", createdTo: firstCreated + 10_000_000 },
  { sequence: "changed", changedFrom: firstCreated },
  { shop, trade: "active", createdFrom: firstCreated },
  { shop, afterSale: "refunded", payment: "paid", paidFrom: 1, paidTo: 2, changedFrom: 1, changedTo: 2 },
  { afterSale: "none", fulfilment: "shipped", kind: "gift", platform: "xiaoe", shops: [shop] },
  { sequence: "changed", shop, createdFrom: 1, createdTo: 2 }
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
 * for each row of a table. The few rows of an inner query, or of a list `m` that is made of them, have no index. The table
 * `writer` has one row.
 */
const slowSteps = (statement: string) =>
  Effect.map(
    Effect.flatMap(SqlClient.SqlClient, (sql) => sql.unsafe<{ detail: string }>(`EXPLAIN QUERY PLAN ${statement}`)),
    (plan) => {
      const steps = plan.map(({ detail }) => detail)
      const inner = steps.flatMap((step) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(step)?.[1] ?? [])
      const isOuter = steps.some((step) => step.startsWith("LIST SUBQUERY")) || steps[0]?.startsWith("SCAN r")
      const read = new Set([...inner, "m", "writer", ...(isOuter ? ["r"] : [])])
      return steps.filter((step) => {
        const table = /^SCAN (\S+)/.exec(step)?.[1]
        return table === undefined ? /TEMP B-TREE FOR ORDER/.test(step) : !read.has(table) && table !== "CONSTANT"
      })
    }
  )

describe(`no plan reads a whole table, with ${many} orders`, () => {
  it.effect("of what is committed and read, and of what is done with private texts", () =>
    Effect.gen(function* () {
      const store = yield* opened
      const lane = yield* manyOrders
      const wants = [{ orderId: "o_1", at: 1 }]
      const state = (paid: number) => ({
        buyer,
        amounts: { paid, refunded: paid },
        lines: [{ lineId: String(paid), title: `cup ${paid}` }]
      })
      const statements = yield* statementsOf(
        Effect.gen(function* () {
          yield* store.claim(shop, "backfill")
          const rules = { allowances: { clockMargin: 3000, replicaLag: 0 }, rereads: null }
          yield* store.noteRules(shop, rules)
          yield* store.noteRules(shop, { ...rules, rereads: { open: 1, closed: 2, keepClosed: 3 } })
          yield* store.rulesOf(shop)
          for (const since of [1, 2]) yield* store.restart(shop, "backfill", { since, settled: 3, until: 4 })
          const asked = { kind: "backfill", who: "li", since: 1, until: 2, repairs: false } as const
          const job = yield* store.startJob(shop, asked)
          yield* store.noteJob(job, 2)
          yield* store.endJob(job, { state: "done", message: null, result: { read: 1 } })
          for (const filter of [{}, { shop }, { shop, kind: "backfill" }] as const) yield* store.jobs(filter, null, 9)
          for (const paid of [1, 2, 0]) {
            yield* store.commitPage(lane, detailPage(orderOf("new", state(paid)), paid + 1, { wants, cursor: "1" }))
            const list = { operation: "order.list@2.0", meetsWants: false }
            yield* store.commitPage(lane, detailPage(orderOf("new", state(paid)), paid + 2, list))
          }
          yield* store.commitPage(lane, detailPage(orderOf("o_1", state(3)), 100_000, { unreadable: [unreadable] }))
          yield* store.receive(shop, [], [unreadable.row], { at: 1, isMachineTime: true })
          yield* store.want(shop, ["o_7", "unknown"], { at: 5, isMachineTime: true })
          yield* store.correctWants(lane, 5)
          yield* store.park(lane, { orderId: "o_7", reason: "NotFound", askedAt: 9, nextTry: 10, enoughAfter: 0 })
          yield* store.order(shop, "o_1")
          yield* store.textState(shop, "o_1")
          yield* store.audit({ subject: "xiaoe/app1/o_1" }, null, 10)
          yield* store.audit({ who: "li" }, null, 10)
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
          yield* store.privacy.forget(shop, "none", "li")
          const reveal = store.privacy.exportReveal("li")
          yield* Stream.runDrain(Stream.take(exportOrders({ format: "ndjson", shop, createdTo: 1, reveal }), 1))
          yield* store.privacy.forgetPhone(Redacted.make("13800000001"), "li")
          const keep = { privateText: 1, rawAnswers: 1, versions: 1, inbox: 1 }
          yield* store.privacy.removeOld(keep, startedRun, "li", { readsOrders: () => true })
          yield* store.dueWants(lane.shop, 2, 10)
          yield* store.dueWants(lane.shop, 2, 10, "latest")
          yield* store.dueRereads(lane.shop, 2, 10)
          yield* store.shopState(lane.shop)
          for (const filter of filters) {
            const { next } = yield* store.orders(filter, null, 2)
            yield* store.orders(filter, next, 2)
            yield* store.search("青花茶杯", filter, null, 2)
            yield* store.search("青花茶杯", filter, 40_000, 2)
            yield* store.searchSku("s_3", filter, null, 2)
            yield* store.searchSku("s_3", filter, 40_000, 2)
            yield* store.findByPrivate(Redacted.make("13800000001"), filter, null, 2)
            yield* store.findByPrivate(Redacted.make("13800000001"), filter, 40_000, 2)
          }
          yield* store.find(["o_7", "SF10", "s_3", "unknown"])
          yield* store.find(["o_7", "SF10", "s_3", "unknown"], [shop])
          const question = { platform: shop.platform, number: "o_7", now: 1, doorOf: () => "notConfigured" as const }
          yield* store.why(question)
          yield* store.why({ ...question, number: "unknown", shopId: shop.shopId })
          yield* store.days("2023-11-14", "2023-11-15", null)
          yield* store.days("2023-11-14", "2023-11-15", shop)
          yield* store.shops(0, 10, 1)
        })
      )
      assert.isAbove(new Set(statements).size, 60)
      const slow = yield* Effect.forEach(new Set(statements), (statement) =>
        Effect.map(slowSteps(statement), (steps) => (steps.length === 0 ? [] : [[statement, ...steps]]))
      )
      assert.deepStrictEqual(slow.flat(), [])
    }).pipe(Effect.provide(inMemory(someKey, { keepsRawAnswers: true })))
  )
})
