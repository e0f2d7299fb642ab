import { createRequire } from "node:module"
import { dirname } from "node:path"
import { type Sandbox, type SandboxOptions, type SandboxShop, startSandbox } from "@huidan/sandbox"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { configurationName, readConfiguration } from "../configuration/ConfigurationFile.ts"
import { checkPackageName } from "../configuration/checkPackageName.ts"
import { loadAdapter } from "../configuration/loadAdapter.ts"
import { shopVariable } from "../configuration/secretVariables.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import type { Settings } from "../Settings.ts"
import { UsageError } from "../UsageError.ts"

export interface SandboxInput {
  readonly port: number
  readonly seed: number
  /** 0 to 1. */
  readonly faults: number
  readonly host: string
  readonly live: boolean
  /** Only with `live`. */
  readonly changesPerMinute: Option.Option<number>
  /** Only with `live`. */
  readonly pushTo: Option.Option<string>
}

/** Serves the simulated platforms of the configured adapters until it is interrupted, and prints how to use them. */
export const sandbox = (input: SandboxInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const options = yield* optionsOf(input)
      const configuration = yield* readConfiguration(settings.configurationFile)
      const configured = [...new Set(configuration.shops.map((shop) => shop.adapter))]
      yield* Effect.forEach(configured, (name) => checkPackageName(configuration.path, name), { discard: true })
      const packages = configured.filter((name) => hasTwin(configuration.path, name))
      if (packages.length === 0) {
        return yield* new UsageError({
          message: `None of the adapters of ${configuration.path} brings a simulated platform`,
          advice: "Add an adapter that exports `./twin`."
        })
      }
      const started = yield* startSandbox({ ...options, packages, folder: dirname(configuration.path) }).pipe(
        Effect.mapError(({ message }) => new UsageError({ message: "The sandbox cannot be started", advice: message }))
      )
      const shopOptions = yield* Effect.forEach(packages, (name) =>
        Effect.map(loadAdapter(configuration.path, name), ({ adapter }) => [name, adapter.manifest.shopOption] as const)
      )
      const guide = guideTo(started, input.seed, new Map(shopOptions))
      const without = configured.filter((name) => !packages.includes(name))
      yield* printLines(settings.json ? [jsonText(guide)] : guideLines(guide, without))
      return yield* Effect.never
    })
  )

const optionsOf = ({
  changesPerMinute,
  live,
  pushTo,
  ...others
}: SandboxInput): Effect.Effect<Omit<SandboxOptions, "packages" | "folder">, UsageError> => {
  if (!live && (Option.isSome(changesPerMinute) || Option.isSome(pushTo))) {
    const message = "--changes-per-minute and --push-to belong to a sandbox in which something changes"
    return Effect.fail(new UsageError({ message, advice: "Add --live." }))
  }
  const rate = Option.match(changesPerMinute, { onNone: () => ({}), onSome: (value) => ({ changesPerMinute: value }) })
  const target = Option.match(pushTo, { onNone: () => ({}), onSome: (value) => ({ pushTo: value }) })
  return Effect.succeed(live ? { ...others, live: { ...rate, ...target } } : others)
}

const hasTwin = (configurationPath: string, name: string): boolean =>
  Result.isSuccess(Result.try(() => createRequire(configurationPath).resolve(`${name}/twin`)))

/** How to read from the sandbox. Its secrets are made up, so they may be shown. */
interface Guide {
  readonly url: string
  readonly seed: number
  readonly platforms: ReadonlyArray<{ readonly platform: string; readonly baseUrl: string; readonly example: string }>
  readonly environment: Readonly<Record<string, string>>
  readonly configuration: { readonly shops: ReadonlyArray<unknown> }
}

/** The shop's id, by which a store tells shops apart. */
const shopIdOf = ({ package: name, twin }: SandboxShop, shopOptions: ReadonlyMap<string, string | null>) => {
  const option = shopOptions.get(name) ?? null
  return option === null ? {} : { [option]: twin.definition.limits.shop.id }
}

const guideTo = (started: Sandbox, seed: number, shopOptions: ReadonlyMap<string, string | null>): Guide => ({
  url: started.url,
  seed,
  platforms: started.shops.map((shop) => ({
    platform: shop.platform,
    baseUrl: shop.baseUrl,
    example: exampleFor(shop, started)
  })),
  environment: Object.fromEntries(
    started.shops.flatMap((shop) =>
      Object.entries(shop.shopOptions.secrets).map(([option, secret]) => [shopVariable(shop.name, option), secret])
    )
  ),
  configuration: {
    shops: started.shops.map((shop) => ({
      name: shop.name,
      adapter: shop.package,
      options: { ...shopIdOf(shop, shopOptions), ...shop.shopOptions.options }
    }))
  }
})

const exampleFor = (shop: SandboxShop, { baseTime }: Sandbox): string => {
  const { finds, orderIds } = shop.twin.truth()
  const until = DateTime.formatIso(baseTime)
  const since = DateTime.formatIso(DateTime.subtract(baseTime, { days: 20 }))
  return finds === "list"
    ? `huidan list ${shop.name} --since ${since} --until ${until}`
    : `huidan get ${shop.name} ${orderIds[0] ?? ""}`
}

const guideLines = (guide: Guide, without: ReadonlyArray<string>): ReadonlyArray<string> => [
  `Simulated platforms on ${guide.url}, seed ${guide.seed}, until interrupted`,
  ...guide.platforms.map(({ platform, baseUrl }) => `  ${platform.padEnd(12)}${baseUrl}`),
  ...without.map((name) => `  ${name} brings no simulated platform`),
  "",
  "In the environment (these secrets are made up):",
  ...Object.entries(guide.environment).map(([name, value]) => `  export ${name}=${quoted(value)}`),
  "",
  `As ${configurationName}, where the adapters are installed:`,
  ...JSON.stringify(guide.configuration, null, 2)
    .split("\n")
    .map((line) => `  ${line}`),
  "",
  "Then, in another terminal:",
  ...guide.platforms.map(({ example }) => `  ${example}`)
]

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
