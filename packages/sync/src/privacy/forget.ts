/** Forgets the private texts of orders, because a person wants that. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { readUnreadable } from "../store/unreadable.ts"
import { writeAudit } from "./audit.ts"
import type { MasterKey } from "./encryption.ts"
import { endTexts } from "./endTexts.ts"
import { normalPhone, phoneHash } from "./hashes.ts"
import { shortTextsIn } from "./mentions.ts"
import { readDataKey } from "./StoredText.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** What was forgotten. */
export interface Forgotten {
  /** Orders whose private texts are destroyed now, or were before. */
  readonly orders: number
  /** Rows that could not be decoded, named one of these orders or the telephone number, and are destroyed. */
  readonly rows: number
  /** Orders that the store does not have, and whose private texts will never be stored. */
  readonly remembered: number
}

/** How many orders or rows are dealt with at once. */
const atOnce = 200

/** In the transaction of the caller. */
export const forgetOrder = Effect.fnUntraced(function* (
  sql: SqlClient,
  { platform, shopId }: ShopName,
  orderId: string,
  who: string,
  keys: StoreKeys | null,
  now: number
) {
  const orders = yield* sql<TextOwner>`
    SELECT o.id, o.shop, o.order_id FROM shops s JOIN orders o ON o.shop = s.id
    WHERE s.platform = ${platform} AND s.shop_id = ${shopId} AND o.order_id = ${orderId.toWellFormed()}`
  const unknown = orders.length > 0 ? [] : yield* remembered(sql, { platform, shopId }, orderId, now)
  const isNamed = namesIn([...orders, ...unknown])
  return yield* forgotten(sql, { orders, unknown }, isNamed, keyOf({ platform, shopId }, orderId), who, keys, now)
})

/** In the transaction of the caller. The number is in no entry of the audit. */
export const forgetPhone = Effect.fnUntraced(function* (
  sql: SqlClient,
  phone: Redacted.Redacted<string>,
  who: string,
  keys: StoreKeys,
  now: number
) {
  const hash = phoneHash(Redacted.value(phone), keys.hash)
  const number = normalPhone(Redacted.value(phone))
  if (hash === null) return { orders: 0, rows: 0, remembered: 0 }
  const orders = yield* sql<TextOwner>`
    SELECT o.id, o.shop, o.order_id FROM private_hashes h JOIN orders o ON o.id = h.order_id WHERE h.hash = ${hash}`
  const named = namesIn(orders)
  const isNamed: IsNamed = (shop, text) =>
    named(shop, text) || (text.length >= number.length && normalPhone(text) === number)
  return yield* forgotten(sql, { orders, unknown: [] }, isNamed, "a telephone number", who, keys, now)
})

interface OrderName {
  readonly shop: number
  readonly order_id: string
}

interface TextOwner extends OrderName {
  readonly id: number
}

/** Whether a text of a row of this shop says that it is about what is forgotten. */
type IsNamed = (shop: number, text: string) => boolean

const namesIn = (orders: ReadonlyArray<OrderName>): IsNamed => {
  const names = new Set(orders.map(({ order_id, shop }) => `${shop} ${order_id}`))
  return (shop, text) => names.has(`${shop} ${text}`)
}

/** An order that is known only by rows that could not be decoded, or not at all: it may come later, with its texts. */
const remembered = (sql: SqlClient, { platform, shopId }: ShopName, orderId: string, now: number) =>
  sql<OrderName>`
    INSERT INTO forgotten (shop, order_id, at)
    SELECT id, ${orderId.toWellFormed()}, ${now} FROM shops WHERE platform = ${platform} AND shop_id = ${shopId}
    ON CONFLICT (shop, order_id) DO UPDATE SET at = excluded.at RETURNING shop, order_id`

const forgotten = Effect.fnUntraced(function* (
  sql: SqlClient,
  { orders, unknown }: { readonly orders: ReadonlyArray<TextOwner>; readonly unknown: ReadonlyArray<OrderName> },
  isNamed: IsNamed,
  subject: string,
  who: string,
  keys: StoreKeys | null,
  now: number
) {
  for (let from = 0; from < orders.length; from += atOnce) {
    const some = orders.slice(from, from + atOnce)
    yield* endTexts(
      sql,
      some.map(({ id }) => id),
      "forgotten",
      now
    )
  }
  const rows = keys === null ? 0 : yield* forgetRows(sql, isNamed, keys.master)
  if (orders.length + unknown.length + rows > 0) yield* writeAudit(sql, { at: now, who, action: "forget", subject })
  const result: Forgotten = { orders: orders.length, rows, remembered: unknown.length }
  return result
})

/** Rows that could not be decoded. What they are about is only known by reading them all. */
const forgetRows = Effect.fnUntraced(function* (sql: SqlClient, isNamed: IsNamed, master: MasterKey) {
  let count = 0
  for (let last = ""; ; ) {
    const rows = yield* sql<{ fingerprint: string; shop: number; sealed: string; wrapped: string; master: string }>`
      SELECT fingerprint, shop, sealed, wrapped, master FROM quarantine
      WHERE fingerprint > ${last} AND sealed IS NOT NULL ORDER BY fingerprint LIMIT ${atOnce}`
    const final = rows.at(-1)
    if (final === undefined) return count
    last = final.fingerprint
    const named = rows.flatMap(({ fingerprint, sealed, shop, ...wrapped }) => {
      const key = readDataKey(wrapped, master, fingerprint)
      const row = key === null ? null : readUnreadable(fingerprint, sealed, key)
      const texts = row === null ? [] : [...shortTextsIn(Redacted.value(row.raw))]
      return texts.some((text) => isNamed(shop, text)) ? [fingerprint] : []
    })
    count += named.length
    yield* emptyRows(sql, named)
  }
})

/** Rows that keep only their reason. */
export const emptyRows = (sql: SqlClient, fingerprints: ReadonlyArray<string>): Effect.Effect<void, SqlError> =>
  fingerprints.length === 0
    ? Effect.void
    : Effect.asVoid(sql`
        UPDATE quarantine SET sealed = NULL, wrapped = NULL, master = NULL
        WHERE fingerprint IN (SELECT r.value FROM ${valuesOf(sql, fingerprints)})`)
