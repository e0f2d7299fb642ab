/** Which orders a page shows, and what it shows of them. */
import type { SqlClient } from "effect/sql/SqlClient"
import type { Fragment } from "effect/sql/Statement"
import type { ShopName } from "../store/lanes.ts"

/**
 * A member that is left out excludes no order. Times are Unix milliseconds; a bound `…To` is excluded.
 *
 * An index serves each of these whole, alone or with bounds of `created`: nothing, `shop`, `trade`, `afterSale` (but `none`);
 * and bounds of `changed` alone, with the sequence `changed`. Of any other combination a page reads at most `mostRead` index
 * rows: it gives what it found, and `scannedTo`.
 */
export interface OrderFilter {
  /** By what the orders follow each other, the latest first; `created` if left out. */
  readonly sequence?: Sequence
  readonly platform?: string
  readonly shop?: ShopName
  /** Orders of any of these shops. */
  readonly shops?: ReadonlyArray<ShopName>
  readonly trade?: string
  readonly payment?: string
  readonly fulfilment?: string
  readonly afterSale?: string
  readonly kind?: string
  readonly createdFrom?: number
  readonly createdTo?: number
  readonly paidFrom?: number
  readonly paidTo?: number
  /** When the store changed the order, by this machine's clock. */
  readonly changedFrom?: number
  readonly changedTo?: number
}

/** By which time orders are read: their creation, or when the store changed them; the latest first. */
export type Sequence = "created" | "changed"

/** How many index rows a page reads if no index serves its filter whole. */
export const mostRead = 20_000

/** Where a page ended. */
export interface Position {
  /** Its time of creation or change, as the sequence is; `change` where all changes are followed. */
  readonly at: number
  readonly id: number
}

/** An order in a page: what is shown of it in a table. Moments are Unix milliseconds, amounts minor units. */
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
  /** When the store changed the order, by this machine's clock, in Unix milliseconds. */
  readonly changed: number
  /** The number of its last change: it grows with each commit of the store, also if the clock is set back. */
  readonly change: number
  /** When the platform said that it does not know the order any more, in Unix milliseconds. */
  readonly gone: number | null
}

/** The columns of an `OrderRow`, of `orders o` and `shops s`. */
export const orderRowColumns = `o.id, s.platform, s.shop_id AS "shopId", o.order_id AS "orderId", o.created, o.updated,
      o.paid_at AS "paidAt", o.trade, o.payment, o.fulfilment, o.after_sale AS "afterSale", o.kind, o.payable, o.paid,
      o.refunded, o.currency, o.title, o.version, o.changed, o.change, o.gone`

/** The filter as conditions: those that an index serves, and the rest, which are looked at row by row. */
export interface Conditions {
  readonly indexed: ReadonlyArray<Fragment>
  readonly others: ReadonlyArray<Fragment>
}

export const conditionsOf = (sql: SqlClient, filter: OrderFilter): Conditions => {
  const created = [...from(sql, "created", filter.createdFrom), ...to(sql, "created", filter.createdTo)]
  const changed = [...from(sql, "changed", filter.changedFrom), ...to(sql, "changed", filter.changedTo)]
  const { afterSale, shop, trade } = filter
  const leading = leadingColumn(filter)
  const byColumn: ReadonlyArray<readonly [Leading, ReadonlyArray<Fragment>]> = [
    ["changed", changed],
    // The index of after-sales leaves out the many orders that have none.
    ["afterSale", afterSale === undefined ? [] : [sql`o.after_sale = ${afterSale}`, sql`o.after_sale <> 'none'`]],
    [
      "shop",
      shop === undefined
        ? []
        : [sql`o.shop = (SELECT id FROM shops WHERE platform = ${shop.platform} AND shop_id = ${shop.shopId})`]
    ],
    ["trade", trade === undefined ? [] : [sql`o.trade = ${trade}`]]
  ]
  return {
    indexed: [
      ...byColumn.flatMap(([column, conditions]) => (column === leading ? conditions : [])),
      ...(leading === "changed" ? [] : created)
    ],
    others: othersOf(sql, filter, leading)
  }
}

/** The filter as conditions that use no index, for orders that are found in another way. */
export const rowConditionsOf = (sql: SqlClient, filter: OrderFilter): ReadonlyArray<Fragment> => [
  ...from(sql, "+created", filter.createdFrom),
  ...to(sql, "+created", filter.createdTo),
  ...othersOf(sql, filter, "created")
]

/** The column with which the index begins that serves the filter. */
type Leading = "changed" | "afterSale" | "shop" | "trade" | "created"

/** After-sales are the fewest; then the orders of one shop. */
const leadingColumn = ({ afterSale, sequence, shop, trade }: OrderFilter): Leading => {
  if (sequence === "changed") return "changed"
  if (afterSale !== undefined && afterSale !== "none") return "afterSale"
  if (shop !== undefined) return "shop"
  return trade === undefined ? "created" : "trade"
}

/** A `+` before a column keeps SQLite from another index: a page would be read from one that does not have its sequence. */
const othersOf = (sql: SqlClient, filter: OrderFilter, leading: Leading): ReadonlyArray<Fragment> => {
  const { afterSale, fulfilment, kind, paidFrom, paidTo, payment, platform, shop, shops, trade } = filter
  return [
    ...equal(sql, "trade", leading === "trade" ? undefined : trade),
    ...equal(sql, "after_sale", leading === "afterSale" ? undefined : afterSale),
    ...equal(sql, "payment", payment),
    ...equal(sql, "fulfilment", fulfilment),
    ...equal(sql, "kind", kind),
    ...from(sql, "+paid_at", paidFrom),
    ...to(sql, "+paid_at", paidTo),
    ...(leading === "changed"
      ? [...from(sql, "+created", filter.createdFrom), ...to(sql, "+created", filter.createdTo)]
      : [...from(sql, "+changed", filter.changedFrom), ...to(sql, "+changed", filter.changedTo)]),
    ...(platform === undefined ? [] : [sql`+o.shop IN (SELECT id FROM shops WHERE platform = ${platform})`]),
    ...(shop === undefined || leading === "shop" ? [] : [ofShops(sql, [shop])]),
    ...(shops === undefined ? [] : [ofShops(sql, shops)])
  ]
}

/** Whether the order `o` is of one of these shops. No index of the shops is used for it. */
export const ofShops = (sql: SqlClient, shops: ReadonlyArray<ShopName>): Fragment =>
  sql`+o.shop IN (${idsOfShops(sql, shops)})`

/** The ids of these shops, as a query. */
export const idsOfShops = (sql: SqlClient, shops: ReadonlyArray<ShopName>): Fragment => {
  const names = JSON.stringify(shops.map(({ platform, shopId }) => [platform, shopId]))
  return sql`
    SELECT n.id FROM json_each(${names}) AS r CROSS JOIN shops n
    WHERE n.platform = r.value ->> 0 AND n.shop_id = r.value ->> 1`
}

const equal = (sql: SqlClient, column: string, value: string | undefined): ReadonlyArray<Fragment> =>
  value === undefined ? [] : [sql`${columnOf(sql, `+${column}`)} = ${value}`]

const from = (sql: SqlClient, column: string, bound: number | undefined): ReadonlyArray<Fragment> =>
  bound === undefined ? [] : [sql`${columnOf(sql, column)} >= ${bound}`]

const to = (sql: SqlClient, column: string, bound: number | undefined): ReadonlyArray<Fragment> =>
  bound === undefined ? [] : [sql`${columnOf(sql, column)} < ${bound}`]

const columnOf = (sql: SqlClient, column: string): Fragment =>
  sql`${sql.literal(column.startsWith("+") ? `+o.${column.slice(1)}` : `o.${column}`)}`
