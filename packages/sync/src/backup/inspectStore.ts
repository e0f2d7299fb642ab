/** Looks into a file that may be a store, without changing it. */
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { sqliteError } from "../sqlite/sqliteError.ts"
import { applicationId } from "../store/applicationId.ts"
import { migrationTable, newest } from "../store/openStore.ts"
import { UnusableStore } from "../store/StoreError.ts"

/** What is in a store. */
export interface StoreContents {
  /** How many rows each table has. */
  readonly rows: Readonly<Record<string, number>>
  /** How many bytes the database has. */
  readonly bytes: number
}

/**
 * Fails if the file is damaged, is not a store, or is a store of a newer program. It reads the whole file, and every index is
 * compared with its table.
 */
export const inspectStore = (file: string): Effect.Effect<StoreContents, SqlError | UnusableStore> =>
  Effect.flatten(
    Effect.try({
      try: () => {
        const database = new DatabaseSync(file, { readOnly: true, timeout: 5000 })
        try {
          database.exec("BEGIN")
          return inspected(database, file)
        } finally {
          database.close()
        }
      },
      catch: (cause) => sqliteError(cause, file, "inspect")
    })
  )

const inspected = (database: DatabaseSync, file: string): Effect.Effect<StoreContents, UnusableStore> => {
  const refused = (message: string) => Effect.fail(new UnusableStore({ message: `${file} ${message}` }))
  const numberOf = (statement: string): number => Number(Object.values(database.prepare(statement).get() ?? {})[0] ?? 0)
  if (numberOf("PRAGMA application_id") !== applicationId) return refused("is not a store of this program")
  const problems = database.prepare("PRAGMA integrity_check(1)").all()
  if (problems.some((row) => row["integrity_check"] !== "ok")) return refused("is damaged: use another copy of it")
  const migration = numberOf(`SELECT max(migration_id) FROM ${migrationTable}`)
  if (migration > newest) {
    return refused(
      `was written by a newer program (migration ${migration}, this program knows ${newest}): update this program`
    )
  }
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all()
  const rows = tables.map(({ name }) => [String(name), numberOf(`SELECT count(*) FROM "${String(name)}"`)] as const)
  return Effect.succeed({
    rows: Object.fromEntries(rows),
    bytes: numberOf("PRAGMA page_count") * numberOf("PRAGMA page_size")
  })
}
