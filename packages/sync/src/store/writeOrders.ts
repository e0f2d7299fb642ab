/** Writes what a page changed about its orders: a fixed number of statements for any number of orders. */
import type { Json, OperationName } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Key } from "../privacy/encryption.ts"
import { haveOtherTexts } from "../privacy/hashes.ts"
import { writeRawAnswers } from "../privacy/rawAnswers.ts"
import { storedText } from "../privacy/StoredText.ts"
import type { DayZone } from "./dayZone.ts"
import { orderColumns, orderRow } from "./derivedRows.ts"
import { type DerivedTable, derivedTables, hashTable } from "./derivedTables.ts"
import { patchOf } from "./patch.ts"
import type { NumberedShop } from "./readOrders.ts"
import { inserted, type Row, rowsOf, wideRowsOf } from "./rows.ts"
import { bodyPlace, facetPlace, keyOf, type OrderChange, patchPlace } from "./StoredOrder.ts"
import { writeDaily } from "./writeDaily.ts"

/** An order that has a number in the store. */
export interface NumberedChange extends OrderChange {
  readonly id: number
  readonly key: string
}

/** What all orders of a page have in common. */
export interface Writing {
  readonly operation: OperationName
  /** The number of the patterns that the operation carries. */
  readonly carried: number
  /** This machine's time in Unix milliseconds. */
  readonly now: number
  /** The number of this commit: it is larger than that of every other one. */
  readonly change: number
  /** The key of the hashes of names and telephone numbers; `null` if there are none. */
  readonly hashKey: Key | null
  /** By whose days sums are computed. */
  readonly zone: DayZone
}

export const writeOrders = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: NumberedShop,
  { carried, change, hashKey, now, operation, zone }: Writing,
  changes: ReadonlyArray<OrderChange>
) {
  const answered = changes.filter(({ facets }) => facets.length > 0)
  const ids = yield* writeRows(sql, shop, answered, now, change)
  const numbered = answered.flatMap((change): ReadonlyArray<NumberedChange> => {
    const id = change.before.id ?? ids.get(change.before.orderId)
    return id === undefined ? [] : [{ ...change, id, key: keyOf(shop, change.before.orderId) }]
  })
  yield* writeKeys(sql, numbered)
  yield* writeFacets(sql, numbered, carried)
  yield* writeBodies(sql, numbered)
  const versions = numbered.filter(({ isNewVersion }) => isNewVersion)
  yield* writeVersions(sql, versions, operation, now)
  yield* confirmVersions(sql, changes)
  for (const derived of derivedTables) yield* writeDerived(sql, derived, versions)
  // An answer can have another name without being what the order shows.
  if (hashKey !== null) yield* writeDerived(sql, hashTable(hashKey), numbered.filter(hasOtherTexts))
  yield* writeRawAnswers(sql, numbered)
  yield* writeDaily(sql, shop.shop, versions, zone)
  yield* writeWants(sql, shop, changes)
  yield* writeRereads(sql, shop, changes)
  yield* inserted(
    numbered.flatMap(({ after, before, id }) => (before.isGone && !after.isGone ? [[id]] : [])),
    (rows) => sql`UPDATE orders SET gone = NULL WHERE id IN (${rowsOf(sql, 1, rows)})`
  )
})

/** The rows of `orders` of new and changed ones. Answers with the numbers of all of them. */
const writeRows = Effect.fnUntraced(function* (
  sql: SqlClient,
  { shop }: NumberedShop,
  changes: ReadonlyArray<OrderChange>,
  now: number,
  change: number
) {
  const rows = changes.flatMap(({ after, isNewVersion }) =>
    isNewVersion ? [[shop, after.orderId, after.version, now, change, ...orderRow(after.body)]] : []
  )
  if (rows.length === 0) return new Map<string, number>()
  const columns = ["version", "changed", "change", ...orderColumns]
  const written = yield* sql<{ id: number; order_id: string }>`
    INSERT INTO orders (shop, order_id, ${sql.literal(columns.join(", "))}) ${wideRowsOf(sql, columns.length + 2, rows)}
    ON CONFLICT (shop, order_id) DO UPDATE SET ${sql.literal(excluded(columns))} RETURNING id, order_id`
  return new Map(written.map(({ id, order_id }) => [order_id, id] as const))
})

const writeKeys = (sql: SqlClient, changes: ReadonlyArray<NumberedChange>): Effect.Effect<void, SqlError> =>
  inserted(
    changes.flatMap(({ after: { newKey }, id }): ReadonlyArray<Row> => {
      if (newKey === null) return []
      const { forgottenAt, master, wrapped } = newKey
      return [[id, wrapped, master, forgottenAt === null ? null : "forgotten", forgottenAt]]
    }),
    (rows) => sql`INSERT INTO keys (order_id, wrapped, master, ended, ended_at) ${wideRowsOf(sql, 5, rows)}`
  )

const writeFacets = (
  sql: SqlClient,
  changes: ReadonlyArray<NumberedChange>,
  carried: number
): Effect.Effect<void, SqlError> => {
  const columns = ["json", "sealed", "updated", "asked_at", "carried", "meets_wants"]
  const rows = changes.flatMap(({ after, facets, id, key }) =>
    facets.map(({ askedAt, meetsWants, operation, order, updated }): Row => {
      const { json, sealed } = storedText({ ...order }, after.key, facetPlace(key, operation))
      return [id, operation, json, sealed, updated, askedAt, carried, meetsWants ? 1 : 0]
    })
  )
  return inserted(
    rows,
    (some) => sql`
      INSERT INTO facets (order_id, operation, ${sql.literal(columns.join(", "))}) ${wideRowsOf(sql, columns.length + 2, some)}
      ON CONFLICT (order_id, operation) DO UPDATE SET ${sql.literal(excluded(columns))}`
  )
}

/** The body of an order with one facet is the facet. */
const writeBodies = (sql: SqlClient, changes: ReadonlyArray<NumberedChange>): Effect.Effect<void, SqlError> => {
  const rows = changes.flatMap(({ after, id, key }): ReadonlyArray<Row> => {
    if (after.facets.size < 2) return []
    const { json, sealed } = storedText(after.body, after.key, bodyPlace(key))
    return [[id, json, sealed]]
  })
  return inserted(
    rows,
    (some) => sql`
      INSERT INTO bodies (order_id, json, sealed) ${wideRowsOf(sql, 3, some)}
      ON CONFLICT (order_id) DO UPDATE SET ${sql.literal(excluded(["json", "sealed"]))}`
  )
}

/** A version is confirmed if no want is open: an answer of a replica that lags cannot have made it. */
const writeVersions = (
  sql: SqlClient,
  changes: ReadonlyArray<NumberedChange>,
  operation: OperationName,
  now: number
): Effect.Effect<void, SqlError> => {
  const rows = changes.map(({ after, before, id, key }): Row => {
    const patch: Json = before.body === null ? [] : patchOf(before.body, after.body)
    const { json, sealed } = storedText(patch, after.key, patchPlace(key, after.version))
    return [id, after.version, now, operation, after.want === null ? 1 : 0, json, sealed]
  })
  return inserted(
    rows,
    (some) =>
      sql`INSERT INTO versions (order_id, version, at, operation, confirmed, patch, sealed) ${wideRowsOf(sql, 7, some)}`
  )
}

/** The last version of an order whose want was met without a new version. */
const confirmVersions = (sql: SqlClient, changes: ReadonlyArray<OrderChange>): Effect.Effect<void, SqlError> => {
  const rows = changes.flatMap(({ after, before, isNewVersion }): ReadonlyArray<Row> => {
    const isConfirmed = before.want !== null && after.want === null && !isNewVersion && before.id !== null
    return isConfirmed ? [[before.id, before.version]] : []
  })
  return inserted(
    rows,
    (some) => sql`UPDATE versions SET confirmed = 1 WHERE (order_id, version) IN (${rowsOf(sql, 2, some)})`
  )
}

/** Rows that follow from the order: only those that differ are touched. */
const writeDerived = Effect.fnUntraced(function* (
  sql: SqlClient,
  { columns, rows, table }: DerivedTable,
  changes: ReadonlyArray<NumberedChange>
) {
  const names = ["order_id", ...columns]
  const gone: Array<Row> = []
  const added: Array<Row> = []
  for (const { after, before, id } of changes) {
    const had = rows(before, id)
    if (had.length === 0) {
      for (const row of rows(after, id)) added.push([id, ...row])
      continue
    }
    const [old, current] = [byText(had), byText(rows(after, id))]
    for (const [text, row] of old) if (!current.has(text)) gone.push([id, ...row])
    for (const [text, row] of current) if (!old.has(text)) added.push([id, ...row])
  }
  const keys = table === "lines" ? names.slice(0, 2) : names
  yield* inserted(
    gone.map((row) => row.slice(0, keys.length)),
    (some) => sql`
      DELETE FROM ${sql(table)} WHERE (${sql.literal(keys.join(", "))}) IN (${rowsOf(sql, keys.length, some)})`
  )
  yield* inserted(
    added,
    (some) =>
      sql`INSERT INTO ${sql(table)} (${sql.literal(names.join(", "))}) ${table === "lines" ? wideRowsOf(sql, names.length, some) : rowsOf(sql, names.length, some)}`
  )
})

const hasOtherTexts = ({ after, before }: OrderChange): boolean =>
  before.facets.size === 0 || haveOtherTexts(before.facets.values(), after.facets.values())

const byText = (rows: ReadonlyArray<Row>): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [JSON.stringify(row), row] as const))

const writeWants = Effect.fnUntraced(function* (
  sql: SqlClient,
  { shop }: NumberedShop,
  changes: ReadonlyArray<OrderChange>
) {
  const other = changes.filter(({ after, before }) => after.want !== before.want)
  yield* inserted(
    other.flatMap(({ after: { orderId, want } }) => (want === null ? [] : [[shop, orderId, want.at, want.due]])),
    (rows) => sql`
      INSERT INTO wants (shop, order_id, wanted, due) ${rowsOf(sql, 4, rows)}
      ON CONFLICT (shop, order_id) DO UPDATE SET ${sql.literal(excluded(["wanted", "due"]))}, parked = NULL, machine_time = 0, tries = 0`
  )
  yield* inserted(
    other.flatMap(({ after, before }) => (after.want === null && before.want !== null ? [[shop, after.orderId]] : [])),
    (rows) => sql`DELETE FROM wants WHERE (shop, order_id) IN (${rowsOf(sql, 2, rows)})`
  )
})

const writeRereads = Effect.fnUntraced(function* (
  sql: SqlClient,
  { shop }: NumberedShop,
  changes: ReadonlyArray<OrderChange>
) {
  const other = changes.filter(({ after, before }) => after.reread !== before.reread)
  yield* inserted(
    other.flatMap(({ after: { orderId, reread } }) =>
      reread === null ? [] : [[shop, orderId, reread.due, reread.closed]]
    ),
    (rows) => sql`
      INSERT INTO rereads (shop, order_id, due, closed) ${rowsOf(sql, 4, rows)}
      ON CONFLICT (shop, order_id) DO UPDATE SET ${sql.literal(excluded(["due", "closed"]))}`
  )
  yield* inserted(
    other.flatMap(({ after: { orderId, reread } }) => (reread === null ? [[shop, orderId]] : [])),
    (rows) => sql`DELETE FROM rereads WHERE (shop, order_id) IN (${rowsOf(sql, 2, rows)})`
  )
})

const excluded = (columns: ReadonlyArray<string>): string =>
  columns.map((column) => `${column} = excluded.${column}`).join(", ")
