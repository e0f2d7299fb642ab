/** Computes every derived table again from the answers, and says what differs. */
import { differences, isJsonArray, isJsonObject, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { readStoredText } from "../privacy/StoredText.ts"
import type { StoreKeys } from "../privacy/StoreKeys.ts"
import type { ReadSnapshot } from "../sqlite/ReadSnapshot.ts"
import { makeDailyCheck } from "./checkDaily.ts"
import { openProblems } from "./checkOpen.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import { unstatedRefund } from "./dailySums.ts"
import type { DayZone } from "./dayZone.ts"
import { orderColumns, orderRow } from "./derivedRows.ts"
import { type DerivedTable, derivedTables, hashTable } from "./derivedTables.ts"
import { groupedBy } from "./groupedBy.ts"
import { type PatchEntry, patched } from "./patch.ts"
import { readOrders } from "./readOrders.ts"
import { type Row, type Value, valuesOf } from "./rows.ts"
import { bodyPlace, keyOf, patchPlace, type StoredOrder } from "./StoredOrder.ts"
import type { DamagedRecord } from "./StoreError.ts"

/** How many orders are read at once. */
const ordersAtOnce = 200

interface OrderRow {
  readonly id: number
  readonly shop: number
  readonly platform: string
  readonly shop_id: string
  readonly order_id: string
  readonly version: number
  readonly first_version: number
  readonly [column: string]: Value
}

/** How far a check is. */
export interface CheckProgress {
  readonly checked: number
  /** How many orders there are. */
  readonly orders: number
}

/**
 * Empty if everything follows from the answers. It reads one state of the store, and every order, while others write.
 * `onProgress` runs before the first order, and after each batch.
 */
export const checkStore = (
  sql: SqlClient,
  snapshot: ReadSnapshot["Service"],
  keys: StoreKeys | null,
  zone: DayZone,
  onProgress: (at: CheckProgress) => Effect.Effect<void> = () => Effect.void
): Effect.Effect<ReadonlyArray<Discrepancy>, SqlError | DamagedRecord> =>
  Effect.gen(function* () {
    const found: Array<Discrepancy> = []
    const daily = makeDailyCheck(zone)
    const tables = keys === null ? derivedTables : [...derivedTables, hashTable(keys.hash)]
    const counts = tables.map(() => 0)
    const [all] = yield* sql<{ orders: number }>`SELECT count(*) AS orders FROM orders`
    const orderCount = all?.orders ?? 0
    let checked = 0
    yield* onProgress({ checked, orders: orderCount })
    for (let last = 0; ; ) {
      const rows = yield* sql<OrderRow>`
        SELECT o.*, s.platform, s.shop_id FROM orders o JOIN shops s ON s.id = o.shop
        WHERE o.id > ${last} ORDER BY o.id LIMIT ${ordersAtOnce}`
      const final = rows.at(-1)
      if (final === undefined) break
      last = final.id
      for (const [shop, ofShop] of groupedBy(rows, (row) => row.shop)) {
        const [{ platform, shop_id }] = ofShop
        const name = { shop, platform, shopId: shop_id }
        const orders = yield* readOrders(
          sql,
          name,
          ofShop.map(({ order_id }) => order_id),
          keys?.master ?? null
        )
        const entries = ofShop.flatMap((row): ReadonlyArray<Entry> => {
          const order = orders.get(row.order_id)
          return order === undefined ? [] : [{ row, order, key: keyOf(name, row.order_id) }]
        })
        for (const { order } of entries) daily.add(shop, order)
        found.push(...entries.flatMap(rowProblems), ...(yield* bodyProblems(sql, entries)))
        found.push(...(yield* versionProblems(sql, entries)), ...(yield* leftTexts(sql, entries)))
        for (const [index, derived] of tables.entries()) {
          const { count, problems } = yield* derivedProblems(sql, derived, entries)
          counts[index] = (counts[index] ?? 0) + count
          found.push(...problems)
        }
      }
      checked += rows.length
      yield* onProgress({ checked, orders: orderCount })
    }
    for (const [index, { table }] of tables.entries()) {
      const [row] = yield* sql<{ count: number }>`SELECT count(*) AS count FROM ${sql(table)}`
      if (row?.count !== counts[index]) found.push({ order: null, message: `${table} has rows of no order` })
    }
    return [...found, ...(yield* openProblems(sql)), ...(yield* daily.problems(sql))]
  }).pipe(snapshot)

interface Entry {
  readonly row: OrderRow
  readonly order: StoredOrder
  readonly key: string
}

const rowProblems = ({ key, order, row }: Entry): ReadonlyArray<Discrepancy> => {
  if (order.body === null) return [{ order: key, message: "there is no answer" }]
  const expected = orderRow(order.body)
  const columns = orderColumns.filter((column, index) => row[column] !== expected[index])
  const learnt = [...order.learnt.values()].reduce((sum, amount) => sum + amount, 0)
  return [
    ...columns.map((column) => ({ order: key, message: `orders.${column} differs from the order` })),
    ...(learnt === unstatedRefund(order.body) ? [] : [{ order: key, message: "learnt_refunds differ from the order" }])
  ]
}

const bodyProblems = Effect.fnUntraced(function* (sql: SqlClient, entries: ReadonlyArray<Entry>) {
  const bodies = yield* sql<{ order_id: number; json: string; sealed: string | null }>`
    SELECT b.order_id, b.json, b.sealed FROM ${valuesOf(sql, idsOf(entries))} CROSS JOIN bodies b
    WHERE b.order_id = r.value`
  const byId = new Map(bodies.map((body) => [body.order_id, body] as const))
  return entries.flatMap(({ key, order, row }): ReadonlyArray<Discrepancy> => {
    const stored = byId.get(row.id)
    if (order.facets.size < 2) return stored === undefined ? [] : [{ order: key, message: "its body is superfluous" }]
    const body = stored === undefined ? null : readStoredText(stored, order.key, bodyPlace(key))
    return isSame(body, order.body) ? [] : [{ order: key, message: "its body differs from its answers" }]
  })
})

interface VersionRow {
  readonly order_id: number
  readonly version: number
  readonly confirmed: number
  readonly patch: string
  readonly sealed: string | null
}

const versionProblems = Effect.fnUntraced(function* (sql: SqlClient, entries: ReadonlyArray<Entry>) {
  const rows = yield* sql<VersionRow>`
    SELECT v.order_id, v.version, v.confirmed, v.patch, v.sealed FROM ${valuesOf(sql, idsOf(entries))}
    CROSS JOIN versions v WHERE v.order_id = r.value ORDER BY v.order_id, v.version`
  const byId = groupedBy(rows, (row) => row.order_id)
  return entries.flatMap(({ key, order, row }): ReadonlyArray<Discrepancy> => {
    const versions = byId.get(row.id) ?? []
    const patches = versions.map(({ patch, sealed, version }) =>
      entriesOf(readStoredText({ json: patch, sealed }, order.key, patchPlace(key, version)))
    )
    const numbers =
      versions.every(({ version }, index) => version === row.first_version + index) &&
      versions.length === row.version - row.first_version + 1
    const last = versions.at(-1)
    return [
      ...(numbers ? [] : [{ order: key, message: "its versions are not numbered one after the other" }]),
      ...(followsFrom(patches, order.body) ? [] : [{ order: key, message: "its versions do not lead to the order" }]),
      ...(order.want === null && last?.confirmed === 0
        ? [{ order: key, message: "its last version is not confirmed, and no want is open" }]
        : [])
    ]
  })
})

/** Whether the order is the same after all its patches are taken back and applied again. */
const followsFrom = (patches: ReadonlyArray<ReadonlyArray<PatchEntry> | null>, body: Json): boolean => {
  const all = patches.filter((patch) => patch !== null)
  const first = all.toReversed().reduce((order, patch) => patched(order, patch, "before"), body)
  const again = all.reduce((order, patch) => patched(order, patch, "after"), first)
  return all.length === patches.length && isSame(again, body)
}

const derivedProblems = Effect.fnUntraced(function* (
  sql: SqlClient,
  { columns, rows, table }: DerivedTable,
  entries: ReadonlyArray<Entry>
) {
  const expected = entries.flatMap(({ order, row }) => rows(order, row.id).map((each): Row => [row.id, ...each]))
  const equal = ["order_id", ...columns].map((column, index) => `t.${column} IS r.value ->> ${index}`).join(" AND ")
  const missing = yield* sql<{ id: number }>`
    SELECT DISTINCT r.value ->> 0 AS id FROM json_each(${JSON.stringify(expected)}) AS r
    WHERE NOT EXISTS (SELECT 1 FROM ${sql(table)} t WHERE ${sql.literal(equal)})`
  const keys = new Map(entries.map(({ key, row }) => [row.id, key] as const))
  const problems = missing.map(
    ({ id }): Discrepancy => ({ order: keys.get(id) ?? null, message: `a row of ${table} is missing` })
  )
  return { count: expected.length, problems }
})

/** Encrypted texts of orders whose texts were destroyed. */
const leftTexts = (
  sql: SqlClient,
  entries: ReadonlyArray<Entry>
): Effect.Effect<ReadonlyArray<Discrepancy>, SqlError> => {
  const ended = sql`FROM ${valuesOf(sql, idsOf(entries))} CROSS JOIN keys k`
  return Effect.map(
    sql<{ id: number; part: string }>`
      SELECT k.order_id AS id, 'facets' AS part ${ended} JOIN facets t ON t.order_id = k.order_id
        WHERE k.order_id = r.value AND k.ended IS NOT NULL AND t.sealed IS NOT NULL
      UNION SELECT k.order_id, 'bodies' ${ended} JOIN bodies t ON t.order_id = k.order_id
        WHERE k.order_id = r.value AND k.ended IS NOT NULL AND t.sealed IS NOT NULL
      UNION SELECT k.order_id, 'versions' ${ended} JOIN versions t ON t.order_id = k.order_id
        WHERE k.order_id = r.value AND k.ended IS NOT NULL AND t.sealed IS NOT NULL
      UNION SELECT k.order_id, 'raw_answers' ${ended} JOIN raw_answers t ON t.order_id = k.order_id
        WHERE k.order_id = r.value AND k.ended IS NOT NULL
      UNION SELECT k.order_id, 'keys' ${ended} WHERE k.order_id = r.value AND k.ended IS NOT NULL AND k.wrapped IS NOT NULL`,
    (rows) => {
      const keys = new Map(entries.map(({ key, row }) => [row.id, key] as const))
      return rows.map(({ id, part }) => ({
        order: keys.get(id) ?? null,
        message: `${part} has private texts that were to be destroyed`
      }))
    }
  )
}

const idsOf = (entries: ReadonlyArray<Entry>): ReadonlyArray<number> => entries.map(({ row }) => row.id)

const isSame = (one: Json, other: Json): boolean =>
  isJsonObject(one) && isJsonObject(other) && differences(one, other).length === 0

const entriesOf = (patch: Json): ReadonlyArray<PatchEntry> | null => {
  if (!isJsonArray(patch)) return null
  const entries = patch.flatMap((entry): ReadonlyArray<PatchEntry> => {
    if (!isJsonArray(entry)) return []
    const [place, before = null, after = null] = entry
    return typeof place === "string" ? [[place, before, after]] : []
  })
  return entries.length === patch.length ? entries : null
}
