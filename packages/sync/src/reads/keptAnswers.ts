/** What the platform sent of an order, for a program that masks it before it shows it. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type KeptAnswer, readRawAnswers } from "../privacy/rawAnswers.ts"
import type { StoreKeys } from "../privacy/StoreKeys.ts"
import type { ShopName } from "../store/lanes.ts"
import { readOrders } from "../store/readOrders.ts"
import { keyOf } from "../store/StoredOrder.ts"
import { DamagedRecord } from "../store/StoreError.ts"

/** By operation; empty if nothing was kept, the texts of the order were destroyed, or there is no master key. */
export const readKeptAnswers = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: ShopName,
  orderId: string,
  keys: StoreKeys | null
): Effect.fn.Return<ReadonlyMap<string, KeptAnswer>, SqlError | DamagedRecord> {
  const none = new Map<string, KeptAnswer>()
  const [row] = yield* sql<{
    id: number
  }>`SELECT id FROM shops WHERE platform = ${shop.platform} AND shop_id = ${shop.shopId}`
  if (row === undefined || keys === null) return none
  const id = orderId.toWellFormed()
  const order = (yield* readOrders(sql, { ...shop, shop: row.id }, [id], keys.master)).get(id)
  if (order === undefined || order.id === null || order.key === null) return none
  const key = keyOf(shop, id)
  const answers = yield* readRawAnswers(sql, order.id, key, order.key)
  return answers ?? (yield* new DamagedRecord({ order: key, part: "a raw answer" }))
})
