/** What is read from the store. Private texts are masked in all of it. */
import { isJsonObject, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { readStoredText } from "../privacy/StoredText.ts"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { complete } from "./compact.ts"
import type { ShopName } from "./lanes.ts"
import type { Want } from "./Page.ts"
import { bodyPlace, keyOf } from "./StoredOrder.ts"
import { DamagedRecord } from "./StoreError.ts"

/** An order with masked texts. */
export interface OrderView {
  readonly order: OverlaidOrder
  readonly version: number
  /** When the version was committed, in Unix milliseconds. */
  readonly changed: number
  /** The moment up to which the order is still to be read; `null` if it is up to date. */
  readonly wanted: number | null
}

/** The order; `null` if the store does not have it. */
export const readOrder = Effect.fnUntraced(function* (sql: SqlClient, shop: ShopName, orderId: string) {
  const [row] = yield* sql<{ version: number; changed: number; json: string; wanted: number | null }>`
    SELECT o.version, o.changed, w.wanted,
      coalesce(b.json, (SELECT f.json FROM facets f WHERE f.order_id = o.id)) AS json
    FROM shops s JOIN orders o ON o.shop = s.id LEFT JOIN bodies b ON b.order_id = o.id
      LEFT JOIN wants w ON w.shop = o.shop AND w.order_id = o.order_id
    WHERE s.platform = ${shop.platform} AND s.shop_id = ${shop.shopId} AND o.order_id = ${orderId}`
  if (row === undefined) return null
  const key = keyOf(shop, orderId)
  const order: Json = readStoredText({ json: row.json, sealed: null }, null, bodyPlace(key))
  if (!isJsonObject(order)) return yield* new DamagedRecord({ order: key, part: "the order" })
  const view: OrderView = { order: complete(order), version: row.version, changed: row.changed, wanted: row.wanted }
  return view
})

/** Which orders a page shows; what is left out is not asked for. Times are Unix milliseconds; `to` is excluded. */
export interface OrderFilter {
  readonly shop?: ShopName
  readonly trade?: string
  readonly afterSale?: string
  readonly createdFrom?: number
  readonly createdTo?: number
}

/** Where a page ended. */
export interface Position {
  readonly created: number
  readonly id: number
}

export interface OrderRow {
  readonly id: number
  readonly platform: string
  readonly shopId: string
  readonly orderId: string
  /** Unix milliseconds; 0 if the platform does not state it. */
  readonly created: number
  readonly updated: number | null
  readonly paidAt: number | null
  readonly trade: string | null
  readonly payment: string | null
  readonly fulfilment: string | null
  readonly afterSale: string | null
  readonly kind: string | null
  /** Amounts are whole minor units of `currency`. */
  readonly payable: number | null
  readonly paid: number | null
  readonly refunded: number | null
  readonly currency: string
  readonly title: string | null
  readonly version: number
}

export interface OrderPage {
  readonly rows: ReadonlyArray<OrderRow>
  /** Where the next page begins; `null` if this is the last one. */
  readonly next: Position | null
}

/** The statement of a page of orders, the latest created first. */
export const pageStatement = (sql: SqlClient, filter: OrderFilter, after: Position | null, limit: number) => {
  const { afterSale, createdFrom, createdTo, shop, trade } = filter
  const conditions = [
    ...(shop === undefined
      ? []
      : [sql`o.shop = (SELECT id FROM shops WHERE platform = ${shop.platform} AND shop_id = ${shop.shopId})`]),
    ...(trade === undefined ? [] : [sql`o.trade = ${trade}`]),
    ...(afterSale === undefined ? [] : [sql`o.after_sale = ${afterSale}`]),
    // The index of after-sales leaves out the many orders that have none.
    ...(afterSale === undefined || afterSale === "none" ? [] : [sql`o.after_sale <> 'none'`]),
    ...(createdFrom === undefined ? [] : [sql`o.created >= ${createdFrom}`]),
    ...(createdTo === undefined ? [] : [sql`o.created < ${createdTo}`]),
    ...(after === null ? [] : [sql`(o.created, o.id) < (${after.created}, ${after.id})`])
  ]
  return sql<OrderRow>`
    SELECT o.id, s.platform, s.shop_id AS "shopId", o.order_id AS "orderId", o.created, o.updated, o.paid_at AS "paidAt",
      o.trade, o.payment, o.fulfilment, o.after_sale AS "afterSale", o.kind, o.payable, o.paid, o.refunded, o.currency,
      o.title, o.version
    FROM orders o JOIN shops s ON s.id = o.shop WHERE ${sql.and(conditions)}
    ORDER BY o.created DESC, o.id DESC LIMIT ${limit}`
}

/** A page of so many orders. One more is read, to know whether another page follows. */
export const readPage = (
  sql: SqlClient,
  filter: OrderFilter,
  after: Position | null,
  size: number
): Effect.Effect<OrderPage, SqlError> =>
  Effect.map(pageStatement(sql, filter, after, size + 1), (found) => {
    const rows = found.slice(0, size)
    const last = rows.at(-1)
    return { rows, next: found.length > size && last !== undefined ? { created: last.created, id: last.id } : null }
  })

/** Orders of a shop whose details are to be asked for at this moment of the platform's clock, the longest due first. */
export const dueWants = (
  sql: SqlClient,
  shop: number,
  now: number,
  limit: number
): Effect.Effect<ReadonlyArray<Want>, SqlError> =>
  sql<Want>`
    SELECT order_id AS "orderId", wanted AS at FROM wants
    WHERE shop = ${shop} AND due <= ${now} ORDER BY due, order_id LIMIT ${limit}`

/** Orders of a shop that are to be read again at this moment of the platform's clock, the longest due first. */
export const dueRereads = (
  sql: SqlClient,
  shop: number,
  now: number,
  limit: number
): Effect.Effect<ReadonlyArray<string>, SqlError> =>
  Effect.map(
    sql<{ order_id: string }>`
      SELECT order_id FROM rereads WHERE shop = ${shop} AND due <= ${now} ORDER BY due, order_id LIMIT ${limit}`,
    (rows) => rows.map(({ order_id }) => order_id)
  )

/**
 * When the next order of a shop is to be asked for, in Unix milliseconds by the platform's clock; `null` if none is. One that
 * is due now answers with its moment in the past.
 */
export const nextDue = (sql: SqlClient, shop: number): Effect.Effect<number | null, SqlError> =>
  Effect.map(
    sql<{ due: number | null }>`
      SELECT min(due) AS due FROM (
        SELECT min(due) AS due FROM wants WHERE shop = ${shop} UNION ALL
        SELECT min(due) AS due FROM rereads WHERE shop = ${shop})`,
    ([row]) => row?.due ?? null
  )
