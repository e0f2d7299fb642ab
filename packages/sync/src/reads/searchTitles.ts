/** Orders by the titles of what was bought. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { bigramsOf } from "../store/derivedRows.ts"
import { valuesOf } from "../store/rows.ts"
import { conditionsOf, mostRead, type OrderFilter, type OrderRow, orderRowColumns } from "./OrderFilter.ts"

/** How many pairs of characters are looked up, the rarest ones. */
const mostPairs = 8

/** A page of orders that were found by words of their titles, the last one stored first. */
export interface SearchPage {
  readonly rows: ReadonlyArray<OrderRow>
  /** Where the next page begins: the number of an order in the store; `null` if this is the last one. */
  readonly next: number | null
  /** Where reading stopped because it had read `mostRead` index rows; `null` if the page has all rows up to its end. */
  readonly scannedTo: number | null
}

/** Whether a text has a word that can be searched: one of at least two characters. */
export const isSearchable = (text: string): boolean => bigramsOf(text).length > 0

/**
 * Orders whose titles have all pairs of neighbouring characters of the text's words; the last one stored comes first. Words of
 * one character are left out. Small and large letters are the same. The sequence of the filter does not count.
 */
export const searchTitles = Effect.fnUntraced(function* (
  sql: SqlClient,
  text: string,
  filter: OrderFilter,
  after: number | null,
  size: number
): Effect.fn.Return<SearchPage, SqlError> {
  const pairs = [...new Set(bigramsOf(text.toWellFormed()))]
  const [rarest, ...others] = yield* rarestFirst(sql, pairs)
  if (rarest === undefined) return { rows: [], next: null, scannedTo: null }
  const served = [sql`d.bigram = ${rarest}`, sql`d.order_id < ${after ?? Number.MAX_SAFE_INTEGER}`]
  const [end] = yield* sql<{ id: number }>`
    SELECT d.order_id AS id FROM search d WHERE ${sql.and(served)}
    ORDER BY d.order_id DESC LIMIT 1 OFFSET ${mostRead - 1}`
  const { indexed, others: more } = conditionsOf(sql, filter)
  const conditions = [
    ...served,
    ...(end === undefined ? [] : [sql`d.order_id >= ${end.id}`]),
    ...others.map((pair) => sql`EXISTS (SELECT 1 FROM search x WHERE x.bigram = ${pair} AND x.order_id = d.order_id)`),
    sql`o.id = d.order_id`,
    sql`s.id = o.shop`,
    ...indexed,
    ...more
  ]
  const found = yield* sql<OrderRow>`
    SELECT ${sql.literal(orderRowColumns)} FROM search d CROSS JOIN orders o CROSS JOIN shops s
    WHERE ${sql.and(conditions)} ORDER BY d.order_id DESC LIMIT ${size + 1}`
  const rows = found.slice(0, size)
  if (found.length > size) return { rows, next: rows.at(-1)?.id ?? null, scannedTo: null }
  return { rows, next: end?.id ?? null, scannedTo: end?.id ?? null }
})

/** Empty if one of the pairs is in no title. */
const rarestFirst = (sql: SqlClient, pairs: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string>, SqlError> =>
  Effect.map(
    sql<{ pair: string; count: number }>`
      SELECT r.value AS pair,
        (SELECT count(*) FROM (SELECT 1 FROM search WHERE bigram = r.value LIMIT ${mostRead}) AS each) AS count
      FROM ${valuesOf(sql, pairs)}`,
    (counts) =>
      counts.some(({ count }) => count === 0)
        ? []
        : counts
            .toSorted((one, other) => one.count - other.count)
            .slice(0, mostPairs)
            .map(({ pair }) => pair)
  )
