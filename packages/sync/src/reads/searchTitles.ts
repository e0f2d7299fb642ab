/** Orders by the titles of what was bought. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { bigramsOf, ordersOfBlock } from "../store/derivedRows.ts"
import { valuesOf } from "../store/rows.ts"
import { conditionsOf, mostRead, type OrderFilter, type OrderRow, orderRowColumns } from "./OrderFilter.ts"

/** How many pairs of characters are looked up, the rarest ones of those that are counted. */
const mostPairs = 8

/** How many pairs are counted, and how many rows of all pairs together. */
const pairsCounted = 32
const rowsCounted = 64_000

/** A page of orders that were found by words of their titles, the last one stored first. */
export interface SearchPage {
  readonly rows: ReadonlyArray<OrderRow>
  /** Where the next page begins: the number of an order in the store; `null` if this is the last one. */
  readonly next: number | null
  /** Where reading stopped because of the `mostRead` index rows that it may read; `null` if the page has all rows up to its end. */
  readonly scannedTo: number | null
}

/** Whether a text has a word that can be searched: one of at least two characters. */
export const isSearchable = (text: string): boolean => bigramsOf(text).length > 0

/**
 * Orders whose titles have all pairs of neighbouring characters of the text's words; the last one stored comes first. Of a long
 * text the eight rarest of the first 32 different pairs are looked up. Words of one character are left out. Small and large
 * letters are the same. The sequence of the filter does not count.
 */
export const searchTitles = Effect.fnUntraced(function* (
  sql: SqlClient,
  text: string,
  filter: OrderFilter,
  after: number | null,
  size: number
): Effect.fn.Return<SearchPage, SqlError> {
  const pairs = [...new Set(bigramsOf(text.toWellFormed()))].slice(0, pairsCounted)
  const [rarest, ...others] = yield* rarestFirst(sql, pairs)
  const nothing: SearchPage = { rows: [], next: null, scannedTo: null }
  if (rarest === undefined) return nothing
  const before = after ?? Number.MAX_SAFE_INTEGER
  const readable = yield* readableBlocks(sql, rarest, before)
  if (readable === null) return nothing
  const { indexed, others: more } = conditionsOf(sql, filter)
  const conditions = [
    sql`d.block = r.value`,
    sql`d.bigram = ${rarest}`,
    sql`d.order_id < ${before}`,
    ...others.map(
      (pair) => sql`EXISTS (
        SELECT 1 FROM search x WHERE x.block = d.block AND x.bigram = ${pair} AND x.order_id = d.order_id)`
    ),
    sql`o.id = d.order_id`,
    sql`s.id = o.shop`,
    ...indexed,
    ...more
  ]
  const found: Array<OrderRow> = []
  // The rows of some blocks are sorted together: a common word is found in the first block, a rare one needs few statements.
  let [next, count] = [readable.last, 1]
  while (next >= readable.first && found.length <= size) {
    const blocks = Array.from({ length: Math.min(count, next - readable.first + 1) }, (_, index) => next - index)
    const rows = yield* sql<OrderRow>`
      SELECT ${sql.literal(orderRowColumns)} FROM ${valuesOf(sql, blocks)}
      CROSS JOIN search d CROSS JOIN orders o CROSS JOIN shops s
      WHERE ${sql.and(conditions)} ORDER BY d.order_id DESC LIMIT ${size + 1 - found.length}`
    found.push(...rows)
    next -= blocks.length
    count *= 2
  }
  const rows = found.slice(0, size)
  if (found.length > size) return { rows, next: rows.at(-1)?.id ?? null, scannedTo: null }
  const end = readable.first === 0 ? null : readable.first * ordersOfBlock
  return { rows, next: end, scannedTo: end }
})

/** Up to how many rows each of these pairs is counted: one with more is common. */
const mostOf = (pairs: ReadonlyArray<string>): number =>
  Math.min(mostRead, Math.floor(rowsCounted / Math.max(1, pairs.length)))

/** Empty if one of the pairs is in no title. */
const rarestFirst = (sql: SqlClient, pairs: ReadonlyArray<string>): Effect.Effect<ReadonlyArray<string>, SqlError> =>
  Effect.map(
    sql<{ pair: string; count: number }>`
      WITH RECURSIVE blocks (block) AS (
        SELECT 0 UNION ALL
        SELECT block + 1 FROM blocks WHERE block < (SELECT coalesce(max(id), 0) / ${sql.literal(String(ordersOfBlock))} FROM orders)
      )
      SELECT r.value AS pair, (SELECT count(*) FROM (
        SELECT 1 FROM blocks CROSS JOIN search d WHERE d.block = blocks.block AND d.bigram = r.value LIMIT ${mostOf(pairs)}
      ) AS each) AS count
      FROM ${valuesOf(sql, pairs)}`,
    (counts) =>
      counts.some(({ count }) => count === 0)
        ? []
        : counts
            .toSorted((one, other) => one.count - other.count)
            .slice(0, mostPairs)
            .map(({ pair }) => pair)
  )

/**
 * The blocks from the last one with orders below `before` down to where they have `mostRead` rows of this pair. `null` if there
 * are no such orders. One block never has so many.
 */
const readableBlocks = (
  sql: SqlClient,
  pair: string,
  before: number
): Effect.Effect<{ readonly first: number; readonly last: number } | null, SqlError> => {
  const rowsIn = (block: string) => sql`
    (SELECT count(*) FROM search d WHERE d.block = ${sql.literal(block)} AND d.bigram = ${pair} AND d.order_id < ${before})`
  return Effect.map(
    sql<{ first: number | null; last: number | null }>`
      WITH RECURSIVE
        last (block) AS (SELECT max(id) / ${sql.literal(String(ordersOfBlock))} FROM orders WHERE id < ${before}),
        blocks (block, seen) AS (
          SELECT block, ${rowsIn("last.block")} FROM last WHERE block IS NOT NULL UNION ALL
          SELECT block - 1, seen + ${rowsIn("blocks.block - 1")} FROM blocks
          WHERE block > 0 AND seen <= ${mostRead - ordersOfBlock}
        )
      SELECT min(block) AS first, max(block) AS last FROM blocks`,
    ([row]) =>
      row === undefined || row.first === null || row.last === null ? null : { first: row.first, last: row.last }
  )
}
