/** The shops, and what an operator does with them. */
import { type ShopName, Store, StoreWriter } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { ConsoleApi, NotFound, Who } from "../../api/index.ts"
import { ConsoleShops } from "../ConsoleShops.ts"
import { orStoreFailed } from "../failures.ts"
import { JobRunner } from "../jobs/JobRunner.ts"
import { startSync } from "../jobs/startJob.ts"
import { shopViews, unloadedShops } from "../shops/overview.ts"
import { isSameShop } from "../visible.ts"

export const layerShops = HttpApiBuilder.group(
  ConsoleApi,
  "shops",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const writer = yield* StoreWriter
    const runner = yield* JobRunner
    const shops = yield* ConsoleShops
    const views = Effect.flatMap(Who, (who) => orStoreFailed(shopViews(store, shops, who)))

    /** Only of a shop that exists: a pause makes no shops. */
    const pause = Effect.fnUntraced(function* ({ platform, shopId }: ShopName, paused: boolean) {
      const shop = { platform, shopId }
      if (!(yield* views).some((each) => isSameShop(each, shop))) return yield* new NotFound({})
      yield* orStoreFailed(writer.pause(shop, paused))
    })

    return handlers.handleAll({
      list: () =>
        Effect.gen(function* () {
          return { shops: yield* views, unloaded: unloadedShops(shops, yield* Who) }
        }),
      sync: ({ params }) => startSync({ store, runner, shops }, params),
      pause: ({ params }) => pause(params, true),
      resume: ({ params }) => pause(params, false)
    })
  })
)
