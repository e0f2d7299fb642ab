/** One pass over a shop brings all its orders, as its platform has them. */
import { assert, describe, it } from "@effect/vitest"
import { inVirtualTime } from "@huidan/conformance"
import { makeShopSync, Store } from "@huidan/sync"
import { Effect } from "effect"
import { shopOf, storeOn } from "./shops.ts"

describe("one pass over a new shop", () => {
  it.live.each([["xiaoe"], ["doudian"]])("of %s brings every order", ([platform = ""]) =>
    inVirtualTime(
      Date.UTC(2024, 5, 1, 3),
      Effect.gen(function* () {
        const { twin, shop } = yield* shopOf(platform, { seed: 1, orders: 20 }, {})
        const sync = yield* makeShopSync(shop)
        const { backfill, live } = yield* sync.catchUp
        assert.isAbove(live.pages + backfill.pages, 1)
        const store = yield* Store
        for (const { orderId } of twin.orders()) assert.isNotNull(yield* store.order(shop.name, orderId), orderId)
        assert.deepStrictEqual(yield* store.check, [])
      }).pipe(Effect.provide(storeOn(":memory:")))
    )
  )
})
