/** Forgets the private texts of orders, because a person wants that. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import { valuesOf } from "../store/rows.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { writeAudit } from "./audit.ts"
import type { Key } from "./encryption.ts"
import { endTexts } from "./endTexts.ts"
import type { Forgetting, Forgotten } from "./Forgetting.ts"
import { forgetRows } from "./forgetRows.ts"
import { normalPhone, phoneHash } from "./hashes.ts"
import { ordersWithHash } from "./hashLookup.ts"
import { numberFinder, shortTextsIn, textsIn } from "./mentions.ts"

/** How many orders are looked up at once, and how many are dealt with in one transaction. */
const mostLookedUp = 5000
const ordersAtOnce = 200

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
  const orders = named.orders.length
  const rows = yield* forgetRows(forgetting, audit, { orders, ofOrders: orders }, (row, document) =>
    [...shortTextsIn(document)].some((text) => isNamed(row, text))
  )
  const result: Forgotten = { orders, rows, remembered: named.unknown.length }
  return result
})

/**
 * The same of a telephone number of at least `leastDigits` digits. The number is in no entry of the audit. Orders that get
 * the number while it runs are forgotten too, up to the moment when no order has it.
 */
export const forgetPhone = Effect.fnUntraced(function* (
  forgetting: Forgetting,
  phone: Redacted.Redacted<string>,
  hashKey: Key
) {
  const hash = phoneHash(Redacted.value(phone), hashKey)
  const number = normalPhone(Redacted.value(phone))
  const nothing: Forgotten = { orders: 0, rows: 0, remembered: 0 }
  if (hash === null || number.length < leastDigits) return nothing
  const audit = makeForgetAudit(forgetting, "a telephone number")
  const orders = yield* forgetWithHash(forgetting, hash, audit)
  const isNamed = namesIn(orders)
  const hasNumber = numberFinder(number)
  const progress = { orders: orders.length, ofOrders: orders.length }
  const rows = yield* forgetRows(
    forgetting,
    audit,
    progress,
    (row, document) =>
      [...shortTextsIn(document)].some((text) => isNamed(row, text)) || [...textsIn(document)].some(hasNumber)
  )
  const result: Forgotten = { orders: orders.length, rows, remembered: 0 }
  return result
})

/**
 * Forgets the orders with this hash. They are looked up outside of transactions, because that takes long in a large
 * store. A transaction only confirms what was found. Other statements write meanwhile, so the lookup is repeated until no order
 * has the hash.
 */
const forgetWithHash = Effect.fnUntraced(function* (
  { onProgress = () => Effect.void, own, sql }: Forgetting,
  hash: string,
  audit: Effect.Effect<void, SqlError>
) {
  const forgotten: Array<TextOwner> = []
  for (;;) {
    const found = yield* sql<{ id: number }>`
      SELECT id FROM orders WHERE id IN (${ordersWithHash(sql, [hash])}) ORDER BY id LIMIT ${mostLookedUp}`
    // Only the writer may say that no order has it: another process may have written some since.
    if (found.length === 0) return yield* own(Effect.succeed(forgotten))
    const ofOrders = forgotten.length + found.length
    for (let from = 0; from < found.length; from += ordersAtOnce) {
      const ids = found.slice(from, from + ordersAtOnce).map(({ id }) => id)
      const confirmed = yield* own(
        Effect.tap(confirmedOf(sql, hash, ids), (orders) =>
          orders.length === 0 ? Effect.void : Effect.andThen(endOrders(sql, orders), audit)
        )
      )
      forgotten.push(...confirmed)
      yield* onProgress({ orders: forgotten.length, ofOrders, rows: 0, ofRows: 0 })
    }
  }
})

/** Those of these orders that still have the hash. */
const confirmedOf = (
  sql: SqlClient,
  hash: string,
  ids: ReadonlyArray<number>
): Effect.Effect<ReadonlyArray<TextOwner>, SqlError> => sql<TextOwner>`
  SELECT o.id, o.shop, o.order_id FROM ${valuesOf(sql, ids)} CROSS JOIN private_hashes h CROSS JOIN orders o
  WHERE h.order_id = r.value AND h.hash = ${hash} AND o.id = h.order_id`

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
