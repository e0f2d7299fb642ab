/**
 * The orders of the store one after the other, the first created first.
 *
 * They are read in batches, each from where the one before it ended. So the memory that is needed does not grow with the
 * store, and no transaction is kept open. What is committed while the stream runs may be in it; no order is in it twice unless
 * the platform changes when it was created.
 */
import { isJsonObject } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { readStoredText } from "../privacy/StoredText.ts"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { complete } from "../store/compact.ts"
import type { ShopName } from "../store/lanes.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { DamagedRecord } from "../store/StoreError.ts"

/** Which orders are exported; what is left out is not asked for. */
export interface ExportFilter {
  readonly platform?: string
  readonly shop?: ShopName
  /** Orders of any of these shops. */
  readonly shops?: ReadonlyArray<ShopName>
  readonly trade?: string
  /** Unix milliseconds, included. */
  readonly createdFrom?: number
  /** Unix milliseconds, excluded. */
  readonly createdTo?: number
}

/** An order as it is stored: its private texts are masked in `json`. */
export interface StoredRow {
  /** The order's number in the store. */
  readonly id: number
  /** The order's key. */
  readonly key: string
  /** The operation whose answer this is; `null` for what several answers make. */
  readonly operation: string | null
  readonly json: string
  /** The private texts, encrypted; `null` if there are none. */
  readonly sealed: string | null
}

/** Gives the orders with their private texts, in the same sequence. It records that they were shown. */
export type Reveal<E> = (rows: ReadonlyArray<StoredRow>) => Effect.Effect<ReadonlyArray<OverlaidOrder>, E>

export interface ExportProgress {
  /** How many orders were read so far. */
  readonly orders: number
  /** When the last one was created, in Unix milliseconds; 0 if the platform does not state it. */
  readonly created: number
}

export interface StoredOrdersOptions<E = never> extends ExportFilter {
  /** If left out, private texts are masked. */
  readonly reveal?: Reveal<E>
  /** Runs after each batch. */
  readonly onProgress?: (progress: ExportProgress) => Effect.Effect<void>
}

/** How many orders are read at once. */
const ordersAtOnce = 200

/** Complete canonical orders, as JSON. */
export const storedOrders = <E = never>(
  options: StoredOrdersOptions<E>
): Stream.Stream<OverlaidOrder, SqlError | DamagedRecord | E, SqlClient.SqlClient> => {
  const { onProgress = () => Effect.void, reveal = masked } = options
  const batch = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, { created, id, orders }: Place) {
    const rows = yield* batchStatement(sql, options, { created, id }, ordersAtOnce)
    const last = rows.at(-1)
    if (last === undefined) return [[], Option.none<Place>()] as const
    const stored = rows.map(({ order_id, platform, shop_id, ...row }) => ({
      ...row,
      key: keyOf({ platform, shopId: shop_id }, order_id)
    }))
    const read = yield* reveal(stored)
    const place = { created: last.created, id: last.id, orders: orders + rows.length }
    yield* onProgress(place)
    return [read.map(complete), rows.length < ordersAtOnce ? Option.none<Place>() : Option.some(place)] as const
  })
  return Stream.unwrap(
    Effect.map(SqlClient.SqlClient, (sql) => Stream.paginate(beginning, (place) => batch(sql, place)))
  )
}

/** Where a batch ended. */
interface Place extends ExportProgress {
  readonly id: number
}

const beginning: Place = { created: Number.MIN_SAFE_INTEGER, id: 0, orders: 0 }

const masked = (rows: ReadonlyArray<StoredRow>): Effect.Effect<ReadonlyArray<OverlaidOrder>, DamagedRecord> =>
  Effect.forEach(rows, ({ json, key }) => {
    const order = readStoredText({ json, sealed: null }, null, "")
    return isJsonObject(order)
      ? Effect.succeed(order)
      : Effect.fail(new DamagedRecord({ order: key, part: "the order" }))
  })

interface BatchRow {
  readonly id: number
  readonly created: number
  readonly platform: string
  readonly shop_id: string
  readonly order_id: string
  readonly operation: string | null
  readonly json: string
  readonly sealed: string | null
}

/** An order of several answers has a body; that of the others is their only answer. */
export const batchStatement = (
  sql: SqlClient.SqlClient,
  { createdFrom, createdTo, platform, shop, shops, trade }: ExportFilter,
  after: { readonly created: number; readonly id: number },
  limit: number
) => {
  const conditions = [
    sql`(created, id) > (${after.created}, ${after.id})`,
    ...(shop === undefined
      ? []
      : [sql`shop = (SELECT id FROM shops WHERE platform = ${shop.platform} AND shop_id = ${shop.shopId})`]),
    ...(platform === undefined ? [] : [sql`shop IN (SELECT id FROM shops WHERE platform = ${platform})`]),
    ...(shops === undefined
      ? []
      : [
          sql`shop IN (SELECT n.id FROM json_each(${namesOf(shops)}) AS r CROSS JOIN shops n
            WHERE n.platform = r.value ->> 0 AND n.shop_id = r.value ->> 1)`
        ]),
    ...(trade === undefined ? [] : [sql`trade = ${trade}`]),
    ...(createdFrom === undefined ? [] : [sql`created >= ${createdFrom}`]),
    ...(createdTo === undefined ? [] : [sql`created < ${createdTo}`])
  ]
  return sql<BatchRow>`
    SELECT o.id, o.created, s.platform, s.shop_id, o.order_id, f.operation,
      coalesce(b.json, f.json) AS json, CASE WHEN b.json IS NULL THEN f.sealed ELSE b.sealed END AS sealed
    FROM (SELECT id, shop, order_id, created FROM orders WHERE ${sql.and(conditions)} ORDER BY created, id LIMIT ${limit}) o
      JOIN shops s ON s.id = o.shop LEFT JOIN bodies b ON b.order_id = o.id
      LEFT JOIN facets f ON f.order_id = o.id AND b.order_id IS NULL
    ORDER BY o.created, o.id`
}

const namesOf = (shops: ReadonlyArray<ShopName>): string =>
  JSON.stringify(shops.map(({ platform, shopId }) => [platform, shopId]))
