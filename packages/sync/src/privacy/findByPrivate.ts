/** Finds orders by a name or a telephone number, exactly. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { ofShops } from "../reads/OrderFilter.ts"
import type { ShopName } from "../store/lanes.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { NoMasterKey } from "../store/StoreError.ts"
import { hashesOf } from "./hashes.ts"
import { ordersWithHash } from "./hashLookup.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** An order that was found. */
export interface FoundOrder extends ShopName {
  readonly orderId: string
  /** As `orderKey` makes it. */
  readonly key: string
}

/** At most `limit` orders of these shops (`null`: of any shop), the latest stored first. */
export const findByPrivate = (
  sql: SqlClient,
  text: Redacted.Redacted<string>,
  limit: number,
  shops: ReadonlyArray<ShopName> | null,
  keys: StoreKeys | null
): Effect.Effect<ReadonlyArray<FoundOrder>, SqlError | NoMasterKey> => {
  if (keys === null) return Effect.fail(new NoMasterKey())
  return Effect.map(
    sql<ShopName & { readonly orderId: string }>`
      SELECT s.platform, s.shop_id AS "shopId", o.order_id AS "orderId" FROM orders o JOIN shops s ON s.id = o.shop
      WHERE o.id IN (${ordersWithHash(sql, hashesOf(Redacted.value(text), keys.hash))})
        ${shops === null ? sql.literal("") : sql`AND ${ofShops(sql, shops)}`}
      ORDER BY o.id DESC LIMIT ${limit}`,
    (rows) => rows.map((row) => ({ ...row, key: keyOf(row, row.orderId) }))
  )
}
