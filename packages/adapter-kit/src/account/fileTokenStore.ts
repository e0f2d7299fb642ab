import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import type { PlatformError } from "effect/PlatformError"
import * as Schema from "effect/Schema"
import { exclusivelyInProcess, StoredTokenText, TokenStore, type TokenStoreService } from "./TokenStore.ts"

const encode = Schema.encodeEffect(StoredTokenText)
const decode = Schema.decodeUnknownEffect(StoredTokenText)

/**
 * Keeps each token in a file of its own (mode 0600) in a folder (0700): a program that starts again still has its
 * token. Several processes may read one folder; only Redis keeps them from renewing at the same moment.
 */
export const fileTokenStore = (fileSystem: FileSystem.FileSystem, folder: string): TokenStoreService => {
  const fileOf = (key: string): string => `${folder}/${encodeURIComponent(key.toWellFormed())}.json`
  return {
    name: "file",
    get: (key) =>
      Effect.flatMap(fileSystem.exists(fileOf(key)), (exists) =>
        exists ? Effect.flatMap(fileSystem.readFileString(fileOf(key)), decode) : Effect.succeed(null)
      ),
    set: (key, token) =>
      Effect.gen(function* () {
        yield* makeFolder(fileSystem, folder)
        const written = `${fileOf(key)}.new`
        yield* fileSystem.writeFileString(written, yield* encode(token), { mode: 0o600 })
        yield* fileSystem.rename(written, fileOf(key))
      }),
    exclusively: exclusivelyInProcess()
  }
}

/** Makes a folder and those above it. Node's own recursion does not end on a file system without folders, such as `/proc`. */
const makeFolder = (fileSystem: FileSystem.FileSystem, folder: string): Effect.Effect<void, PlatformError> =>
  Effect.gen(function* () {
    if (yield* fileSystem.exists(folder)) return
    const parent = folder.replace(/[\\/]+[^\\/]+[\\/]*$/, "")
    if (parent !== "" && parent !== folder) yield* makeFolder(fileSystem, parent)
    yield* Effect.catchIf(
      fileSystem.makeDirectory(folder, { mode: 0o700 }),
      ({ reason }) => reason._tag === "AlreadyExists",
      () => Effect.void
    )
  })

/**
 * A token store in files of this folder, one for each token (mode 0600): a program that starts again still has its token.
 * Several processes may use one folder; only Redis keeps them from renewing at the same moment.
 */
export const layerTokenFiles = (folder: string): Layer.Layer<TokenStore, never, FileSystem.FileSystem> =>
  Layer.effect(
    TokenStore,
    Effect.map(FileSystem.FileSystem, (fileSystem) => fileTokenStore(fileSystem, folder))
  )
