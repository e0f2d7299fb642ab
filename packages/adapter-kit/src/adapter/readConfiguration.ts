import type { AdapterError, AdapterManifest } from "@huidan/core"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { variableOf } from "../calls/optionNames.ts"
import { readOptions, wrongOptions } from "./readOptions.ts"

/**
 * Options from configuration: `appId` from `XIAOE_APP_ID`, `quota.requests` from `XIAOE_QUOTA_REQUESTS`. An empty variable
 * counts as missing. Wrong options fail with `Configuration`, which names their variables, and those that every call needs
 * and are missing; a source of configuration that cannot be read fails with `ConfigError`.
 */
export const readConfiguration = <A extends object, I>(
  manifest: AdapterManifest,
  schema: Schema.Codec<A, I>,
  prefix: string
): Effect.Effect<A, AdapterError | Config.ConfigError> =>
  Effect.gen(function* () {
    const input = (yield* readFields(SchemaAST.toEncoded(schema.ast), prefix, [])) ?? {}
    return yield* Effect.mapError(
      readOptions({ manifest, schema: Schema.toCodecStringTree(schema), prefix }, input),
      (problems) => wrongOptions(manifest, problems)
    )
  })

interface Texts {
  readonly [option: string]: string | Texts
}

/** What the configuration has of a struct's fields, as text; `null` if it has none of them. */
const readFields = (
  ast: SchemaAST.AST,
  prefix: string,
  path: ReadonlyArray<string>
): Effect.Effect<Texts | null, Config.ConfigError> =>
  Effect.gen(function* () {
    const found: Record<string, string | Texts> = {}
    for (const { name, type } of SchemaAST.isObjects(ast) ? ast.propertySignatures : []) {
      const place = [...path, String(name)]
      const value = SchemaAST.isObjects(type)
        ? yield* readFields(type, prefix, place)
        : Option.getOrNull(yield* Config.option(Config.String(variableOf(prefix, place))))
      if (value !== null) found[String(name)] = value
    }
    return Object.keys(found).length === 0 ? null : found
  })
