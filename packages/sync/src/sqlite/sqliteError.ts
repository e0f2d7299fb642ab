/** What `node:sqlite` throws, as a `SqlError`. */
import * as Data from "effect/Data"
import * as Predicate from "effect/Predicate"
import * as SqlError from "effect/sql/SqlError"

/** SQLite's primary result codes; the rest of an extended code is above the lowest 8 bits. */
const codes = { busy: 5, locked: 6, corrupt: 11, full: 13, cannotOpen: 14, notADatabase: 26 } as const

/** A read that was overtaken by a write of another connection: waiting does not help. */
const busySnapshot = 517

const messages: ReadonlyMap<number, (file: string) => string> = new Map([
  [codes.busy, (file) => `another connection keeps ${file} locked`],
  [codes.locked, (file) => `another connection keeps a table of ${file} locked`],
  [codes.corrupt, (file) => `${file} is damaged: restore it from a backup`],
  [codes.full, (file) => `the disk is full: ${file} cannot grow`],
  [
    codes.cannotOpen,
    (file) => `${file} cannot be opened: its folder must exist, and this user must be allowed to read it`
  ],
  [codes.notADatabase, (file) => `${file} is not a SQLite database, or it is damaged`]
])

/** What `node:sqlite` threw, on this thread or on one that reads. */
export class Thrown extends Data.TaggedError("Thrown")<{ readonly cause: unknown }> {}

/** A thread that reads has ended: by itself, or because a read was abandoned. */
export class ReaderEnded extends Error {
  constructor(file: string, cause?: unknown) {
    super(`the thread that reads ${file} has ended`, { cause })
  }
}

/** The error of a statement or of opening a file; its message says what can be done, if that is known. */
export const sqliteError = (cause: unknown, file: string, operation: string): SqlError.SqlError => {
  if (cause instanceof ReaderEnded) {
    return new SqlError.SqlError({
      reason: new SqlError.ConnectionError({ cause, message: cause.message, operation })
    })
  }
  const code = codeOf(cause)
  const known = code === undefined ? undefined : messages.get(code & 0xff)
  const message = known?.(file) ?? (Predicate.isError(cause) ? cause.message : String(cause))
  // The classification reads `errno`, and `node:sqlite` has the code as `errcode`.
  const reason = SqlError.classifySqliteError({ errno: code, message }, { message, operation })
  // A file that is damaged or missing remains so: such an error must not be tried again.
  const isFinal = code !== undefined && (code & 0xff) === codes.cannotOpen
  return new SqlError.SqlError({
    reason: isFinal ? new SqlError.UnknownError({ cause, message, operation }) : reason
  })
}

/** Whether the statement has to wait for a lock of another connection. */
export const isLocked = (cause: unknown): boolean => {
  const code = codeOf(cause)
  return code !== undefined && code !== busySnapshot && ((code & 0xff) === codes.busy || (code & 0xff) === codes.locked)
}

/** Whether the disk is full. */
export const isFull = (cause: unknown): boolean => ((codeOf(cause) ?? 0) & 0xff) === codes.full

const codeOf = (cause: unknown): number | undefined =>
  Predicate.hasProperty(cause, "errcode") && Predicate.isNumber(cause.errcode) ? cause.errcode : undefined
