/**
 * Reads of a store that is filled: how long each takes, how many index rows one may read, and how long the event loop waits
 * meanwhile. Writes them to the standard output, as JSON. `node bench/store/reads.ts FILE TIMES`.
 */
import { monitorEventLoopDelay } from "node:perf_hooks"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { type OrderFilter, type Position, Store } from "../../packages/sync/src/index.ts"
import { storeOf } from "./openStore.ts"

export interface MeasuredReads {
  /** The 99th percentile of each read that an index serves whole, in milliseconds. */
  readonly served: Readonly<Record<string, number>>
  /** That of reads that may stop before they have all that was asked for. */
  readonly bounded: Readonly<Record<string, number>>
  /** The longest time for which the event loop waited, the least of several rounds, in milliseconds. */
  readonly longestWait: number
  /** The most index rows that a page of a filter without an index went past. */
  readonly mostIndexRows: number
}

const [, , file = "", times = "0"] = process.argv
type Reads = Readonly<Record<string, (round: number) => Effect.Effect<unknown, unknown>>>

const rounds = Number(times)
const pageSize = 50

const program = Effect.gen(function* () {
  const store = yield* Store
  const sql = yield* SqlClient.SqlClient
  const shops = yield* store.shops(0, 10, Date.now())
  const shop = shops[0] ?? { platform: "", shopId: "" }
  const [range] = yield* sql<{ least: number; most: number }>`
    SELECT (SELECT min(created) FROM orders) AS least, (SELECT max(created) FROM orders) AS most`
  const { least, most } = range ?? { least: 0, most: 0 }
  /** Another place of the period in each round. */
  const at = (round: number) => Math.round(least + ((most - least) * ((round * 7919) % rounds)) / rounds)
  const page = (filter: OrderFilter) => (round: number) =>
    store.orders(filter, round % 2 === 0 ? null : { at: at(round), id: Number.MAX_SAFE_INTEGER }, pageSize)
  const [title] = yield* sql<{ title: string }>`SELECT title FROM orders WHERE title IS NOT NULL LIMIT 1`
  const word = (title?.title ?? "").slice(0, 4)
  const numbers = (round: number) =>
    Effect.map(page({})(round), ({ rows }) => rows.map(({ orderId }) => orderId).concat("unknown"))
  const indexed: Reads = {
    "by creation": page({}),
    "by shop": page({ shop }),
    "by trade": page({ trade: "completed" }),
    "by change": (round) =>
      store.orders({ sequence: "changed" }, round % 2 === 0 ? null : { at: Number.MAX_SAFE_INTEGER, id: 1 }, pageSize),
    "by after-sale": page({ afterSale: "refunded" }),
    "by shop in a period": (round) => store.orders({ shop, createdFrom: at(round) }, null, pageSize),
    "50 numbers": (round) => Effect.flatMap(numbers(round), store.find),
    "sums of a month": () => store.days("2024-01-01", "2024-01-31", null),
    shops: () => store.shops(0, 50, Date.now())
  }
  const others: Reads = {
    "a shop, a state and a kind that none has": page({ shop, trade: "completed", kind: "membership" }),
    "a kind that none has": page({ kind: "voucher" }),
    "a word of a title": () => store.search(word, {}, null, pageSize),
    "a word, of a kind that none has": () => store.search(word, { kind: "membership" }, null, pageSize)
  }
  const percentiles = (reads: Reads) =>
    Effect.map(
      Effect.forEach(Object.entries(reads), ([name, read]) =>
        Effect.gen(function* () {
          yield* read(0)
          const durations: Array<number> = []
          for (let round = 0; round < rounds; round++) {
            const start = performance.now()
            yield* read(round)
            durations.push(performance.now() - start)
          }
          const sorted = durations.toSorted((one, other) => one - other)
          return [name, sorted[Math.floor(sorted.length * 0.99)] ?? 0] as const
        })
      ),
      (entries): Readonly<Record<string, number>> => Object.fromEntries(entries)
    )
  const [served, bounded] = [yield* percentiles(indexed), yield* percentiles(others)]
  const delay = monitorEventLoopDelay({ resolution: 2 })
  let longestWait = Number.POSITIVE_INFINITY
  // Several slow reads at once while the event loop only waits.
  for (let round = 0; round < 5; round++) {
    delay.reset()
    delay.enable()
    yield* Effect.forEach(Object.values(others), (read) => read(1), { concurrency: "unbounded" })
    delay.disable()
    longestWait = Math.min(longestWait, delay.max / 1e6)
  }
  const measured: MeasuredReads = {
    served,
    bounded,
    longestWait,
    mostIndexRows: yield* mostIndexRows(sql, store)
  }
  console.log(JSON.stringify(measured))
})

/** Follows a filter that no order fits, and counts what lies between the ends of its pages. */
const mostIndexRows = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, store: Store["Service"]) {
  let most = 0
  let after: Position | null = null
  for (let page = 0; page < 5; page++) {
    const { next }: { readonly next: Position | null } = yield* store.orders({ kind: "voucher" }, after, pageSize)
    if (next === null) break
    const from: Position = after ?? { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }
    const [row] = yield* sql<{ n: number }>`
      SELECT count(*) AS n FROM orders WHERE (created, id) < (${from.at}, ${from.id})
        AND (created, id) >= (${next.at}, ${next.id})`
    most = Math.max(most, row?.n ?? 0)
    after = next
  }
  return most
})

NodeRuntime.runMain(Effect.scoped(Effect.provide(program, storeOf(file))))
