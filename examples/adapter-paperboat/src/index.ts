/**
 * Orders of Paper Boat (纸船) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createPaperboatClient`. By configuration: `adapter`.
 */
import { type ClientInput, defineAdapter } from "@huidan/adapter-kit"
import type { OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import { envelope } from "./Errors.ts"
import { manifest } from "./Manifest.ts"
import { PaperboatOptions } from "./Options.ts"
import { orderDetail } from "./orderDetail/Operation.ts"
import { listOrders, orderList } from "./orderList/Operation.ts"
import { pushes } from "./push/Pushes.ts"

/** The adapter as a service. */
export class Paperboat extends Context.Service<Paperboat, OrderAdapter>()("huidan-adapter-paperboat/Paperboat") {}

const paperboat = defineAdapter({
  manifest,
  Options: PaperboatOptions,
  Service: Paperboat,
  baseUrl: "https://open.paperboat.example",
  // The platform counts requests by application, not by shop.
  account: ({ key }) => key ?? null,
  envelope,
  operations: [orderDetail, orderList],
  pushes,
  calls: (shop) => ({
    getOrder: (orderId) => shop.order(orderDetail, orderId, orderId),
    listOrders: (query) => listOrders(shop, query)
  })
})

/** What an app loads by package name. */
export const adapter = paperboat.adapter

/**
 * The adapter of one Paper Boat shop. Uses the `HttpClient` of its context, else `fetch`, and remembers in the `PushLog` of
 * its context which messages were handled. A missing `shopId`, `key` or `secret` fails the first call with `Configuration`, a missing
 * `pushSecret` the first push. Source: PLATFORM.md.
 */
export const make = paperboat.make

/** The adapter of one shop as a layer. */
export const layer = paperboat.layer

/**
 * As `layer`, with options from configuration: `PAPERBOAT_SHOP_ID`, `PAPERBOAT_KEY`, `PAPERBOAT_SECRET`,
 * `PAPERBOAT_PUSH_SECRET`, or another prefix than `PAPERBOAT`.
 */
export const layerConfig = paperboat.layerConfig

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createPaperboatClient = paperboat.createClient

/** What `createPaperboatClient` takes: secrets as text. */
export type PaperboatClientOptions = ClientInput<typeof PaperboatOptions, typeof manifest>

export * from "@huidan/adapter-kit/client"
export { manifest, PaperboatOptions }
