import { assert, describe, it } from "@effect/vitest"
import { inVirtualTime } from "@huidan/conformance"
import { makeShopSync, Store } from "@huidan/sync"
import { DateTime, Effect } from "effect"
import { shopOf, storeOn } from "./shops.ts"

describe("one pass over a shop", () => {
  it.live.each([["xiaoe"], ["doudian"]])("%s", ([platform]) =>
    inVirtualTime(
      Date.UTC(2024, 5, 1, 3),
      Effect.gen(function* () {
        const { twin, shop } = yield* shopOf(platform, { seed: 1, orders: 20 }, {})
        const sync = yield* makeShopSync(shop)
        const first = yield* sync.catchUp
        console.error(JSON.stringify(first), twin.journal().length)
        const store = yield* Store
        let missing = 0
        for (const order of twin.orders()) if ((yield* store.order(shop.name, order.orderId)) === null) missing++
        console.error("missing", missing, JSON.stringify(yield* store.check), DateTime.formatIso(twin.baseTime))
        assert.strictEqual(missing, 0)
      }).pipe(Effect.provide(storeOn(":memory:")))
    )
  )
})
