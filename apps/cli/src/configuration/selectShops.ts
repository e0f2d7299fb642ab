/** Which shops a command is about. */
import type { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"
import { type Configuration, noShop, readConfiguration, type ShopEntry } from "./ConfigurationFile.ts"
import { type LoadedAdapter, loadAdapter } from "./loadAdapter.ts"

export interface Shop {
  readonly entry: ShopEntry
  readonly loaded: LoadedAdapter
}

/**
 * The shops of a platform, else the one of that name.
 *
 * An adapter that cannot be loaded is no hindrance to the shops of the others.
 */
export const selectShops = Effect.fnUntraced(function* (settings: Settings, wanted: string) {
  const configuration = yield* readConfiguration(settings.configurationFile)
  if (configuration.shops.length === 0) return yield* noShop(configuration)
  const shops = yield* loadShops(configuration)
  const loaded = shops.flatMap((shop) => (Result.isSuccess(shop) ? [shop.success] : []))
  const ofPlatform = loaded.filter((shop) => shop.loaded.adapter.manifest.platform === wanted)
  const selected = ofPlatform.length > 0 ? ofPlatform : loaded.filter((shop) => shop.entry.name === wanted)
  const [first, ...others] = selected
  if (first !== undefined) return [first, ...others] as const
  const failure = shops.find(Result.isFailure)
  if (failure !== undefined) return yield* failure.failure
  return yield* new UsageError({
    message: `No shop of the configuration ${configuration.path} is of the platform ${JSON.stringify(wanted)} or has this name`,
    advice: `It has ${loaded.map(described).join(", ")}.`
  })
})

const described = ({ entry, loaded }: Shop): string => `${loaded.adapter.manifest.platform} (shop ${entry.name})`

/** Every shop of the configuration with its adapter, or why that cannot be loaded. */
export const loadShops = (
  configuration: Configuration
): Effect.Effect<ReadonlyArray<Result.Result<Shop, UsageError | AdapterError>>> =>
  Effect.forEach(
    configuration.shops,
    (entry) =>
      loadAdapter(configuration.path, entry.adapter).pipe(
        Effect.map((loaded): Shop => ({ entry, loaded })),
        Effect.result
      ),
    { concurrency: "unbounded" }
  )
