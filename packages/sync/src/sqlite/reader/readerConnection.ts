/** A thread that reads as Effect's SQL connection. */
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { SafeIntegers } from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import { type LockWait, retriedWhileLocked } from "../lockWait.ts"
import { Thrown } from "../sqliteError.ts"
import { bound, isValues } from "../statements.ts"
import type { ReadRequest, ThreadTask } from "./messages.ts"
import { type ReaderThread, startReaderThread } from "./ReaderThread.ts"

/** A connection, and whether a transaction is open in it. */
export interface ReaderConnection extends SqlConnection.Connection {
  readonly isTransaction: () => boolean
}

/**
 * A connection whose thread starts at the first statement. If that one ends, because a read was abandoned, another one takes
 * its place.
 */
export const lastingThread = (wait: LockWait, task: ThreadTask): Effect.Effect<ReaderConnection, never, Scope.Scope> =>
  makeReader(wait, (last) => (last === null || last.hasEnded() ? startReaderThread(wait.file, task) : last))

/** A connection for one stream or transaction: its thread is not replaced, for another one would not see the same state. */
export const singleReader = (wait: LockWait): Effect.Effect<ReaderConnection, never, Scope.Scope> =>
  makeReader(wait, (last) => last ?? startReaderThread(wait.file, "read"))

const makeReader = (
  wait: LockWait,
  next: (last: ReaderThread | null) => ReaderThread
): Effect.Effect<ReaderConnection, never, Scope.Scope> =>
  Effect.suspend(() => {
    let thread: ReaderThread | null = null
    const current = (): ReaderThread => {
      thread = next(thread)
      return thread
    }
    return Effect.as(
      Effect.addFinalizer(() => (thread === null || thread.hasEnded() ? Effect.void : thread.end)),
      connectionOf(current, () => thread?.isTransaction() ?? false, wait)
    )
  })

const connectionOf = (current: () => ReaderThread, isTransaction: () => boolean, wait: LockWait): ReaderConnection => {
  const ask = (request: (safeIntegers: boolean) => ReadRequest, operation: string) =>
    Effect.withFiber((fiber) =>
      retriedWhileLocked(
        Effect.flatMap(
          Effect.try({ try: () => request(fiber.getRef(SafeIntegers)), catch: (cause) => new Thrown({ cause }) }),
          (made) => current().ask(made)
        ),
        operation,
        wait
      )
    )
  const asking =
    (kind: "rows" | "values" | "stream", sql: string, parameters: ReadonlyArray<unknown>) =>
    (safeIntegers: boolean): ReadRequest => ({ kind, sql, parameters: parameters.map(bound), safeIntegers })
  const rows = (sql: string, parameters: ReadonlyArray<unknown>, transform: Transform | undefined) =>
    Effect.map(ask(asking("rows", sql, parameters), "execute"), ({ rows: read }) => transform?.(read) ?? read)
  const values = (sql: string, parameters: ReadonlyArray<unknown>) =>
    Effect.map(ask(asking("values", sql, parameters), "execute"), ({ rows: read }) => read.filter(isValues))
  return {
    isTransaction,
    execute: rows,
    executeUnprepared: rows,
    executeRaw: (sql, parameters) => rows(sql, parameters, undefined),
    executeValues: values,
    executeValuesUnprepared: values,
    executeStream: (sql, parameters, transform) =>
      Stream.fromPull(
        Effect.sync(() => {
          let hasBegun = false
          return Effect.flatMap(
            Effect.suspend(() =>
              hasBegun
                ? ask(() => ({ kind: "next" }), "executeStream")
                : ask(asking("stream", sql, parameters), "executeStream")
            ),
            ({ rows: read }) => {
              hasBegun = true
              if (!Arr.isReadonlyArrayNonEmpty(read)) return Cause.done()
              const transformed = transform?.(read) ?? read
              return Effect.succeed(Arr.isReadonlyArrayNonEmpty(transformed) ? transformed : read)
            }
          )
        })
      )
  }
}

type Transform = Parameters<SqlConnection.Connection["execute"]>[2] & {}
