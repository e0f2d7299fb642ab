/** The shop of a request that calls its platform: one that the account sees, and that is opened and not paused. */
import { allShops, type ShopName, type StoreService } from "@huidan/sync"
import * as Effect from "effect/Effect"
import { ShopPaused, Who } from "../../api/index.ts"
import type { ConsoleShop } from "../ConsoleShops.ts"
import { orStoreFailed } from "../failures.ts"
import { isSameShop, requireShop } from "../visible.ts"
import { requireOpened } from "./openedShop.ts"

interface Place {
  readonly store: StoreService
  readonly shops: ReadonlyArray<ConsoleShop>
}

/** Fails with `NotFound`, `ShopNotConfigured` or `ShopPaused` in this sequence. */
export const requireReady = Effect.fnUntraced(function* ({ shops, store }: Place, { platform, shopId }: ShopName) {
  const shop = { platform, shopId }
  yield* requireShop(yield* Who, shop)
  const opened = yield* requireOpened(shops, shop)
  const stored = (yield* orStoreFailed(allShops(store))).find((each) => isSameShop(each, shop))
  if (stored?.paused === true) return yield* new ShopPaused({})
  return opened
})
