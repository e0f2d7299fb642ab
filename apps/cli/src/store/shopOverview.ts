/** What the overview of a shop says. */
import type { LaneOverview, ShopName, ShopOverview } from "@huidan/sync"

export const isSameShop = (one: ShopName, other: ShopName): boolean =>
  one.platform === other.platform && one.shopId === other.shopId

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
