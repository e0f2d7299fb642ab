/** Looks into a file that may be a store, without changing it. */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { singleReader } from "../sqlite/reader/readerConnection.ts"
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

/** How long it waits for the lock of another program. */
const lockWait = Duration.seconds(5)

/**
 * Fails if the file is damaged, is not a store, or is a store of a newer program. It reads the whole file, on a thread of its
 * own, and every index is compared with its table.
 */
export const inspectStore = (file: string): Effect.Effect<StoreContents, SqlError | UnusableStore> =>
  Effect.scoped(
    Effect.gen(function* () {
      const reader = yield* singleReader({ file, atMost: lockWait })
      const read = (statement: string) => reader.executeValues(statement, [])
      const numberOf = (statement: string) => Effect.map(read(statement), ([row]) => Number(row?.[0] ?? 0))
      const refused = (message: string) => new UnusableStore({ message: `${file} ${message}` })
      yield* read("BEGIN")
      if ((yield* numberOf("PRAGMA application_id")) !== applicationId) {
        return yield* refused("is not a store of this program")
      }
      const problems = yield* read("PRAGMA integrity_check(1)")
      if (problems.some(([problem]) => problem !== "ok")) return yield* refused("is damaged: use another copy of it")
      const migration = yield* numberOf(`SELECT max(migration_id) FROM ${migrationTable}`)
      if (migration > newest) {
        return yield* refused(
          `was written by a newer program (migration ${migration}, this program knows ${newest}): update this program`
        )
      }
      const tables = yield* read("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      const rows = yield* Effect.forEach(tables, ([name]) =>
        Effect.map(numberOf(`SELECT count(*) FROM "${String(name)}"`), (count) => [String(name), count] as const)
      )
      const bytes = (yield* numberOf("PRAGMA page_count")) * (yield* numberOf("PRAGMA page_size"))
      const contents: StoreContents = { rows: Object.fromEntries(rows), bytes }
      return contents
    })
  )
