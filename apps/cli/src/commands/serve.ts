import { dirname, relative } from "node:path"
import { followShops, StoreWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { readConfiguration } from "../configuration/ConfigurationFile.ts"
import { asCommandFailed } from "../output/failureText.ts"
import { jsonText } from "../output/jsonText.ts"
import { printLines } from "../output/print.ts"
import type { Settings } from "../Settings.ts"
import { startCommandServer } from "../serve/commandServer.ts"
import { type RunningConsole, startConsole } from "../serve/consoleServer.ts"
import { dailyWork } from "../serve/dailyWork.ts"
import { type LogFormat, layerLogs } from "../serve/logs.ts"
import { startPublicServer } from "../serve/publicServer.ts"
import { pushPath } from "../serve/pushRoute.ts"
import { configuredShops, openSyncable, type SyncableShop } from "../store/ConfiguredShop.ts"
import { localCommands } from "../store/localCommands.ts"
import { openWriting } from "../store/openStore.ts"
import { storeFailed } from "../store/StoreFailed.ts"
import { storePath } from "../store/storeFile.ts"

export interface ServeInput {
  /** Whether to wait until the process that has the store has ended. */
  readonly wait: boolean
  readonly log: LogFormat
}

/**
 * Follows every configured shop until it is interrupted. Then what was opened last is closed first: no new push is taken,
 * commands end, pages that are being read roll back, and the store is given up.
 */
export const serve = (input: ServeInput, settings: Settings) =>
  Effect.gen(function* () {
    const configuration = yield* readConfiguration(settings.configurationFile)
    // The console says how a first shop is added.
    const isEmpty = configuration.shops.length === 0 && configuration.console.listen !== null
    const configured = isEmpty ? [] : yield* configuredShops(configuration, null)
    const context = yield* openWriting(configuration, {
      name: "huidan serve",
      wait: input.wait,
      json: settings.json || input.log === "json"
    })
    const file = storePath(configuration)
    return yield* Effect.gen(function* () {
      const shops = yield* Effect.forEach(configured, (shop) => openSyncable(shop, configuration, settings, null))
      const syncs = yield* openedOf(shops)
      const following = yield* Effect.forkScoped(followShops(syncs))
      yield* Effect.forkScoped(dailyWork(configuration, syncs))
      const commands = yield* localCommands(shops, file, true)
      const commandServer = yield* Effect.orDie(startCommandServer(commands))
      const address = yield* startPublicServer(configuration.serve, shops)
      const opened = yield* startConsole(configuration, shops)
      const { writer } = yield* StoreWriter
      yield* Effect.mapError(
        writer.announce(commandServer.address, Redacted.value(commandServer.token)),
        storeFailed(file)
      )
      const pushes = pushesOf(shops, address)
      yield* printLines(
        settings.json
          ? [jsonText({ address, file, shops: syncs.length, pushes, console: opened })]
          : [
              ...startLines(address, relative(dirname(configuration.path), file), syncs.length, pushes),
              ...consoleLines(opened)
            ]
      )
      yield* Effect.logInfo(`follows ${syncs.length} of ${shops.length} shops`)
      return yield* Effect.mapError(Fiber.join(following), storeFailed(file))
    }).pipe(Effect.provide(context))
  }).pipe(Effect.scoped, Effect.provide(layerLogs(input.log)))

/** The shops that can be read. The others are logged; it fails only if there is none. */
const openedOf = Effect.fnUntraced(function* (shops: ReadonlyArray<SyncableShop>) {
  for (const { name, opened, stored } of shops) {
    if (Result.isSuccess(opened)) continue
    yield* Effect.logError(`the shop ${name} is not followed: ${asCommandFailed(opened.failure).text}`).pipe(
      Effect.annotateLogs(stored === null ? {} : { platform: stored.platform, shop: stored.shopId })
    )
  }
  const opened = shops.flatMap((shop) => (Result.isSuccess(shop.opened) ? [shop.opened.success.sync] : []))
  const failure = shops.find((shop) => Result.isFailure(shop.opened))?.opened
  if (opened.length === 0 && failure !== undefined) return yield* Effect.fromResult(Result.map(failure, () => opened))
  return opened
})

const pushesOf = (shops: ReadonlyArray<SyncableShop>, address: string) =>
  Object.fromEntries(
    shops.flatMap(({ name, opened }) =>
      Result.isSuccess(opened) && opened.success.sync.door.pushes ? [[name, `${address}${pushPath(name)}`]] : []
    )
  )

const startLines = (
  address: string,
  file: string,
  count: number,
  pushes: Readonly<Record<string, string>>
): ReadonlyArray<string> => [
  `Follows ${count} ${count === 1 ? "shop" : "shops"} into ${file}, until interrupted`,
  `  ${address}/health, /ready, /metrics`,
  ...Object.values(pushes).map((url) => `  pushes: ${url}`)
]

const consoleLines = (opened: RunningConsole | null): ReadonlyArray<string> =>
  opened === null
    ? []
    : [
        `  the console: ${opened.url}${opened.url === opened.address ? "" : `, by a proxy of ${opened.address}`}`,
        ...(opened.firstLink === null
          ? []
          : [`  the first account of the console, by this link, once and within a day: ${opened.firstLink}`])
      ]
