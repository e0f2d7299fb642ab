import { doorOf, type NoDoor, type ShopName, Store, type Why, type WhyDoor } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import { parseInstant } from "../../parseInstant.ts"
import type { Settings } from "../../Settings.ts"
import { type ConfiguredShop, configuredShops } from "../../store/ConfiguredShop.ts"
import { openReading } from "../../store/openStore.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { isSameShop } from "../../store/shopOverview.ts"
import { storePath } from "../../store/storeFile.ts"

export interface WhyInput {
  readonly platform: string
  readonly number: string
  readonly created: Option.Option<string>
}

/** Says why an order is not in the store, or that it is, and what to do. */
export const why = (input: WhyInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const created = Option.isSome(input.created)
        ? DateTime.toEpochMillis(yield* Effect.fromResult(parseInstant("created", input.created.value)))
        : null
      const configuration = yield* readConfiguration(settings.configurationFile)
      const shops = yield* configuredShops(configuration, null)
      const store = Context.get(yield* openReading(configuration), Store)
      const answers = yield* Effect.mapError(
        store.why({
          platform: input.platform,
          number: input.number,
          now: yield* Clock.currentTimeMillis,
          doorOf: doorOfConfigured(shops),
          ...(created === null ? {} : { created })
        }),
        storeFailed(storePath(configuration))
      )
      yield* printLines(answers.flatMap((answer) => (settings.json ? [jsonText(answer)] : whyLines(answer))))
    })
  )

const whyLines = ({ advice, isCertain, message, shop }: Why): ReadonlyArray<string> => [
  `${shop === null ? "" : `${shop.platform}, shop ${shop.shopId}: `}${isCertain ? "" : "perhaps: "}${message}`,
  `  ${advice}`
]

const doorOfConfigured =
  (shops: ReadonlyArray<ConfiguredShop>) =>
  (name: ShopName): WhyDoor | NoDoor => {
    const found = shops.find(({ loaded }) => Result.isSuccess(loaded) && isSameShop(loaded.success.stored, name))
    if (found === undefined || Result.isFailure(found.loaded)) {
      // The id of a shop is not known if its adapter could not be loaded.
      return shops.some(({ loaded }) => Result.isFailure(loaded)) ? "perhapsNotOpened" : "notConfigured"
    }
    const { entry, loaded } = found.loaded.success.shop
    const { listsBy, pushes } = doorOf(loaded.adapter.manifest)
    return { lists: listsBy, pushes, historyDays: entry.sync?.historyDays ?? null }
  }
