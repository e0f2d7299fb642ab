/** One connection of `node:sqlite` on this thread as Effect's SQL connection. */
import type { DatabaseSync } from "node:sqlite"
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { SafeIntegers } from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type { SqlError } from "effect/sql/SqlError"
import { type LockWait, whenUnlocked } from "./lockWait.ts"
import { allRows, allValues, bound, iterated, nextRows, preparedStatements, setResults } from "./statements.ts"

/** A connection, and whether a transaction is open in it. */
export interface SqliteConnection extends SqlConnection.Connection {
  readonly isTransaction: () => boolean
}

/** The statement that begins a transaction. It takes the lock for writing at once. */
export const beginTransaction = "BEGIN IMMEDIATE"

export const sqliteConnection = (database: DatabaseSync, wait: LockWait): SqliteConnection => {
  const prepare = preparedStatements(database)
  /** The wait for the lock of a transaction can be interrupted: nothing has begun yet. */
  const run = <A>(sql: string, execute: (safeIntegers: boolean) => A): Effect.Effect<A, SqlError> => {
    const effect = Effect.withFiber<A, SqlError>((fiber) => {
      const safeIntegers = fiber.getRef(SafeIntegers)
      return whenUnlocked(() => execute(safeIntegers), "execute", wait)
    })
    return sql === beginTransaction ? Effect.interruptible(effect) : effect
  }
  return {
    isTransaction: () => database.isTransaction,
    execute: (sql, parameters, transform) =>
      Effect.map(
        run(sql, (safe) => allRows(prepare(sql), parameters.map(bound), safe)),
        (rows) => transform?.(rows) ?? rows
      ),
    executeUnprepared: (sql, parameters, transform) =>
      Effect.map(
        run(sql, (safe) => allRows(database.prepare(sql), parameters.map(bound), safe)),
        (rows) => transform?.(rows) ?? rows
      ),
    executeRaw: (sql, parameters) =>
      run(sql, (safe) => {
        const statement = prepare(sql)
        if (statement.columns().length > 0) return allRows(statement, parameters.map(bound), safe)
        setResults(statement, { safeIntegers: safe, arrays: false })
        return statement.run(...parameters.map(bound))
      }),
    executeValues: (sql, parameters) => run(sql, (safe) => allValues(prepare(sql), parameters.map(bound), safe)),
    executeValuesUnprepared: (sql, parameters) =>
      run(sql, (safe) => allValues(database.prepare(sql), parameters.map(bound), safe)),
    executeStream: (sql, parameters, transform) =>
      Stream.fromPull(
        Effect.map(
          run(sql, (safe) => iterated(database.prepare(sql), parameters.map(bound), safe)),
          (rows) =>
            Effect.flatMap(
              whenUnlocked(() => nextRows(rows), "executeStream", wait),
              (taken) => (Arr.isReadonlyArrayNonEmpty(taken) ? Effect.succeed(taken) : Cause.done())
            )
        )
      ).pipe((rows) =>
        transform === undefined ? rows : Stream.mapArray(rows, (some) => nonEmpty(transform(some), some))
      )
  }
}

const nonEmpty = <A>(rows: ReadonlyArray<A>, otherwise: Arr.NonEmptyReadonlyArray<A>): Arr.NonEmptyReadonlyArray<A> =>
  Arr.isReadonlyArrayNonEmpty(rows) ? rows : otherwise
