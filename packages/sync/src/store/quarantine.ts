/** Rows and messages that could not be decoded, without what they say. */
import type { OperationName } from "@huidan/core"
import type * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "./lanes.ts"

/** A row, or a message of a push, that could not be decoded. Times are Unix milliseconds. */
export interface QuarantinedRow {
  readonly fingerprint: string
  readonly platform: string
  readonly shopId: string
  /** `push` for a message of a push. */
  readonly operation: OperationName
  /** The tag of the error's reason, `ResponseDecode`. */
  readonly reason: string
  /** The error's message, which has no private text. */
  readonly message: string
  /** When it was last asked for, by the platform's clock. */
  readonly askedAt: number
  /** When it came first and last, by this machine's clock. */
  readonly firstSeen: number
  readonly lastSeen: number
  /** When it was last replayed and still could not be decoded; `null` if it was not replayed. */
  readonly tried: number | null
  readonly tries: number
  /** Whether the row itself is stored, so that it can be replayed: 1, or 0 if only its reason is. */
  readonly isKept: 0 | 1
}

/** Which rows are listed. A member that is left out excludes no row. */
export interface QuarantineFilter {
  readonly fingerprint?: string
  readonly platform?: string
  readonly shop?: ShopName
  /** Rows of any of these shops. */
  readonly shops?: ReadonlyArray<ShopName>
  readonly operation?: OperationName
  readonly reason?: string
}

/** Where a page of rows ended: the `firstSeen` and the `fingerprint` of its last row. */
export type QuarantinePosition = Pick<QuarantinedRow, "firstSeen" | "fingerprint">

/** The rows that came first, first. */
export const readQuarantine = (
  sql: SqlClient,
  { fingerprint, operation, platform, reason, shop, shops }: QuarantineFilter,
  after: QuarantinePosition | null,
  size: number
): Effect.Effect<ReadonlyArray<QuarantinedRow>, SqlError> => {
  const names = JSON.stringify((shops ?? []).map((each) => [each.platform, each.shopId]))
  const conditions = [
    ...(fingerprint === undefined ? [] : [sql`q.fingerprint = ${fingerprint}`]),
    ...(platform === undefined ? [] : [sql`s.platform = ${platform}`]),
    ...(shops === undefined
      ? []
      : [
          sql`EXISTS (SELECT 1 FROM json_each(${names}) AS r WHERE r.value ->> 0 = s.platform AND r.value ->> 1 = s.shop_id)`
        ]),
    ...(shop === undefined
      ? []
      : [sql`q.shop = (SELECT id FROM shops WHERE platform = ${shop.platform} AND shop_id = ${shop.shopId})`]),
    ...(operation === undefined ? [] : [sql`q.operation = ${operation}`]),
    ...(reason === undefined ? [] : [sql`q.reason = ${reason}`]),
    ...(after === null ? [] : [sql`(q.first_seen, q.fingerprint) > (${after.firstSeen}, ${after.fingerprint})`])
  ]
  return sql<QuarantinedRow>`
    SELECT q.fingerprint, s.platform, s.shop_id AS "shopId", q.operation, q.reason, q.message, q.asked_at AS "askedAt",
      q.first_seen AS "firstSeen", q.last_seen AS "lastSeen", q.tried, q.tries,
      CASE WHEN q.sealed IS NULL THEN 0 ELSE 1 END AS "isKept"
    FROM quarantine q CROSS JOIN shops s WHERE s.id = q.shop AND ${sql.and(conditions)}
    ORDER BY q.first_seen, q.fingerprint LIMIT ${size}`
}
