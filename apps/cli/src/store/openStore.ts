/** Opens the store of the configuration, for reading or as its one writer. */
import {
  layerSqlite,
  layerStore,
  layerStoreWriter,
  type OpenOptions,
  type ShopOwners,
  type Store,
  type StoreWriter
} from "@huidan/sync"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type * as Stdio from "effect/Stdio"
import type { SqlClient } from "effect/sql/SqlClient"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { printNote } from "../output/note.ts"
import type { Run } from "../Run.ts"
import type { UsageError } from "../UsageError.ts"
import { howToMakeKey, masterKeyVariable } from "./masterKeyVariables.ts"
import { readMasterKey } from "./readMasterKey.ts"
import { type StoreFailed, storeFailed } from "./StoreFailed.ts"
import { makeStoreFile, requireStoreFile, storePath } from "./storeFile.ts"

/** What a process has that only reads the store. */
export type Reading = Store | SqlClient

/** What the process has that writes to the store. */
export type Writing = Reading | StoreWriter | ShopOwners

/** Opens the store for reading until the scope ends: also beside a process that writes. */
export const openReading = Effect.fnUntraced(function* (
  configuration: Configuration
): Effect.fn.Return<Context.Context<Reading>, StoreFailed | UsageError, Run | Scope.Scope> {
  const file = storePath(configuration)
  yield* requireStoreFile(file)
  const store = layerStore({ masterKey: yield* readMasterKey, ...zoneOf(configuration) }).pipe(
    Layer.provideMerge(layerSqlite({ file, access: "read" }))
  )
  return yield* Effect.mapError(Layer.build(store), storeFailed(file))
})

export interface WritingOptions {
  /** The command, as messages of other processes name it. */
  readonly name: string
  /** Whether to wait until the process that writes has ended. */
  readonly wait: boolean
  /** Whether standard error is JSON. */
  readonly json: boolean
}

/** Makes the file if there is none, and opens it as its one writer until the scope ends. */
export const openWriting = Effect.fnUntraced(function* (
  configuration: Configuration,
  { json, name, wait }: WritingOptions
): Effect.fn.Return<Context.Context<Writing>, StoreFailed | UsageError, Run | Scope.Scope | Stdio.Stdio> {
  const file = storePath(configuration)
  const masterKey = yield* readMasterKey
  yield* makeStoreFile(file)
  const store = layerStoreWriter({
    masterKey,
    name,
    wait,
    keepsRawAnswers: configuration.store.keepRawAnswers,
    ...zoneOf(configuration)
  }).pipe(Layer.provideMerge(layerSqlite({ file })))
  const opened = yield* Effect.mapError(Layer.build(store), storeFailed(file))
  if (masterKey === null) yield* printNote(withoutKey, json)
  return opened
})

/** By whose days sums are computed; as the store has it if the configuration does not say. */
const zoneOf = ({ store: { dayZone } }: Configuration): Pick<OpenOptions, "dayZone"> =>
  dayZone === null ? {} : { dayZone }

const withoutKey = `${masterKeyVariable} is not set: private text is stored masked only, and cannot be had back. ${howToMakeKey}`
