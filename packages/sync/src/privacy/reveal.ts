/** Reads the private texts of an order. Each time is noted before anything is read. */
import { type AdapterError, encodeOrder, isJsonObject, type Json, Order, type Pointer } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { OverlaidOrder } from "../rules/overlay.ts"
import { complete } from "../store/compact.ts"
import type { ShopName } from "../store/lanes.ts"
import { readOrders } from "../store/readOrders.ts"
import { rowsOf, valuesOf } from "../store/rows.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { DamagedRecord, NoMasterKey, NotRevealed } from "../store/StoreError.ts"
import { type AuditAction, writeAudit } from "./audit.ts"
import { decrypt, encrypt, type Key } from "./encryption.ts"
import { keyedHash } from "./hashes.ts"
import { hideTexts, showTexts } from "./hiddenTexts.ts"
import type { InTransaction } from "./inTransaction.ts"
import { type KeptAnswer, readRawAnswers } from "./rawAnswers.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** A platform's own decryption: the orders with plain texts in place of ciphers, as far as it decrypts them. */
export type PlatformDecrypt = (orders: ReadonlyArray<Order>) => Effect.Effect<
  {
    readonly orders: ReadonlyArray<Order>
    readonly failures: ReadonlyArray<{ readonly pointer: Pointer; readonly error: AdapterError }>
  },
  AdapterError
>

/** An order with its private texts. */
export interface Revealed {
  readonly order: OverlaidOrder
  /** The ciphers that the platform did not decrypt. */
  readonly failures: ReadonlyArray<{ readonly pointer: Pointer; readonly error: AdapterError }>
  /** Ciphers that were not asked for, because the platform was asked within the last hour and did not decrypt them. */
  readonly notAsked: ReadonlyArray<Pointer>
}

/** How long a text that the platform decrypted is kept, so that it is not asked again: one hour, in milliseconds. */
export const decryptedFor = 3_600_000

/** What a reveal is made with. One at a time may run for an order, so that the platform is asked once. */
export interface Revealing {
  readonly sql: SqlClient
  readonly own: InTransaction
  readonly keys: StoreKeys | null
  /** The person or program that reads, for the audit. */
  readonly who: string
}

/** The order with the texts that the store has, and with `ask` those that the platform decrypts. */
export const reveal = Effect.fnUntraced(function* (
  revealing: Revealing,
  shop: ShopName,
  orderId: string,
  ask: PlatformDecrypt | null
) {
  const opened = yield* noted(revealing, shop, orderId, ask === null ? "reveal" : "decrypt")
  const { own, sql } = revealing
  const [order] = [...(yield* readOrders(sql, opened.shop, [opened.orderId], opened.keys.master)).values()]
  if (order?.body == null || order.key === null) return yield* new NotRevealed({ order: opened.key, reason: "unknown" })
  const body = complete(order.body)
  if (ask === null) return revealed(body)
  const now = yield* Clock.currentTimeMillis
  const asked = yield* askedTexts(sql, opened.id, opened.key, order.key, now)
  const hashOf = (cipher: string): string => keyedHash(opened.keys.hash, `cipher\n${cipher}`)
  const known = withPlain(body, (cipher) => asked.get(hashOf(cipher)) ?? null)
  const ciphers = [...ciphersIn(known)].map(([place, cipher]) => ({ place, hash: hashOf(cipher) }))
  const unasked = ciphers.filter(({ hash }) => !asked.has(hash))
  const notAsked = ciphers.flatMap(({ hash, place }) => (asked.has(hash) ? [place] : []))
  if (unasked.length === 0) return { ...revealed(known), notAsked }
  const decoded = yield* Effect.mapError(decodeOrder(withoutCiphers(known, notAsked)), () =>
    damaged(opened.key, "the order")
  )
  const hashes = unasked.map(({ hash }) => hash)
  // Before it is asked: whatever happens then, it is not asked again within the hour.
  yield* own(noteAsked(sql, opened.id, hashes, now))
  const answer = yield* Effect.tapError(ask([decoded]), (error) =>
    wasRefused(error) ? own(forgetAsked(sql, opened.id, hashes)) : Effect.void
  )
  const refused = new Set(answer.failures.flatMap(({ error, pointer }) => (wasRefused(error) ? [pointer] : [])))
  const shown: Json =
    answer.orders[0] === undefined ? null : { ...encodeOrder(answer.orders[0], { reveal: true, raw: null }) }
  const plainTexts = hideTexts(shown).texts
  const rows = unasked.flatMap(({ hash, place }) => {
    const text = plainOf(plainTexts.get(place) ?? null)
    return text === null ? [] : [{ hash, text }]
  })
  yield* own(
    Effect.andThen(
      keepDecrypted(sql, opened.id, opened.key, order.key, rows),
      forgetAsked(
        sql,
        opened.id,
        unasked.flatMap(({ hash, place }) => (refused.has(place) ? [hash] : []))
      )
    )
  )
  const given = new Map(rows.map(({ hash, text }) => [hash, text] as const))
  const plain = withPlain(known, (cipher) => given.get(hashOf(cipher)) ?? null)
  return { order: plain, failures: answer.failures, notAsked }
})

/** Whether the platform certainly did not decrypt, and did not count it, so that it may be asked again at once. */
const wasRefused = ({ reason }: AdapterError): boolean =>
  reason._tag === "Authentication" ||
  reason._tag === "Configuration" ||
  reason._tag === "IpNotAllowed" ||
  reason._tag === "PermissionDenied" ||
  reason._tag === "RateLimited" ||
  reason._tag === "NotSupported"

/** What the platform sent of the order in the last answer of each operation, as far as it was kept. */
export const revealRawAnswers = Effect.fnUntraced(function* (revealing: Revealing, shop: ShopName, orderId: string) {
  const opened = yield* noted(revealing, shop, orderId, "reveal raw answers")
  const [order] = [...(yield* readOrders(revealing.sql, opened.shop, [opened.orderId], opened.keys.master)).values()]
  if (order == null || order.key === null) return new Map<string, KeptAnswer>()
  const answers = yield* readRawAnswers(revealing.sql, opened.id, opened.key, order.key)
  return answers === null ? yield* damaged(opened.key, "a raw answer") : answers
})

const damaged = (order: string, part: string): DamagedRecord => new DamagedRecord({ order, part })

const revealed = (order: OverlaidOrder): Revealed => ({ order, failures: [], notAsked: [] })

const decodeOrder = Schema.decodeUnknownEffect(Order)

/** Commits the entry of the audit; only then may the texts be read. Fails without an entry if there is nothing to read. */
const noted = Effect.fnUntraced(function* (
  { keys, own, sql, who }: Revealing,
  shop: ShopName,
  orderId: string,
  action: AuditAction
) {
  if (keys === null) return yield* new NoMasterKey()
  const key = keyOf(shop, orderId)
  const wellFormed = orderId.toWellFormed()
  const now = yield* Clock.currentTimeMillis
  const found = Effect.gen(function* () {
    const [row] = yield* sql<{ id: number; shop: number; ended: "forgotten" | "expired" | null }>`
      SELECT o.id, o.shop, k.ended FROM shops s JOIN orders o ON o.shop = s.id LEFT JOIN keys k ON k.order_id = o.id
      WHERE s.platform = ${shop.platform} AND s.shop_id = ${shop.shopId} AND o.order_id = ${wellFormed}`
    if (row === undefined) return yield* new NotRevealed({ order: key, reason: "unknown" })
    if (row.ended !== null) return yield* new NotRevealed({ order: key, reason: row.ended })
    yield* writeAudit(sql, { at: now, who, action, subject: key })
    return row
  })
  const row = yield* own(found)
  return { key, keys, id: row.id, orderId: wellFormed, shop: { ...shop, shop: row.shop } }
})

const cipherOf = (text: Json): string | null =>
  isJsonObject(text) && text["state"] === "encrypted" && typeof text["cipher"] === "string" ? text["cipher"] : null

const plainOf = (text: Json): string | null =>
  isJsonObject(text) && text["state"] === "plain" && typeof text["value"] === "string" ? text["value"] : null

const ciphersIn = (order: OverlaidOrder): ReadonlyMap<Pointer, string> =>
  new Map(
    [...hideTexts(order).texts].flatMap(([place, text]) => {
      const cipher = cipherOf(text)
      return cipher === null ? [] : [[place, cipher] as const]
    })
  )

/** The order with a plain text in place of each cipher for which there is one. */
const withPlain = (order: OverlaidOrder, plain: (cipher: string) => string | null): OverlaidOrder => {
  const { shown, texts } = hideTexts(order)
  const others = new Map(
    [...texts].map(([place, text]) => {
      const cipher = cipherOf(text)
      const value = cipher === null ? null : plain(cipher)
      return [place, value === null ? text : { state: "plain", value }] as const
    })
  )
  const replaced = showTexts(shown, others)
  return isJsonObject(replaced) ? replaced : order
}

/** The order with a masked text in place of these ciphers: what is not to be decrypted. */
const withoutCiphers = (order: OverlaidOrder, places: ReadonlyArray<Pointer>): Json => {
  const { shown, texts } = hideTexts(order)
  const left = new Map(texts)
  for (const place of places) left.delete(place)
  return showTexts(shown, left)
}

const decryptedPlace = (order: string, cipher: string): string => `decrypted ${order} ${cipher}`

/** What the platform was asked for within the last hour, by the hash of the cipher; `null` for what it did not decrypt. */
const askedTexts = Effect.fnUntraced(function* (sql: SqlClient, id: number, order: string, key: Key, now: number) {
  const rows = yield* sql<{ cipher: string; sealed: string | null }>`
    SELECT cipher, sealed FROM decrypted WHERE order_id = ${id} AND at > ${now - decryptedFor}`
  const texts = new Map<string, string | null>()
  for (const { cipher, sealed } of rows) {
    const text = sealed === null ? null : decrypt(key, decryptedPlace(order, cipher), sealed)
    if (text === null && sealed !== null) return yield* damaged(order, "a decrypted text")
    texts.set(cipher, text === null ? null : Buffer.from(text).toString("utf8"))
  }
  return texts
})

const noteAsked = Effect.fnUntraced(function* (sql: SqlClient, id: number, hashes: ReadonlyArray<string>, now: number) {
  yield* sql`DELETE FROM decrypted WHERE order_id = ${id} AND at <= ${now - decryptedFor}`
  const rows = hashes.map((hash) => [id, hash, now])
  yield* sql`INSERT INTO decrypted (order_id, cipher, at) ${rowsOf(sql, 3, rows)} ON CONFLICT DO NOTHING`
})

const forgetAsked = (sql: SqlClient, id: number, hashes: ReadonlyArray<string>): Effect.Effect<void, SqlError> =>
  hashes.length === 0
    ? Effect.void
    : Effect.asVoid(sql`
        DELETE FROM decrypted WHERE order_id = ${id} AND sealed IS NULL
          AND cipher IN (SELECT r.value FROM ${valuesOf(sql, hashes)})`)

/** Not if the order was forgotten while the platform was asked: then nothing is left to keep it in. */
const keepDecrypted = (
  sql: SqlClient,
  id: number,
  order: string,
  key: Key,
  texts: ReadonlyArray<{ readonly hash: string; readonly text: string }>
): Effect.Effect<void, SqlError> =>
  Effect.forEach(
    texts,
    ({ hash, text }) => sql`
      UPDATE decrypted SET sealed = ${encrypt(key, decryptedPlace(order, hash), text)}
      WHERE order_id = ${id} AND cipher = ${hash}`,
    { discard: true }
  )
