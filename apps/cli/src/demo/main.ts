/**
 * The demo: starts the sandbox, reads the orders of every configured platform over HTTP through the real adapters, and
 * prints them as canonical orders. Ends with 0 only if the totals equal the sandbox's and every poisoned order is refused.
 */
import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { visibleText } from "@huidan/core"
import { type SandboxTruth, startSandbox, truthPath } from "@huidan/sandbox"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { loadAdapter } from "../configuration/loadAdapter.ts"
import { oneOrderLines, orderLines, refusedLines, type StateTotals, totalLines } from "./demoReport.ts"
import { readShop } from "./readShop.ts"

const configurationPath = resolve(process.argv[2] ?? "huidan.config.json")

const Configuration = Schema.fromJsonString(
  Schema.Struct({ shops: Schema.Array(Schema.Struct({ adapter: Schema.String })) })
)

const ordersPerPlatform = 120

const demo = Effect.gen(function* () {
  const { shops } = yield* Schema.decodeEffect(Configuration)(readFileSync(configurationPath, "utf8"))
  const packages = shops.map(({ adapter }) => adapter)
  const sandbox = yield* startSandbox({ packages, folder: dirname(configurationPath), orders: ordersPerPlatform })
  yield* Console.log(
    `The sandbox simulates ${packages.length} platforms at ${sandbox.url}, with ${ordersPerPlatform} orders each.`
  )
  const truth = sandbox.truth()
  const readings = yield* Effect.forEach(
    sandbox.shops,
    (shop) =>
      Effect.gen(function* () {
        const { adapter } = yield* loadAdapter(configurationPath, shop.package)
        const { options, secrets } = shop.shopOptions
        const decoded = yield* Schema.decodeUnknownEffect(adapter.Options)({ ...options, ...secrets })
        const own = truth.platforms.find(({ platform }) => platform === shop.platform)
        return yield* readShop(
          yield* adapter.make(decoded),
          own ?? { platform: shop.platform, orderIds: [], poisoned: [] },
          sandbox.baseTime
        )
      }),
    { concurrency: "unbounded" }
  )
  const answer = yield* Effect.promise(() => fetch(`${sandbox.url}${truthPath}`))
  const said = (yield* Effect.promise(() => answer.json())) as SandboxTruth
  const totals = totalLines(readings, (platform) => servedBy(said, platform))
  const refused = readings.reduce((count, reading) => count + reading.refused.length, 0)
  const poisoned = said.platforms.reduce(
    (count, platform) => count + platform.poisoned.filter(({ served }) => served).length,
    0
  )
  yield* print("Orders of all platforms, newest first", orderLines(readings))
  yield* print("One order in full", oneOrderLines(readings))
  yield* print("Refused, and why (the sandbox sends a few poisoned orders)", refusedLines(readings))
  yield* print("Totals, compared with what the sandbox served", totals.lines)
  const whole = totals.agrees && refused === poisoned && refused > 0
  yield* Console.log(
    whole
      ? `\nThe totals agree, and all ${refused} poisoned orders were refused.`
      : `\nNot what the sandbox served: totals ${totals.agrees ? "agree" : "differ"}, ${refused} refused, ${poisoned} poisoned.`
  )
  return whole
})

const print = (title: string, lines: ReadonlyArray<string>) =>
  Console.log(["", title, "", ...lines.map(visibleText)].join("\n"))

const servedBy = (truth: SandboxTruth, platform: string): ReadonlyMap<string, StateTotals> =>
  new Map(Object.entries(truth.platforms.find((own) => own.platform === platform)?.served.byState ?? {}))

const exit = await Effect.runPromiseExit(Effect.scoped(demo))
if (exit._tag === "Failure") {
  const [reason] = exit.cause.reasons
  process.stderr.write(
    `The demo failed: ${reason?._tag === "Fail" ? visibleText(reason.error.message) : "an unexpected fault"}\n`
  )
}
process.exitCode = exit._tag === "Success" && exit.value ? 0 : 1
