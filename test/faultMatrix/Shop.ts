/** The shops of the matrix: every adapter of the workspace with its platform's twin. */
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { TwinDefinition, TwinError } from "@huidan/conformance"
import type { AdapterPackage } from "@huidan/core"
import { adaptersOf, readWorkspace } from "../../scripts/support/workspace.ts"

export interface Shop {
  readonly platform: string
  readonly adapter: AdapterPackage
  readonly twin: TwinDefinition
}

const root = fileURLToPath(new URL("../..", import.meta.url))

export const readShops = (): Promise<ReadonlyArray<Shop>> =>
  Promise.all(
    adaptersOf(readWorkspace(root)).map(async ({ path }): Promise<Shop> => {
      const load = (file: string) => import(/* @vite-ignore */ pathToFileURL(join(path, "dist", file)).href)
      const { adapter }: { readonly adapter: AdapterPackage } = await load("src/index.js")
      const { twin }: { readonly twin: TwinDefinition } = await load("twin/index.js")
      return { platform: adapter.manifest.platform, adapter, twin }
    })
  )

/** How to make an adapter call an operation that it does not call by default. */
export interface Way {
  /** The name of one of the twin's doors. */
  readonly door?: string
  readonly listsBy?: "created" | "updated"
  /** Index of the shop's order to ask for, if the first one does not lead to the operation; default 0. */
  readonly order?: number
  /** Decrypts an order of this operation's answer, instead of reading one. */
  readonly decrypts?: string
  /** Requests to other operations that the call makes before, without the one for a token. */
  readonly requestsBefore?: number
  /** Requests to the operation that find the end of a list: the empty last page of one that states no total. */
  readonly requestsAtEnd?: number
  /** Another call is made first, this many seconds before the one that counts. */
  readonly secondsAfterFirstCall?: number
}

const official: Way = { door: "official" }

const ways: Readonly<Record<string, Way>> = {
  "xiaoe order.detail@1.0": { door: "version 1.0" },
  "xiaoe after_sale.list": { door: "after-sales", requestsBefore: 1 },
  // The second order has one after-sale.
  "xiaoe after_sale.detail": { door: "after-sale details", order: 1, requestsBefore: 2 },
  "xiaoe order.list@1.0": { door: "version 1.0", listsBy: "created", requestsAtEnd: 1 },
  "doudian fengchao.trade.list": { listsBy: "created" },
  "doudian order.orderDetail": official,
  "doudian order.searchList": official,
  "doudian order.batchDecrypt": { ...official, decrypts: "order.orderDetail" },
  "doudian token.create": official,
  // A token of seven days is refreshed when a tenth of its lifetime is left.
  "doudian token.refresh": { ...official, secondsAfterFirstCall: 6.5 * 86_400 }
}

export const wayTo = (platform: string, operation: string): Way => ways[`${platform} ${operation}`] ?? {}

/** The options and secrets of a door that differ from those of the twin's first door. */
export const optionsOf = ({ twin }: Shop, { door }: Way) => {
  const { options = {}, secrets = {} } = twin.doors?.find(({ name }) => name === door) ?? {}
  return { ...options, ...secrets }
}

/** Operations that are signed and need no token, although other operations of the platform need one. */
const signedOperations = /^doudian fengchao\./

export const needsToken = ({ platform, twin }: Shop, operation: string): boolean =>
  twin.token !== null && !signedOperations.test(`${platform} ${operation}`)

/** The operations that the adapter calls. */
export const calledOperations = ({ adapter: { manifest } }: Shop): ReadonlyArray<string> =>
  Object.keys(manifest.operations).filter((operation) => manifest.operations[operation]?.use === "call")

/** The twin's name of an operation. Names may differ between adapter and twin, but method and path are the same. */
export const twinOperation = ({ adapter: { manifest }, twin }: Shop, operation: string): string | undefined => {
  const wanted = manifest.operations[operation]
  return Object.entries(twin.operations).find(
    ([, { endpoint }]) => endpoint !== null && endpoint.path === wanted?.path && endpoint.method === wanted.method
  )?.[0]
}

/** The error codes of the platform's documents for this operation of the adapter. */
export const errorsOf = (shop: Shop, operation: string): ReadonlyArray<TwinError> =>
  shop.twin.operations[twinOperation(shop, operation) ?? ""]?.errors ?? []
