/** One connection of `node:sqlite` as Effect's SQL connection. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite"
import * as Arr from "effect/Array"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import { SafeIntegers } from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type { SqlError } from "effect/sql/SqlError"
import { type LockWait, whenUnlocked } from "./lockWait.ts"

/** A connection with its database. */
export interface SqliteConnection extends SqlConnection.Connection {
  readonly database: DatabaseSync
}

/** The statement that begins a transaction. It takes the lock for writing at once. */
export const beginTransaction = "BEGIN IMMEDIATE"

/** How many prepared statements a connection keeps. */
const mostPrepared = 200

/** How many rows of a stream are read at once; other fibers run in between. */
const rowsAtOnce = 64

export const sqliteConnection = (database: DatabaseSync, wait: LockWait): SqliteConnection => {
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    if (prepared.size >= mostPrepared) prepared.clear()
    const statement = database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  /** The wait for the lock of a transaction can be interrupted: nothing has begun yet. */
  const run = <A>(sql: string, execute: (safeIntegers: boolean) => A): Effect.Effect<A, SqlError> => {
    const effect = Effect.withFiber<A, SqlError>((fiber) => {
      const safeIntegers = fiber.getRef(SafeIntegers)
      return whenUnlocked(() => execute(safeIntegers), "execute", wait)
    })
    return sql === beginTransaction ? Effect.interruptible(effect) : effect
  }
  const rowsOf = (statement: StatementSync, parameters: ReadonlyArray<unknown>, safeIntegers: boolean) => {
    set(statement, { safeIntegers, arrays: false })
    return statement.all(...parameters.map(bound))
  }
  const valuesOf = (statement: StatementSync, parameters: ReadonlyArray<unknown>, safeIntegers: boolean) => {
    set(statement, { safeIntegers, arrays: true })
    const rows: ReadonlyArray<unknown> = statement.all(...parameters.map(bound))
    return rows.filter(isValues)
  }
  return {
    database,
    execute: (sql, parameters, transform) =>
      Effect.map(
        run(sql, (safe) => rowsOf(prepare(sql), parameters, safe)),
        (rows) => transform?.(rows) ?? rows
      ),
    executeUnprepared: (sql, parameters, transform) =>
      Effect.map(
        run(sql, (safe) => rowsOf(database.prepare(sql), parameters, safe)),
        (rows) => transform?.(rows) ?? rows
      ),
    executeRaw: (sql, parameters) =>
      run(sql, (safe) => {
        const statement = prepare(sql)
        if (statement.columns().length > 0) return rowsOf(statement, parameters, safe)
        set(statement, { safeIntegers: safe, arrays: false })
        return statement.run(...parameters.map(bound))
      }),
    executeValues: (sql, parameters) => run(sql, (safe) => valuesOf(prepare(sql), parameters, safe)),
    executeValuesUnprepared: (sql, parameters) => run(sql, (safe) => valuesOf(database.prepare(sql), parameters, safe)),
    executeStream: (sql, parameters, transform) =>
      Stream.fromPull(
        Effect.map(
          run(sql, (safeIntegers) => {
            // Not a kept one: the same text can be streamed twice at one time.
            const statement = database.prepare(sql)
            set(statement, { safeIntegers, arrays: false })
            return statement.iterate(...parameters.map(bound))
          }),
          (rows) =>
            Effect.flatMap(
              whenUnlocked(() => take(rows), "executeStream", wait),
              (taken) => (Arr.isReadonlyArrayNonEmpty(taken) ? Effect.succeed(taken) : Cause.done())
            )
        )
      ).pipe((rows) =>
        transform === undefined ? rows : Stream.mapArray(rows, (some) => nonEmpty(transform(some), some))
      )
  }
}

/** The next rows; none at the end. A lock is met by the first row only. */
const take = <A>(rows: Iterator<A>): ReadonlyArray<A> => {
  const taken: Array<A> = []
  while (taken.length < rowsAtOnce) {
    const next = rows.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

const nonEmpty = <A>(rows: ReadonlyArray<A>, otherwise: Arr.NonEmptyReadonlyArray<A>): Arr.NonEmptyReadonlyArray<A> =>
  Arr.isReadonlyArrayNonEmpty(rows) ? rows : otherwise

const set = (statement: StatementSync, options: { readonly safeIntegers: boolean; readonly arrays: boolean }): void => {
  statement.setReadBigInts(options.safeIntegers)
  statement.setReturnArrays(options.arrays)
}

const isValues = (row: unknown): row is ReadonlyArray<unknown> => Array.isArray(row)

/** A parameter as SQLite takes it: booleans as 0 and 1, dates as ISO 8601 text, what is left out as NULL. */
const bound = (value: unknown): SQLInputValue => {
  if (value === undefined || value === null) return null
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString()
  throw new TypeError(
    `a parameter is ${Predicate.isObject(value) ? "an object" : typeof value}, which SQLite cannot store`
  )
}
