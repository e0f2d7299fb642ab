/**
 * Orders of Wshoto (微盛) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createWshotoClient`. By configuration: `adapter`.
 */
import { type ClientInput, defineAdapter } from "@huidan/adapter-kit"
import type { OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import { accessToken } from "./Auth.ts"
import { envelope } from "./Errors.ts"
import { manifest } from "./Manifest.ts"
import { mallOrderDetail } from "./mallOrderDetail/Operation.ts"
import { WshotoOptions } from "./Options.ts"

/** The adapter as a service. */
export class Wshoto extends Context.Service<Wshoto, OrderAdapter>()("@huidan/adapter-wshoto/Wshoto") {}

const wshoto = defineAdapter({
  manifest,
  Options: WshotoOptions,
  Service: Wshoto,
  baseUrl: "https://open.wshoto.com",
  envelope,
  operations: [mallOrderDetail],
  token: accessToken,
  calls: (shop) => ({ getOrder: (orderId) => shop.order(mallOrderDetail, orderId, orderId) })
})

/** What an app loads by package name. */
export const adapter = wshoto.adapter

/**
 * The adapter of one Wshoto shop. Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `appSecret`
 * fails the first call with `Configuration`. Source: open.wshoto.com, 获取订单详情.
 */
export const make = wshoto.make

/** The adapter of one shop as a layer. */
export const layer = wshoto.layer

/** As `layer`, with options from configuration: `WSHOTO_APP_ID`, `WSHOTO_APP_SECRET`, or another prefix than `WSHOTO`. */
export const layerConfig = wshoto.layerConfig

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createWshotoClient = wshoto.createClient

/** What `createWshotoClient` takes: secrets as text. */
export type WshotoClientOptions = ClientInput<typeof WshotoOptions, typeof manifest>

export * from "@huidan/adapter-kit/client"
export { manifest, WshotoOptions }
