/** Orders by any of their numbers. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Fragment } from "effect/sql/Statement"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { type OrderRow, ofShops, orderRowColumns } from "./OrderFilter.ts"

/** How many numbers are looked up at once, and how many orders each gives. */
export const mostNumbers = 200
/** How many orders each number gives, at most. */
export const mostOrdersOfNumber = 20

/** An order, and by which number it was found. */
export interface FoundOrder {
  readonly number: string
  /** What the number is of the order: `order`, `transaction`, `waybill`, `refund`, `sku`, or as the platform names it. */
  readonly kind: string
  readonly order: OrderRow
}

/** What was found by numbers, and which numbers were not. */
export interface FoundOrders {
  /** In the sequence of the numbers; an order is given once for each number. */
  readonly found: ReadonlyArray<FoundOrder>
  readonly notFound: ReadonlyArray<string>
  /** Numbers with more than `mostOrdersOfNumber` orders: only the first are given. `searchSku` finds all orders of a SKU. */
  readonly cut: ReadonlyArray<string>
  /** Numbers that were not looked up, because there are more than `mostNumbers`. */
  readonly notLookedUp: ReadonlyArray<string>
}

interface FoundRow extends OrderRow {
  readonly number: string
  readonly idKind: string
}

/**
 * Orders by their own number, or by that of a payment, a parcel, a refund, a SKU or another that the platform states. The
 * numbers are compared as they are: blanks and full-width digits are removed by the program that reads them. Orders of other
 * shops than these (`null`: of any shop) are not given, and change nothing of the answer. So the index rows of a number are read
 * until there are enough of these shops: each row once at most, also those of a SKU that other shops sell much.
 */
export const findOrders = Effect.fnUntraced(function* (
  sql: SqlClient,
  numbers: ReadonlyArray<string>,
  shops: ReadonlyArray<ShopName> | null
): Effect.fn.Return<FoundOrders, SqlError> {
  const all = [...new Set(numbers.map((number) => number.toWellFormed()))]
  const asked = all.slice(0, mostNumbers)
  const most = mostOrdersOfNumber + 1
  const isSeen =
    shops === null
      ? sql.literal("")
      : sql`AND EXISTS (SELECT 1 FROM orders o WHERE o.id = found.order_id AND ${ofShops(sql, shops)})`
  const byId = yield* ordersOf(
    sql,
    asked,
    sql`SELECT kind, order_id FROM ids AS found WHERE value = r.value ${isSeen} ORDER BY kind, order_id LIMIT ${most}`
  )
  const bySku = yield* ordersOf(
    sql,
    asked,
    sql`
      SELECT 'sku' AS kind, order_id FROM lines AS found WHERE sku_id = r.value ${isSeen} ORDER BY order_id DESC LIMIT ${most}`
  )
  const results = asked.map((number) => {
    const rows = [...byId, ...bySku].filter((row) => row.number === number)
    const orders = new Map<number, FoundOrder>()
    for (const { idKind, number: _number, ...order } of rows) {
      if (!orders.has(order.id)) orders.set(order.id, { number, kind: idKind, order })
    }
    return { number, orders: [...orders.values()], isCut: orders.size > mostOrdersOfNumber }
  })
  return {
    found: results.flatMap(({ orders }) => orders.slice(0, mostOrdersOfNumber)),
    notFound: results.flatMap(({ number, orders }) => (orders.length === 0 ? [number] : [])),
    cut: results.flatMap(({ isCut, number }) => (isCut ? [number] : [])),
    notLookedUp: all.slice(mostNumbers)
  }
})

/** The orders that a query gives for each number `r.value`: their kind and number in the store. */
const ordersOf = (
  sql: SqlClient,
  numbers: ReadonlyArray<string>,
  query: Fragment
): Effect.Effect<ReadonlyArray<FoundRow>, SqlError> =>
  sql<FoundRow>`
    SELECT r.value AS number, m.value ->> 0 AS "idKind", ${sql.literal(orderRowColumns)}
    FROM ${valuesOf(sql, numbers)}
    CROSS JOIN json_each((SELECT json_group_array(json_array(kind, order_id)) FROM (${query}) AS each)) AS m
    CROSS JOIN orders o CROSS JOIN shops s WHERE o.id = m.value ->> 1 AND s.id = o.shop`
