/** Whether the folder of tokens and its files are this user's own. A system without owners has no check. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import type { PlatformError } from "effect/PlatformError"
import type { TokenStoreFailure } from "./TokenStore.ts"

/** The bits of a mode that let others than the owner write. */
const writableForOthers = 0o022

const root = 0

/** The user of this process; `null` on a system without users. */
const ownUser = (): number | null => {
  const process: unknown = Reflect.get(globalThis, "process")
  const getuid: unknown = typeof process === "object" && process !== null ? Reflect.get(process, "getuid") : undefined
  const uid: unknown = typeof getuid === "function" ? Reflect.apply(getuid, process, []) : null
  return typeof uid === "number" ? uid : null
}

/** Whether a file or folder is of one of these users. */
const isOf = ({ uid }: FileSystem.File.Info, users: ReadonlyArray<number | null>): boolean =>
  Option.match(uid, { onNone: () => true, onSome: (owner) => users.includes(owner) })

/** Fails if others than this user and root may write in the folder. `own`: the user of this process. */
const folderIsOwn = (folder: FileSystem.File.Info, own: number | null): Effect.Effect<void, TokenStoreFailure> => {
  if ((folder.mode & writableForOthers) !== 0) {
    return Effect.fail({ message: "others may write in the folder of tokens: `chmod 700` it" })
  }
  return isOf(folder, [root, own])
    ? Effect.void
    : Effect.fail({ message: "the folder of tokens belongs to another user" })
}

/** Compares the folder with a file that this process has just made in it. */
export const folderTakes = (
  fileSystem: FileSystem.FileSystem,
  folder: string,
  draft: string
): Effect.Effect<void, PlatformError | TokenStoreFailure> =>
  Effect.gen(function* () {
    const own = yield* fileSystem.stat(draft)
    // A system without modes.
    if ((own.mode & 0o777) !== 0o600) return
    yield* folderIsOwn(yield* fileSystem.stat(folder), Option.getOrNull(own.uid))
  })

/**
 * Whether a file in the folder can be believed: it is a file of this user, no link, and nobody else may write it. `null` if
 * there is none. Fails if others may write in the folder.
 */
export const isOwnFile = (
  fileSystem: FileSystem.FileSystem,
  folder: string,
  file: string
): Effect.Effect<boolean | null, PlatformError | TokenStoreFailure> =>
  Effect.gen(function* () {
    const found = yield* Effect.catchIf(
      fileSystem.lstat(file),
      ({ reason }) => reason._tag === "NotFound",
      () => Effect.succeed(null)
    )
    if (found === null) return null
    const own = ownUser()
    if (own === null) return found.type === "File"
    yield* folderIsOwn(yield* fileSystem.stat(folder), own)
    return found.type === "File" && (found.mode & writableForOthers) === 0 && isOf(found, [root, own])
  })

/** In milliseconds. */
const day = 86_400_000

/** Removes drafts that a process has left that was killed while it wrote. */
export const removeOldDrafts = (fileSystem: FileSystem.FileSystem, folder: string): Effect.Effect<void> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const names = yield* fileSystem.readDirectory(folder)
    for (const name of names.filter((one) => /\.json\.[\da-f]+\.new$/.test(one))) {
      const draft = `${folder}/${name}`
      const { mtime } = yield* fileSystem.lstat(draft)
      const isOld = Option.match(mtime, { onNone: () => false, onSome: (time) => now - time.getTime() > day })
      if (isOld) yield* fileSystem.remove(draft)
    }
  }).pipe(Effect.ignore)
