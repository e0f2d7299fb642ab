/** Reads the orders of a page: a fixed number of statements for any number of orders. */
import { isJsonObject } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { MasterKey } from "../privacy/encryption.ts"
import { newDataKey, readDataKey, readStoredText } from "../privacy/StoredText.ts"
import { storedPatterns } from "./carriedPatterns.ts"
import { groupedBy } from "./groupedBy.ts"
import { valuesOf } from "./rows.ts"
import { bodyOf, facetPlace, keyOf, type StoredFacet, type StoredOrder, unknownOrder } from "./StoredOrder.ts"
import { DamagedRecord } from "./StoreError.ts"

interface OrderRow {
  readonly id: number
  readonly order_id: string
  readonly version: number
  readonly gone: number | null
  readonly wrapped: string | null
  readonly master: string | null
  readonly ended: string | null
}

export interface FacetRow {
  readonly order_id: number
  readonly operation: string
  readonly json: string
  readonly sealed: string | null
  readonly updated: number | null
  readonly asked_at: number
  readonly patterns: string
  readonly meets_wants: number
}

/** A shop, and its number in the store. */
export interface NumberedShop {
  readonly shop: number
  readonly platform: string
  readonly shopId: string
}

/** These orders of a shop, known or not. An order without a key gets one, unless its key was destroyed or there is no master key. */
export const readOrders = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: NumberedShop,
  orderIds: ReadonlyArray<string>,
  master: MasterKey | null
) {
  const orders = yield* sql<OrderRow>`
    SELECT o.id, o.order_id, o.version, o.gone, k.wrapped, k.master, k.ended
    FROM ${valuesOf(sql, orderIds)}
    CROSS JOIN orders o LEFT JOIN keys k ON k.order_id = o.id WHERE o.shop = ${shop.shop} AND o.order_id = r.value`
  const ids = orders.map(({ id }) => id)
  const facets = yield* facetsOf(sql, ids)
  const wants = yield* sql<{ order_id: string; wanted: number; due: number }>`
    SELECT w.order_id, w.wanted, w.due FROM ${valuesOf(sql, orderIds)}
    CROSS JOIN wants w WHERE w.shop = ${shop.shop} AND w.order_id = r.value`
  const rereads = yield* sql<{ order_id: string; due: number; closed: number | null }>`
    SELECT d.order_id, d.due, d.closed FROM ${valuesOf(sql, orderIds)}
    CROSS JOIN rereads d WHERE d.shop = ${shop.shop} AND d.order_id = r.value`
  const learnt = yield* sql<{ order_id: number; day: string; amount: number }>`
    SELECT l.order_id, l.day, l.amount FROM ${valuesOf(sql, ids)} CROSS JOIN learnt_refunds l WHERE l.order_id = r.value`
  const known = new Map(orders.map((row) => [row.order_id, row] as const))
  const forgotten = yield* forgottenOf(
    sql,
    shop.shop,
    orderIds.filter((orderId) => !known.has(orderId))
  )
  const facetsById = groupedBy(facets, (row) => row.order_id)
  const learntById = groupedBy(learnt, (row) => row.order_id)
  const wantOf = new Map(wants.map(({ due, order_id, wanted }) => [order_id, { at: wanted, due }] as const))
  const rereadOf = new Map(rereads.map(({ closed, due, order_id }) => [order_id, { due, closed }] as const))
  const read: Array<readonly [string, StoredOrder]> = []
  for (const orderId of orderIds) {
    const row = known.get(orderId)
    const keys = keysOf(row, forgotten.get(orderId) ?? null, master, keyOf(shop, orderId))
    if (keys.key === null && master !== null && typeof row?.wrapped === "string") {
      return yield* new DamagedRecord({ order: keyOf(shop, orderId), part: "the key" })
    }
    if (row === undefined) {
      read.push([orderId, { ...unknownOrder(orderId), ...keys, want: wantOf.get(orderId) ?? null }])
      continue
    }
    const facetsHere = yield* readFacets(facetsById.get(row.id) ?? [], keys.key, keyOf(shop, orderId))
    read.push([
      orderId,
      {
        orderId,
        id: row.id,
        version: row.version,
        facets: facetsHere,
        body: bodyOf(facetsHere),
        want: wantOf.get(orderId) ?? null,
        reread: rereadOf.get(orderId) ?? null,
        isGone: row.gone !== null,
        learnt: new Map((learntById.get(row.id) ?? []).map(({ amount, day }) => [day, amount] as const)),
        ...keys
      }
    ])
  }
  return new Map(read)
})

export const facetsOf = (
  sql: SqlClient,
  ids: ReadonlyArray<number>
): Effect.Effect<ReadonlyArray<FacetRow>, SqlError> =>
  sql<FacetRow>`
    SELECT f.order_id, f.operation, f.json, f.sealed, f.updated, f.asked_at, c.patterns, f.meets_wants
    FROM ${valuesOf(sql, ids)} CROSS JOIN facets f JOIN carried c ON c.id = f.carried WHERE f.order_id = r.value`

type Keys = Pick<StoredOrder, "key" | "newKey">

/** When these orders, which the store does not have, were forgotten. */
const forgottenOf = (
  sql: SqlClient,
  shop: number,
  orderIds: ReadonlyArray<string>
): Effect.Effect<ReadonlyMap<string, number>, SqlError> =>
  orderIds.length === 0
    ? Effect.succeed(new Map())
    : Effect.map(
        sql<{ order_id: string; at: number }>`
          SELECT g.order_id, g.at FROM ${valuesOf(sql, orderIds)}
          CROSS JOIN forgotten g WHERE g.shop = ${shop} AND g.order_id = r.value`,
        (rows) => new Map(rows.map(({ at, order_id }) => [order_id, at] as const))
      )

const keysOf = (
  row: OrderRow | undefined,
  forgottenAt: number | null,
  master: MasterKey | null,
  owner: string
): Keys => {
  if (forgottenAt !== null) return { key: null, newKey: { wrapped: null, master: null, forgottenAt } }
  if (master === null) return { key: null, newKey: null }
  if (row !== undefined && row.ended !== null) return { key: null, newKey: null }
  if (row === undefined || row.wrapped === null) {
    const { key, master: id, wrapped } = newDataKey(master, owner)
    return { key, newKey: { wrapped, master: id, forgottenAt: null } }
  }
  return { key: readDataKey(row, master, owner), newKey: null }
}

/** The facets of one order, by operation. */
export const readFacets = Effect.fnUntraced(function* (
  rows: ReadonlyArray<FacetRow>,
  key: StoredOrder["key"],
  order: string
) {
  const facets = new Map<string, StoredFacet>()
  for (const row of rows) {
    const read = readStoredText(row, key, facetPlace(order, row.operation))
    const carries = storedPatterns(row.patterns)
    if (read === null || !isJsonObject(read) || carries === null) {
      return yield* new DamagedRecord({ order, part: `the answer of ${row.operation}` })
    }
    facets.set(row.operation, {
      operation: row.operation,
      order: read,
      carries,
      updated: row.updated,
      askedAt: row.asked_at,
      meetsWants: row.meets_wants === 1,
      raw: null
    })
  }
  return facets
})
