/**
 * Who owns a shop: the one process that asks for its orders. What its owner before commits is refused. On one machine that is
 * the process that writes to the store.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "./lanes.ts"
import type { HeldLane } from "./Page.ts"
import type { WriterLost } from "./StoreError.ts"

/** The lanes of a shop, as their owner holds them. */
export interface OwnedShop {
  readonly live: HeldLane
  readonly backfill: HeldLane
}

/** How a process becomes the owner of a shop. */
export interface ShopOwnersService {
  /** Takes the shop over from its owner before. */
  readonly own: (shop: ShopName) => Effect.Effect<OwnedShop, SqlError | WriterLost>
}

/** Gives shops to the one process that asks for their orders. `layerStoreWriter` gives the writer every shop. */
export class ShopOwners extends Context.Service<ShopOwners, ShopOwnersService>()("@huidan/sync/ShopOwners") {}

/** The writer owns every shop that it asks for. */
export const localShopOwners = (
  claim: (shop: ShopName, lane: string) => Effect.Effect<HeldLane, SqlError | WriterLost>
): ShopOwnersService => ({
  own: (shop) => Effect.all({ live: claim(shop, "live"), backfill: claim(shop, "backfill") })
})
