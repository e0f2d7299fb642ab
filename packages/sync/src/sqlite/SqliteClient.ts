/**
 * SQLite in one file as Effect's `SqlClient`, by `node:sqlite`.
 *
 * One connection writes, on this thread, one statement or transaction after the other: what it runs is short. Statements that
 * only read run on threads of their own unless they are in a transaction, and each stream has one more, so that neither waits
 * for the other and the event loop does not wait for them. One more thread writes the log back to the file. A database in
 * memory (`:memory:`) belongs to its connection; there everything uses the one that writes.
 */
import type { DatabaseSync } from "node:sqlite"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Pool from "effect/Pool"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import type * as SqlConnection from "effect/sql/SqlConnection"
import type { SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { type LockWait, whenUnlocked } from "./lockWait.ts"
import { makeLogWriteBack } from "./logWriteBack.ts"
import { openReader, openWriter } from "./openDatabase.ts"
import { ReadSnapshot } from "./ReadSnapshot.ts"
import { lastingThread, singleReader } from "./reader/readerConnection.ts"
import { beginTransaction, type SqliteConnection, sqliteConnection } from "./SqliteConnection.ts"
import type { SqliteOptions } from "./SqliteOptions.ts"

const inMemory = ":memory:"

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
  const { access = "write", readers: count = 2 } = options
  const database = yield* opening(wait, access === "read" ? openReader : openWriter)
  const writer = makeConnection(database, wait)
  const hasThreads = options.file !== inMemory && count > 0
  const betweenTransactions = hasThreads && access === "write" ? yield* makeLogWriteBack(database, wait) : Effect.void
  const connection: Effect.Effect<SqliteConnection> = Effect.as(betweenTransactions, writer)
  const base = SqlClient.makeSqliteAcquirers({
    connection,
    semaphore: yield* Semaphore.make(1),
    isTransaction: ({ isTransaction }) => isTransaction()
  })
  const shared = {
    driver: "node:sqlite",
    compiler: Statement.makeCompilerSqlite(),
    prepareTransactionControls: true,
    spanAttributes: [["db.system.name", "sqlite"]] as const
  }
  const writing = { ...shared, ...base, beginTransaction }
  if (options.file === inMemory) {
    const sql = yield* SqlClient.make(writing)
    return contextOf(sql, sql.withTransaction)
  }
  const another =
    count === 0 ? Effect.map(opening(wait, openReader), (reader) => makeConnection(reader, wait)) : singleReader(wait)
  const readers = yield* Pool.make<SqlConnection.Connection, SqlError, Scope.Scope>({
    acquire: count === 0 ? another : lastingThread(wait, "read"),
    size: Math.max(1, count)
  })
  const router = routed(readers, base, another)
  const sql = yield* SqlClient.make({
    ...writing,
    acquirer: Effect.succeed(router),
    borrower: (use) => use(router)
  })
  return contextOf(sql, snapshotOf(sql, another))
})

const contextOf = (sql: SqlClient.SqlClient, snapshot: ReadSnapshot["Service"]) =>
  Context.make(SqlClient.SqlClient, sql).pipe(Context.add(ReadSnapshot, snapshot))

/**
 * A transaction in which the statements of `sql` use a connection that reads: they find it by the service that both share. It
 * ends when the connection is closed, for there is nothing to commit.
 */
const snapshotOf = (
  sql: SqlClient.SqlClient,
  connection: Effect.Effect<SqlConnection.Connection, SqlError, Scope.Scope>
): ReadSnapshot["Service"] =>
  SqlClient.makeWithTransaction({
    transactionService: sql.transactionService,
    spanAttributes: [],
    acquireConnection: (restore) => restore(connection),
    begin: (reader) => Effect.asVoid(reader.execute("BEGIN", [], undefined)),
    commit: () => Effect.void,
    rollback: () => Effect.void,
    savepoint: () => Effect.void,
    rollbackSavepoint: () => Effect.void
  })

/** Opens a database on this thread that is closed with the scope. */
const opening = (
  wait: LockWait,
  open: (file: string) => DatabaseSync
): Effect.Effect<DatabaseSync, SqlError, Scope.Scope> =>
  Effect.acquireRelease(
    whenUnlocked(() => open(wait.file), "open", wait),
    (database) => Effect.sync(() => database.close())
  )

/**
 * Whether a statement only reads, by its text. Where the text leaves a doubt the statement goes to the connection that
 * writes, and a connection that reads refuses to write.
 */
const onlyReads = (sql: string): boolean =>
  /^\s*(?:select|with|explain|values)\b/i.test(sql) && !/\b(?:insert|update|delete|replace)\b/i.test(sql)

type Base = Pick<ReturnType<typeof SqlClient.makeSqliteAcquirers<SqliteConnection>>, "acquirer" | "borrower">

/** What is outside of transactions: reads go to a reader, the rest waits for its turn at the writer. */
const routed = (
  readers: Pool.Pool<SqlConnection.Connection, SqlError>,
  writer: Base,
  another: Effect.Effect<SqlConnection.Connection, SqlError, Scope.Scope>
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
