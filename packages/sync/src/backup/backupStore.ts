/** Backups of a store, and stores from backups. Private texts remain encrypted in a backup: the master key is not in it. */
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Path from "effect/Path"
import type { PlatformError } from "effect/PlatformError"
import type { SqlError } from "effect/sql/SqlError"
import { draftFile, type FileExists } from "../files/draftFile.ts"
import { besides, isOfStore } from "../files/notTheStore.ts"
import { isLocked, sqliteError } from "../sqlite/sqliteError.ts"
import { UnusableStore } from "../store/StoreError.ts"
import { carryForgotten } from "./carryForgotten.ts"
import { type CopyProgress, copyDatabase } from "./copyDatabase.ts"
import { inspectStore, type StoreContents } from "./inspectStore.ts"

/** What is copied, and to where. */
export interface CopyOptions {
  /** The file to copy. */
  readonly from: string
  /** The file to make. */
  readonly to: string
  /** Whether `to` may be replaced if it exists; `false` if left out. */
  readonly mayReplace?: boolean
  /**
   * Whether a store that cannot be read any more may be replaced although nothing is known of what was forgotten in it; `false` if
   * left out. Only a restore looks at it.
   */
  readonly mayLoseForgotten?: boolean
  /** Runs after each part of the copy. */
  readonly onProgress?: (progress: CopyProgress) => Effect.Effect<void>
}

/** What is in the copy, as it was read from it. */
export interface CopySummary extends StoreContents {
  readonly file: string
}

type CopyError = SqlError | UnusableStore | PlatformError | FileExists

/**
 * Copies a store as it is at one moment, while programs read and write it. The copy is one file that only its owner can read
 * (mode 0600). It is checked as a whole before it appears under its name; if anything fails, nothing appears.
 */
export const backupStore = (
  options: CopyOptions
): Effect.Effect<CopySummary, CopyError, FileSystem.FileSystem | Path.Path> =>
  checkedCopy(options, () => Effect.void, Effect.void)

/**
 * Makes a store of a backup, or of another store. A damaged or foreign file and one of a newer program are refused before
 * anything is changed. An existing store is replaced only if `mayReplace` says so, and only if no program uses it; then the new
 * one takes its place at once.
 *
 * What was forgotten in the store that is replaced is forgotten in the new one too, before it appears: private texts that were
 * destroyed do not come back with an older copy. If the replaced store cannot be read, it is refused unless `mayLoseForgotten`
 * says otherwise: then forget the same orders again.
 */
export const restoreStore = (
  options: CopyOptions
): Effect.Effect<CopySummary, CopyError, FileSystem.FileSystem | Path.Path> =>
  checkedCopy(options, (draft) => withForgotten(options, draft), removeBeside(options.to))

const withForgotten = Effect.fnUntraced(function* (
  { mayLoseForgotten = false, mayReplace = false, to }: CopyOptions,
  draft: string
) {
  const files = yield* FileSystem.FileSystem
  if (!mayReplace || !(yield* files.exists(to))) return
  yield* refuseUsed(to)
  if (mayLoseForgotten) return yield* Effect.ignore(carryForgotten(to, draft))
  yield* carryForgotten(to, draft).pipe(
    Effect.catchTag("SqlError", ({ message }) =>
      Effect.fail(
        new UnusableStore({
          message: `${to} cannot be read (${message}), so that it is not known which orders were forgotten in it, and their private texts would come back: say that this may be lost, and forget those orders again`
        })
      )
    )
  )
})

const checkedCopy = Effect.fnUntraced(function* <E, R, E2, R2>(
  { from, mayReplace = false, onProgress = () => Effect.void, to }: CopyOptions,
  complete: (draft: string) => Effect.Effect<void, E2, R2>,
  place: Effect.Effect<void, E, R>
) {
  const files = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  if (!(yield* files.exists(from))) return yield* new UnusableStore({ message: `${from} does not exist` })
  if (path.resolve(from) === path.resolve(to) || (yield* isOfStore(files, from, to))) {
    return yield* new UnusableStore({ message: `${to} cannot be copied to itself: name another file` })
  }
  const copy = (draft: string) =>
    copyDatabase(from, draft, onProgress).pipe(
      Effect.andThen(inspectStore(draft)),
      Effect.tap(withoutWriter(draft)),
      // The copy is as its source is: messages name the source.
      Effect.catchTag("UnusableStore", ({ message }) =>
        Effect.fail(new UnusableStore({ message: message.replace(draft, from) }))
      ),
      Effect.tap(complete(draft))
    )
  const contents = yield* draftFile(to, mayReplace, copy, place)
  return { ...contents, file: to }
})

/** The copy has no writer, and not the token by which the writer of its source takes requests. */
const withoutWriter = (file: string): Effect.Effect<void, SqlError> =>
  Effect.try({
    try: () => {
      const database = new DatabaseSync(file)
      try {
        database.exec("PRAGMA secure_delete = ON; UPDATE writer SET until = 0, address = NULL, token = NULL")
      } finally {
        database.close()
      }
    },
    catch: (cause) => sqliteError(cause, file, "copy")
  })

const removeBeside = Effect.fnUntraced(function* (store: string) {
  const files = yield* FileSystem.FileSystem
  if (yield* files.exists(store)) yield* refuseUsed(store)
  yield* Effect.forEach(besides, (suffix) => files.remove(`${store}${suffix}`, { force: true }))
})

/**
 * Only the last connection to a database can leave WAL mode. A damaged file cannot be opened at all: nothing is known of other
 * programs then.
 */
const refuseUsed = (store: string): Effect.Effect<void, UnusableStore> =>
  Effect.suspend(() => {
    try {
      const database = new DatabaseSync(store, { timeout: 0 })
      try {
        database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; ROLLBACK")
      } finally {
        database.close()
      }
    } catch (cause) {
      if (isLocked(cause)) {
        return Effect.fail(new UnusableStore({ message: `another program uses ${store}: stop it first` }))
      }
    }
    return Effect.void
  })
