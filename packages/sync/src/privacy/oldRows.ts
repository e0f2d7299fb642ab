/** Empties rows of the quarantine that are older than they may be, and wants the orders that only they may have told of. */
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
import { documentOf, emptyRows, type KeptRow, keptRowColumns } from "./keptRows.ts"
import { shortTextsIn } from "./mentions.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** How many rows are emptied at once. */
const rowsAtOnce = 200

/** A row, and the texts in it that can be numbers of orders. */
export interface OldRow extends Pick<KeptRow, "fingerprint" | "shop" | "askedAt"> {
  readonly name: ShopName
  readonly texts: ReadonlySet<string>
}

/** The rows that came last before `limit` (this machine's time), outside of a transaction. They are decrypted one by one. */
export const readOldRows = Effect.fnUntraced(function* (
  sql: SqlClient,
  limit: number | null,
  keys: StoreKeys | null
): Effect.fn.Return<ReadonlyArray<OldRow>, SqlError> {
  if (limit === null) return []
  const rows = yield* sql<KeptRow>`
    SELECT ${sql.literal(keptRowColumns)} FROM quarantine q CROSS JOIN shops s ON s.id = q.shop
    WHERE q.wrapped IS NOT NULL AND q.last_seen < ${limit} ORDER BY q.last_seen LIMIT ${rowsAtOnce}`
  const old: Array<OldRow> = []
  for (const row of rows) {
    const { askedAt, fingerprint, platform, shop, shopId } = row
    const texts = keys === null ? new Set<string>() : shortTextsIn(documentOf(row, keys))
    old.push({ fingerprint, shop, askedAt, name: { platform, shopId }, texts })
    yield* Effect.yieldNow
  }
  return old
})

/**
 * Empties those of these rows that did not come again meanwhile. Such a row can tell of a change that no answer has told, and
 * nobody can decode it later: its orders are wanted up to when it was asked for, as far as the store knows their numbers, in
 * shops for which `readsOrders` is true.
 */
export const removeOldRows = Effect.fnUntraced(function* (
  sql: SqlClient,
  rows: ReadonlyArray<OldRow>,
  limit: number | null,
  readsOrders: (shop: ShopName) => boolean
) {
  if (limit === null || rows.length === 0) return { rows: 0, areAll: true }
  const fingerprints = rows.map(({ fingerprint }) => fingerprint)
  const old = yield* sql<{ fingerprint: string }>`
    SELECT q.fingerprint FROM ${valuesOf(sql, fingerprints)} CROSS JOIN quarantine q
    WHERE q.fingerprint = r.value AND q.wrapped IS NOT NULL AND q.last_seen < ${limit}`
  const emptied = new Set(old.map(({ fingerprint }) => fingerprint))
  yield* emptyRows(sql, [...emptied])
  const named = rows.filter(({ fingerprint, name }) => emptied.has(fingerprint) && readsOrders(name))
  for (const [shop, ofShop] of groupedBy(named, (row) => row.shop)) {
    const { allowances } = yield* readShopRules(sql, ofShop[0].name)
    yield* wantUnanswered(sql, shop, ofShop, allowances)
  }
  return { rows: emptied.size, areAll: rows.length < rowsAtOnce }
})

/** Orders that were read since, so that the row tells nothing new, are not wanted. */
const wantUnanswered = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: number,
  rows: ReadonlyArray<OldRow>,
  allowances: Allowances
) {
  const at = Math.max(...rows.map(({ askedAt }) => askedAt))
  const orderIds = yield* ordersNamed(
    sql,
    shop,
    rows.map(({ texts }) => texts)
  )
  const answered = yield* sql<{ orderId: string }>`
    SELECT r.value AS "orderId" FROM ${valuesOf(sql, [...orderIds])} CROSS JOIN orders o
    WHERE o.shop = ${shop} AND o.order_id = r.value AND EXISTS (
      SELECT 1 FROM facets f
      WHERE f.order_id = o.id AND f.meets_wants = 1 AND f.asked_at >= ${enoughFrom(at, allowances)})`
  const isAnswered = new Set(answered.map(({ orderId }) => orderId))
  const wanted = [...orderIds].filter((orderId) => !isAnswered.has(orderId))
  yield* raiseWants(sql, shop, wanted, at, false)
})
