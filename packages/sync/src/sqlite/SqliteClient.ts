/**
 * SQLite in one file as Effect's `SqlClient`, by `node:sqlite`.
 *
 * One connection writes, one statement or transaction after the other. Statements that only read use connections of their
 * own unless they are in a transaction, and each stream opens one more, so that neither waits for the other. A database in
 * memory (`:memory:`) belongs to its connection; there everything uses the one that writes.
 */
import { DatabaseSync } from "node:sqlite"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Pool from "effect/Pool"
import * as Reactivity from "effect/reactivity/Reactivity"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type { SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { type LockWait, whenUnlocked } from "./lockWait.ts"
import { beginTransaction, type SqliteConnection, sqliteConnection } from "./SqliteConnection.ts"

export interface SqliteOptions {
  /** The path of the file, which is created if it does not exist; `:memory:` for a database in memory. */
  readonly file: string
  /** How many connections read; 2 if left out. */
  readonly readers?: number
  /** How long a statement waits for the lock of another process; 5 seconds if left out. */
  readonly lockWait?: Duration.Input
}

const inMemory = ":memory:"

/**
 * Every commit reaches the disk (`synchronous = FULL`): a version that was sent must not be given away again after a power
 * cut. A cache of 64 MB.
 */
const writerSettings = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -65536`

/** A cache of 16 MB. The first read shows whether the file is a database. */
const readerSettings = `
  PRAGMA query_only = ON;
  PRAGMA cache_size = -16384;
  SELECT count(*) FROM sqlite_schema`

/** How an open database runs statements. */
export type MakeConnection = typeof sqliteConnection

/**
 * Opens the file. Fails if it cannot be opened, is damaged or is no database; the message says which. `makeConnection` is for
 * programs that look at every statement.
 */
export const makeSqliteClient = Effect.fnUntraced(function* (
  options: SqliteOptions,
  makeConnection: MakeConnection = sqliteConnection
) {
  const wait: LockWait = { file: options.file, atMost: Duration.fromInputUnsafe(options.lockWait ?? "5 seconds") }
  const connect = (readOnly: boolean) =>
    Effect.map(opening(wait, readOnly), (database) => makeConnection(database, wait))
  const writer = yield* connect(false)
  const base = SqlClient.makeSqliteAcquirers({
    connection: Effect.succeed(writer),
    semaphore: yield* Semaphore.make(1),
    isTransaction: ({ database }) => database.isTransaction
  })
  const shared = {
    ...base,
    driver: "node:sqlite",
    compiler: Statement.makeCompilerSqlite(),
    beginTransaction,
    prepareTransactionControls: true,
    spanAttributes: [["db.system.name", "sqlite"]] as const
  }
  if (options.file === inMemory) return yield* SqlClient.make(shared)
  const readers = yield* Pool.make({ acquire: connect(true), size: options.readers ?? 2 })
  const router = routed(readers, base, connect(true))
  return yield* SqlClient.make({ ...shared, acquirer: Effect.succeed(router), borrower: (use) => use(router) })
})

/** The `SqlClient` of a file. */
export const layerSqlite = (options: SqliteOptions): Layer.Layer<SqlClient.SqlClient, SqlError> =>
  Layer.effect(SqlClient.SqlClient, makeSqliteClient(options)).pipe(Layer.provide(Reactivity.layer))

/** Opens a database that is closed with the scope. SQLite itself never waits for a lock. */
const opening = (wait: LockWait, readOnly: boolean): Effect.Effect<DatabaseSync, SqlError, Scope.Scope> =>
  Effect.acquireRelease(
    whenUnlocked(() => opened(wait.file, readOnly), "open", wait),
    (database) => Effect.sync(() => database.close())
  )

const opened = (file: string, readOnly: boolean): DatabaseSync => {
  const database = new DatabaseSync(file, { readOnly, timeout: 0 })
  try {
    database.exec(readOnly ? readerSettings : writerSettings)
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

/**
 * Whether a statement only reads, by its text. Where the text leaves a doubt the statement goes to the connection that
 * writes, and a connection that reads refuses to write.
 */
const onlyReads = (sql: string): boolean =>
  /^\s*(?:select|with|explain|values)\b/i.test(sql) && !/\b(?:insert|update|delete|replace)\b/i.test(sql)

type Base = Pick<ReturnType<typeof SqlClient.makeSqliteAcquirers<SqliteConnection>>, "acquirer" | "borrower">

/** What is outside of transactions: reads go to a reader, the rest waits for its turn at the writer. */
const routed = (
  readers: Pool.Pool<SqliteConnection, SqlError>,
  writer: Base,
  another: Effect.Effect<SqliteConnection, SqlError, Scope.Scope>
): SqlConnection.Connection => {
  const route = <A>(sql: string, use: (connection: SqlConnection.Connection) => Effect.Effect<A, SqlError>) =>
    onlyReads(sql) ? Pool.use(readers, use) : writer.borrower(use)
  return {
    execute: (sql, parameters, transform) => route(sql, (each) => each.execute(sql, parameters, transform)),
    executeUnprepared: (sql, parameters, transform) =>
      route(sql, (each) => each.executeUnprepared(sql, parameters, transform)),
    executeRaw: (sql, parameters) => route(sql, (each) => each.executeRaw(sql, parameters)),
    executeValues: (sql, parameters) => route(sql, (each) => each.executeValues(sql, parameters)),
    executeValuesUnprepared: (sql, parameters) => route(sql, (each) => each.executeValuesUnprepared(sql, parameters)),
    executeStream: (sql, parameters, transform) =>
      Stream.unwrap(
        Effect.map(onlyReads(sql) ? another : writer.acquirer, (each) => each.executeStream(sql, parameters, transform))
      )
  }
}
