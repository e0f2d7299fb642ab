/** Rows and messages that could not be decoded. */
import { isJsonArray, isJsonObject, type Json, type OperationName, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { decrypt, encrypt, type Key, type MasterKey } from "../privacy/encryption.ts"
import { shortTextsIn } from "../privacy/mentions.ts"
import { newDataKey } from "../privacy/StoredText.ts"
import { ordersNamed } from "./ordersNamed.ts"
import type { UnreadableRow } from "./Page.ts"
import { type Arrived, raiseWants } from "./raiseWants.ts"
import { inserted, type Row, rowsOf, valuesOf } from "./rows.ts"
import type { RawAnswer } from "./StoredOrder.ts"

/**
 * Such a row is private as a whole: it is stored encrypted with a key of its own, or not at all. If it names an order
 * whose texts were removed, only its reason is kept. Such a row cannot be decoded later, so its order is wanted up to
 * `wantedAgain`, if the row is new. `wantedAgain` is `null` if the shop's door reads no single orders; a push always has it.
 */
export const writeUnreadable = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: number,
  operation: OperationName,
  unreadable: ReadonlyArray<UnreadableRow>,
  master: MasterKey | null,
  now: number,
  wantedAgain: Arrived | null
) {
  if (unreadable.length === 0) return
  const texts = unreadable.map(({ row }) =>
    master === null ? new Set<string>() : shortTextsIn(Redacted.value(row.raw))
  )
  const ended = yield* endedOrders(sql, shop, texts)
  if (wantedAgain !== null && ended.size > 0) {
    const known = yield* knownRows(sql, unreadable)
    const isOfNew = (index: number) => !known.has(unreadable[index]?.row.fingerprint ?? "")
    const hidden = texts.filter((each, index) => isOfNew(index) && [...each].some((text) => ended.has(text)))
    const orderIds = yield* ordersNamed(sql, shop, hidden)
    yield* raiseWants(sql, shop, [...orderIds], wantedAgain.at, wantedAgain.isMachineTime)
  }
  const rows = unreadable.map(({ askedAt, row: { error, fingerprint, raw, rawNumbers } }, index): Row => {
    const isEnded = [...(texts[index] ?? [])].some((text) => ended.has(text))
    const key = master === null || isEnded ? null : newDataKey(master, fingerprint)
    const content: Json = { raw: Redacted.value(raw), rawNumbers: Redacted.value(rawNumbers) }
    const sealed = key === null ? null : encrypt(key.key, rowPlace(fingerprint), JSON.stringify(content))
    const stored = [sealed, key?.wrapped ?? null, key?.master ?? null]
    return [fingerprint, shop, operation, error.reason._tag, error.message, askedAt, now, now, ...stored]
  })
  yield* inserted(
    rows,
    (some) => sql`
      INSERT INTO quarantine
        (fingerprint, shop, operation, reason, message, asked_at, first_seen, last_seen, sealed, wrapped, master)
      ${rowsOf(sql, 11, some)} ON CONFLICT (fingerprint) DO UPDATE SET
        asked_at = CASE WHEN excluded.asked_at > quarantine.asked_at THEN excluded.asked_at ELSE quarantine.asked_at END,
        last_seen = excluded.last_seen`
  )
})

/** The fingerprints of those rows that came before. */
const knownRows = (
  sql: SqlClient,
  unreadable: ReadonlyArray<UnreadableRow>
): Effect.Effect<ReadonlySet<string>, SqlError> =>
  Effect.map(
    sql<{ fingerprint: string }>`
      SELECT q.fingerprint FROM ${valuesOf(
        sql,
        unreadable.map(({ row }) => row.fingerprint)
      )} CROSS JOIN quarantine q
      WHERE q.fingerprint = r.value`,
    (rows) => new Set(rows.map(({ fingerprint }) => fingerprint))
  )

/** Those of these texts that are numbers of orders whose private texts must not be stored. */
const endedOrders = (
  sql: SqlClient,
  shop: number,
  texts: ReadonlyArray<ReadonlySet<string>>
): Effect.Effect<ReadonlySet<string>, SqlError> => {
  const candidates = [...new Set(texts.flatMap((each) => [...each]))]
  if (candidates.length === 0) return Effect.succeed(new Set())
  return Effect.map(
    sql<{ order_id: string }>`
      SELECT r.value AS order_id FROM ${valuesOf(sql, candidates)}
      WHERE EXISTS (SELECT 1 FROM forgotten g WHERE g.shop = ${shop} AND g.order_id = r.value)
        OR EXISTS (
          SELECT 1 FROM orders o JOIN keys k ON k.order_id = o.id
          WHERE o.shop = ${shop} AND o.order_id = r.value AND k.ended IS NOT NULL)`,
    (rows) => new Set(rows.map(({ order_id }) => order_id))
  )
}

const rowPlace = (fingerprint: string): string => `row ${fingerprint}`

/** The row as it was sent; `null` if it is not encrypted with this key, or is damaged. */
export const readUnreadable = (fingerprint: string, sealed: string, key: Key): RawAnswer | null => {
  const content = decrypt(key, rowPlace(fingerprint), sealed)
  if (content === null) return null
  // What was encrypted by `writeUnreadable`.
  const stored = JSON.parse(Buffer.from(content).toString("utf8")) as Json
  if (!isJsonObject(stored)) return null
  const { raw = null, rawNumbers = null } = stored
  const numbers = isJsonArray(rawNumbers) ? rawNumbers.filter((each): each is Pointer => typeof each === "string") : []
  return { raw: Redacted.make(raw), rawNumbers: Redacted.make(numbers) }
}
