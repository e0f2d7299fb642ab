/** Who owns the lanes of a shop. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { HeldLane, LaneProgress } from "./Page.ts"
import { keepCovered } from "./periods.ts"
import { LaneTaken } from "./StoreError.ts"

/** A shop as its platform names it. */
export interface ShopName {
  readonly platform: string
  readonly shopId: string
}

interface LaneRow {
  readonly epoch: number
  readonly cursor: string | null
  readonly since: number | null
  readonly settled: number | null
  readonly until: number | null
}

/** Fails if another owner has taken the lane over. */
export const requireLane = Effect.fnUntraced(function* (sql: SqlClient, { epoch, lane, owner, shop }: HeldLane) {
  const [held] = yield* sql`
    SELECT epoch FROM cursors WHERE shop = ${shop} AND lane = ${lane} AND owner = ${owner} AND epoch = ${epoch}`
  if (held === undefined) return yield* new LaneTaken({ lane, owner, epoch })
})

/** Lets a lane begin at `since`; what it has read is noted. Its owner before may not commit any more. */
export const restartLane = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: ShopName,
  lane: string,
  owner: string,
  progress: LaneProgress
) {
  const held = yield* claimLane(sql, shop, lane, owner)
  const before = held.progress
  if (before !== null) yield* keepCovered(sql, held.shop, { since: before.since, until: before.settled })
  yield* sql`
    UPDATE cursors SET cursor = NULL, since = ${progress.since}, settled = ${progress.settled}, until = ${progress.until}
    WHERE shop = ${held.shop} AND lane = ${lane}`
  return { ...held, cursor: null, progress }
})

/** Takes a lane over, also from an owner that still runs: what that one commits from now on is refused. */
export const claimLane = (
  sql: SqlClient,
  { platform, shopId }: ShopName,
  lane: string,
  owner: string
): Effect.Effect<HeldLane, SqlError> =>
  Effect.gen(function* () {
    const shop = yield* numberOfShop(sql, { platform, shopId })
    const [held] = yield* sql<LaneRow>`
      INSERT INTO cursors (shop, lane, owner, epoch) VALUES (${shop}, ${lane}, ${owner}, 1)
      ON CONFLICT (shop, lane) DO UPDATE SET owner = excluded.owner, epoch = cursors.epoch + 1 RETURNING epoch, cursor, since, settled, until`
    const { cursor = null, epoch = 0, settled = null, since = null, until = null } = held ?? {}
    const progress = since === null || settled === null ? null : { since, settled, until }
    return { shop, platform, shopId, lane, owner, epoch, cursor, progress }
  })

/** The number of a shop in the store, which gets one if it has none. */
export const numberOfShop = Effect.fnUntraced(function* (sql: SqlClient, { platform, shopId }: ShopName) {
  yield* sql`
    INSERT INTO shops (platform, shop_id) VALUES (${platform}, ${shopId}) ON CONFLICT (platform, shop_id) DO NOTHING`
  const [row] = yield* sql<{ id: number }>`SELECT id FROM shops WHERE platform = ${platform} AND shop_id = ${shopId}`
  return row?.id ?? 0
})
