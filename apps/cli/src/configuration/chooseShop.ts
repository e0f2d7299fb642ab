/** Chooses one shop of a platform by `--shop`. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"
import { type Shop, selectShops } from "./selectShops.ts"

export interface ChosenShop {
  readonly shop: Shop
  /** The id to use in place of the configured one. */
  readonly shopId: Option.Option<string>
}

/**
 * The shop with this name or this id; without `--shop` the first shop of the platform.
 *
 * Any other value is the id of a shop whose configuration leaves the id open, or, with `anyId`, of the first shop.
 */
export const chooseShop = Effect.fnUntraced(function* (
  settings: Settings,
  platform: string,
  wanted: Option.Option<string>,
  anyId: boolean
) {
  const shops = yield* selectShops(settings, platform)
  if (Option.isNone(wanted)) return { shop: shops[0], shopId: wanted } satisfies ChosenShop
  const named =
    shops.find((shop) => shop.entry.name === wanted.value) ?? shops.find((shop) => idOf(shop) === wanted.value)
  if (named !== undefined) return { shop: named, shopId: Option.none() } satisfies ChosenShop
  const open = shops.find((shop) => shop.loaded.adapter.manifest.shopOption !== null && idOf(shop) === undefined)
  const shop = open ?? (anyId ? shops[0] : undefined)
  if (shop !== undefined) return { shop, shopId: wanted } satisfies ChosenShop
  return yield* new UsageError({
    message: `No shop of ${platform} has the name or the id ${JSON.stringify(wanted.value)}`,
    advice: `It has the shops ${shops.map((other) => other.entry.name).join(", ")}.`
  })
})

/** The shop's id as the configuration states it. */
const idOf = ({ entry, loaded }: Shop): unknown => {
  const { shopOption } = loaded.adapter.manifest
  return shopOption === null ? undefined : entry.options?.[shopOption]
}
