/** Encrypts the keys of the store with another master key. The private texts themselves remain as they are. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import { rowsOf } from "../store/rows.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { DamagedRecord } from "../store/StoreError.ts"
import { writeAudit } from "./audit.ts"
import type { MasterKey } from "./encryption.ts"
import type { InTransaction } from "./inTransaction.ts"
import { readDataKey, wrappedKey } from "./StoredText.ts"
import { hashKeyOwner } from "./StoreKeys.ts"

/** What a rotation has done. */
export interface Rotation {
  /** The ids of the master keys that are no longer needed. */
  readonly from: ReadonlyArray<string>
  /** The id of the master key that is needed from now on. */
  readonly to: string
  /** Keys of orders, and of rows that could not be decoded, that were encrypted again. */
  readonly orders: number
  readonly rows: number
}

/** How far a rotation is. */
export interface RotationProgress {
  /** Orders whose keys were looked at, of how many: those of its begin, and the ones that came while it runs. */
  readonly orders: number
  readonly ofOrders: number
}

/** How many keys a transaction deals with. */
const keysAtOnce = 200

/**
 * Encrypts all keys with the master key, and drops those before it. One that was stopped goes on when it runs again: until its
 * end the store needs both keys. It changes nothing if the store is encrypted with this key alone.
 */
export const rotate = Effect.fnUntraced(function* (
  sql: SqlClient,
  own: InTransaction,
  master: MasterKey,
  who: string,
  progress: (at: RotationProgress) => Effect.Effect<void>
) {
  const [all] = yield* sql<{ count: number }>`SELECT count(*) AS count FROM keys WHERE order_id >= 0`
  let orders = 0
  let seen = 0
  for (let order = 0; ; ) {
    const step = yield* own(rotateOrders(sql, master, order))
    orders += step.changed
    if (step.last === null) break
    order = step.last
    seen += step.seen
    yield* progress({ orders: seen, ofOrders: Math.max(seen, all?.count ?? 0) })
  }
  let rows = 0
  for (let fingerprint = ""; ; ) {
    const step = yield* own(rotateRows(sql, master, fingerprint))
    rows += step.changed
    if (step.last === null) break
    fingerprint = step.last
  }
  const from = yield* own(dropOthers(sql, master, who))
  const rotation: Rotation = { from, to: master.id, orders, rows }
  return rotation
})

/** The keys of the orders after this one. New ones are encrypted with the new master key already. */
const rotateOrders = Effect.fnUntraced(function* (sql: SqlClient, master: MasterKey, after: number) {
  const rows = yield* sql<{
    id: number
    platform: string
    shop_id: string
    order_id: string
    wrapped: string | null
    master: string | null
  }>`
    SELECT o.id, s.platform, s.shop_id, o.order_id, k.wrapped, k.master
    FROM keys k CROSS JOIN orders o ON o.id = k.order_id JOIN shops s ON s.id = o.shop
    WHERE k.order_id > ${after} ORDER BY k.order_id LIMIT ${keysAtOnce}`
  const others = rows.filter((row) => row.wrapped !== null && row.master !== master.id)
  const again: Array<readonly [number, string, string]> = []
  for (const row of others) {
    const owner = keyOf({ platform: row.platform, shopId: row.shop_id }, row.order_id)
    const key = readDataKey(row, master, owner)
    if (key === null) return yield* new DamagedRecord({ order: owner, part: "the key" })
    const { master: id, wrapped } = wrappedKey(key, master, owner)
    again.push([row.id, wrapped, id])
  }
  if (again.length > 0) {
    yield* sql`
      INSERT INTO keys (order_id, wrapped, master) ${rowsOf(sql, 3, again)}
      ON CONFLICT (order_id) DO UPDATE SET wrapped = excluded.wrapped, master = excluded.master`
  }
  return { changed: again.length, seen: rows.length, last: rows.at(-1)?.id ?? null }
})

const rotateRows = Effect.fnUntraced(function* (sql: SqlClient, master: MasterKey, after: string) {
  const rows = yield* sql<{ fingerprint: string; wrapped: string; master: string }>`
    SELECT fingerprint, wrapped, master FROM quarantine
    WHERE fingerprint > ${after} AND wrapped IS NOT NULL ORDER BY fingerprint LIMIT ${keysAtOnce}`
  const again: Array<readonly [string, string, string]> = []
  for (const row of rows.filter((each) => each.master !== master.id)) {
    const key = readDataKey(row, master, row.fingerprint)
    if (key === null) return yield* new DamagedRecord({ order: "of none", part: `the row ${row.fingerprint}` })
    const { master: id, wrapped } = wrappedKey(key, master, row.fingerprint)
    again.push([row.fingerprint, wrapped, id])
  }
  for (const [fingerprint, wrapped, id] of again) {
    yield* sql`UPDATE quarantine SET wrapped = ${wrapped}, master = ${id} WHERE fingerprint = ${fingerprint}`
  }
  return { changed: again.length, last: rows.at(-1)?.fingerprint ?? null }
})

/** The key of the hashes, and the end of the rotation. No key of an order may name a master key that is dropped. */
const dropOthers = Effect.fnUntraced(function* (sql: SqlClient, master: MasterKey, who: string) {
  const others = yield* sql<{ id: string }>`SELECT id FROM master_keys WHERE id <> ${master.id} ORDER BY id`
  const from = others.map(({ id }) => id)
  if (from.length === 0) return from
  const [row] = yield* sql<{ wrapped: string; master: string }>`SELECT wrapped, master FROM hash_key WHERE one = 1`
  const key = row === undefined ? null : readDataKey(row, master, hashKeyOwner)
  if (key === null) return yield* new DamagedRecord({ order: "of none", part: "the key of the hashes" })
  const { master: id, wrapped } = wrappedKey(key, master, hashKeyOwner)
  yield* sql`UPDATE hash_key SET wrapped = ${wrapped}, master = ${id} WHERE one = 1`
  yield* sql`DELETE FROM master_keys WHERE id <> ${master.id}`
  const now = yield* Clock.currentTimeMillis
  yield* writeAudit(sql, { at: now, who, action: "rotate", subject: `the master key ${from.join(", ")} to ${id}` })
  return from
})
