import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import type { PlatformError } from "effect/PlatformError"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"
import { randomHex } from "../answer/crypto.ts"
import { folderTakes, isOwnFile, removeOldDrafts } from "./ownFiles.ts"
import { makeRareWarning } from "./rareWarning.ts"
import { exclusivelyInProcess, StoredTokenText, TokenStore, type TokenStoreService } from "./TokenStore.ts"
import { makeTokenReader } from "./tokenReader.ts"

const encode = Schema.encodeEffect(StoredTokenText)

/** Bytes of a draft's name that nobody can foresee. */
const draftLength = 12

/**
 * Keeps each token in a file of its own (mode 0600) in a folder (0700): a program that starts again still has its
 * token. Several processes may read one folder; only Redis keeps them from renewing at the same moment.
 *
 * A token is written to a new file with a name that nobody can foresee, which then takes the place of the one before: so
 * no link is followed, and a reader finds a whole token. A folder that belongs to somebody else, or that others may write,
 * takes no token and gives none; nor does a file that somebody else may have written.
 */
export const fileTokenStore = (fileSystem: FileSystem.FileSystem, folder: string): TokenStoreService => {
  const fileOf = (key: string): string => `${folder}/${encodeURIComponent(key.toWellFormed())}.json`
  const tokenOf = makeTokenReader("file")
  const warn = makeRareWarning("a file of the token store is not believed: the next token takes its place")
  /**
   * One call to the file system at a time, until it really ends: each takes a thread of the process, and one to a mount that
   * is gone may never end. What waits for it meanwhile can be given up.
   */
  const turns = Semaphore.makeUnsafe(1)
  const alone = <A, E>(calls: Effect.Effect<A, E>): Effect.Effect<A, E> =>
    turns.withPermit(Effect.uninterruptible(calls))
  return {
    name: "file",
    get: (key) =>
      alone(
        Effect.gen(function* () {
          const isOwn = yield* isOwnFile(fileSystem, folder, fileOf(key))
          if (isOwn === null) return null
          if (isOwn) return yield* tokenOf(yield* fileSystem.readFileString(fileOf(key)))
          yield* warn("it is a link or no file, belongs to another user, or others may write it")
          return null
        })
      ),
    set: (key, token) =>
      alone(
        Effect.gen(function* () {
          yield* makeFolder(fileSystem, folder)
          const draft = `${fileOf(key)}.${yield* randomHex(draftLength)}.new`
          const text = yield* encode(token)
          yield* fileSystem.writeFileString(draft, "", { mode: 0o600, flag: "wx" })
          yield* Effect.andThen(folderTakes(fileSystem, folder, draft), fileSystem.writeFileString(draft, text)).pipe(
            Effect.andThen(fileSystem.rename(draft, fileOf(key))),
            Effect.onError(() => Effect.ignore(fileSystem.remove(draft)))
          )
          yield* removeOldDrafts(fileSystem, folder)
        })
      ),
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
