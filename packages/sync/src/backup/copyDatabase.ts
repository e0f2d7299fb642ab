/**
 * Copies a database while other connections use it.
 *
 * By SQLite's backup interface within one read transaction. The transaction keeps the source at one moment, so that writers do
 * not make the copy begin again, as they do without it; in WAL mode it does not keep them from writing. `VACUUM INTO` gives a
 * copy of one moment too, but stops the event loop until it is done, and cannot say how far it is.
 */
import { backup, DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { SqlError } from "effect/sql/SqlError"
import { isFull, sqliteError } from "../sqlite/sqliteError.ts"

/** How far a copy is. */
export interface CopyProgress {
  /** How many pages of the database are copied. */
  readonly copied: number
  readonly pages: number
}

export type OnCopyProgress = (progress: CopyProgress) => Effect.Effect<void>

/** How many pages are copied at once: 4 MB of a store with pages of 16 kB. */
const pagesAtOnce = 256

/** The copy replaces what is in `target`. It can be read without a `-wal` file beside it. */
export const copyDatabase = (
  source: string,
  target: string,
  onProgress: OnCopyProgress,
  pages: number = pagesAtOnce
): Effect.Effect<void, SqlError> =>
  Effect.acquireUseRelease(
    attempt(source, "open", () => {
      const database = new DatabaseSync(source, { readOnly: true, timeout: 5000 })
      try {
        // The first read opens the transaction.
        database.exec("BEGIN; SELECT count(*) FROM sqlite_schema")
        return database
      } catch (cause) {
        database.close()
        throw cause
      }
    }),
    (database) =>
      Effect.andThen(
        copied(database, { source, target, onProgress, pages }),
        attempt(target, "copy", () => {
          const copy = new DatabaseSync(target)
          try {
            copy.exec("PRAGMA journal_mode = DELETE")
          } finally {
            copy.close()
          }
        })
      ),
    (database) => Effect.sync(() => database.close())
  )

interface Copy {
  readonly source: string
  readonly target: string
  readonly onProgress: OnCopyProgress
  readonly pages: number
}

const copied = Effect.fnUntraced(function* (database: DatabaseSync, { onProgress, pages, source, target }: Copy) {
  const fork = Effect.runForkWith(yield* Effect.context<never>())
  const reports: Array<Fiber.Fiber<void>> = []
  yield* Effect.callback<void, SqlError>((resume) => {
    let isInterrupted = false
    const report = (progress: CopyProgress) => reports.push(fork(onProgress(progress)))
    const progress = ({ remainingPages, totalPages }: BackupProgressInfo): void => {
      // Nothing else ends a copy before its end.
      if (isInterrupted) throw new Error("interrupted")
      report({ copied: totalPages - remainingPages, pages: totalPages })
    }
    const done = backup(database, target, { rate: pages, progress }).then(
      (total) => {
        // The last part is not reported by `node:sqlite`.
        report({ copied: total, pages: total })
        resume(Effect.void)
      },
      (cause: unknown) => resume(Effect.fail(sqliteError(cause, isFull(cause) ? target : source, "copy")))
    )
    // The connection is closed only after the copy has ended.
    return Effect.promise(() => {
      isInterrupted = true
      return done
    })
  }).pipe(Effect.onInterrupt(() => Fiber.interruptAll(reports)))
  yield* Fiber.awaitAll(reports)
})

/** What `node:sqlite` says about a copy. */
interface BackupProgressInfo {
  readonly totalPages: number
  readonly remainingPages: number
}

const attempt = <A>(file: string, operation: string, run: () => A): Effect.Effect<A, SqlError> =>
  Effect.try({ try: run, catch: (cause) => sqliteError(cause, file, operation) })
