import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type { PlatformError } from "effect/PlatformError"
import * as Schema from "effect/Schema"
import { randomHex } from "../answer/crypto.ts"
import {
  exclusivelyInProcess,
  StoredTokenText,
  TokenStore,
  type TokenStoreFailure,
  type TokenStoreService
} from "./TokenStore.ts"
import { makeTokenReader } from "./tokenReader.ts"

const encode = Schema.encodeEffect(StoredTokenText)

/** Bytes of a draft's name that nobody can foresee. */
const draftLength = 12

/** The bits of a mode that let others than the owner write. */
const writableForOthers = 0o022

/**
 * Keeps each token in a file of its own (mode 0600) in a folder (0700): a program that starts again still has its
 * token. Several processes may read one folder; only Redis keeps them from renewing at the same moment.
 *
 * A token is written to a new file with a name that nobody can foresee, which then takes the place of the one before: so
 * no link is followed, and a reader finds a whole token. A folder that belongs to somebody else, or that others may write,
 * takes no token.
 */
export const fileTokenStore = (fileSystem: FileSystem.FileSystem, folder: string): TokenStoreService => {
  const fileOf = (key: string): string => `${folder}/${encodeURIComponent(key.toWellFormed())}.json`
  const tokenOf = makeTokenReader("file")
  return {
    name: "file",
    get: (key) =>
      Effect.flatMap(fileSystem.exists(fileOf(key)), (exists) =>
        exists ? Effect.flatMap(fileSystem.readFileString(fileOf(key)), tokenOf) : Effect.succeed(null)
      ),
    set: (key, token) =>
      Effect.gen(function* () {
        yield* makeFolder(fileSystem, folder)
        const draft = `${fileOf(key)}.${yield* randomHex(draftLength)}.new`
        const text = yield* encode(token)
        yield* fileSystem.writeFileString(draft, "", { mode: 0o600, flag: "wx" })
        yield* Effect.andThen(mustBeOwn(fileSystem, folder, draft), fileSystem.writeFileString(draft, text)).pipe(
          Effect.andThen(fileSystem.rename(draft, fileOf(key))),
          Effect.onError(() => Effect.ignore(fileSystem.remove(draft)))
        )
      }),
    exclusively: exclusivelyInProcess()
  }
}

/** Compares the folder with a file that this process has just made in it. A system without modes and owners has no check. */
const mustBeOwn = (
  fileSystem: FileSystem.FileSystem,
  folder: string,
  draft: string
): Effect.Effect<void, PlatformError | TokenStoreFailure> =>
  Effect.gen(function* () {
    const own = yield* fileSystem.stat(draft)
    if ((own.mode & 0o777) !== 0o600) return
    const { mode, uid } = yield* fileSystem.stat(folder)
    if ((mode & writableForOthers) !== 0) {
      return yield* Effect.fail({ message: "others may write in the folder of tokens: `chmod 700` it" })
    }
    const owner = Option.getOrNull(uid)
    if (owner !== null && owner !== root && owner !== Option.getOrNull(own.uid)) {
      return yield* Effect.fail({ message: "the folder of tokens belongs to another user" })
    }
  })

const root = 0

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
