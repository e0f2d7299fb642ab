/**
 * Orders of Xiaoe (小鹅通) as canonical orders.
 *
 * With Effect: `make`, `layer`, `layerConfig`. With promises: `createXiaoeClient`. By configuration: `adapter`.
 */
import { type ClientInput, defineAdapter } from "@huidan/adapter-kit"
import type { OrderAdapter } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { accessToken } from "./Auth.ts"
import { uncalledAfterSales } from "./afterSales/Operation.ts"
import { withAfterSales } from "./afterSales/Refunds.ts"
import { detail10 } from "./detail10/Operation.ts"
import { detail20 } from "./detail20/Operation.ts"
import { envelope } from "./Errors.ts"
import { list10, listOrders10 } from "./list10/Operation.ts"
import { list11 } from "./list11/Operation.ts"
import { list20, listOrders20 } from "./list20/Operation.ts"
import { manifest } from "./Manifest.ts"
import { XiaoeApi, XiaoeOptions } from "./Options.ts"
import { pushes } from "./push/Pushes.ts"

/** The adapter as a service. */
export class Xiaoe extends Context.Service<Xiaoe, OrderAdapter>()("@huidan/adapter-xiaoe/Xiaoe") {}

/** What the option `api` chooses from. List 1.0 filters by creation time only. */
const versions = {
  "1.0": {
    detail: detail10,
    list: list10,
    listOrders: listOrders10,
    capabilities: { listOrders: { by: ["created"], states: false } }
  },
  "2.0": { detail: detail20, list: list20, listOrders: listOrders20, capabilities: {} }
} as const satisfies Record<XiaoeApi, object>

const versionOf = ({ api = "2.0" }: XiaoeOptions) => versions[api]

/** The operations that an adapter with these options does not call. */
const uncalled = (options: XiaoeOptions): ReadonlyArray<string> => [
  ...Object.values(versions).flatMap((version) =>
    version === versionOf(options) ? [] : [version.detail.name, version.list.name]
  ),
  ...uncalledAfterSales(options)
]

/** `getOrder` also knows when refunds were requested. */
const withAfterSalesToo = {
  [detail20.name]: { carries: [...detail20.entry.carries, "/refunds/*/requestedAt"] }
}

/** What the option `listLimits` replaces of a list. */
const withPageSize = ({ entry: { paging }, name }: typeof list10 | typeof list20, { listLimits }: XiaoeOptions) =>
  listLimits?.pageSize === undefined || paging === null
    ? {}
    : { [name]: { paging: { ...paging, maxSize: listLimits.pageSize } } }

const xiaoe = defineAdapter({
  manifest,
  Options: XiaoeOptions,
  Service: Xiaoe,
  baseUrl: "https://api.xiaoe-tech.com",
  envelope,
  operations: [detail10, detail20, list10, list11, list20],
  token: accessToken,
  configured: (options) => ({
    calls: Object.keys(manifest.operations).filter((name) => !uncalled(options).includes(name)),
    capabilities: versionOf(options).capabilities,
    operations: {
      ...(options.afterSales === true ? withAfterSalesToo : {}),
      ...withPageSize(versionOf(options).list, options)
    }
  }),
  pushes,
  calls: (shop) => {
    const { detail, listOrders } = versionOf(shop.options)
    return {
      getOrder: (orderId) =>
        Effect.flatMap(shop.order(detail, orderId, orderId), (order) => withAfterSales(shop, order)),
      listOrders: (query) => listOrders(shop, query)
    }
  }
})

/** What an app loads by package name. */
export const adapter = xiaoe.adapter

/**
 * The adapter of one Xiaoe shop. Uses the `HttpClient` of its context, else `fetch`. A missing `appId` or `clientSecret`
 * fails the first call with `Configuration`.
 *
 * `getOrder` reads detail 2.0 and `listOrders` list 2.0, or both version 1.0 by the option `api`; list 1.0 filters by
 * creation time only. With `afterSales`, which needs 2.0, `getOrder` also reads the order's after-sales, and with
 * `afterSaleParameter` the detail of each. `receivePush` needs `pushToken` and `pushKey`, and remembers in the `PushLog` of
 * its context which messages were handled. Source: api-doc.xiaoe-tech.com.
 */
export const make = xiaoe.make

/** The adapter of one shop as a layer. Several shops are several layers, each provided to its own part of a program. */
export const layer = xiaoe.layer

/**
 * As `layer`, with options from configuration: `XIAOE_APP_ID`, `XIAOE_CLIENT_ID`, `XIAOE_CLIENT_SECRET`, `XIAOE_API`, and
 * so on, or another prefix than `XIAOE`.
 */
export const layerConfig = xiaoe.layerConfig

/**
 * A client with promises. Private text is masked and the raw answer left out, unless `reveal` and `raw` say otherwise.
 * Promises reject with `AdapterError`.
 */
export const createXiaoeClient = xiaoe.createClient

/** What `createXiaoeClient` takes: secrets as text. */
export type XiaoeClientOptions = ClientInput<typeof XiaoeOptions, typeof manifest>

export * from "@huidan/adapter-kit/client"
export { manifest, XiaoeApi, XiaoeOptions }
