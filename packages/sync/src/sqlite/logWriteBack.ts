/**
 * Writing the log back to the file (SQLite's checkpoint) on a thread of its own, so that no commit does it.
 *
 * The thread writes back what no reader prevents. What was committed meanwhile is little, and the connection that writes
 * writes it back between two transactions: after that SQLite begins the log anew. A thread that fails loses nothing, for
 * every commit is in the log; from then on commits write it back.
 */
import type { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { SqlError } from "effect/sql/SqlError"
import type { LockWait } from "./lockWait.ts"
import { lastingThread } from "./reader/readerConnection.ts"
import { isLocked, sqliteError } from "./sqliteError.ts"

/** How many pages of the log are worth the thread's work (16 MB): a page that many commits change is then written once. */
const pagesForThread = 1000

/** After a run that left much, because of a reader or many commits, the log grows by so many pages before the next one. */
const pagesUntilNextRun = 250

/** How many pages are written back on this thread, at most. */
const pagesHere = 60

/** The first version of SQLite that tells how long the log is without writing it back. */
const firstVersion = [3, 51] as const

const lengthOfLog = "PRAGMA wal_checkpoint(NOOP)"
const writeBack = "PRAGMA wal_checkpoint(PASSIVE)"

/** Makes an effect that must run between two transactions of this connection. It costs some microseconds. */
export const makeLogWriteBack = Effect.fnUntraced(function* (
  database: DatabaseSync,
  wait: LockWait
): Effect.fn.Return<Effect.Effect<void>, never, Scope.Scope> {
  if (!isNewEnough(database)) return Effect.void
  const scope = yield* Effect.scope
  const thread = yield* lastingThread(wait, "log")
  const measured = database.prepare(lengthOfLog)
  let state: "ready" | "running" | "left little" | "failed" = "ready"
  let nextAt = 0

  const commitsWriteBack = ({ message }: SqlError) => {
    state = "failed"
    database.exec(`PRAGMA wal_autocheckpoint = ${pagesForThread}`)
    return Effect.logWarning(
      `The log of the database is not written back by its own thread any more: ${message}. Nothing is lost. Commits write it back, which stops this program for moments, until it is started again.`
    )
  }
  /** Closing waits for it: a thread cannot be stopped while it writes. */
  const run = (log: number) =>
    thread.execute(writeBack, [], undefined).pipe(
      Effect.tap(
        Effect.sync(() => {
          state = "left little"
          nextAt = log + pagesUntilNextRun
        })
      ),
      Effect.catch(commitsWriteBack),
      Effect.uninterruptible
    )
  const look = (): Effect.Effect<void> => {
    const row = measured.get()
    const [log, written] = [Number(row?.["log"] ?? 0), Number(row?.["checkpointed"] ?? 0)]
    if (log < nextAt - pagesUntilNextRun) nextAt = 0
    if (state === "left little") {
      state = "ready"
      if (log - written <= pagesHere) {
        database.exec(writeBack)
        nextAt = 0
      }
    }
    if (log - written < pagesForThread || log < nextAt) return Effect.void
    state = "running"
    return Effect.asVoid(Effect.forkIn(run(log), scope))
  }
  database.exec("PRAGMA wal_autocheckpoint = 0")
  return Effect.suspend(() => {
    if (state === "failed" || state === "running" || database.isTransaction) return Effect.void
    try {
      return look()
    } catch (cause) {
      return isLocked(cause) ? Effect.void : commitsWriteBack(sqliteError(cause, wait.file, "checkpoint"))
    }
  })
})

const isNewEnough = (database: DatabaseSync): boolean => {
  const version = String(database.prepare("SELECT sqlite_version() AS version").get()?.["version"])
  const [major = 0, minor = 0] = version.split(".").map(Number)
  return major > firstVersion[0] || (major === firstVersion[0] && minor >= firstVersion[1])
}
