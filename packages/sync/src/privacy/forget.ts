/** Forgets the private texts of orders, because a person wants that. */
import type { Json } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import { ordersNamed } from "../store/ordersNamed.ts"
import { type Arrived, raiseWants } from "../store/raiseWants.ts"
import { valuesOf } from "../store/rows.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { readUnreadable } from "../store/unreadable.ts"
import { writeAudit } from "./audit.ts"
import type { Key } from "./encryption.ts"
import { endTexts } from "./endTexts.ts"
import { normalPhone, phoneHash } from "./hashes.ts"
import { ordersWithHash } from "./hashLookup.ts"
import type { InTransaction } from "./inTransaction.ts"
import { numberFinder, shortTextsIn, textsIn } from "./mentions.ts"
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

/** How many orders are dealt with in one transaction, and how many rows are read at once. */
const ordersAtOnce = 200
const rowsAtOnce = 20

/** What the caller of `forget` and `forgetPhone` can add. */
export interface ForgetOptions {
  /**
   * Up to which moment the orders of a shop are to be known again, if a row is destroyed that names them: the row can tell of a
   * change that no answer has told yet. `null` if the shop's door reads no single orders. No order is wanted if left out.
   */
  readonly wantedAgain?: (shop: ShopName) => Effect.Effect<Arrived | null>
}

/** What forgetting needs: `own` runs statements in a transaction, as the one process that writes. */
export interface Forgetting extends ForgetOptions {
  readonly sql: SqlClient
  readonly own: InTransaction
  readonly keys: StoreKeys | null
  readonly who: string
}

/**
 * In several short transactions: first the texts of the order are destroyed, and from then on no row that names it is kept;
 * then the rows are looked through. After a stop in between, forget the order again.
 */
export const forgetOrder = Effect.fnUntraced(function* (forgetting: Forgetting, shop: ShopName, orderId: string) {
  const { own, sql } = forgetting
  const subject = keyOf(shop, orderId)
  const audit = makeForgetAudit(forgetting, subject)
  const named = yield* own(
    Effect.gen(function* () {
      const orders = yield* sql<TextOwner>`
        SELECT o.id, o.shop, o.order_id FROM shops s JOIN orders o ON o.shop = s.id
        WHERE s.platform = ${shop.platform} AND s.shop_id = ${shop.shopId} AND o.order_id = ${orderId.toWellFormed()}`
      const unknown = orders.length > 0 ? [] : yield* remembered(sql, shop, orderId)
      yield* endOrders(sql, orders)
      if (orders.length + unknown.length > 0) yield* audit
      return { orders, unknown }
    })
  )
  const isNamed = namesIn([...named.orders, ...named.unknown])
  const rows = yield* forgetRows(forgetting, audit, (row, document) =>
    [...shortTextsIn(document)].some((text) => isNamed(row, text))
  )
  const result: Forgotten = { orders: named.orders.length, rows, remembered: named.unknown.length }
  return result
})

/** The same of a telephone number of at least `leastDigits` digits. The number is in no entry of the audit. */
export const forgetPhone = Effect.fnUntraced(function* (
  forgetting: Forgetting,
  phone: Redacted.Redacted<string>,
  hashKey: Key
) {
  const { own, sql } = forgetting
  const hash = phoneHash(Redacted.value(phone), hashKey)
  const number = normalPhone(Redacted.value(phone))
  const nothing: Forgotten = { orders: 0, rows: 0, remembered: 0 }
  if (hash === null || number.length < leastDigits) return nothing
  const audit = makeForgetAudit(forgetting, "a telephone number")
  const orders = yield* own(sql<TextOwner>`
    SELECT id, shop, order_id FROM orders WHERE id IN (${ordersWithHash(sql, [hash])}) ORDER BY id`)
  for (let from = 0; from < orders.length; from += ordersAtOnce) {
    yield* own(Effect.andThen(endOrders(sql, orders.slice(from, from + ordersAtOnce)), audit))
  }
  const isNamed = namesIn(orders)
  const hasNumber = numberFinder(number)
  const rows = yield* forgetRows(
    forgetting,
    audit,
    (row, document) =>
      [...shortTextsIn(document)].some((text) => isNamed(row, text)) || [...textsIn(document)].some(hasNumber)
  )
  const result: Forgotten = { orders: orders.length, rows, remembered: 0 }
  return result
})

/** A text with fewer digits is not taken as a telephone number: it would be found in unrelated rows. */
const leastDigits = 6

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
const remembered = (sql: SqlClient, { platform, shopId }: ShopName, orderId: string) =>
  Effect.flatMap(
    Clock.currentTimeMillis,
    (now) => sql<OrderName>`
      INSERT INTO forgotten (shop, order_id, at)
      SELECT id, ${orderId.toWellFormed()}, ${now} FROM shops WHERE platform = ${platform} AND shop_id = ${shopId}
      ON CONFLICT (shop, order_id) DO UPDATE SET at = excluded.at RETURNING shop, order_id`
  )

const endOrders = (sql: SqlClient, orders: ReadonlyArray<TextOwner>): Effect.Effect<void, SqlError> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) =>
    endTexts(
      sql,
      orders.map(({ id }) => id),
      "forgotten",
      now
    )
  )

/** One entry of the audit, however many transactions forget something. */
const makeForgetAudit = ({ sql, who }: Forgetting, subject: string): Effect.Effect<void, SqlError> => {
  let isWritten = false
  return Effect.gen(function* () {
    if (isWritten) return
    yield* writeAudit(sql, { at: yield* Clock.currentTimeMillis, who, action: "forget", subject })
    isWritten = true
  })
}

/**
 * Rows that could not be decoded. What they are about is only known by reading them all: they are decrypted one by one, and
 * other fibers run in between.
 */
const forgetRows = Effect.fnUntraced(function* (
  { keys, own, sql, wantedAgain = () => Effect.succeed(null) }: Forgetting,
  audit: Effect.Effect<void, SqlError>,
  isNamed: (shop: number, document: Json) => boolean
) {
  if (keys === null) return 0
  let count = 0
  for (let last = ""; ; ) {
    const rows = yield* sql<KeptRow>`
      SELECT q.fingerprint, q.shop, s.platform, s.shop_id AS "shopId", q.sealed, q.wrapped, q.master
      FROM quarantine q CROSS JOIN shops s ON s.id = q.shop
      WHERE q.fingerprint > ${last} AND q.sealed IS NOT NULL ORDER BY q.fingerprint LIMIT ${rowsAtOnce}`
    const final = rows.at(-1)
    if (final === undefined) return count
    last = final.fingerprint
    const named: Array<string> = []
    const texts = new Map<number, NamedTexts>()
    for (const { fingerprint, platform, sealed, shop, shopId, ...wrapped } of rows) {
      const key = readDataKey(wrapped, keys.master, fingerprint)
      const row = key === null ? null : readUnreadable(fingerprint, sealed, key)
      if (row !== null && isNamed(shop, Redacted.value(row.raw))) {
        named.push(fingerprint)
        const before = texts.get(shop)?.texts ?? []
        texts.set(shop, { name: { platform, shopId }, texts: [...before, shortTextsIn(Redacted.value(row.raw))] })
      }
      yield* Effect.yieldNow
    }
    if (named.length === 0) continue
    count += named.length
    const wants: Array<Effect.Effect<void, SqlError>> = []
    for (const [shop, { name, texts: ofRows }] of texts) {
      const arrived = yield* wantedAgain(name)
      if (arrived !== null) wants.push(wantNamed(sql, shop, ofRows, arrived))
    }
    yield* own(Effect.andThen(Effect.all([emptyRows(sql, named), ...wants], { discard: true }), audit))
  }
})

interface KeptRow extends ShopName {
  readonly fingerprint: string
  readonly shop: number
  readonly sealed: string
  readonly wrapped: string
  readonly master: string
}

/** The texts of rows of one shop. */
interface NamedTexts {
  readonly name: ShopName
  readonly texts: ReadonlyArray<ReadonlySet<string>>
}

/** Wants the orders that these rows name, as far as the store knows their numbers. */
const wantNamed = (
  sql: SqlClient,
  shop: number,
  texts: ReadonlyArray<ReadonlySet<string>>,
  { at, isMachineTime }: Arrived
): Effect.Effect<void, SqlError> =>
  Effect.flatMap(ordersNamed(sql, shop, texts), (orderIds) => raiseWants(sql, shop, [...orderIds], at, isMachineTime))

/** Rows that keep only their reason. */
export const emptyRows = (sql: SqlClient, fingerprints: ReadonlyArray<string>): Effect.Effect<void, SqlError> =>
  fingerprints.length === 0
    ? Effect.void
    : Effect.asVoid(sql`
        UPDATE quarantine SET sealed = NULL, wrapped = NULL, master = NULL
        WHERE fingerprint IN (SELECT r.value FROM ${valuesOf(sql, fingerprints)})`)
