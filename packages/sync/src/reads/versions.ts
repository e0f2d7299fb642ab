/** The versions of an order, and what each changed. Private texts are masked. */
import { isJsonArray, type Json, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { readStoredText } from "../privacy/StoredText.ts"
import type { ShopName } from "../store/lanes.ts"
import { keyOf, patchPlace } from "../store/StoredOrder.ts"
import { DamagedRecord } from "../store/StoreError.ts"

/** What changed at one place; `null` for nothing. Lists and private texts are replaced as a whole. */
export interface VersionChange {
  readonly path: Pointer
  readonly before: Json
  readonly after: Json
}

/** What one answer changed of an order, private texts masked. */
export interface StoredVersion {
  readonly version: number
  /** When it was stored, in Unix milliseconds by this machine's clock. */
  readonly at: number
  /** The operation whose answer made it. */
  readonly operation: string
  /** Whether it was asked for late enough: the platform's replicas may be behind. */
  readonly confirmed: boolean
  /** Empty for the first version. */
  readonly changes: ReadonlyArray<VersionChange>
}

/** At most `size` versions before one (`null`: the last ones), the latest first. */
export const readVersions = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: ShopName,
  orderId: string,
  before: number | null,
  size: number
): Effect.fn.Return<ReadonlyArray<StoredVersion>, SqlError | DamagedRecord> {
  const key = keyOf(shop, orderId)
  const rows = yield* sql<{ version: number; at: number; operation: string; confirmed: number; patch: string }>`
    SELECT v.version, v.at, v.operation, v.confirmed, v.patch
    FROM shops s JOIN orders o ON o.shop = s.id JOIN versions v ON v.order_id = o.id
    WHERE s.platform = ${shop.platform} AND s.shop_id = ${shop.shopId} AND o.order_id = ${orderId.toWellFormed()}
      AND v.version < ${before ?? Number.MAX_SAFE_INTEGER}
    ORDER BY v.version DESC LIMIT ${size}`
  return yield* Effect.forEach(rows, ({ at, confirmed, operation, patch, version }) => {
    const changes = changesOf(readStoredText({ json: patch, sealed: null }, null, patchPlace(key, version)))
    return changes === null
      ? Effect.fail(new DamagedRecord({ order: key, part: `version ${version}` }))
      : Effect.succeed({ version, at, operation, confirmed: confirmed === 1, changes })
  })
})

const changesOf = (patch: Json): ReadonlyArray<VersionChange> | null => {
  if (!isJsonArray(patch)) return null
  return patch.flatMap((entry) => {
    if (!isJsonArray(entry)) return []
    const [path = "", before = null, after = null] = entry
    return typeof path === "string" ? [{ path, before, after }] : []
  })
}
