/** Selects the shops that a command works on. */
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
 * The shops of this platform, or else the shop of this name.
 *
 * An adapter that cannot be loaded fails the command only if no shop is found.
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
    message: `The configuration ${configuration.path} has no platform and no shop ${JSON.stringify(wanted)}`,
    advice: `It has ${loaded.map(described).join(", ")}.`
  })
})

const described = ({ entry, loaded }: Shop): string => `${loaded.adapter.manifest.platform} (shop ${entry.name})`

/** Every shop of the configuration with its adapter, or the failure to load it. */
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
