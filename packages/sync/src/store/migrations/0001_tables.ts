/**
 * The tables of the store. Times are Unix milliseconds; amounts are whole minor units (CNY: fen). Each `json` has masked texts
 * only; the `sealed` beside it has the private texts, encrypted.
 */
import * as Effect from "effect/Effect"
import * as SqlClient from "effect/sql/SqlClient"
import { applicationId } from "../applicationId.ts"

export const tables = Effect.gen(function* () {
  const sql = yield* SqlClient.SqlClient
  const dialect = sql.onDialectOrElse({
    pg: () => ({
      id: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
      whole: "BIGINT",
      bytes: "BYTEA",
      table: "",
      byKey: ""
    }),
    orElse: () => ({
      id: "INTEGER PRIMARY KEY",
      whole: "INTEGER",
      bytes: "BLOB",
      table: " STRICT",
      byKey: " STRICT, WITHOUT ROWID"
    })
  })
  yield* sql.onDialectOrElse({
    sqlite: () => sql.unsafe(`PRAGMA application_id = ${applicationId}`),
    orElse: () => Effect.void
  })
  yield* Effect.forEach(statements(dialect), (statement) => sql.unsafe(statement), { discard: true })
})

interface Dialect {
  /** A number of its own for each row. */
  readonly id: string
  /** A whole number of 64 bits. */
  readonly whole: string
  readonly bytes: string
  /** What ends the definition of a table. */
  readonly table: string
  /** What ends that of a table whose rows are small and found by their primary key. */
  readonly byKey: string
}

const statements = ({ byKey, bytes, id, table, whole }: Dialect): ReadonlyArray<string> => [
  // What holds for the whole store: `day_zone`, by whose days sums are computed.
  `CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)${byKey}`,
  `CREATE TABLE shops (
    id ${id}, platform TEXT NOT NULL, shop_id TEXT NOT NULL,
    UNIQUE (platform, shop_id)
  )${table}`,
  // How the shop's calls fare. `answered_at`: when the last call that was answered was asked for, by the platform's clock;
  // `noted_at`: when that was noted, by this machine's clock.
  `CREATE TABLE shop_states (
    shop ${whole} PRIMARY KEY REFERENCES shops, authorisation TEXT NOT NULL, authorisation_ends ${whole},
    error TEXT, error_message TEXT, error_at ${whole}, failures ${whole} NOT NULL, answered_at ${whole},
    noted_at ${whole}, paused ${whole} NOT NULL
  )${table}`,
  "CREATE INDEX shop_states_by_answer ON shop_states (answered_at) WHERE noted_at IS NOT NULL",
  // How the shop is kept in step, in milliseconds: what an answer must leave room for, and when orders are read again; those
  // are NULL if a list shows every change.
  `CREATE TABLE shop_rules (
    shop ${whole} PRIMARY KEY REFERENCES shops, clock_margin ${whole} NOT NULL, replica_lag ${whole} NOT NULL,
    reread_open ${whole}, reread_closed ${whole}, keep_closed ${whole}
  )${table}`,
  // The one process that writes. It renews `until` and `beat` while it lives; `epoch` grows with each new one. `lease`: how
  // long it stays the writer without a sign of life, in milliseconds.
  `CREATE TABLE writer (
    one ${whole} PRIMARY KEY CHECK (one = 1), name TEXT NOT NULL, host TEXT NOT NULL, process ${whole} NOT NULL,
    started ${whole} NOT NULL, until ${whole} NOT NULL, lease ${whole} NOT NULL, beat ${whole} NOT NULL,
    epoch ${whole} NOT NULL, address TEXT, token TEXT
  )${table}`,
  // `first_version`: versions before it were removed when they were old enough.
  // `gone`: when the platform said that it does not know the order any more, by its clock. `created` is 0 if the platform does not state it: so the order has its place in a page, the last one.
  // `changed`: when the last version was committed, by this machine's clock. `change`: a number that grows with each commit,
  // the same for all orders of one; who follows the changes by it misses none, whatever the clock does.
  `CREATE TABLE orders (
    id ${id}, shop ${whole} NOT NULL REFERENCES shops, order_id TEXT NOT NULL,
    created ${whole} NOT NULL, updated ${whole}, paid_at ${whole},
    trade TEXT, payment TEXT, fulfilment TEXT, after_sale TEXT, kind TEXT,
    payable ${whole}, paid ${whole}, refunded ${whole}, currency TEXT NOT NULL, title TEXT,
    version ${whole} NOT NULL, changed ${whole} NOT NULL, change ${whole} NOT NULL, gone ${whole}, first_version ${whole} NOT NULL DEFAULT 1,
    UNIQUE (shop, order_id)
  )${table}`,
  "CREATE INDEX orders_by_created ON orders (created DESC, id DESC)",
  "CREATE INDEX orders_by_shop ON orders (shop, created, id)",
  "CREATE INDEX orders_by_trade ON orders (trade, created, id)",
  "CREATE INDEX orders_by_time_of_change ON orders (changed, id)",
  "CREATE INDEX orders_by_change ON orders (change, id)",
  "CREATE INDEX orders_by_after_sale ON orders (after_sale, created, id) WHERE after_sale <> 'none'",
  // Only orders of several facets have a body; that of the others is their facet.
  `CREATE TABLE bodies (order_id ${whole} PRIMARY KEY REFERENCES orders, json TEXT NOT NULL, sealed TEXT)${table}`,
  `CREATE TABLE carried (id ${id}, patterns TEXT NOT NULL UNIQUE)${table}`,
  `CREATE TABLE facets (
    order_id ${whole} NOT NULL REFERENCES orders, operation TEXT NOT NULL, json TEXT NOT NULL, sealed TEXT,
    updated ${whole}, asked_at ${whole} NOT NULL, carried ${whole} NOT NULL REFERENCES carried,
    meets_wants ${whole} NOT NULL,
    PRIMARY KEY (order_id, operation)
  )${table}`,
  // Open wants only. An order that is wanted need not be known yet. `machine_time` is 1 while `wanted` and `due` are this
  // machine's time, because the platform's is not known yet. `parked`: why the order could not be read; `tries`: how often the platform
  // did not know it since it was wanted.
  `CREATE TABLE wants (
    shop ${whole} NOT NULL REFERENCES shops, order_id TEXT NOT NULL, wanted ${whole} NOT NULL,
    due ${whole} NOT NULL, parked TEXT, machine_time ${whole} NOT NULL DEFAULT 0,
    tries ${whole} NOT NULL DEFAULT 0,
    PRIMARY KEY (shop, order_id)
  )${byKey}`,
  "CREATE INDEX wants_by_due ON wants (shop, due, order_id)",
  "CREATE INDEX wants_by_moment ON wants (shop, wanted) WHERE parked IS NULL",
  "CREATE INDEX wants_parked ON wants (shop, order_id) WHERE parked IS NOT NULL",
  // Orders to be read again because no list shows their changes. `closed`: when it was first seen closed.
  `CREATE TABLE rereads (
    shop ${whole} NOT NULL REFERENCES shops, order_id TEXT NOT NULL, due ${whole} NOT NULL, closed ${whole},
    PRIMARY KEY (shop, order_id)
  )${byKey}`,
  "CREATE INDEX rereads_by_due ON rereads (shop, due, order_id)",
  `CREATE TABLE lines (
    order_id ${whole} NOT NULL REFERENCES orders, n ${whole} NOT NULL, line_id TEXT, product_id TEXT, sku_id TEXT,
    title TEXT, quantity ${whole}, paid ${whole}, refunded ${whole}, fulfilment TEXT, after_sale TEXT,
    PRIMARY KEY (order_id, n)
  )${byKey}`,
  "CREATE INDEX lines_by_sku ON lines (sku_id, order_id) WHERE sku_id IS NOT NULL",
  // No reference to orders here, in `heads` and in `search`: without an index by order each would be read whole to keep it.
  `CREATE TABLE ids (
    value TEXT NOT NULL, kind TEXT NOT NULL, order_id ${whole} NOT NULL,
    PRIMARY KEY (value, kind, order_id)
  )${byKey}`,
  `CREATE TABLE versions (
    order_id ${whole} NOT NULL REFERENCES orders, version ${whole} NOT NULL, at ${whole} NOT NULL,
    operation TEXT NOT NULL, confirmed ${whole} NOT NULL, patch TEXT NOT NULL, sealed TEXT,
    PRIMARY KEY (order_id, version)
  )${byKey}`,
  `CREATE TABLE daily (
    shop ${whole} NOT NULL REFERENCES shops, day TEXT NOT NULL, currency TEXT NOT NULL, orders ${whole} NOT NULL,
    paid ${whole} NOT NULL, refunded ${whole} NOT NULL, refunded_learnt ${whole} NOT NULL,
    PRIMARY KEY (shop, day, currency)
  )${byKey}`,
  "CREATE INDEX daily_by_day ON daily (day)",
  // Refunds whose day the platform does not state, by the day on which they were learnt.
  `CREATE TABLE learnt_refunds (
    order_id ${whole} NOT NULL REFERENCES orders, day TEXT NOT NULL, amount ${whole} NOT NULL,
    PRIMARY KEY (order_id, day)
  )${byKey}`,
  // The lane has read [since, settled) of the time that ends at `until`; `until` is NULL if it has no end. By the platform's
  // clock.
  `CREATE TABLE cursors (
    shop ${whole} NOT NULL REFERENCES shops, lane TEXT NOT NULL, cursor TEXT, owner TEXT NOT NULL,
    epoch ${whole} NOT NULL, since ${whole}, settled ${whole}, until ${whole},
    PRIMARY KEY (shop, lane)
  )${byKey}`,
  // Periods [since, until) that a lane had read when it began another one. No two of a shop overlap or touch.
  `CREATE TABLE covered (
    shop ${whole} NOT NULL REFERENCES shops, since ${whole} NOT NULL, until ${whole} NOT NULL,
    PRIMARY KEY (shop, since)
  )${byKey}`,
  // What a person or a schedule asked for, and how far it is. [since, until) and `settled` by the platform's clock, the other
  // times by this machine's. `state`: running, done, failed or stopped. `result`: counts as JSON.
  `CREATE TABLE jobs (
    id ${id}, shop ${whole} NOT NULL REFERENCES shops, kind TEXT NOT NULL, who TEXT NOT NULL, state TEXT NOT NULL,
    since ${whole} NOT NULL, until ${whole} NOT NULL, repairs ${whole} NOT NULL, settled ${whole}, started ${whole} NOT NULL,
    ended ${whole}, message TEXT, result TEXT
  )${table}`,
  "CREATE INDEX jobs_by_shop ON jobs (shop, kind, id)",
  "CREATE INDEX jobs_running ON jobs (shop, kind) WHERE state = 'running'",
  // Messages of pushes, without private text: one that cannot be read is in `quarantine`.
  `CREATE TABLE inbox (
    id ${id}, shop ${whole} NOT NULL REFERENCES shops, fingerprint TEXT NOT NULL, received ${whole} NOT NULL,
    type TEXT, order_id TEXT,
    UNIQUE (shop, fingerprint)
  )${table}`,
  "CREATE INDEX inbox_by_time ON inbox (received)",
  // Without `sealed` only the reason is known: there was no master key, or the row was forgotten or too old.
  `CREATE TABLE quarantine (
    fingerprint TEXT PRIMARY KEY, shop ${whole} NOT NULL REFERENCES shops, operation TEXT NOT NULL, reason TEXT NOT NULL,
    message TEXT NOT NULL, asked_at ${whole} NOT NULL, first_seen ${whole} NOT NULL, last_seen ${whole} NOT NULL,
    sealed TEXT, wrapped TEXT, master TEXT, tried ${whole}, tries ${whole} NOT NULL DEFAULT 0
  )${table}`,
  "CREATE INDEX quarantine_by_time ON quarantine (first_seen, fingerprint)",
  "CREATE INDEX quarantine_by_shop ON quarantine (shop, first_seen, fingerprint)",
  "CREATE INDEX quarantine_by_age ON quarantine (last_seen) WHERE wrapped IS NOT NULL",
  `CREATE TABLE heads (
    endpoint TEXT NOT NULL, order_id ${whole} NOT NULL, next ${whole} NOT NULL, last ${whole} NOT NULL,
    due ${whole} NOT NULL, attempts ${whole} NOT NULL, state TEXT NOT NULL,
    PRIMARY KEY (endpoint, order_id)
  )${byKey}`,
  "CREATE INDEX heads_by_due ON heads (state, due)",
  `CREATE TABLE search (
    bigram TEXT NOT NULL, order_id ${whole} NOT NULL,
    PRIMARY KEY (bigram, order_id)
  )${byKey}`,
  `CREATE TABLE audit (
    id ${id}, at ${whole} NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL
  )${table}`,
  "CREATE INDEX audit_by_subject ON audit (subject, id)",
  "CREATE INDEX audit_by_time ON audit (at, id)",
  "CREATE INDEX audit_by_person ON audit (who, id)",
  `CREATE TABLE master_keys (id TEXT PRIMARY KEY)${byKey}`,
  // One key for the private texts of each order. The row remains when the key is destroyed: `ended` says why.
  `CREATE TABLE keys (
    order_id ${whole} PRIMARY KEY REFERENCES orders, wrapped TEXT, master TEXT REFERENCES master_keys,
    ended TEXT, ended_at ${whole}
  )${table}`,
  // Orders that were to be forgotten before they could be read: their private texts are never stored. By this machine's clock.
  `CREATE TABLE forgotten (
    shop ${whole} NOT NULL REFERENCES shops, order_id TEXT NOT NULL, at ${whole} NOT NULL,
    PRIMARY KEY (shop, order_id)
  )${byKey}`,
  // The key of the hashes by which names and telephone numbers are found.
  `CREATE TABLE hash_key (
    one ${whole} PRIMARY KEY CHECK (one = 1), wrapped TEXT NOT NULL, master TEXT NOT NULL REFERENCES master_keys
  )${table}`,
  `CREATE TABLE private_hashes (
    hash TEXT NOT NULL, order_id ${whole} NOT NULL,
    PRIMARY KEY (hash, order_id)
  )${byKey}`,
  "CREATE INDEX private_hashes_by_order ON private_hashes (order_id)",
  // What the platform sent of an order in the last answer of each operation: compressed, and encrypted with the order's key.
  `CREATE TABLE raw_answers (
    order_id ${whole} NOT NULL REFERENCES orders, operation TEXT NOT NULL, asked_at ${whole} NOT NULL,
    sealed ${bytes} NOT NULL,
    PRIMARY KEY (order_id, operation)
  )${table}`,
  // Texts that the platform was asked to decrypt, by the hash of their cipher, for as long as it is not asked again. Without
  // `sealed` it did not decrypt them, or did not answer.
  `CREATE TABLE decrypted (
    order_id ${whole} NOT NULL REFERENCES orders, cipher TEXT NOT NULL, at ${whole} NOT NULL, sealed TEXT,
    PRIMARY KEY (order_id, cipher)
  )${byKey}`
]
