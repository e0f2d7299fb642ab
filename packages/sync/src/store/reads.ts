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

/** Which orders are asked for first: those that are due the longest, or those that are due the latest. */
export type DueFirst = "longest" | "latest"

/** Orders of a shop whose details are to be asked for at this moment of the platform's clock. */
export const dueWants = (
  sql: SqlClient,
  shop: number,
  now: number,
  limit: number,
  first: DueFirst
): Effect.Effect<ReadonlyArray<Want>, SqlError> => {
  const direction = sql.literal(first === "latest" ? "DESC" : "ASC")
  return sql<Want>`
    SELECT order_id AS "orderId", wanted AS at FROM wants
    WHERE shop = ${shop} AND due <= ${now} ORDER BY due ${direction}, order_id ${direction} LIMIT ${limit}`
}

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
 * Orders of a shop that are to be asked for next, now or later: first those that are to be read again, which the platform
 * knows, then those that are wanted. An order that could not be read waits for its next try.
 */
export const dueNext = (sql: SqlClient, shop: number, limit: number): Effect.Effect<ReadonlyArray<string>, SqlError> =>
  Effect.map(
    sql<{ order_id: string }>`
      SELECT order_id FROM (
        SELECT order_id FROM (SELECT order_id FROM rereads WHERE shop = ${shop} ORDER BY due, order_id LIMIT ${limit})
        UNION ALL
        SELECT order_id FROM (
          SELECT order_id FROM wants WHERE shop = ${shop} AND parked IS NULL ORDER BY due, order_id LIMIT ${limit}))
      LIMIT ${limit}`,
    (rows) => rows.map(({ order_id }) => order_id)
  )

/**
 * When the next order of a shop is to be asked for, in Unix milliseconds by the platform's clock; `null` if there is no such
 * order. For one that is due now, its moment is in the past.
 */
export const nextDue = (sql: SqlClient, shop: number): Effect.Effect<number | null, SqlError> =>
  Effect.map(
    sql<{ due: number | null }>`
      SELECT min(due) AS due FROM (
        SELECT min(due) AS due FROM wants WHERE shop = ${shop} UNION ALL
        SELECT min(due) AS due FROM rereads WHERE shop = ${shop})`,
    ([row]) => row?.due ?? null
  )
