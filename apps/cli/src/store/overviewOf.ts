import type { LaneOverview, ShopName, ShopOverview, StoreService } from "@huidan/sync"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"

const shopsAtOnce = 200

/** How far every shop of the store is, whether it is configured or not. */
export const overviewOf = (store: StoreService): Effect.Effect<ReadonlyArray<ShopOverview>, SqlError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const all: Array<ShopOverview> = []
    for (let page: ReadonlyArray<ShopOverview> = []; ; ) {
      page = yield* store.shops(page.at(-1)?.shop ?? 0, shopsAtOnce, now)
      all.push(...page)
      if (page.length < shopsAtOnce) return all
    }
  })

export const isSameShop = (one: ShopName, other: ShopName): boolean =>
  one.platform === other.platform && one.shopId === other.shopId

/** Single orders that are to be read; the overview counts parked ones among them. */
export const unparkedWants = ({ parked, wants }: ShopOverview): number => Math.max(0, wants - parked)

/** Up to where the list of what is new was read, in Unix milliseconds by the platform's clock; `null` if it never was. */
export const readUpTo = ({ lanes }: ShopOverview): number | null =>
  lanes.find(({ lane }) => lane === "live")?.settled ?? null

/** The earlier period that is still being read; `null` if there is none, or the live lane has read what is left of it. */
export const unreadEarlier = ({ lanes }: ShopOverview): LaneOverview | null => {
  const live = lanes.find(({ lane }) => lane === "live")
  const earlier = lanes.find(({ lane }) => lane === "backfill")
  if (earlier === undefined || earlier.settled === null || earlier.until === null) return null
  return earlier.settled < Math.min(earlier.until, live?.since ?? earlier.until) ? earlier : null
}
