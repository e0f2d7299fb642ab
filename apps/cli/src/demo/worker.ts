/**
 * The worker of the demo: keeps the orders of the simulated shops in a store until it is killed, or until every change is
 * stored. It prints how many orders the store has.
 */
import { text } from "node:stream/consumers"
import { visibleText } from "@huidan/core"
import { layerSqlite, layerStoreWriter, makeShopSync, type ShopSync, Store } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Schema from "effect/Schema"
import * as SqlClient from "effect/sql/SqlClient"
import { demoSettings, nameOf, openAdapter, storeFile, WorkerTask } from "./shopsOfDemo.ts"

const work = ({ configuration, ends, shops }: WorkerTask) =>
  Effect.gen(function* () {
    const store = yield* Store
    const synced = yield* Effect.forEach(shops, (shop) =>
      Effect.gen(function* () {
        const adapter = yield* openAdapter(configuration, shop)
        const sync = yield* makeShopSync({ name: nameOf(shop), adapter, settings: demoSettings })
        if (!sync.door.pushes && sync.door.listsBy === null) yield* sync.want(shop.numbers)
        return sync
      })
    )
    yield* Effect.forkScoped(Effect.forever(Effect.andThen(Effect.sleep("50 millis"), tellCount)))
    if (!ends) return yield* Effect.forEach(synced, ({ run }) => run, { concurrency: "unbounded", discard: true })
    // An order that changed lately is asked for once more.
    while (yield* Effect.map(passOver(synced), (changed) => changed > 0)) yield* Effect.sleep("2 seconds")
    yield* tellCount
    return store
  })

/** How many orders changed, or are still to be asked for. */
const passOver = (synced: ReadonlyArray<ShopSync>) =>
  Effect.map(
    Effect.forEach(synced, ({ catchUp }) => catchUp, { concurrency: "unbounded" }),
    (passes) => passes.reduce((sum, { backfill, details, live }) => sum + live.changed + backfill.changed + details, 0)
  )

const tellCount = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql<{ orders: number }>`SELECT count(*) AS orders FROM orders`
  yield* Effect.sync(() => process.stdout.write(`${row?.orders ?? 0}\n`))
})

const program = Effect.gen(function* () {
  const task = yield* Schema.decodeEffect(WorkerTask)(yield* Effect.promise(() => text(process.stdin)))
  const store = layerStoreWriter({ masterKey: null, name: "huidan demo", lease: "1 second", wait: true })
  yield* Effect.scoped(work(task)).pipe(
    Effect.provide(store.pipe(Layer.provideMerge(layerSqlite({ file: storeFile(task.folder), readers: 0 }))))
  )
}).pipe(Effect.provide(Logger.layer([])))

const exit = await Effect.runPromiseExit(program)
if (exit._tag === "Failure") {
  const [reason] = exit.cause.reasons
  process.stderr.write(`${reason?._tag === "Fail" ? visibleText(reason.error.message) : "an unexpected fault"}\n`)
}
process.exitCode = exit._tag === "Success" ? 0 : 1
