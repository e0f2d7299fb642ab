/** Who owns the lanes of a shop. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { HeldLane } from "./Page.ts"

/** A shop as its platform names it. */
export interface ShopName {
  readonly platform: string
  readonly shopId: string
}

/** Takes a lane over, also from an owner that still runs: what that one commits from now on is refused. */
export const claimLane = (
  sql: SqlClient,
  { platform, shopId }: ShopName,
  lane: string,
  owner: string
): Effect.Effect<HeldLane, SqlError> =>
  Effect.gen(function* () {
    const shop = yield* numberOfShop(sql, { platform, shopId })
    const [held] = yield* sql<{ epoch: number; cursor: string | null }>`
      INSERT INTO cursors (shop, lane, owner, epoch) VALUES (${shop}, ${lane}, ${owner}, 1)
      ON CONFLICT (shop, lane) DO UPDATE SET owner = excluded.owner, epoch = cursors.epoch + 1 RETURNING epoch, cursor`
    return { shop, platform, shopId, lane, owner, epoch: held?.epoch ?? 0, cursor: held?.cursor ?? null }
  })

/** The number of a shop in the store, which gets one if it has none. */
export const numberOfShop = Effect.fnUntraced(function* (sql: SqlClient, { platform, shopId }: ShopName) {
  yield* sql`
    INSERT INTO shops (platform, shop_id) VALUES (${platform}, ${shopId}) ON CONFLICT (platform, shop_id) DO NOTHING`
  const [row] = yield* sql<{ id: number }>`SELECT id FROM shops WHERE platform = ${platform} AND shop_id = ${shopId}`
  return row?.id ?? 0
})
