/** Removes what is older than it may be. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { writeAudit } from "./audit.ts"
import { endTexts } from "./endTexts.ts"
import type { InTransaction } from "./inTransaction.ts"
import { type OldRows, readOldRows, removeOldRows, warnOfLockedRows } from "./oldRows.ts"
import { decryptedFor } from "./reveal.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** How many days something is kept; `null`: without limit. */
export interface Retention {
  /** Private texts of an order, counted from its last change; rows that could not be decoded, from when they last came. */
  readonly privateText: number | null
  /** Counted from when the answer was asked for. */
  readonly rawAnswers: number | null
  /** Counted from when the version was committed. The last version of an order remains. */
  readonly versions: number | null
  /** Messages of pushes, counted from their arrival. */
  readonly inbox: number | null
}

/** How much was removed. */
export interface Removed {
  /** Orders whose private texts were destroyed. */
  readonly privateTexts: number
  /** Rows that could not be decoded and now keep only their reason. */
  readonly rows: number
  readonly rawAnswers: number
  readonly versions: number
  readonly messages: number
}

/** A run over the whole store, which takes several steps. */
export interface RetentionRun {
  /** The last order, by its number in the store, that was looked at; `null` if there are no more. */
  readonly order: number | null
  /** What the run has removed so far. */
  readonly removed: Removed
  /** The number of the run's entry in the audit; `null` as long as it has removed nothing. */
  readonly audit: number | null
  /**
   * How far this machine's clock is ahead of the platforms', in milliseconds, if nothing is removed because that is more than a
   * day; `null` otherwise. By a clock that is wrong, what is new seems old.
   */
  readonly clockAhead: number | null
  /** Whether there is nothing more to look at. */
  readonly complete: boolean
}

/** A run that has removed nothing yet: the first step of `privacy.removeOld` begins with it. */
export const startedRun: RetentionRun = {
  order: 0,
  removed: { privateTexts: 0, rows: 0, rawAnswers: 0, versions: 0, messages: 0 },
  audit: null,
  clockAhead: null,
  complete: false
}

/** What the caller of `removeOld` can add. */
export interface RetentionOptions {
  /**
   * Whether single orders of a shop can be asked for. An order is wanted there if a row is removed that names it and that
   * came after its last answer. No order is wanted if left out.
   */
  readonly readsOrders?: (shop: ShopName) => boolean
}

/** What a step needs: `own` runs statements in a transaction, as the one process that writes. */
export interface Removing extends RetentionOptions {
  readonly sql: SqlClient
  readonly own: InTransaction
  readonly keys: StoreKeys | null
  readonly who: string
}

/** How many orders and messages a step deals with. */
const atOnce = 200

const before = (days: number | null, now: number): number | null => (days === null ? null : now - days * 86_400_000)

/**
 * The next step of a run. Old rows are read before its transaction. `now` is this machine's time in Unix milliseconds. A run
 * that was stopped need not go on: a new one finds what is left.
 */
export const retentionStep = Effect.fnUntraced(function* (
  removing: Removing,
  keep: Retention,
  run: RetentionRun,
  now: number
) {
  const { keys, own, readsOrders = () => false, sql } = removing
  const limit = before(keep.privateText, now)
  const rows = yield* readOldRows(sql, limit, keys, readsOrders)
  const next = yield* own(removeStep(removing, keep, run, rows, now))
  if (next.complete && next.clockAhead === null) yield* warnOfLockedRows(sql, limit, keys)
  return next
})

const removeStep = Effect.fnUntraced(function* (
  { sql, who }: Removing,
  keep: Retention,
  run: RetentionRun,
  oldRows: OldRows,
  now: number
) {
  const clockAhead = yield* wrongClock(sql)
  if (clockAhead !== null) {
    const stopped: RetentionRun = { ...run, clockAhead, complete: true }
    return stopped
  }
  const orders = run.order === null ? [] : yield* ordersAfter(sql, run.order)
  const ids = orders.map(({ id }) => id)
  const { messages, areAll: noMessages } = yield* removeMessages(sql, before(keep.inbox, now))
  const { areAll: noRows, rows } = yield* removeOldRows(sql, oldRows, before(keep.privateText, now))
  const removed: Removed = {
    privateTexts: run.removed.privateTexts + (yield* expireTexts(sql, ids, before(keep.privateText, now), now)),
    rows: run.removed.rows + rows,
    rawAnswers: run.removed.rawAnswers + (yield* removeRawAnswers(sql, ids, before(keep.rawAnswers, now))),
    versions: run.removed.versions + (yield* removeVersions(sql, ids, before(keep.versions, now))),
    messages: run.removed.messages + messages
  }
  if (ids.length > 0) {
    yield* sql`
      DELETE FROM decrypted WHERE order_id IN (SELECT r.value FROM ${valuesOf(sql, ids)}) AND at <= ${now - decryptedFor}`
  }
  const order = ids.length < atOnce ? null : (ids.at(-1) ?? null)
  const next: RetentionRun = {
    order,
    removed,
    audit: yield* audited(sql, run, removed, who, now),
    clockAhead: null,
    complete: order === null && noMessages && noRows
  }
  return next
})

/** How far apart the clocks may be, in milliseconds. */
const clocksApart = 86_400_000

/** How far this machine's clock was ahead when a platform last told its time, if that is too far. */
const wrongClock = Effect.fnUntraced(function* (sql: SqlClient) {
  const [last] = yield* sql<{ ahead: number }>`
    SELECT noted_at - answered_at AS ahead FROM shop_states WHERE noted_at IS NOT NULL AND answered_at > 0
    ORDER BY answered_at DESC LIMIT 1`
  return last !== undefined && Math.abs(last.ahead) > clocksApart ? last.ahead : null
})

const ordersAfter = (sql: SqlClient, order: number) =>
  sql<{ id: number }>`SELECT id FROM orders WHERE id > ${order} ORDER BY id LIMIT ${atOnce}`

const expireTexts = Effect.fnUntraced(function* (
  sql: SqlClient,
  ids: ReadonlyArray<number>,
  limit: number | null,
  now: number
) {
  if (limit === null || ids.length === 0) return 0
  const old = yield* sql<{ id: number }>`
    SELECT o.id FROM ${valuesOf(sql, ids)} CROSS JOIN orders o JOIN keys k ON k.order_id = o.id
    WHERE o.id = r.value AND o.changed < ${limit} AND k.wrapped IS NOT NULL`
  yield* endTexts(
    sql,
    old.map(({ id }) => id),
    "expired",
    now
  )
  return old.length
})

const removeRawAnswers = Effect.fnUntraced(function* (
  sql: SqlClient,
  ids: ReadonlyArray<number>,
  limit: number | null
) {
  if (limit === null || ids.length === 0) return 0
  const removed = yield* sql`
    DELETE FROM raw_answers WHERE order_id IN (SELECT r.value FROM ${valuesOf(sql, ids)}) AND asked_at < ${limit}
    RETURNING order_id`
  return removed.length
})

/** From the first version on, up to one that is to be kept: the versions that are left follow each other. */
const removeVersions = Effect.fnUntraced(function* (sql: SqlClient, ids: ReadonlyArray<number>, limit: number | null) {
  if (limit === null || ids.length === 0) return 0
  const old = yield* sql<{ id: number; kept: number }>`
    SELECT o.id, (
      SELECT min(v.version) FROM versions v WHERE v.order_id = o.id AND (v.at >= ${limit} OR v.version = o.version)
    ) AS kept
    FROM ${valuesOf(sql, ids)} CROSS JOIN orders o WHERE o.id = r.value AND o.version > o.first_version`
  const rows = JSON.stringify(old.map(({ id, kept }) => [id, kept]))
  const removed = yield* sql`
    DELETE FROM versions WHERE (order_id, version) IN (
      SELECT v.order_id, v.version FROM json_each(${rows}) AS r CROSS JOIN versions v
      WHERE v.order_id = r.value ->> 0 AND v.version < r.value ->> 1)
    RETURNING version`
  if (removed.length > 0) {
    yield* sql`
      UPDATE orders SET first_version = (SELECT min(v.version) FROM versions v WHERE v.order_id = orders.id)
      WHERE id IN (SELECT r.value ->> 0 FROM json_each(${rows}) AS r)`
  }
  return removed.length
})

const removeMessages = Effect.fnUntraced(function* (sql: SqlClient, limit: number | null) {
  if (limit === null) return { messages: 0, areAll: true }
  const removed = yield* sql`
    DELETE FROM inbox WHERE id IN (
      SELECT id FROM inbox WHERE received < ${limit} ORDER BY received LIMIT ${atOnce})
    RETURNING id`
  return { messages: removed.length, areAll: removed.length < atOnce }
})

/** One entry for a run, however many steps it takes. */
const audited = Effect.fnUntraced(function* (
  sql: SqlClient,
  run: RetentionRun,
  removed: Removed,
  who: string,
  now: number
) {
  const sum = (counts: Removed): number => Object.values(counts).reduce((all: number, count) => all + count, 0)
  if (sum(removed) === sum(run.removed)) return run.audit
  const { messages, privateTexts, rawAnswers, rows, versions } = removed
  const subject = `what was too old: private texts of ${privateTexts} orders and ${rows} rows, ${rawAnswers} raw answers, ${versions} versions, ${messages} messages of pushes`
  if (run.audit === null) return yield* writeAudit(sql, { at: now, who, action: "remove", subject })
  yield* sql`UPDATE audit SET at = ${now}, subject = ${subject} WHERE id = ${run.audit}`
  return run.audit
})
