/** Opens the store of the configuration, for reading or as its one writer. */
import { layerSqlite, layerStore, layerStoreWriter, type Store, type StoreWriter } from "@huidan/sync"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type * as Stdio from "effect/Stdio"
import type { Configuration } from "../configuration/ConfigurationFile.ts"
import { printError } from "../output/print.ts"
import type { Run } from "../Run.ts"
import type { UsageError } from "../UsageError.ts"
import { howToMakeKey, masterKeyVariable, readMasterKey } from "./readMasterKey.ts"
import { type StoreFailed, storeFailed } from "./StoreFailed.ts"
import { makeStoreFile, requireStoreFile, storePath } from "./storeFile.ts"

/** Provides the store for reading: also beside a process that writes. */
export const withStore =
  (configuration: Configuration) =>
  <A, E, R>(use: Effect.Effect<A, E, R>): Effect.Effect<A, E | StoreFailed | UsageError, Exclude<R, Store> | Run> =>
    Effect.gen(function* () {
      const file = storePath(configuration)
      yield* requireStoreFile(file)
      const store = layerStore({ masterKey: yield* readMasterKey }).pipe(Layer.provide(layerSqlite({ file })))
      return yield* Effect.provide(use, Layer.mapError(store, storeFailed))
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
): Effect.fn.Return<
  Context.Context<Store | StoreWriter>,
  StoreFailed | UsageError,
  Run | Scope.Scope | Stdio.Stdio
> {
  const file = storePath(configuration)
  const masterKey = yield* readMasterKey
  yield* makeStoreFile(file)
  if (masterKey === null) yield* noteWithoutKey(json)
  const store = layerStoreWriter({ masterKey, name, wait }).pipe(Layer.provide(layerSqlite({ file })))
  return yield* Layer.build(Layer.mapError(store, storeFailed))
})

const noteWithoutKey = (json: boolean): Effect.Effect<void, never, Stdio.Stdio> => {
  const note = `${masterKeyVariable} is not set: private text is stored masked only, and cannot be had back. ${howToMakeKey}`
  return printError(`${json ? JSON.stringify({ note }) : note}\n`)
}
