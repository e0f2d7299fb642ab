import { AdapterError, type AdapterManifest } from "@huidan/core"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import type * as Schema from "effect/Schema"
import { variableOf } from "./requireOption.ts"

/**
 * Options from configuration, `appId` from `XIAOE_APP_ID`. What the schema refuses fails as a `ConfigError`; options in
 * `needs` that are missing fail with `Configuration`, which names all of them.
 */
export const readConfiguration = <A extends object, I>(
  manifest: AdapterManifest,
  schema: Schema.Codec<A, I>,
  needs: ReadonlyArray<string>,
  prefix: string = manifest.platform.toUpperCase()
): Effect.Effect<A, AdapterError | Config.ConfigError> =>
  Effect.gen(function* () {
    const options = yield* Config.schema(schema, prefix)
    const missing = needs.filter((name) => Reflect.get(options, name) === undefined)
    if (missing.length === 0) return options
    const variables = missing.map((name) => variableOf(prefix, name)).join(", ")
    const detail = `the configuration lacks ${variables}`
    return yield* new AdapterError({
      platform: manifest.platform,
      shop: null,
      operation: null,
      reason: { _tag: "Configuration", detail },
      answer: null
    })
  }).pipe(Effect.updateService(ConfigProvider.ConfigProvider, ConfigProvider.constantCase))
