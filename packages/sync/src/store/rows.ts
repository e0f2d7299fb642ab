/** Many rows as one parameter, so that a statement is the same however many rows it has. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Fragment } from "effect/sql/Statement"

export type Value = string | number | null

export type Row = ReadonlyArray<Value>

/** The rows as a query with so many columns, for an `INSERT`. */
export const rowsOf = (sql: SqlClient, columns: number, rows: ReadonlyArray<Row>): Fragment =>
  sql`SELECT ${sql.literal(picked(columns))} FROM json_each(${JSON.stringify(rows)}) AS r WHERE true`

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
