/** The shops of the matrix: every adapter of the workspace that calls its platform, in front of that platform's twin. */
import { join } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import type { TwinDefinition } from "@huidan/conformance"
import type { AdapterPackage, Json } from "@huidan/core"
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

/** How an operation comes to be called, where that is not the adapter's first choice. */
export interface Way {
  /** Options beside the twin's own. */
  readonly options?: Readonly<Record<string, Json>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly listsBy?: "created" | "updated"
  /** Decrypts an order of this operation's answer, instead of reading one. */
  readonly decrypts?: string
  /** Requests to other operations, beside one for a token, that the call makes before. */
  readonly requestsBefore?: number
  /** A call is made first, and so many seconds pass before the one that counts. */
  readonly secondsAfterFirstCall?: number
}

const official: Way = {
  options: { door: "official", appId: "7240601000000000001", shopId: "20240601" },
  secrets: { appSecret: "doudian-twin-secret" }
}

const ways: Readonly<Record<string, Way>> = {
  "xiaoe order.detail@1.0": { options: { api: "1.0" } },
  "xiaoe after_sale.list": { options: { afterSales: true }, requestsBefore: 1 },
  "xiaoe order.list@1.0": { options: { api: "1.0" }, listsBy: "created" },
  "doudian fengchao.trade.list": { listsBy: "created" },
  "doudian order.orderDetail": official,
  "doudian order.searchList": official,
  "doudian order.batchDecrypt": { ...official, decrypts: "order.orderDetail" },
  "doudian token.create": official,
  // A token of seven days is refreshed when a tenth of its life is left.
  "doudian token.refresh": { ...official, secondsAfterFirstCall: 6.5 * 86_400 }
}

export const wayTo = (platform: string, operation: string): Way => ways[`${platform} ${operation}`] ?? {}

/** The operations of a platform with tokens that are signed instead. */
const signedOperations = /^doudian fengchao\./

export const needsToken = ({ platform, twin }: Shop, operation: string): boolean =>
  twin.token !== null && !signedOperations.test(`${platform} ${operation}`)

/** The operations that the adapter calls. */
export const calledOperations = ({ adapter: { manifest } }: Shop): ReadonlyArray<string> =>
  Object.keys(manifest.operations).filter((operation) => manifest.operations[operation]?.use === "call")

/** The twin's own name of an operation: they may differ, the address may not. */
export const twinOperation = ({ adapter: { manifest }, twin }: Shop, operation: string): string | undefined => {
  const wanted = manifest.operations[operation]
  return Object.entries(twin.operations).find(
    ([, { endpoint }]) => endpoint !== null && endpoint.path === wanted?.path && endpoint.method === wanted.method
  )?.[0]
}
