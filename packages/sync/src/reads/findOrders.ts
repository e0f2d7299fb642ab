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

/** So many rows of an index are looked at of a number: an order seldom has more than a few. */
const mostRowsOfNumber = 10 * (mostOrdersOfNumber + 1)

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
    const { places, unread } = first.unread.has(number) ? again : first
    const { ids = new Map<number, string>(), isCut = false } = places.get(number) ?? {}
    const orders = [...ids].slice(0, mostOrdersOfNumber)
    return { number, orders, isCut: isCut || ids.size > mostOrdersOfNumber || unread.has(number) }
  })
  const rows = yield* rowsOfIds(sql, [...new Set(results.flatMap(({ orders }) => orders.map(([id]) => id)))])
  return {
    found: results.flatMap(({ number, orders }) =>
      orders.flatMap(([id, kind]): ReadonlyArray<FoundOrder> => {
        const order = rows.get(id)
        return order === undefined ? [] : [{ number, kind, order }]
      })
    ),
    notFound: results.flatMap(({ isCut, number, orders }) => (orders.length === 0 && !isCut ? [number] : [])),
    cut: results.flatMap(({ isCut, number }) => (isCut ? [number] : [])),
    notLookedUp: all.slice(mostNumbers)
  }
})

/** Where a number occurs. */
interface Places {
  /** The numbers in the store of the orders that have it, and what it is of each. */
  readonly ids: ReadonlyMap<number, string>
  /** Whether not all rows of an index were looked at. */
  readonly isCut: boolean
}

/** Where some numbers occur, and those that occur in more rows than were read. */
interface Looked {
  readonly places: ReadonlyMap<string, Places>
  readonly unread: ReadonlySet<string>
}

const looked = Effect.fnUntraced(function* (
  sql: SqlClient,
  numbers: ReadonlyArray<string>,
  shops: ReadonlyArray<ShopName> | null
): Effect.fn.Return<Looked, SqlError> {
  const bound = Math.floor(mostReadOfShops / Math.max(1, numbers.length))
  const ofIds = sql`SELECT kind, order_id FROM ids WHERE value = r.value ORDER BY kind, order_id`
  const ofLines = sql`SELECT 'sku' AS kind, order_id FROM lines WHERE sku_id = r.value ORDER BY order_id DESC`
  const seen = (index: Fragment): Fragment => {
    const rows =
      shops === null
        ? sql`${index} LIMIT ${mostRowsOfNumber}`
        : sql`
            SELECT kind, order_id FROM (${index} LIMIT ${bound}) AS found
            WHERE EXISTS (SELECT 1 FROM orders o WHERE o.id = found.order_id AND ${ofShops(sql, shops)})
            LIMIT ${mostRowsOfNumber}`
    return sql`(SELECT json_group_array(json_array(kind, order_id)) FROM (${rows}) AS each)`
  }
  const found = yield* sql<{ number: string; ids: string; lines: string }>`
    SELECT r.value AS number, ${seen(ofIds)} AS ids, ${seen(ofLines)} AS lines FROM ${valuesOf(sql, numbers)}`
  const unread =
    shops === null
      ? []
      : yield* sql<{ number: string }>`
          SELECT r.value AS number FROM ${valuesOf(sql, numbers)}
          WHERE EXISTS (${ofIds} LIMIT 1 OFFSET ${bound}) OR EXISTS (${ofLines} LIMIT 1 OFFSET ${bound})`
  return {
    places: new Map(found.map(({ ids, lines, number }) => [number, placesOf(rowsIn(ids), rowsIn(lines))] as const)),
    unread: new Set(unread.map(({ number }) => number))
  }
})

type Place = readonly [kind: string, id: number]

/** The text was written by `json_group_array`. */
const rowsIn = (text: string): ReadonlyArray<Place> => JSON.parse(text) as ReadonlyArray<Place>

/** An order can have several lines of a SKU, or one number under several kinds: the first counts. */
const placesOf = (...indexes: ReadonlyArray<ReadonlyArray<Place>>): Places => {
  const ids = new Map<number, string>()
  for (const [kind, id] of indexes.flat()) if (!ids.has(id)) ids.set(id, kind)
  return { ids, isCut: indexes.some((rows) => rows.length >= mostRowsOfNumber) }
}

const rowsOfIds = (
  sql: SqlClient,
  ids: ReadonlyArray<number>
): Effect.Effect<ReadonlyMap<number, OrderRow>, SqlError> =>
  Effect.map(
    sql<OrderRow>`
      SELECT ${sql.literal(orderRowColumns)} FROM ${valuesOf(sql, ids)} CROSS JOIN orders o CROSS JOIN shops s
      WHERE o.id = r.value AND s.id = o.shop`,
    (rows) => new Map(rows.map((row) => [row.id, row] as const))
  )
