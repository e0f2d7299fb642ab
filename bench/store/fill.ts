/**
 * Commits so many orders to a new store, some of them again and changed, and writes what that cost to the standard output, as
 * JSON. `node bench/store/fill.ts FILE ORDERS CHANGED`.
 */
import { statSync } from "node:fs"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { AdapterError, type Quarantined } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as SqlClient from "effect/sql/SqlClient"
import { Store, StoreWriter, standardAllowances } from "../../packages/sync/src/index.ts"
import { processorTime, secondsSince, storeOf } from "./openStore.ts"
import { makeSampleOrders } from "./sampleOrders.ts"

export interface Filled {
  /** Orders that the store did not know, per CPU second; `null` if too few were committed. */
  readonly newPerSecond: number | null
  readonly changedPerSecond: number | null
  readonly unchangedPerSecond: number | null
  readonly bytesPerOrder: number
  /** Rows of each table. */
  readonly rows: Readonly<Record<string, number>>
  readonly residentBytes: number
  /** What does not follow from the answers, if the store is small enough to look. */
  readonly problems: number
}

const ordersOfPage = 50

/** So many orders are committed before the measurement begins. */
const warmUp = 2000

/** Orders of this many are known to two operations; those of the others to one. */
const onePageOf = 10

/** The store is checked up to so many orders. */
const mostChecked = 20_000

const hour = 3_600_000
const rereads = { open: hour, closed: 24 * hour, keepClosed: 720 * hour }

const unreadableRow = (fingerprint: string): Quarantined => ({
  _tag: "Quarantined",
  raw: Redacted.make({ order_id: fingerprint, name: "王小明" }),
  rawNumbers: Redacted.make([]),
  error: new AdapterError({ platform: "xiaoe", reason: { _tag: "NotFound" } }),
  fingerprint
})

const [, , file = "", orders = "0", changed = "0"] = process.argv
const count = Number(orders)

const program = Effect.gen(function* () {
  const samples = yield* makeSampleOrders
  const store = yield* StoreWriter
  const sql = yield* SqlClient.SqlClient
  const first = samples.order("order.detail@2.0", 0, 0)
  const lanes = yield* Effect.forEach([1, 2, 3, 4], (number) =>
    store.claim({ platform: first.platform, shopId: `${first.shop.id}_${number}` }, "live")
  )
  /**
   * Commits the orders from one index to another, in pages of one shop each. Answers with the orders per CPU second: without the
   * time to make the pages, and without second answers of an order.
   */
  const commit = (from: number, to: number, state: number, askedAt: number) =>
    Effect.gen(function* () {
      const counted = to - from - warmUp
      let begun = process.cpuUsage()
      let others = 0
      for (let start = from; start < to; start += ordersOfPage) {
        // The first pages also pay for what the program compiles.
        if (start === from + warmUp) {
          begun = process.cpuUsage()
          others = 0
        }
        const building = process.cpuUsage()
        const number = start / ordersOfPage
        const lane = lanes[number % lanes.length]
        if (lane === undefined) continue
        const page = (operation: "order.detail@2.0" | "order.list@2.0") => ({
          operation,
          carries: samples.carries(operation),
          meetsWants: operation === "order.detail@2.0",
          answers: Array.from({ length: Math.min(ordersOfPage, to - start) }, (_, index) => ({
            order: samples.order(operation, start + index, state),
            askedAt
          })),
          wants: [],
          unreadable: [],
          cursor: `page ${start}`,
          progress: null,
          rereads: null,
          allowances: standardAllowances
        })
        const list = page("order.list@2.0")
        const isListed = number % onePageOf === 0
        // Such pages leave what the others do not: open wants, orders to be read again, unreadable rows, messages.
        const wants = list.answers.map(({ order }) => ({ orderId: order.orderId, at: askedAt }))
        const unreadable = [{ askedAt, row: unreadableRow(`row ${start}`) }]
        const detail = page("order.detail@2.0")
        const arrivals = [{ id: `message ${start} ${state}`, type: "order", orderId: `pushed ${start}` }]
        const shop = { platform: lane.platform, shopId: lane.shopId }
        others += secondsSince(building)
        yield* store.commitPage(lane, isListed ? { ...list, wants, unreadable } : detail)
        if (isListed) {
          const second = Effect.andThen(
            store.commitPage(lane, { ...detail, rereads }),
            store.receive(shop, arrivals, [], { at: askedAt, isMachineTime: false })
          )
          others += yield* processorTime(second)
        }
      }
      // What threads did meanwhile counts too, and what they left to be done.
      yield* sql`PRAGMA wal_checkpoint(PASSIVE)`
      return counted <= 0 ? null : counted / (secondsSince(begun) - others)
    })
  const start = Date.UTC(2026, 0, 1)
  const newPerSecond = yield* commit(0, count, 0, start)
  const changedPerSecond = yield* commit(0, Number(changed), 1, start + 3_600_000)
  const unchangedPerSecond = yield* commit(0, Number(changed), 1, start + 7_200_000)
  const { rss } = process.memoryUsage()
  yield* sql`PRAGMA wal_checkpoint(TRUNCATE)`
  const tables = yield* sql<{
    name: string
  }>`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'`
  const rows = yield* Effect.forEach(tables, ({ name }) =>
    Effect.map(sql<{ n: number }>`SELECT count(*) AS n FROM ${sql(name)}`, ([row]) => [name, row?.n ?? 0] as const)
  )
  const problems = count > mostChecked ? [] : yield* (yield* Store).check
  const filled: Filled = {
    newPerSecond,
    changedPerSecond,
    unchangedPerSecond,
    bytesPerOrder: statSync(file).size / count,
    rows: Object.fromEntries(rows),
    residentBytes: rss,
    problems: problems.length
  }
  console.log(JSON.stringify(filled))
})

NodeRuntime.runMain(Effect.scoped(Effect.provide(program, storeOf(file))))
