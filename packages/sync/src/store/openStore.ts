/**
 * Opens a database as a store, and refuses one that is not for this program. Only a process that opens it for writing changes
 * it.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as Migrator from "effect/sql/Migrator"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { allOf, type MasterKey } from "../privacy/encryption.ts"
import { openKeys, type StoreKeys } from "../privacy/StoreKeys.ts"
import { applicationId } from "./applicationId.ts"
import { type DayZone, openDayZone } from "./dayZone.ts"
import { stopJobs } from "./jobs.ts"
import { tables } from "./migrations/0001_tables.ts"
import { blocks } from "./migrations/0002_blocks.ts"
import { type StoreTaken, UnusableStore } from "./StoreError.ts"
import { becomeWriter, type Writer, type WriterOptions } from "./writer.ts"

const migrations = { "0001_tables": tables, "0002_blocks": blocks }

/** The number of the last migration that this program knows. */
export const newest = Math.max(...Object.keys(migrations).map((name) => Number.parseInt(name, 10)))

/** The table that says which migrations were run. */
export const migrationTable = "huidan_migrations"

/** How a store is opened. */
export interface OpenOptions {
  /** Encrypts the keys of the orders; `null`: private texts are stored masked only, and cannot be restored. */
  readonly masterKey: MasterKey | null
  /**
   * The time zone that determines the days of sums, by its IANA name. A store has one for ever; it is that of its first
   * opening, Asia/Shanghai if left out. Another one is refused.
   */
  readonly dayZone?: string
}

export interface OpenedStore {
  /** `null`: private texts are masked. */
  readonly keys: StoreKeys | null
  readonly zone: DayZone
}

/**
 * For a program that only reads: nothing is written. Without the store's master key, or with another one, private texts are
 * masked; amounts and states can be read.
 */
export const openForReading = Effect.fnUntraced(function* ({
  dayZone,
  masterKey
}: OpenOptions): Effect.fn.Return<OpenedStore, SqlError | UnusableStore, SqlClient.SqlClient> {
  yield* refuseForeign
  const version = yield* versionOf
  if (version < newest) return yield* version === 0 ? noStore() : olderStore(version)
  const zone = yield* openDayZone(dayZone, false)
  const { missing, used } = yield* masterKeys(masterKey)
  const canRead = masterKey !== null && missing === undefined && used.length > 0
  return { keys: canRead ? yield* openKeys(masterKey) : null, zone }
})

/** For the one process that writes, until the scope ends: the database gets the tables of this program. */
export const openForWriting = Effect.fnUntraced(function* (
  options: OpenOptions & WriterOptions
): Effect.fn.Return<
  OpenedStore & { readonly writer: Writer },
  SqlError | UnusableStore | StoreTaken,
  SqlClient.SqlClient | Scope.Scope
> {
  const { dayZone, masterKey } = options
  yield* refuseForeign
  // The first migration makes the table of the writer; a later one waits until no older program writes.
  const version = yield* versionOf
  if (version === 0) yield* migrate
  yield* refuseOtherKey(masterKey)
  const writer = yield* becomeWriter(yield* SqlClient.SqlClient, options)
  if (version !== 0 && version < newest) {
    yield* Effect.logInfo(
      `Bringing the store from migration ${version} to ${newest}. This takes up to a minute for a million orders.`
    )
  }
  yield* migrate
  const sql = yield* SqlClient.SqlClient
  yield* Effect.flatMap(Clock.currentTimeMillis, (now) => stopJobs(sql, now))
  const zone = yield* openDayZone(dayZone, true)
  // Once more, now that no other process can give the store a key.
  yield* refuseOtherKey(masterKey)
  if (masterKey === null) return { keys: null, zone, writer }
  yield* sql`INSERT INTO master_keys (id) VALUES (${masterKey.id}) ON CONFLICT DO NOTHING`
  return { keys: yield* openKeys(masterKey), zone, writer }
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

/** The number of the last migration that was run; 0 for a database without tables. Fails if this program does not know it. */
const versionOf: Effect.Effect<number, SqlError | UnusableStore, SqlClient.SqlClient> = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const latest = yield* sql<{ id: number | null }>`SELECT max(migration_id) AS id FROM ${sql(migrationTable)}`.pipe(
    // There is no such table yet in a new database.
    Effect.catchIf(
      ({ reason }) => reason._tag !== "LockTimeoutError",
      () => Effect.succeed([])
    )
  )
  const id = latest[0]?.id ?? 0
  if (id === newest) yield* refuseUnreleased(sql)
  if (id > newest) {
    return yield* new UnusableStore({
      message: `the store was written by a newer program (migration ${id}, this program knows ${newest}): update this program`
    })
  }
  return id
})

/** Before the first release the second migration was shorter: what it left out is in no later one. */
const refuseUnreleased = Effect.fnUntraced(function* (sql: SqlClient.SqlClient) {
  const columns = yield* sql.onDialectOrElse({
    sqlite: () => sql`SELECT name FROM pragma_table_info('search') WHERE name = 'block'`,
    orElse: () => Effect.succeed([null])
  })
  if (columns.length > 0) return
  return yield* new UnusableStore({
    message:
      "the store was written by a version of this program that was not released, and lacks a column: name another file, and read the orders again with `huidan store sync`"
  })
})

const noStore = (): UnusableStore =>
  new UnusableStore({
    message: "there is no store in the file yet: a program that writes makes it, such as `huidan store sync`"
  })

const olderStore = (version: number): UnusableStore =>
  new UnusableStore({
    message: `the store was written by an older program (migration ${version}, this program knows ${newest}), and only a program that writes brings it up to date: run \`huidan store sync\`, or start \`huidan serve\` again`
  })

/** If two programs start at the same time, the second waits for the first, and has nothing to do. */
const migrate = Migrator.make({})({ loader: Migrator.fromRecord(migrations), table: migrationTable }).pipe(
  Effect.catchTag("MigrationError", ({ message }) => Effect.fail(new UnusableStore({ message })))
)

/** The ids of the master keys that the store is encrypted with, and the first of them that is not given. */
const masterKeys = Effect.fnUntraced(function* (masterKey: MasterKey | null) {
  const sql = yield* SqlClient.SqlClient
  const given = new Set(masterKey === null ? [] : allOf(masterKey).map(({ id }) => id))
  const used = (yield* sql<{ id: string }>`SELECT id FROM master_keys ORDER BY id`).map(({ id }) => id)
  return { used, missing: used.find((id) => !given.has(id)), isPart: used.some((id) => given.has(id)) }
})

/** A store names its master keys: what is written with another one could not be read with them. */
const refuseOtherKey = Effect.fnUntraced(function* (masterKey: MasterKey | null) {
  const { isPart, missing } = yield* masterKeys(masterKey)
  if (missing === undefined) return
  const message = isPart
    ? `the rotation of the master key has not ended, and a part of the private texts is encrypted with the master key ${missing}: configure that one beside the other`
    : `private texts of the store are encrypted with the master key ${missing}: configure that one to write to it. Without it the store can be read, with masked texts`
  return yield* new UnusableStore({ message })
})
