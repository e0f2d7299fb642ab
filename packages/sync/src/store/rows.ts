/** Many rows as one parameter, so that a statement is the same however many rows it has. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type Fragment, fragment, literal } from "effect/sql/Statement"

export type Value = string | number | null

export type Row = ReadonlyArray<Value>

/** How many rows become parameters. */
const mostBound = 256

/** The rows as a query with so many columns, for an `INSERT`: good for many small rows. */
export const rowsOf = (sql: SqlClient, columns: number, rows: ReadonlyArray<Row>): Fragment =>
  sql`SELECT ${sql.literal(picked(columns))} FROM json_each(${JSON.stringify(rows)}) AS r WHERE true`

/**
 * The same for rows with many columns or with long texts: each value is a parameter of its own. A long text as JSON within JSON
 * takes ten times as long. No row may begin with `null`: such rows fill up to a power of two, so that the texts of statements
 * are few, and each is prepared once. There must be a row.
 */
export const wideRowsOf = (sql: SqlClient, columns: number, rows: ReadonlyArray<Row>): Fragment => {
  if (rows.length > mostBound) return rowsOf(sql, columns, rows)
  const count = 2 ** Math.ceil(Math.log2(rows.length))
  const values: Array<Value> = rows.flat()
  const missing = count * columns - values.length
  for (let index = 0; index < missing; index++) values.push(null)
  return fragment([literal(boundRows(columns, count), values)])
}

const boundRows = (columns: number, count: number): string => {
  const row = `(${Array.from({ length: columns }, () => "?").join(", ")})`
  return `SELECT * FROM (VALUES ${Array.from({ length: count }, () => row).join(", ")}) WHERE column1 IS NOT NULL`
}

/**
 * The values as a table `r` with one column `value`. Join it by `CROSS JOIN` and `WHERE`: then SQLite reads it first, and looks
 * up each value in the other table, not the other way round.
 */
export const valuesOf = (sql: SqlClient, values: ReadonlyArray<Value>): Fragment =>
  sql`json_each(${JSON.stringify(values)}) AS r`

/** A statement for rows, if there are any. */
export const inserted = (
  rows: ReadonlyArray<Row>,
  statement: (rows: ReadonlyArray<Row>) => Effect.Effect<unknown, SqlError>
): Effect.Effect<void, SqlError> => (rows.length === 0 ? Effect.void : Effect.asVoid(statement(rows)))

const picked = (columns: number): string =>
  Array.from({ length: columns }, (_, index) => `r.value ->> ${index}`).join(", ")
