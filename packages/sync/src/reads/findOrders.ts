/** Orders by any of their numbers. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Fragment } from "effect/sql/Statement"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { mostRead, type OrderRow, ofShops, orderRowColumns } from "./OrderFilter.ts"

/** How many numbers are looked up at once, and how many orders each gives. */
export const mostNumbers = 200
/** How many orders each number gives, at most. */
export const mostOrdersOfNumber = 20
/** How many rows of an index are read to find the orders of some shops, for all numbers together. */
const mostReadOfShops = 10 * mostRead

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
  /**
   * Numbers with orders that may not be given: there are more than `mostOrdersOfNumber`, or so many in other shops that not all
   * were looked at. `searchSku` finds all orders of a SKU.
   */
  readonly cut: ReadonlyArray<string>
  /** Numbers that were not looked up, because there are more than `mostNumbers`. */
  readonly notLookedUp: ReadonlyArray<string>
}

/** So many rows of an index are read of a number: one more than are given. */
const mostRowsOfNumber = mostOrdersOfNumber + 1

interface FoundRow extends OrderRow {
  readonly number: string
  /** 1 for the row after which reading stopped. */
  readonly isLast: number
  readonly idKind: string
}

/**
 * Orders by their own number, or by that of a payment, a parcel, a refund, a SKU or another that the platform states. The
 * numbers are compared as they are: blanks and full-width digits are removed by the program that reads them. Orders of other
 * shops than these (`null`: of any shop) are not given. To find those of these shops, at most 200 000 rows of each index are
 * read, an equal part for each number. Numbers with more rows then get an equal part of as many rows again; one that has still
 * more is in `cut`, whatever was found.
 */
export const findOrders = Effect.fnUntraced(function* (
  sql: SqlClient,
  numbers: ReadonlyArray<string>,
  shops: ReadonlyArray<ShopName> | null
): Effect.fn.Return<FoundOrders, SqlError> {
  const all = [...new Set(numbers.map((number) => number.toWellFormed()))]
  const asked = all.slice(0, mostNumbers)
  const first = yield* looked(sql, asked, shops)
  const again = first.unread.size === asked.length ? first : yield* looked(sql, [...first.unread], shops)
  const results = asked.map((number) => {
    const { rows, unread } = first.unread.has(number) ? again : first
    const own = rows.filter((row) => row.number === number)
    const orders = new Map<number, FoundOrder>()
    for (const { idKind, isLast: _isLast, number: _number, ...order } of own) {
      if (!orders.has(order.id)) orders.set(order.id, { number, kind: idKind, order })
    }
    const isCut = orders.size > mostOrdersOfNumber || own.some(({ isLast }) => isLast === 1) || unread.has(number)
    return { number, orders: [...orders.values()], isCut }
  })
  return {
    found: results.flatMap(({ orders }) => orders.slice(0, mostOrdersOfNumber)),
    notFound: results.flatMap(({ isCut, number, orders }) => (orders.length === 0 && !isCut ? [number] : [])),
    cut: results.flatMap(({ isCut, number }) => (isCut ? [number] : [])),
    notLookedUp: all.slice(mostNumbers)
  }
})

/** What was read of some numbers, and those with more rows than were read. */
interface Looked {
  readonly rows: ReadonlyArray<FoundRow>
  readonly unread: ReadonlySet<string>
}

const looked = Effect.fnUntraced(function* (
  sql: SqlClient,
  numbers: ReadonlyArray<string>,
  shops: ReadonlyArray<ShopName> | null
): Effect.fn.Return<Looked, SqlError> {
  const bound = Math.floor(mostReadOfShops / Math.max(1, numbers.length))
  const ofIds = sql`SELECT kind, order_id FROM ids WHERE value = r.value ORDER BY kind, order_id`
  // An order can have several lines of a SKU.
  const ofLines = sql`SELECT DISTINCT 'sku' AS kind, order_id FROM lines WHERE sku_id = r.value ORDER BY order_id DESC`
  const seen = (index: Fragment): Fragment =>
    shops === null
      ? sql`${index} LIMIT ${mostRowsOfNumber}`
      : sql`
          SELECT kind, order_id FROM (${index} LIMIT ${bound}) AS found
          WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = found.order_id AND ${ofShops(sql, shops)})
          LIMIT ${mostRowsOfNumber}`
  const byId = yield* ordersOf(sql, numbers, seen(ofIds))
  const bySku = yield* ordersOf(sql, numbers, seen(ofLines))
  const unread =
    shops === null
      ? []
      : yield* sql<{ number: string }>`
          SELECT r.value AS number FROM ${valuesOf(sql, numbers)}
          WHERE EXISTS (${ofIds} LIMIT 1 OFFSET ${bound}) OR EXISTS (${ofLines} LIMIT 1 OFFSET ${bound})`
  return { rows: [...byId, ...bySku], unread: new Set(unread.map(({ number }) => number)) }
})

/** The orders that a query gives for each number `r.value`: their kind and number in the store. */
const ordersOf = (
  sql: SqlClient,
  numbers: ReadonlyArray<string>,
  query: Fragment
): Effect.Effect<ReadonlyArray<FoundRow>, SqlError> =>
  sql<FoundRow>`
    SELECT r.value AS number, m.value ->> 0 AS "idKind", m.key = ${mostOrdersOfNumber} AS "isLast", ${sql.literal(orderRowColumns)}
    FROM ${valuesOf(sql, numbers)}
    CROSS JOIN json_each((SELECT json_group_array(json_array(kind, order_id)) FROM (${query}) AS each)) AS m
    CROSS JOIN orders o CROSS JOIN shops s WHERE o.id = m.value ->> 1 AND s.id = o.shop`
