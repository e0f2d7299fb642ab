/**
 * The demo that ends by itself: a sandbox of simulated platforms lives, a worker keeps its orders in a store and is killed
 * twice, and then the store is compared with the sandbox.
 */
import { visibleText } from "@huidan/core"
import type { Sandbox } from "@huidan/sandbox"
import { layerSqlite, layerStore, Store } from "@huidan/sync"
import * as Console from "effect/Console"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { fitted } from "../output/table.ts"
import { agreementOf } from "./agreement.ts"
import { oneOrderLines, orderLines, type Refused, refusedLines, type StateTotals, totalLines } from "./demoReport.ts"
import { ordersPerPlatform, progress, startDemoSandbox, temporaryFolder } from "./demoSandbox.ts"
import { runWorker } from "./runWorker.ts"
import { type DemoShop, openAdapter, storeFile, type WorkerTask } from "./shopsOfDemo.ts"

/** The store does not have what the sandbox has. */
export class StoreDiffers extends Data.TaggedError("StoreDiffers")<{ readonly message: string }> {}

const changesPerMinute = 300
const latestOrders = 10
/** The width of the output. */
const columns = 80

/** Fails unless store and sandbox agree, and every poisoned row is refused. */
export const runOnce = Effect.fnUntraced(function* (configuration: Configuration) {
  const folder = yield* temporaryFolder
  const sandbox = yield* startDemoSandbox(configuration, changesPerMinute)
  const platforms = sandbox.shops.length
  yield* progress(`${platforms} simulated platforms run at ${sandbox.url}; their orders change.`)
  const taskOf = (ends: boolean): WorkerTask => ({
    folder,
    configuration: configuration.path,
    shops: sandbox.shops.map(({ package: name, platform, shopOptions, twin }): DemoShop => {
      const { shopId } = twin.truth()
      const numbers = twin.definition.finds === "list" ? [] : twin.orders().map(({ orderId }) => orderId)
      const poisoned = twin.definition.finds === "list" ? [] : twin.poisoned().map(({ orderId }) => orderId)
      const options = { ...shopOptions.options, ...shopOptions.secrets }
      return { package: name, platform, shopId, options, numbers: [...numbers, ...poisoned] }
    }),
    ends
  })
  const all = ordersPerPlatform * platforms
  for (const share of [1 / 3, 2 / 3]) {
    const killed = yield* runWorker(taskOf(false), (orders) => orders >= all * share)
    if (killed) {
      yield* progress(`The worker was killed when the store had ${Math.ceil(all * share)} orders. It starts again.`)
    }
  }
  yield* sandbox.stopChanges
  yield* progress("The orders change no more. The worker reads what is left.")
  yield* runWorker(taskOf(true), () => false)
  yield* Effect.provide(
    report(sandbox.shops, taskOf(true)),
    layerStore({ masterKey: null }).pipe(Layer.provideMerge(layerSqlite({ file: storeFile(folder), readers: 0 })))
  )
})

type Shops = Sandbox["shops"]

const report = Effect.fnUntraced(function* (shops: Shops, task: WorkerTask) {
  const store = yield* Store
  const agreements = yield* Effect.forEach(task.shops, (shop, index) =>
    Effect.gen(function* () {
      const twin = shops[index]?.twin
      if (twin === undefined) return []
      const { manifest } = yield* openAdapter(task.configuration, shop)
      return [yield* agreementOf(store, shop, twin, manifest)]
    })
  ).pipe(Effect.map((found) => found.flat()))
  const truths = shops.map(({ twin }) => twin.truth())
  const totals = totalLines(agreements, (platform) => totalsOf(truths, platform))
  const refused = yield* refusedRows
  const poisoned = truths.reduce((sum, truth) => sum + truth.poisoned.length, 0)
  const found = yield* store.check
  const wrong = agreements.flatMap(({ wrong: orders }) => orders)
  const count = agreements.reduce((sum, { orders }) => sum + orders.length, 0)
  const fields = agreements.reduce((sum, agreement) => sum + agreement.fields, 0)
  const rows = refused.reduce((sum, each) => sum + each.rows, 0)
  const isWhole = wrong.length === 0 && totals.agrees && found.length === 0 && rows === poisoned
  const differs = `${wrong.length} orders differ (${wrong.slice(0, 3).join("; ")}), totals ${totals.agrees ? "agree" : "differ"}, ${found.length} findings of the check, ${rows} of ${poisoned} poisoned rows refused`
  yield* Console.log(
    isWhole
      ? `Store and sandbox agree: ${count} orders of ${agreements.length} platforms, ${fields} fields.
The worker was killed twice while it synced; nothing was lost or doubled.
All ${poisoned} poisoned rows were refused and kept for replay.`
      : "Store and sandbox do not agree."
  )
  yield* print("Totals of the store, compared with the sandbox's", totals.lines)
  yield* print(`The latest ${latestOrders} orders of all platforms`, orderLines(agreements, latestOrders))
  yield* print("One order in full", oneOrderLines(agreements, columns))
  yield* print("Refused, and why (the sandbox sends a few poisoned rows)", refusedLines(refused))
  if (!isWhole) return yield* new StoreDiffers({ message: `the store is not what the sandbox has: ${differs}` })
})

/** Rows of lists that could not be decoded, and orders that could not be read by number. */
const refusedRows = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  return yield* sql<Refused>`
    SELECT s.platform, count(*) AS rows, q.message AS why FROM quarantine q JOIN shops s ON s.id = q.shop
    GROUP BY s.platform, q.message
    UNION ALL
    SELECT s.platform, count(*), 'an order that cannot be read by number: ' || w.parked FROM wants w
    JOIN shops s ON s.id = w.shop WHERE w.parked IS NOT NULL GROUP BY s.platform, w.parked`
})

const totalsOf = (
  truths: ReadonlyArray<ReturnType<Shops[number]["twin"]["truth"]>>,
  platform: string
): ReadonlyMap<string, StateTotals> =>
  new Map(Object.entries(truths.find((truth) => truth.platform === platform)?.all.byState ?? {}))

const print = (title: string, lines: ReadonlyArray<string>) =>
  Console.log(["", title, "", ...lines.map((line) => fitted(visibleText(line), columns))].join("\n"))
