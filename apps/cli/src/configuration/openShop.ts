/** A shop's options: from the file, from the command line, and secrets from the environment. */
import { AdapterError, type OrderAdapter, schemaProblems } from "@huidan/core"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { Run } from "../Run.ts"
import { platformVariable, shopVariable } from "./secretVariables.ts"
import type { Shop } from "./selectShops.ts"

export interface Overrides {
  readonly baseUrl: Option.Option<string>
  /** A shop id in place of the configured one. */
  readonly shopId: Option.Option<string>
}

/** A secret option, and the environment variables that may hold it. The first one that is set counts. */
export interface Secret {
  readonly option: string
  readonly variables: readonly [ofTheShop: string, ofThePlatform: string]
  /** The variable that is set; an empty one counts as missing. */
  readonly variable: string | null
  readonly value: Redacted.Redacted<string> | null
}

const configurationError = (shop: Shop, detail: string): AdapterError =>
  new AdapterError({
    platform: shop.loaded.adapter.manifest.platform,
    shop: shop.entry.name,
    reason: { _tag: "Configuration", detail }
  })

/** The secrets of a shop, from the environment. */
export const secretsOf = (shop: Shop): Effect.Effect<ReadonlyArray<Secret>, never, Run> =>
  Effect.forEach(shop.loaded.adapter.manifest.secrets, (option) =>
    Effect.gen(function* () {
      const { platform } = shop.loaded.adapter.manifest
      const variables = [shopVariable(shop.entry.name, option), platformVariable(platform, option)] as const
      for (const variable of variables) {
        const value = Option.getOrNull(yield* Effect.orDie(Config.option(Config.Redacted(variable))))
        if (value === null) continue
        yield* (yield* Run).conceal(value)
        return { option, variables, variable, value }
      }
      return { option, variables, variable: null, value: null }
    })
  )

/** The adapter of a shop, ready for use until the scope ends. */
export const openShop = Effect.fnUntraced(function* (
  shop: Shop,
  overrides: Overrides
): Effect.fn.Return<OrderAdapter, AdapterError, Run | Scope.Scope> {
  const { adapter, found } = shop.loaded
  const { manifest } = adapter
  const written = shop.entry.options ?? {}
  const secrets = yield* secretsOf(shop)
  const exposed = secrets.find((secret) => Object.hasOwn(written, secret.option))
  if (exposed !== undefined) {
    return yield* configurationError(
      shop,
      `the option ${exposed.option} is a secret and must not be in a file: remove it there, and set the environment variable ${exposed.variables.join(" or ")}`
    )
  }
  if (Option.isSome(overrides.shopId) && manifest.shopOption === null) {
    return yield* configurationError(
      shop,
      `${found.package} has no option for a shop's id, so --shop must name a configured shop`
    )
  }
  const input = {
    ...written,
    ...(Option.isSome(overrides.baseUrl) ? { baseUrl: overrides.baseUrl.value } : {}),
    ...(Option.isSome(overrides.shopId) && manifest.shopOption !== null
      ? { [manifest.shopOption]: overrides.shopId.value }
      : {}),
    ...Object.fromEntries(
      secrets.flatMap(({ option, value }) => (value === null ? [] : [[option, Redacted.value(value)] as const]))
    )
  }
  const options = yield* Schema.decodeEffect(adapter.Options, { errors: "all", onExcessProperty: "error" })(input).pipe(
    Effect.mapError((error) =>
      configurationError(
        shop,
        `${found.package} does not accept the options of the shop ${shop.entry.name}: ${schemaProblems(error.issue).join("; ")}`
      )
    )
  )
  return yield* adapter.make(options)
})
