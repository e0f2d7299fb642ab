/** A shop's options: from the file, from the command line, and secrets from the environment. */
import { AdapterError, type AdapterManifest, type OrderAdapter, schemaProblems } from "@huidan/core"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import { Run } from "../Run.ts"
import { howToSet, type NeededOption, neededOptions } from "./neededOptions.ts"
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

/** A shop's adapter, and which of its options are set. */
export interface OpenedShop {
  readonly adapter: OrderAdapter
  readonly given: ReadonlySet<string>
}

/** The adapter of a shop, ready for use until the scope ends. Decoding needs no secret; the first call that needs one fails. */
export const openShop = Effect.fnUntraced(function* (
  shop: Shop,
  overrides: Overrides,
  /** Whether the error names what every call needs and is missing, too. */
  forCalls = false
): Effect.fn.Return<OpenedShop, AdapterError, Run | Scope.Scope> {
  const { adapter, found } = shop.loaded
  const secrets = yield* secretsOf(shop)
  const input = yield* inputOf(shop, overrides, secrets)
  const shown = (path: ReadonlyArray<string>): string => {
    const variable = secrets.find(({ option }) => option === path[0])?.variable ?? null
    return variable === null ? path.join(".") : `${path.join(".")} (environment variable ${variable})`
  }
  const options = yield* Schema.decodeEffect(adapter.Options, { errors: "all", onExcessProperty: "error" })(input).pipe(
    Effect.mapError(({ issue }) => {
      const wrong = schemaProblems(issue, shown)
      const missing = missingIn(adapter.manifest, new Set(Object.keys(input)))
        .filter(({ option }) => forCalls && !wrong.some((problem) => problem.startsWith(`${option}: `)))
        .map((needed) => `${needed.option}: is missing (${howToSet(needed, shop.entry, adapter.manifest.platform)})`)
      const problems = [...wrong, ...missing].join("; ")
      const detail = `${found.package} does not accept the options of the shop ${shop.entry.name}: ${problems}`
      return configurationError(shop, detail)
    })
  )
  return { adapter: yield* adapter.make(options), given: new Set(Object.keys(input)) }
})

/** The options that every call needs and that are not given. */
const missingIn = (manifest: AdapterManifest, given: ReadonlySet<string>): ReadonlyArray<NeededOption> =>
  neededOptions(manifest).filter(({ byEveryCall, option }) => byEveryCall && !given.has(option))

/** As `openShop`, for calls: options that every call needs must be set. */
export const openForCalls = Effect.fnUntraced(function* (shop: Shop, overrides: Overrides) {
  const { adapter, given } = yield* openShop(shop, overrides, true)
  const missing = missingIn(adapter.manifest, given)
  if (missing.length === 0) return adapter
  const { platform } = adapter.manifest
  const names = missing.map(({ option }) => option).join(", ")
  const ways = missing.map((needed) => howToSet(needed, shop.entry, platform)).join("; ")
  return yield* configurationError(shop, `the shop ${shop.entry.name} lacks ${names}: ${ways}`)
})

const inputOf = (
  shop: Shop,
  overrides: Overrides,
  secrets: ReadonlyArray<Secret>
): Effect.Effect<Readonly<Record<string, unknown>>, AdapterError> => {
  const { adapter, found } = shop.loaded
  const { shopOption } = adapter.manifest
  const written = shop.entry.options ?? {}
  const exposed = secrets.find((secret) => Object.hasOwn(written, secret.option))
  if (exposed !== undefined) {
    return Effect.fail(
      configurationError(
        shop,
        `the option ${exposed.option} is a secret and must not be in a file: remove it there, and set the environment variable ${exposed.variables.join(" or ")}`
      )
    )
  }
  if (Option.isSome(overrides.shopId) && shopOption === null) {
    return Effect.fail(
      configurationError(shop, `${found.package} has no option for a shop's id, so --shop must name a configured shop`)
    )
  }
  return Effect.succeed({
    ...written,
    ...(Option.isSome(overrides.baseUrl) ? { baseUrl: overrides.baseUrl.value } : {}),
    ...(Option.isSome(overrides.shopId) && shopOption !== null ? { [shopOption]: overrides.shopId.value } : {}),
    ...Object.fromEntries(
      secrets.flatMap(({ option, value }) => (value === null ? [] : [[option, Redacted.value(value)] as const]))
    )
  })
}
