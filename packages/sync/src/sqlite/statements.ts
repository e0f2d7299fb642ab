/** Statements of `node:sqlite`, on whichever thread they run: what is kept prepared, parameters, rows. */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite"

/** How many prepared statements a connection keeps. */
const mostPrepared = 200

/** How many rows of a stream are read at once. */
const rowsAtOnce = 64

/** Prepares a statement, or gives the one that was prepared for this text before. */
export const preparedStatements = (database: DatabaseSync): ((sql: string) => StatementSync) => {
  const prepared = new Map<string, StatementSync>()
  return (sql) => {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    if (prepared.size >= mostPrepared) prepared.clear()
    const statement = database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
}

/** Runs a statement; each row is an object. Whole numbers are `bigint`s if `safeIntegers`. */
export const allRows = (
  statement: StatementSync,
  parameters: ReadonlyArray<SQLInputValue>,
  safeIntegers: boolean
): ReadonlyArray<Record<string, unknown>> => {
  setResults(statement, { safeIntegers, arrays: false })
  return statement.all(...parameters)
}

/** Runs a statement; each row is a list. */
export const allValues = (
  statement: StatementSync,
  parameters: ReadonlyArray<SQLInputValue>,
  safeIntegers: boolean
): ReadonlyArray<ReadonlyArray<unknown>> => {
  setResults(statement, { safeIntegers, arrays: true })
  const rows: ReadonlyArray<unknown> = statement.all(...parameters)
  return rows.filter(isValues)
}

/** Begins to read rows, some at a time. The statement must not be one that is kept: a text can be streamed twice at once. */
export const iterated = (
  statement: StatementSync,
  parameters: ReadonlyArray<SQLInputValue>,
  safeIntegers: boolean
): Iterator<Record<string, unknown>> => {
  setResults(statement, { safeIntegers, arrays: false })
  return statement.iterate(...parameters)
}

/** The next rows; none at the end. A lock is met by the first row only. */
export const nextRows = <A>(rows: Iterator<A>): ReadonlyArray<A> => {
  const taken: Array<A> = []
  while (taken.length < rowsAtOnce) {
    const next = rows.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

export const setResults = (
  statement: StatementSync,
  options: { readonly safeIntegers: boolean; readonly arrays: boolean }
): void => {
  statement.setReadBigInts(options.safeIntegers)
  statement.setReturnArrays(options.arrays)
}

/** Whether a row is a list of its values. */
export const isValues = (row: unknown): row is ReadonlyArray<unknown> => Array.isArray(row)

/** A parameter as SQLite takes it: booleans as 0 and 1, dates as ISO 8601 text, what is left out as NULL. */
export const bound = (value: unknown): SQLInputValue => {
  if (value === undefined || value === null) return null
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") return value
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  if (value instanceof Date) return value.toISOString()
  throw new TypeError(
    `a parameter is ${typeof value === "object" ? "an object" : typeof value}, which SQLite cannot store`
  )
}
