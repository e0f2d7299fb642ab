/** Tries again to decode rows that could not be decoded: a newer adapter may be able to. */
import {
  type AdapterError,
  isQuarantined,
  type Json,
  type OperationName,
  type OrderRecord,
  type Pointer
} from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import type { SqlClient } from "effect/sql/SqlClient"
import { writeAudit } from "../privacy/audit.ts"
import type { InTransaction } from "../privacy/inTransaction.ts"
import { readDataKey } from "../privacy/StoredText.ts"
import { type CommitSettings, commitAnswers } from "./commitPage.ts"
import type { Committed, Page } from "./Page.ts"
import { DamagedRecord, NotReplayed } from "./StoreError.ts"
import { readUnreadable } from "./unreadable.ts"

/** How the rows of a shop are decoded. */
export interface ReplayedBy {
  /** `OrderAdapter.decodeRow`. */
  readonly decodeRow: (
    operation: OperationName,
    row: Json,
    rawNumbers: ReadonlyArray<Pointer>,
    askedAt: DateTime.Utc
  ) => Effect.Effect<OrderRecord, AdapterError>
  /** What the operation's answers carry, and what follows from such an order: the same as when it comes in a list. */
  readonly pageOf: (
    operation: OperationName,
    order: Page["answers"][number]
  ) => Pick<Page, "carries" | "meetsWants" | "wants" | "rereads" | "allowances">
}

/** What became of a row that was decoded again. */
export type Replayed =
  /** The order is stored, and the row has left the quarantine. */
  | { readonly _tag: "Decoded"; readonly orderId: string; readonly committed: Committed }
  /** The row stays, with this error. */
  | { readonly _tag: "Undecoded"; readonly error: AdapterError }

/**
 * Decodes one row again. The order counts as asked for when the row was, not now: a newer answer is not overwritten. Of two
 * people who replay one row, one fails with `NotReplayed`.
 */
export const replay = Effect.fnUntraced(function* (
  sql: SqlClient,
  own: InTransaction,
  fingerprint: string,
  { decodeRow, pageOf }: ReplayedBy,
  settings: CommitSettings,
  who: string
) {
  const { askedAt, operation, raw, shop } = yield* storedRow(sql, fingerprint, settings)
  const time = DateTime.makeUnsafe(askedAt)
  const decoded = yield* Effect.result(
    decodeRow(operation, Redacted.value(raw.raw), Redacted.value(raw.rawNumbers), time)
  )
  const now = yield* Clock.currentTimeMillis
  const failed = (error: AdapterError) =>
    Effect.gen(function* () {
      const [row] = yield* sql`
        UPDATE quarantine SET reason = ${error.reason._tag}, message = ${error.message}, tried = ${now}, tries = tries + 1
        WHERE fingerprint = ${fingerprint} RETURNING fingerprint`
      if (row === undefined) return yield* new NotReplayed({ fingerprint, reason: "gone" })
      const result: Replayed = { _tag: "Undecoded", error }
      return result
    })
  if (Result.isFailure(decoded)) return yield* own(failed(decoded.failure))
  const record = decoded.success
  if (isQuarantined(record)) return yield* own(failed(record.error))
  const answer = { order: record, askedAt }
  const page = { ...pageOf(operation, answer), operation, answers: [answer], unreadable: [] }
  return yield* own(
    Effect.gen(function* () {
      const [row] = yield* sql`DELETE FROM quarantine WHERE fingerprint = ${fingerprint} RETURNING fingerprint`
      if (row === undefined) return yield* new NotReplayed({ fingerprint, reason: "gone" })
      const committed = yield* commitAnswers(sql, shop, page, settings)
      yield* writeAudit(sql, { at: now, who, action: "replay", subject: record.key })
      const result: Replayed = { _tag: "Decoded", orderId: record.orderId, committed }
      return result
    })
  )
})

const storedRow = Effect.fnUntraced(function* (sql: SqlClient, fingerprint: string, { keys }: CommitSettings) {
  const [row] = yield* sql<{
    shop: number
    platform: string
    shop_id: string
    operation: string
    asked_at: number
    sealed: string | null
    wrapped: string | null
    master: string | null
  }>`
    SELECT q.shop, s.platform, s.shop_id, q.operation, q.asked_at, q.sealed, q.wrapped, q.master
    FROM quarantine q JOIN shops s ON s.id = q.shop WHERE q.fingerprint = ${fingerprint}`
  if (row === undefined) return yield* new NotReplayed({ fingerprint, reason: "gone" })
  if (row.operation === "push") return yield* new NotReplayed({ fingerprint, reason: "push" })
  if (row.sealed === null || keys === null) return yield* new NotReplayed({ fingerprint, reason: "empty" })
  const key = readDataKey(row, keys.master, fingerprint)
  const raw = key === null ? null : readUnreadable(fingerprint, row.sealed, key)
  if (raw === null) return yield* new DamagedRecord({ order: "of none", part: `the row ${fingerprint}` })
  const { asked_at, operation, platform, shop, shop_id } = row
  return { askedAt: asked_at, operation, raw, shop: { shop, platform, shopId: shop_id } }
})
