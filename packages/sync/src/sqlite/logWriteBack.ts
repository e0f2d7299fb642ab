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

/** The thread starts when this many bytes are not written back: a page that many commits change is then written once. */
const bytesForThread = 16 * 2 ** 20

/** If many bytes remain after a run, because of a reader, the next one starts when the log has grown by this many bytes. */
const bytesUntilNextRun = 4 * 2 ** 20

/** How many bytes this thread writes back after a run, as long as the log is short. */
const bytesHere = 2 ** 20

/**
 * Beyond this length of the log this thread writes back all that remains after a run, so that SQLite begins the log anew.
 * Otherwise commits that follow each other closely would let it grow without an end.
 */
const bytesOfLog = 2 * bytesForThread

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
  const pageBytes = Number(database.prepare("PRAGMA page_size").get()?.["page_size"])
  const [pagesForThread = 0, pagesUntilNextRun = 0, pagesHere = 0, pagesOfLog = 0] = [
    bytesForThread,
    bytesUntilNextRun,
    bytesHere,
    bytesOfLog
  ].map((bytes) => Math.ceil(bytes / pageBytes))

  const commitsWriteBack = ({ message }: SqlError) => {
    state = "failed"
    database.exec(`PRAGMA wal_autocheckpoint = ${pagesForThread}`)
    return Effect.logWarning(
      `The thread that writes the log of the database back has stopped: ${message}. Nothing is lost. Commits do this work now, which can pause this program for some milliseconds. Restart the program to start the thread again.`
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
      // Another connection writes it back just now.
      Effect.catchIf(
        ({ reason }) => reason._tag === "LockTimeoutError",
        () =>
          Effect.sync(() => {
            state = "ready"
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
      if (log - written <= pagesHere || log >= pagesOfLog) {
        database.exec(writeBack)
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
