/**
 * The tables of the accounts, in a file of their own beside the store: who may read the store is not a part of it, and a copy of
 * the store gives no session away. Times are Unix milliseconds by this machine's clock. Of secrets only hashes are stored.
 */
import * as Effect from "effect/Effect"
import * as Migrator from "effect/sql/Migrator"
import * as SqlClient from "effect/sql/SqlClient"

const tables = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  // `shops`: a JSON list of [platform, shop id]; NULL: all shops. `password`: NULL until a link was used.
  yield* sql`CREATE TABLE accounts (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, shops TEXT, password TEXT, created INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`
  yield* sql`CREATE TABLE sessions (
    hash TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, created INTEGER NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`
  yield* sql`CREATE INDEX sessions_by_account ON sessions (account)`
  // Tokens of programs. `expires`: NULL for one that does not end.
  yield* sql`CREATE TABLE tokens (
    hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, shops TEXT, created INTEGER NOT NULL,
    expires INTEGER
  ) STRICT, WITHOUT ROWID`
  // One-time links. `account`: NULL for one that makes a new account.
  yield* sql`CREATE TABLE links (
    hash TEXT PRIMARY KEY, account TEXT REFERENCES accounts ON DELETE CASCADE, role TEXT NOT NULL, shops TEXT,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`
})

/** Who made a token or a link, so that neither is left when that account is removed; and who changed what of these. */
const makers = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  // NULL: the command line made it, or a program before there was this column.
  yield* sql`ALTER TABLE tokens ADD COLUMN owner TEXT REFERENCES accounts ON DELETE CASCADE`
  yield* sql`ALTER TABLE links ADD COLUMN maker TEXT REFERENCES accounts ON DELETE CASCADE`
  yield* sql`CREATE INDEX tokens_by_owner ON tokens (owner) WHERE owner IS NOT NULL`
  yield* sql`CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL
  ) STRICT`
  yield* sql`CREATE INDEX audit_by_subject ON audit (subject, id)`
})

/** Brings a database to these tables. */
export const migrateAccounts = Migrator.make({})({
  loader: Migrator.fromRecord({ "0001_tables": tables, "0002_makers": makers }),
  table: "huidan_console_migrations"
})
