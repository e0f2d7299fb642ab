import { AdapterError, type AdapterManifest, environmentVariable } from "@huidan/core"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import * as Text from "effect/String"

/**
 * Options from configuration, `appId` from `XIAOE_APP_ID`. What the schema refuses fails as a `ConfigError`; options in
 * `needs` that are missing fail with `Configuration`, which names all of them.
 */
export const readConfiguration = <A extends object, I>(
  manifest: AdapterManifest,
  schema: Schema.Codec<A, I>,
  needs: ReadonlyArray<string>,
  prefix: string = manifest.platform
): Effect.Effect<A, AdapterError | Config.ConfigError> =>
  Effect.gen(function* () {
    const provider = inEnvironmentCase(yield* ConfigProvider.ConfigProvider)
    const isGiven = (path: string) =>
      Effect.map(
        Effect.mapError(provider.load([prefix, path]), (error) => new Config.ConfigError(error)),
        (node) => node !== undefined
      )
    const missing = yield* Effect.filter(needs, (option) => Effect.map(isGiven(option), (given) => !given))
    if (missing.length === 0) return yield* Config.schema(schema, prefix).parse(provider)
    const variables = missing.map((option) => environmentVariable(prefix, option)).join(", ")
    return yield* new AdapterError({
      platform: manifest.platform,
      shop: null,
      operation: null,
      reason: { _tag: "Configuration", detail: `the configuration lacks ${variables}` },
      answer: null
    })
  })

/** `["SHOP_A", "listLimits"]` is looked for at `SHOP_A_LIST_LIMITS`: environments are trees of words. */
const inEnvironmentCase = ConfigProvider.mapInput((path) =>
  path.flatMap(
    (segment): ConfigProvider.Path => (typeof segment === "number" ? [segment] : Text.configCase(segment).split("_"))
  )
)
