/** The demo in a terminal: a store follows simulated platforms, and the console shows it until it is interrupted. */
import { randomBytes } from "node:crypto"
import type { TwinTruth } from "@huidan/conformance"
import type { Sandbox } from "@huidan/sandbox"
import { followShops, type ShopSync, Store } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import type * as Scope from "effect/Scope"
import type * as Stdio from "effect/Stdio"
import { type Configuration, ConfigurationFile } from "../configuration/ConfigurationFile.ts"
import { loadAdapter } from "../configuration/loadAdapter.ts"
import { makeRun } from "../makeRun.ts"
import { Run } from "../Run.ts"
import type { Settings } from "../Settings.ts"
import { guideTo } from "../sandbox/guide.ts"
import { startConsole } from "../serve/consoleServer.ts"
import { configuredShops, openSyncable } from "../store/ConfiguredShop.ts"
import { masterKeyVariable } from "../store/masterKeyVariables.ts"
import { openWriting } from "../store/openStore.ts"
import { progress, startDemoSandbox, temporaryFolder } from "./demoSandbox.ts"
import { introduction } from "./introduction.ts"
import { storeFile } from "./shopsOfDemo.ts"

/** Slow enough to look at an order before it changes. */
const changesPerMinute = 20

const settings: Settings = {
  configurationFile: Option.none(),
  json: false,
  encode: { reveal: false, raw: "omit" },
  baseUrl: Option.none()
}

/** Reads all orders, opens the console, prints how to log in and what to try, and follows the platforms. */
export const openConsole = Effect.fnUntraced(function* (
  given: Configuration
): Effect.fn.Return<never, { readonly message: string }, Scope.Scope | Stdio.Stdio> {
  const folder = yield* temporaryFolder
  const sandbox = yield* startDemoSandbox(given, changesPerMinute)
  const { configuration, environment } = yield* shopsOf(sandbox, given.path, folder)
  return yield* follow(sandbox, configuration).pipe(
    Effect.provideService(Run, yield* makeRun(false)),
    Effect.provideService(ConfigProvider.ConfigProvider, ConfigProvider.fromEnvRecord(environment)),
    Effect.provide(Logger.layer([]))
  )
})

/** The shops of the sandbox and their secrets, as `huidan sandbox` prints them, with a store in this folder. */
const shopsOf = Effect.fnUntraced(function* (sandbox: Sandbox, path: string, folder: string) {
  const guided = yield* Effect.forEach(sandbox.shops, (shop) =>
    Effect.map(loadAdapter(path, shop.package), ({ adapter }) => ({ shop, adapter }))
  )
  const guide = guideTo(sandbox, guided, 1, yield* Clock.currentTimeMillis)
  const file = yield* Schema.decodeUnknownEffect(ConfigurationFile)({
    ...guide.configuration,
    // What the platforms sent is shown beside their orders.
    store: { file: storeFile(folder), keepRawAnswers: true },
    console: { listen: "127.0.0.1:0" }
  })
  const configuration: Configuration = { ...file, path }
  const environment = { ...guide.environment, [masterKeyVariable]: randomBytes(32).toString("hex") }
  return { configuration, environment }
})

const follow = Effect.fnUntraced(function* (sandbox: Sandbox, configuration: Configuration) {
  const context = yield* openWriting(configuration, { name: "huidan demo", wait: false, json: false })
  return yield* Effect.gen(function* () {
    const configured = yield* configuredShops(configuration, null)
    const shops = yield* Effect.forEach(configured, (shop) => openSyncable(shop, configuration, settings, null))
    const syncs = yield* Effect.forEach(shops, ({ opened }) =>
      Effect.map(Effect.fromResult(opened), ({ sync }) => sync)
    )
    const twins = sandbox.shops.map(({ twin }) => twin)
    const numbers = twins.map((twin) => wantedNumbers(twin.truth()))
    yield* progress(`Reads the orders of ${twins.length} simulated platforms at ${sandbox.url}.`)
    const firstReading = (sync: ShopSync, index: number) =>
      Effect.andThen(sync.want(numbers[index] ?? []), sync.catchUp)
    yield* Effect.forEach(syncs, firstReading, { concurrency: "unbounded", discard: true })
    const following = yield* Effect.forkScoped(followShops(syncs))
    const opened = yield* startConsole(configuration, shops)
    if (opened === null) return yield* Effect.die("the demo's configuration has a console")
    yield* Console.log(yield* introduction(yield* Store, { console: opened, twins }))
    return yield* Fiber.join(following)
  }).pipe(Effect.provide(context))
})

/** The orders of a platform without lists are named to the store. */
const wantedNumbers = ({ finds, orderIds, poisoned }: TwinTruth): ReadonlyArray<string> =>
  finds === "list" ? [] : [...orderIds, ...poisoned.map(({ orderId }) => orderId)]
