/** Every secret of the configured shops that the environment holds. */
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { environmentCase } from "../configuration/environmentCase.ts"
import { platformVariable, shopVariable } from "../configuration/secretVariables.ts"
import type { Shop } from "../configuration/selectShops.ts"

/** Includes shops whose adapter cannot be loaded: every variable under a shop's own name counts as a secret. */
export const knownSecrets = (
  configuration: Configuration | null,
  shops: ReadonlyArray<Shop>
): Effect.Effect<ReadonlyArray<Redacted.Redacted<string>>> =>
  Effect.gen(function* () {
    const variables = shops.flatMap(({ entry, loaded: { adapter } }) =>
      adapter.manifest.secrets.flatMap((option) => [
        shopVariable(entry.name, option),
        platformVariable(adapter.manifest.platform, option)
      ])
    )
    const declared = yield* Effect.forEach(new Set(variables), (variable) =>
      Effect.orDie(Config.option(Config.Redacted(variable)))
    )
    const prefixes = (configuration?.shops ?? []).map(({ name }) => `HUIDAN_${environmentCase(name)}_`)
    const underShops = Object.entries(process.env).flatMap(([variable, value]) =>
      value !== undefined && prefixes.some((prefix) => variable.startsWith(prefix)) ? [Redacted.make(value)] : []
    )
    return [...declared.flatMap(Option.toArray), ...underShops]
  })
