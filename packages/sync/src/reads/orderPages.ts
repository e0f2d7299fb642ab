/** Pages of orders by a filter, the latest first. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { DayZone } from "../store/dayZone.ts"
import {
  conditionsOf,
  mostRead,
  type OrderFilter,
  type OrderRow,
  orderRowColumns,
  type Position,
  type Sequence
} from "./OrderFilter.ts"
import { type RefundedPeriod, refundedBetween } from "./refundedBetween.ts"

/** Which orders a page has: by a filter, and by when they were refunded. */
export interface PageFilter extends OrderFilter, RefundedPeriod {}

/** A page of orders, the latest first. */
export interface OrderPage {
  readonly rows: ReadonlyArray<OrderRow>
  /** Where the next page begins; `null` if this is the last one. A page may have fewer rows than asked for, and a next one. */
  readonly next: Position | null
  /** Where reading stopped because it had read `mostRead` index rows; `null` if the page has all rows up to its end. */
  readonly scannedTo: Position | null
}

/** A first page begins here: with a bound SQLite looks into the index and does not walk it. */
const beforeAll: Position = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }

/** A page of at most so many orders. One more is read, to know whether another page follows. */
export const readPage = Effect.fnUntraced(function* (
  sql: SqlClient,
  filter: PageFilter,
  after: Position | null,
  size: number,
  zone: DayZone
): Effect.fn.Return<OrderPage, SqlError> {
  const sequence = filter.sequence ?? "created"
  const conditionsOfFilter = conditionsOf(sql, filter)
  const { indexed } = conditionsOfFilter
  const others = [...conditionsOfFilter.others, ...refundedBetween(sql, filter, zone)]
  const column = sql.literal(`o.${sequence}`)
  const { at, id } = after ?? beforeAll
  const served = [...indexed, sql`(${column}, o.id) < (${at}, ${id})`]
  // The end is looked up first, from the index alone: orders that are added meanwhile move neither page nor end.
  const end =
    others.length === 0
      ? undefined
      : (yield* sql<Position>`
          SELECT ${column} AS at, o.id FROM orders o WHERE ${sql.and(served)}
          ORDER BY ${column} DESC, o.id DESC LIMIT 1 OFFSET ${mostRead - 1}`)[0]
  const conditions = [
    ...served,
    ...(end === undefined ? [] : [sql`(${column}, o.id) >= (${end.at}, ${end.id})`]),
    ...others
  ]
  const found = yield* sql<OrderRow>`
    SELECT ${sql.literal(orderRowColumns)} FROM orders o CROSS JOIN shops s
    WHERE ${sql.and(conditions)} AND s.id = o.shop
    ORDER BY ${column} DESC, o.id DESC LIMIT ${size + 1}`
  const rows = found.slice(0, size)
  const last = rows.at(-1)
  if (found.length > size && last !== undefined) return { rows, next: positionOf(last, sequence), scannedTo: null }
  const scannedTo = end === undefined ? null : { at: end.at, id: end.id }
  return { rows, next: scannedTo, scannedTo }
})

const positionOf = (row: OrderRow, sequence: Sequence): Position => ({ at: row[sequence], id: row.id })
