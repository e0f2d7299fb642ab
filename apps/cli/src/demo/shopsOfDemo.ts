/** What the demo tells its worker: the file of the store, and the simulated shops. */
import { join } from "node:path"
import type { OrderAdapter } from "@huidan/core"
import type { ShopName, ShopSettings } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { loadAdapter } from "../configuration/loadAdapter.ts"

const DemoShop = Schema.Struct({
  package: Schema.String,
  platform: Schema.String,
  shopId: Schema.String,
  /** Options and secrets of the adapter. The secrets are made up, as the shop is. */
  options: Schema.Record(Schema.String, Schema.Json),
  /** The numbers of its orders, for a platform without lists; else empty. */
  numbers: Schema.Array(Schema.String)
})
export interface DemoShop extends Schema.Schema.Type<typeof DemoShop> {}

/** What the worker reads from its standard input. */
export const WorkerTask = Schema.fromJsonString(
  Schema.Struct({
    folder: Schema.String,
    configuration: Schema.String,
    shops: Schema.Array(DemoShop),
    /** Whether to end when every change is in the store; if not, it follows the shops until it is killed. */
    ends: Schema.Boolean
  })
)
export type WorkerTask = typeof WorkerTask.Type

export const storeFile = (folder: string): string => join(folder, "huidan.db")

export const nameOf = ({ platform, shopId }: DemoShop): ShopName => ({ platform, shopId })

/** The sandbox has one clock, no replicas that lag, and lists that are right after a second. */
export const demoSettings: ShopSettings = {
  replicaLag: 0,
  pollInterval: "500 millis",
  concurrency: 8,
  firstSync: "35 days"
}

export const openAdapter = Effect.fnUntraced(function* (configuration: string, shop: DemoShop) {
  const { adapter } = yield* loadAdapter(configuration, shop.package)
  const lists = adapter.manifest.capabilities.listOrders !== null
  const options = lists ? { ...shop.options, settleSeconds: 1 } : shop.options
  const opened: OrderAdapter = yield* adapter.make(yield* Schema.decodeUnknownEffect(adapter.Options)(options))
  return opened
})
