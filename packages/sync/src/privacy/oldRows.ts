/** Empties rows of the quarantine that are older than they may be, and wants the orders that they name. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type Allowances, enoughFrom } from "../rules/want.ts"
import { groupedBy } from "../store/groupedBy.ts"
import type { ShopName } from "../store/lanes.ts"
import { ordersNamed } from "../store/ordersNamed.ts"
import { raiseWants } from "../store/raiseWants.ts"
import { valuesOf } from "../store/rows.ts"
import { readShopRules } from "../store/shopRules.ts"
import { allOf } from "./encryption.ts"
import { documentOf, emptyRows, type KeptRow, keptRowColumns } from "./keptRows.ts"
import { shortTextsIn } from "./mentions.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** How many rows are emptied at once. */
const rowsAtOnce = 20

/** A step ends early when its rows name so many orders. */
const ordersAtOnce = 500

/** How many texts of a row are looked up at most: a row has few unless it is a whole list. */
const mostTexts = 5000

/** How many texts one statement looks up. */
const textsAtOnce = 1000

/** A row, and the orders that it names and that were not read since. */
interface OldRow extends Pick<KeptRow, "fingerprint" | "shop" | "askedAt"> {
  readonly name: ShopName
  readonly orderIds: ReadonlyArray<string>
}

/** The rows that a step empties. */
export interface OldRows {
  readonly rows: ReadonlyArray<OldRow>
  /** Whether there are no more. */
  readonly areAll: boolean
}

const noRows: OldRows = { rows: [], areAll: true }

/**
 * Rows that were last seen before `limit` (this machine's time), outside of a transaction. They are decrypted and looked up one
 * by one. A row whose master key is not configured is left out: nobody knows which orders it names. For shops for which
 * `readsOrders` is false no orders are looked up.
 */
export const readOldRows = Effect.fnUntraced(function* (
  sql: SqlClient,
  limit: number | null,
  keys: StoreKeys | null,
  readsOrders: (shop: ShopName) => boolean
): Effect.fn.Return<OldRows, SqlError> {
  if (limit === null || keys === null) return noRows
  const found = yield* sql<KeptRow>`
    SELECT ${sql.literal(keptRowColumns)} FROM quarantine q CROSS JOIN shops s ON s.id = q.shop
    WHERE q.wrapped IS NOT NULL AND q.last_seen < ${limit}
      AND q.master IN (SELECT r.value FROM ${valuesOf(sql, masterIds(keys))})
    ORDER BY q.last_seen LIMIT ${rowsAtOnce}`
  const rows: Array<OldRow> = []
  let orders = 0
  for (const row of found) {
    if (orders >= ordersAtOnce) break
    const { askedAt, fingerprint, platform, shop, shopId } = row
    const name = { platform, shopId }
    const orderIds = readsOrders(name) ? yield* unansweredIn(sql, row, shortTextsIn(documentOf(row, keys))) : []
    rows.push({ fingerprint, shop, askedAt, name, orderIds })
    orders += orderIds.length
    yield* Effect.yieldNow
  }
  return { rows, areAll: rows.length < rowsAtOnce && rows.length === found.length }
})

/** The orders among these texts that were not read since the row was asked for. */
const unansweredIn = Effect.fnUntraced(function* (
  sql: SqlClient,
  { askedAt, platform, shop, shopId }: KeptRow,
  texts: ReadonlySet<string>
) {
  const { allowances } = yield* readShopRules(sql, { platform, shopId })
  const candidates = [...texts].slice(0, mostTexts)
  const unanswered: Array<string> = []
  for (let from = 0; from < candidates.length; from += textsAtOnce) {
    const named = yield* ordersNamed(sql, shop, [new Set(candidates.slice(from, from + textsAtOnce))])
    const wanted = new Map([...named].map((orderId) => [orderId, askedAt]))
    unanswered.push(...(yield* unansweredOf(sql, shop, wanted, allowances)).keys())
  }
  return unanswered
})

/**
 * Empties those of these rows that did not come again meanwhile. Such a row may be the only one with a change of an order, and
 * nobody can decode it later: its orders are wanted up to when it was asked for, unless they were read since.
 */
export const removeOldRows = Effect.fnUntraced(function* (
  sql: SqlClient,
  { areAll, rows }: OldRows,
  limit: number | null
) {
  if (limit === null || rows.length === 0) return { rows: 0, areAll }
  const fingerprints = rows.map(({ fingerprint }) => fingerprint)
  const old = yield* sql<{ fingerprint: string }>`
    SELECT q.fingerprint FROM ${valuesOf(sql, fingerprints)} CROSS JOIN quarantine q
    WHERE q.fingerprint = r.value AND q.wrapped IS NOT NULL AND q.last_seen < ${limit}`
  const emptied = new Set(old.map(({ fingerprint }) => fingerprint))
  yield* emptyRows(sql, [...emptied])
  const naming = rows.filter(({ fingerprint, orderIds }) => emptied.has(fingerprint) && orderIds.length > 0)
  for (const [shop, ofShop] of groupedBy(naming, (row) => row.shop)) {
    const { allowances } = yield* readShopRules(sql, ofShop[0].name)
    const unanswered = yield* unansweredOf(sql, shop, latestOf(ofShop), allowances)
    for (const [at, wanted] of groupedBy([...unanswered], ([, askedAt]) => askedAt)) {
      const orderIds = wanted.map(([orderId]) => orderId)
      yield* raiseWants(sql, shop, orderIds, at, false)
    }
  }
  return { rows: emptied.size, areAll }
})

/** Up to when each order of these rows is wanted: the latest row that names it. */
const latestOf = (rows: ReadonlyArray<OldRow>): ReadonlyMap<string, number> => {
  const latest = new Map<string, number>()
  for (const { askedAt, orderIds } of rows) {
    for (const orderId of orderIds) latest.set(orderId, Math.max(askedAt, latest.get(orderId) ?? askedAt))
  }
  return latest
}

/** Those of these orders that no answer says up to the moment beside it. */
const unansweredOf = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: number,
  wanted: ReadonlyMap<string, number>,
  allowances: Allowances
): Effect.fn.Return<ReadonlyMap<string, number>, SqlError> {
  if (wanted.size === 0) return wanted
  const orders = JSON.stringify([...wanted].map(([orderId, at]) => [orderId, enoughFrom(at, allowances)]))
  const answered = yield* sql<{ orderId: string }>`
    SELECT o.order_id AS "orderId" FROM json_each(${orders}) AS r CROSS JOIN orders o
    WHERE o.shop = ${shop} AND o.order_id = r.value ->> 0 AND EXISTS (
      SELECT 1 FROM facets f WHERE f.order_id = o.id AND f.meets_wants = 1 AND f.asked_at >= r.value ->> 1)`
  const isAnswered = new Set(answered.map(({ orderId }) => orderId))
  return new Map([...wanted].filter(([orderId]) => !isAnswered.has(orderId)))
})

/** Logs how many old rows remain because their master key is not configured. */
export const warnOfLockedRows = Effect.fnUntraced(function* (
  sql: SqlClient,
  limit: number | null,
  keys: StoreKeys | null
): Effect.fn.Return<void, SqlError> {
  if (limit === null) return
  const [locked] = yield* sql<{ count: number }>`
    SELECT count(*) AS count FROM quarantine q WHERE q.wrapped IS NOT NULL AND q.last_seen < ${limit}
      AND NOT coalesce(q.master IN (SELECT r.value FROM ${valuesOf(sql, masterIds(keys))}), FALSE)`
  const count = locked?.count ?? 0
  if (count === 0) return
  yield* Effect.logWarning(
    `Rows of the quarantine that are too old and were not emptied, because their master key is not configured: ${count}. Configure that key beside the present one.`
  )
})

const masterIds = (keys: StoreKeys | null): ReadonlyArray<string> =>
  keys === null ? [] : allOf(keys.master).map(({ id }) => id)
