/** The shops of the configuration as the store has them. */
import { type AdapterError, type Label, type OrderAdapter, orderKey } from "@huidan/core"
import { makeShopSync, type ShopName, type ShopSync } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import { type Configuration, noShop } from "../configuration/ConfigurationFile.ts"
import { openForCalls } from "../configuration/openShop.ts"
import { shopSettings } from "../configuration/StoreSettings.ts"
import { loadShops, type Shop } from "../configuration/selectShops.ts"
import type { Failure, Run } from "../Run.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"
import { type CountedAdapter, countQuotas } from "./countQuotas.ts"
import type { Writing } from "./openStore.ts"
import { storeFailed } from "./StoreFailed.ts"
import { storePath } from "./storeFile.ts"

/** A shop of the configuration, or why its adapter cannot be loaded. */
export interface ConfiguredShop {
  readonly name: string
  readonly loaded: Result.Result<{ readonly shop: Shop; readonly stored: ShopName }, UsageError | AdapterError>
}

/** A shop that can be read, or why it cannot. */
export interface SyncableShop {
  readonly name: string
  /** How the store names it; `null` if its adapter cannot be loaded. */
  readonly stored: ShopName | null
  /** The name of its platform; `null` if its adapter cannot be loaded. */
  readonly platformName: Label | null
  readonly opened: Result.Result<OpenShop, Failure>
}

export interface OpenShop {
  readonly adapter: OrderAdapter
  readonly sync: ShopSync
  /** What this process has used of the platform's quotas. */
  readonly quotas: CountedAdapter["quotas"]
}

/** The shops of the configuration; `wanted`: those of this platform, or else the shop of this name. */
export const configuredShops = Effect.fnUntraced(function* (
  configuration: Configuration,
  wanted: string | null
): Effect.fn.Return<ReadonlyArray<ConfiguredShop>, UsageError> {
  if (configuration.shops.length === 0) return yield* noShop(configuration)
  const results = yield* loadShops(configuration)
  const shops = configuration.shops.map(
    ({ name }, index): ConfiguredShop => ({ name, loaded: storedAs(results[index] ?? notLoaded(name)) })
  )
  const twice = storedTwice(shops)
  if (twice !== null) return yield* twice
  return yield* selectWanted(shops, wanted, platformOf)
})

/** Those of this platform, or else the one of this name; all if it is `null`. Fails if there is none. */
export const selectWanted = <S extends { readonly name: string }>(
  shops: ReadonlyArray<S>,
  wanted: string | null,
  platform: (shop: S) => string | null
): Effect.Effect<ReadonlyArray<S>, UsageError> => {
  if (wanted === null) return Effect.succeed(shops)
  const ofPlatform = shops.filter((shop) => platform(shop) === wanted)
  const selected = ofPlatform.length > 0 ? ofPlatform : shops.filter(({ name }) => name === wanted)
  return selected.length > 0
    ? Effect.succeed(selected)
    : Effect.fail(
        new UsageError({
          message: `There is no platform and no shop ${JSON.stringify(wanted)}`,
          advice: `There are the shops ${shops.map(({ name }) => name).join(", ")}.`
        })
      )
}

export const platformOf = ({ loaded }: ConfiguredShop): string | null => storedOf(loaded)?.platform ?? null

const storedOf = (loaded: ConfiguredShop["loaded"]): ShopName | null =>
  Result.match(loaded, { onSuccess: ({ stored }) => stored, onFailure: () => null })

const platformNameOf = (loaded: ConfiguredShop["loaded"]): Label | null =>
  Result.match(loaded, { onSuccess: ({ shop }) => shop.loaded.adapter.manifest.name, onFailure: () => null })

/**
 * Opens a shop for reading into the store of this configuration until the scope ends; `firstDays`: how far its first sync
 * reaches back.
 */
export const openSyncable = (
  { loaded, name }: ConfiguredShop,
  configuration: Configuration,
  { baseUrl }: Settings,
  firstDays: number | null
): Effect.Effect<SyncableShop, never, Run | Scope.Scope | Writing> =>
  Effect.gen(function* () {
    const { shop, stored } = yield* Effect.fromResult(loaded)
    const { adapter, quotas } = yield* countQuotas(
      openForCalls(settledAsSaid(shop), { baseUrl, shopId: Option.none() })
    )
    const settings = shopSettings(shop.entry, firstDays)
    const sync = yield* Effect.mapError(
      makeShopSync({ name: stored, adapter, settings }),
      storeFailed(storePath(configuration))
    )
    return { adapter, sync, quotas }
  }).pipe(
    Effect.result,
    Effect.map(
      (opened): SyncableShop => ({ name, stored: storedOf(loaded), platformName: platformNameOf(loaded), opened })
    )
  )

/** With the settle time that `sync` of the shop says, which is an option of every adapter that lists orders. */
const settledAsSaid = (shop: Shop): Shop => {
  const { options, sync } = shop.entry
  return sync?.settleSeconds == null || shop.loaded.adapter.manifest.capabilities.listOrders === null
    ? shop
    : { ...shop, entry: { ...shop.entry, options: { ...options, settleSeconds: sync.settleSeconds } } }
}

const storedAs = (loaded: Result.Result<Shop, UsageError | AdapterError>): ConfiguredShop["loaded"] =>
  Result.flatMap(loaded, (shop) => Result.map(storedName(shop), (stored) => ({ shop, stored })))

/** How the store names a shop: the platform's id of it, without which two shops could not be told apart. */
const storedName = ({ entry, loaded }: Shop): Result.Result<ShopName, UsageError> => {
  const { platform, shopOption } = loaded.adapter.manifest
  if (shopOption === null) return Result.succeed({ platform, shopId: "-" })
  const shopId = entry.options?.[shopOption]
  if (typeof shopId === "string" && shopId !== "") return Result.succeed({ platform, shopId })
  return Result.fail(
    new UsageError({
      message: `The shop ${entry.name} has no ${shopOption}, by which the store tells shops apart`,
      advice: `Set ${shopOption} in the \`options\` of the shop ${entry.name} in the configuration.`
    })
  )
}

const notLoaded = (name: string): Result.Result<never, UsageError> =>
  Result.fail(new UsageError({ message: `The shop ${name} was not loaded`, advice: "Start the command again." }))

/** Two shops of the configuration that are one shop of the platform. */
const storedTwice = (shops: ReadonlyArray<ConfiguredShop>): UsageError | null => {
  const names = new Map<string, string>()
  for (const { loaded, name } of shops) {
    if (Result.isFailure(loaded)) continue
    const { platform, shopId } = loaded.success.stored
    const key = orderKey(platform, shopId, "")
    const other = names.get(key)
    if (other !== undefined) {
      return new UsageError({
        message: `The shops ${other} and ${name} are the same shop of ${platform}`,
        advice: "Leave one of them in the configuration: the store follows a shop once."
      })
    }
    names.set(key, name)
  }
  return null
}
