/** Shops of simulated platforms on this machine, and folders in which the command follows them into a store. */

import { fileURLToPath } from "node:url"
import { type Sandbox, startSandbox } from "@huidan/sandbox"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import { afterAll, beforeAll } from "vitest"
import { makeWorkspaceFolder, type Outcome, runHuidan } from "./runHuidan.ts"

const folder = fileURLToPath(new URL("../../..", import.meta.url))

/** 32 bytes. */
export const storeKey = "0f".repeat(32)

/** A few orders, so that a sync takes a moment only. */
const orders = 12

/** The orders of the platforms are of May 2024. */
const daysSinceOrders = () => Math.ceil((Date.now() - Date.UTC(2024, 3, 1)) / 86_400_000)

export interface StoreShops {
  readonly sandbox: () => Sandbox
  /** A new folder whose configuration has these shops, one for each platform, and these other members. */
  readonly makeFolder: (platforms: ReadonlyArray<string>, more?: object) => string
  /** The secrets of the shops, and the key of the store. */
  readonly environment: () => Readonly<Record<string, string>>
  /** Runs the command in such a folder. */
  readonly run: (folder: string, args: ReadonlyArray<string>, input?: string) => Promise<Outcome>
}

/** The ids by which the store tells the shops apart. */
export const shopIdOf = (sandbox: Sandbox, platform: string): string =>
  sandbox.shops.find((shop) => shop.platform === platform)?.twin.definition.limits.shop.id ?? ""

/** Starts the platforms before the tests of the file, and stops them after. */
export const useStoreShops = (): StoreShops => {
  const scope = Scope.makeUnsafe()
  let started: Sandbox | undefined
  const sandbox = (): Sandbox => {
    if (started === undefined) throw new Error("the sandbox has not started")
    return started
  }
  const shopOf = (platform: string) => {
    const found = sandbox().shops.find((shop) => shop.platform === platform)
    if (found === undefined) throw new Error(`there is no ${platform}`)
    return found
  }
  const makeFolder: StoreShops["makeFolder"] = (platforms, more = {}) =>
    makeWorkspaceFolder({
      shops: platforms.map((platform) => ({
        name: `my-${platform}`,
        adapter: shopOf(platform).package,
        options: {
          ...shopOf(platform).shopOptions.options,
          ...(platform === "doudian" ? { shopId: shopIdOf(sandbox(), platform) } : {})
        },
        sync: { replicaLagSeconds: 0, firstDays: daysSinceOrders() }
      })),
      ...more
    })
  const environment = () => ({
    HUIDAN_STORE_KEY: storeKey,
    ...Object.fromEntries(
      sandbox().shops.flatMap(({ platform, shopOptions }) =>
        Object.entries(shopOptions.secrets).map(([option, secret]) => [
          `HUIDAN_MY_${platform.toUpperCase()}_${option.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`,
          secret
        ])
      )
    )
  })
  beforeAll(async () => {
    const packages = ["@huidan/adapter-xiaoe", "@huidan/adapter-wshoto", "@huidan/adapter-doudian"]
    started = await Effect.runPromise(startSandbox({ packages, folder, orders }).pipe(Scope.provide(scope)))
  }, 120_000)
  afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  return {
    sandbox,
    makeFolder,
    environment,
    run: (cwd, args, input = "") => runHuidan(args, { folder: cwd, env: environment(), input })
  }
}
