/** Follows a shop, and stops following it while a command reads its lists. */
import { followShops, type LaneTaken, type WriterLost } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as FiberHandle from "effect/FiberHandle"
import type * as Scope from "effect/Scope"
import * as Semaphore from "effect/Semaphore"
import type { OpenShop } from "../store/ConfiguredShop.ts"

export interface FollowedShop extends OpenShop {
  /** Ends if another process writes to the store. */
  readonly lost: Effect.Effect<void, LaneTaken | WriterLost>
}

/** Follows the shop until the scope ends. */
export const followShop = Effect.fnUntraced(function* (
  shop: OpenShop
): Effect.fn.Return<FollowedShop, never, Scope.Scope> {
  const handle = yield* FiberHandle.make<never, LaneTaken | WriterLost>()
  const turn = yield* Semaphore.make(1)
  const follow = FiberHandle.run(handle, followShops([shop.sync]))
  yield* follow
  return {
    ...shop,
    alone: (work) =>
      turn.withPermit(FiberHandle.clear(handle).pipe(Effect.andThen(work), Effect.ensuring(follow))),
    lost: FiberHandle.join(handle)
  }
})
