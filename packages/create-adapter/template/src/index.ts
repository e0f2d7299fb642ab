/**
 * Orders of 示例平台 (Example Platform) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createExampleClient`. By configuration: `adapter`.
 */
import { type ClientInput, defineAdapter } from "@huidan/adapter-kit"
import type { OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import { accessToken } from "./Auth.ts"
import { envelope } from "./Errors.ts"
import { manifest } from "./Manifest.ts"
import { ExampleOptions } from "./Options.ts"
import { orderDetail } from "./orderDetail/Operation.ts"
import { listOrders, orderList } from "./orderList/Operation.ts"

/** The adapter as a service. */
export class ExampleOrders extends Context.Service<ExampleOrders, OrderAdapter>()(
  "huidan-adapter-example/ExampleOrders"
) {}

const defined = defineAdapter({
  manifest,
  Options: ExampleOptions,
  Service: ExampleOrders,
  baseUrl: "https://open.example.invalid",
  envelope,
  operations: [orderDetail, orderList],
  token: accessToken,
  calls: (shop) => ({
    getOrder: (orderId) => shop.order(orderDetail, orderId, orderId),
    listOrders: (query) => listOrders(shop, query)
  })
})

/** What an app loads by package name. */
export const adapter = defined.adapter

/**
 * The adapter of one shop of 示例平台. Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or
 * `appSecret` fails the first call with `Configuration`.
 */
export const make = defined.make

/** The adapter of one shop as a layer. */
export const layer = defined.layer

/** As `layer`, with options from configuration: `EXAMPLE_APP_ID`, `EXAMPLE_APP_SECRET`, or another prefix than `EXAMPLE`. */
export const layerConfig = defined.layerConfig

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createExampleClient = defined.createClient

/** What `createExampleClient` takes: secrets as text. */
export type ExampleClientOptions = ClientInput<typeof ExampleOptions, typeof manifest>

export * from "@huidan/adapter-kit/client"
export { ExampleOptions, manifest }
