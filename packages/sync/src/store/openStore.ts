/** Brings a database to the tables of this program, and refuses one that is not for it. */
import * as Effect from "effect/Effect"
import * as Migrator from "effect/sql/Migrator"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { allOf, type MasterKey } from "../privacy/encryption.ts"
import { openKeys } from "../privacy/StoreKeys.ts"
import { applicationId } from "./applicationId.ts"
import { tables } from "./migrations/0001_tables.ts"
import { UnusableStore } from "./StoreError.ts"

const migrations = { "0001_tables": tables }

/** The number of the last migration that this program knows. */
export const newest = Math.max(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))

/** The table that says which migrations were run. */
export const migrationTable = "huidan_migrations"

/**
 * `masterKey` is `null` if private texts are to be stored masked only. Answers with the keys of the store; with `null` if it has
 * none. Only who writes gives the store its master key: a program that reads once with another one must not keep others out.
 */
export const openStore = Effect.fnUntraced(function* (masterKey: MasterKey | null, writes: boolean) {
  yield* refuseForeign
  yield* refuseNewer
  yield* migrate
  const hasKey = yield* refuseOtherKey(masterKey, writes)
  return masterKey === null || !hasKey ? null : yield* openKeys(masterKey)
})

const refuseForeign: Effect.Effect<void, SqlError | UnusableStore, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const [row] = yield* sql.onDialectOrElse({
    sqlite: () => sql<{ application: number; tables: number }>`
      SELECT (SELECT application_id FROM pragma_application_id) AS application,
        (SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT IN (${migrationTable}, 'sqlite_sequence'))
        AS tables`,
    orElse: () => Effect.succeed([])
  })
  if (row !== undefined && row.tables > 0 && row.application !== applicationId) {
    return yield* new UnusableStore({
      message: "the file is the database of another program, not a store: name another file"
    })
  }
})

const refuseNewer: Effect.Effect<void, SqlError | UnusableStore, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const latest = yield* sql<{ id: number | null }>`SELECT max(migration_id) AS id FROM ${sql(migrationTable)}`.pipe(
    // There is no such table yet in a new database.
    Effect.catchIf(
      ({ reason }) => reason._tag !== "LockTimeoutError",
      () => Effect.succeed([])
    )
  )
  const id = latest[0]?.id ?? 0
  if (id > newest) {
    return yield* new UnusableStore({
      message: `the store was written by a newer program (migration ${id}, this program knows ${newest}): update this program`
    })
  }
})

/** Two programs that start at one time: the second waits for the first, and finds nothing to do. */
const migrate = Migrator.make({})({ loader: Migrator.fromRecord(migrations), table: migrationTable }).pipe(
  Effect.catchTag("MigrationError", ({ message }) => Effect.fail(new UnusableStore({ message })))
)

/** A store names its master keys: started with another one, it could not read its own private texts. */
const refuseOtherKey = Effect.fnUntraced(function* (masterKey: MasterKey | null, writes: boolean) {
  const sql = yield* SqlClient.SqlClient
  const given = new Set(masterKey === null ? [] : allOf(masterKey).map(({ id }) => id))
  const used = (yield* sql<{ id: string }>`SELECT id FROM master_keys ORDER BY id`).map(({ id }) => id)
  const missing = used.find((id) => !given.has(id))
  if (missing !== undefined) {
    const message = used.some((id) => given.has(id))
      ? `the rotation of the master key has not ended, and a part of the private texts is encrypted with the master key ${missing}: configure that one beside the other`
      : `private texts of the store are encrypted with the master key ${missing}: configure that one`
    return yield* new UnusableStore({ message })
  }
  if (masterKey === null) return false
  if (writes) yield* sql`INSERT INTO master_keys (id) VALUES (${masterKey.id}) ON CONFLICT DO NOTHING`
  return writes || used.includes(masterKey.id)
})
