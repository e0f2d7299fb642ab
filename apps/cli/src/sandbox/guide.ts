/** How to read from a sandbox: variables, a configuration that can be used as it is, and commands. Its secrets are made up. */
import type { AdapterPackage } from "@huidan/core"
import type { Sandbox, SandboxShop } from "@huidan/sandbox"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { configurationName } from "../configuration/ConfigurationFile.ts"
import { shopVariable } from "../configuration/secretVariables.ts"

export interface Guide {
  readonly url: string
  readonly seed: number
  readonly platforms: ReadonlyArray<{ readonly platform: string; readonly baseUrl: string; readonly example: string }>
  readonly environment: Readonly<Record<string, string>>
  readonly configuration: { readonly shops: ReadonlyArray<unknown>; readonly store: { readonly file: string } }
  /** Commands that keep the orders in a store. */
  readonly commands: ReadonlyArray<string>
}

/** A shop of the sandbox, and the adapter that reads it. */
export interface GuidedShop {
  readonly shop: SandboxShop
  readonly adapter: AdapterPackage
}

/** The oldest orders of a sandbox are younger. */
const oldestDays = 40

/** The commands of the store name the orders of a platform that lists none: so many of them are shown. */
const namedOrders = 3

const day = 86_400_000

/** `now`: this machine's, in Unix milliseconds. The orders of a sandbox that does not live are of a fixed time. */
export const guideTo = (
  { baseTime, url }: Sandbox,
  guided: ReadonlyArray<GuidedShop>,
  seed: number,
  now: number
): Guide => {
  const age = Math.ceil((now - DateTime.toEpochMillis(baseTime)) / day)
  return {
    url,
    seed,
    platforms: guided.map(({ shop }) => ({
      platform: shop.platform,
      baseUrl: shop.baseUrl,
      example: exampleFor(shop, baseTime)
    })),
    environment: Object.fromEntries(
      guided.flatMap(({ shop }) =>
        Object.entries(shop.shopOptions.secrets).map(([option, secret]) => [shopVariable(shop.name, option), secret])
      )
    ),
    configuration: {
      shops: guided.map(({ adapter, shop }) => ({
        name: shop.name,
        adapter: shop.package,
        options: optionsOf(shop, adapter),
        // The sandbox has one clock and no replicas.
        sync: {
          replicaLagSeconds: 0,
          ...(takesSettle(shop, adapter) ? { settleSeconds: 1 } : {}),
          pollSeconds: 1,
          firstDays: age + oldestDays
        }
      })),
      // Not the file in which the orders of real shops may be.
      store: { file: "sandbox.db" }
    },
    commands: [
      "huidan store sync",
      ...guided.flatMap(({ shop }) => {
        const { finds, orderIds } = shop.twin.truth()
        return finds === "list"
          ? []
          : [`echo ${orderIds.slice(0, namedOrders).join(" ")} | huidan store want ${shop.name}`]
      }),
      "huidan store status",
      "huidan serve"
    ]
  }
}

/** With the shop's id, by which a store tells shops apart. */
const optionsOf = ({ shopOptions, twin }: SandboxShop, { manifest }: AdapterPackage) => ({
  ...(manifest.shopOption === null ? {} : { [manifest.shopOption]: twin.definition.limits.shop.id }),
  ...shopOptions.options
})

/** Whether the adapter lists orders up to a settle time, which is an option of it. */
const takesSettle = (shop: SandboxShop, adapter: AdapterPackage): boolean => {
  const options = { ...optionsOf(shop, adapter), ...shop.shopOptions.secrets, settleSeconds: 1 }
  return (
    adapter.manifest.capabilities.listOrders !== null &&
    Result.isSuccess(Schema.decodeUnknownResult(adapter.Options, { onExcessProperty: "error" })(options))
  )
}

const exampleFor = (shop: SandboxShop, baseTime: DateTime.Utc): string => {
  const { finds, orderIds } = shop.twin.truth()
  // A list settles a minute behind the platform's clock, which is at `baseTime` when a living sandbox starts.
  const until = DateTime.formatIso(DateTime.subtract(baseTime, { minutes: 1 }))
  const since = DateTime.formatIso(DateTime.subtract(baseTime, { days: 20 }))
  return finds === "list"
    ? `huidan list ${shop.name} --since ${since} --until ${until}`
    : `huidan get ${shop.name} ${orderIds[0] ?? ""}`
}

/** `without`: packages that bring no simulated platform. */
export const guideLines = (guide: Guide, without: ReadonlyArray<string>): ReadonlyArray<string> => [
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
  "Then, in another terminal, read orders:",
  ...guide.platforms.map(({ example }) => `  ${example}`),
  "",
  "Or keep them in a store, sandbox.db:",
  ...guide.commands.map((command) => `  ${command}`)
]

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
