/** The commands that change the store: in the running `huidan serve` if there is one, or else in this process. */
import { hostname } from "node:os"
import { type CurrentWriter, layerSqlite, runningWriter, type ShopName } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import type * as Stdio from "effect/Stdio"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import type { Run } from "../Run.ts"
import type { Settings } from "../Settings.ts"
import type { UsageError } from "../UsageError.ts"
import { configuredShops, openSyncable } from "./ConfiguredShop.ts"
import { type CommandDoor, handedOver } from "./handedOver.ts"
import { localCommands } from "./localCommands.ts"
import { openWriting } from "./openStore.ts"
import type { StoreCommands } from "./StoreCommands.ts"
import { type StoreFailed, storeFailed } from "./StoreFailed.ts"
import { isSameShop } from "./shopOverview.ts"
import { requireStoreFile, storeFileExists, storePath } from "./storeFile.ts"

export interface CommandOptions {
  /** The command, as messages of other processes name it. */
  readonly name: string
  /** The shops that it needs: a platform, or the name of a shop; that of an order; `null`: all; `[]`: none. */
  readonly wanted: string | null | ShopName | readonly []
  /** How many days the first sync reaches back, instead of what is configured. */
  readonly firstDays: number | null
}

/** The commands, until the scope ends, and the process that they are handed to; `null`: they run here. */
export interface OpenCommands {
  readonly commands: StoreCommands
  readonly handedTo: CurrentWriter | null
}

export const openCommands = Effect.fnUntraced(function* (
  configuration: Configuration,
  settings: Settings,
  { firstDays, name, wanted }: CommandOptions
): Effect.fn.Return<OpenCommands, StoreFailed | UsageError, Run | Scope.Scope | Stdio.Stdio> {
  const door = yield* runningDoor(configuration)
  if (door !== null) return { commands: yield* handedOver(door), handedTo: door.writer }
  const configured = yield* wantedShops(configuration, wanted)
  const context = yield* openWriting(configuration, { name, wait: false, json: settings.json })
  const commands = Effect.forEach(configured, (shop) => openSyncable(shop, configuration, settings, firstDays)).pipe(
    Effect.flatMap((shops) => localCommands(shops, storePath(configuration), false))
  )
  return { commands: yield* Effect.provide(commands, context), handedTo: null }
})

const wantedShops = (configuration: Configuration, wanted: CommandOptions["wanted"]) => {
  if (wanted === null || typeof wanted === "string") return configuredShops(configuration, wanted)
  if (!("shopId" in wanted) || configuration.shops.length === 0) return Effect.succeed([])
  return Effect.map(configuredShops(configuration, null), (shops) =>
    shops.filter(({ loaded }) => Result.isSuccess(loaded) && isSameShop(loaded.success.stored, wanted))
  )
}

/** Where the process takes commands that has the store; `null` if there is none, or it takes none. */
const runningDoor = Effect.fnUntraced(function* (
  configuration: Configuration
): Effect.fn.Return<CommandDoor | null, StoreFailed | UsageError, Run> {
  const file = storePath(configuration)
  if (!storeFileExists(file)) return null
  yield* requireStoreFile(file)
  // Also of a store that this program cannot read yet: what writes brings it up to date.
  const writer = yield* runningWriter.pipe(
    Effect.provide(layerSqlite({ file, access: "read" })),
    Effect.mapError(storeFailed(file))
  )
  if (writer === null || writer.host !== hostname()) return null
  const { address, token } = writer
  return address === null || token === null ? null : { writer, address, token }
})
