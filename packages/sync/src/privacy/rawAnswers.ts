/** What the platform sent of an order: the last answer of each operation, compressed and encrypted with the order's key. */
import { zstdCompressSync, zstdDecompressSync } from "node:zlib"
import { isJsonArray, type Json, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { inserted, type Row } from "../store/rows.ts"
import type { RawAnswer, StoredFacet, StoredOrder } from "../store/StoredOrder.ts"
import { decryptBytes, encryptBytes, type Key } from "./encryption.ts"

/** A raw answer as it is read again: private as a whole. */
export interface KeptAnswer extends RawAnswer {
  /** Unix milliseconds by the platform's clock. */
  readonly askedAt: number
}

const rawPlace = (order: string, operation: string): string => `raw ${order} ${operation}`

interface AnsweredOrder {
  readonly id: number
  /** The order's key, as `orderKey` makes it. */
  readonly key: string
  readonly after: StoredOrder
  readonly facets: ReadonlyArray<StoredFacet>
}

/** An order whose texts are not kept has no raw answers either. */
export const writeRawAnswers = (
  sql: SqlClient,
  changes: ReadonlyArray<AnsweredOrder>
): Effect.Effect<void, SqlError> => {
  const rows = changes.flatMap(({ after, facets, id, key }) =>
    facets.flatMap(({ askedAt, operation, raw }): ReadonlyArray<Row> => {
      if (raw === null || after.key === null) return []
      return [[id, operation, askedAt, Buffer.from(sealed(raw, after.key, rawPlace(key, operation))).toString("hex")]]
    })
  )
  const content = sql.onDialectOrElse({
    pg: () => "decode(r.value ->> 3, 'hex')",
    orElse: () => "unhex(r.value ->> 3)"
  })
  return inserted(
    rows,
    (some) => sql`
      INSERT INTO raw_answers (order_id, operation, asked_at, sealed)
      SELECT r.value ->> 0, r.value ->> 1, r.value ->> 2, ${sql.literal(content)}
      FROM json_each(${JSON.stringify(some)}) AS r WHERE true
      ON CONFLICT (order_id, operation) DO UPDATE SET asked_at = excluded.asked_at, sealed = excluded.sealed`
  )
}

const sealed = ({ raw, rawNumbers }: RawAnswer, key: Key, place: string): Uint8Array =>
  encryptBytes(key, place, zstdCompressSync(JSON.stringify([Redacted.value(raw), Redacted.value(rawNumbers)])))

/**
 * The raw answers of an order whose key this is, by operation; one that belongs to another answer than the stored one is left
 * out. `null` if one of them is damaged.
 */
export const readRawAnswers = (
  sql: SqlClient,
  id: number,
  order: string,
  key: Key
): Effect.Effect<ReadonlyMap<string, KeptAnswer> | null, SqlError> =>
  Effect.map(
    sql<{ operation: string; asked_at: number; sealed: Uint8Array }>`
      SELECT r.operation, r.asked_at, r.sealed FROM raw_answers r JOIN facets f
        ON f.order_id = r.order_id AND f.operation = r.operation AND f.asked_at = r.asked_at
      WHERE r.order_id = ${id}`,
    (rows) => {
      const answers = new Map<string, KeptAnswer>()
      for (const row of rows) {
        const answer = opened(row.sealed, key, rawPlace(order, row.operation))
        if (answer === null) return null
        answers.set(row.operation, { ...answer, askedAt: row.asked_at })
      }
      return answers
    }
  )

const opened = (content: Uint8Array, key: Key, place: string): RawAnswer | null => {
  const compressed = decryptBytes(key, place, content)
  if (compressed === null) return null
  // The content is what was encrypted: it is compressed JSON.
  return Result.getOrElse(
    Result.try(() => rawAnswerOf(JSON.parse(zstdDecompressSync(compressed).toString("utf8")) as Json)),
    () => null
  )
}

/** A stored row: the document and the places of its numbers that are text. */
const rawAnswerOf = (stored: Json): RawAnswer | null => {
  if (!isJsonArray(stored)) return null
  const [raw = null, numbers = null] = stored
  const rawNumbers = isJsonArray(numbers) ? numbers.filter((each): each is Pointer => typeof each === "string") : []
  return { raw: Redacted.make(raw), rawNumbers: Redacted.make(rawNumbers) }
}
