/** Every shop of the store. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopOverview } from "./shops.ts"

/** How many shops are read at once. */
const shopsAtOnce = 200

/** The pages of shops that a `Store` gives. */
export interface ShopPages {
  readonly shops: (after: number, size: number, now: number) => Effect.Effect<ReadonlyArray<ShopOverview>, SqlError>
}

/** How far every shop of a store is, by this machine's clock: all pages of `Store.shops`. */
export const allShops = (store: ShopPages): Effect.Effect<ReadonlyArray<ShopOverview>, SqlError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const all: Array<ShopOverview> = []
    for (;;) {
      const page = yield* store.shops(all.at(-1)?.shop ?? 0, shopsAtOnce, now)
      all.push(...page)
      if (page.length < shopsAtOnce) return all
    }
  })
