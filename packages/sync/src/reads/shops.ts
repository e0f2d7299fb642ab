/** How far each shop is. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { groupedBy } from "../store/groupedBy.ts"
import type { ShopName } from "../store/lanes.ts"
import { type ShopState, type StateRow, stateColumns, stateIn } from "../store/shopStates.ts"

/** How many wants and unreadable rows of a shop are counted. */
export const mostCounted = 10_000

/** A lane has read all orders whose time is in [`since`, `settled`). Unix milliseconds by the platform's clock. */
export interface LaneOverview {
  readonly lane: string
  readonly cursor: string | null
  readonly since: number | null
  readonly settled: number | null
  /** Where the lane ends; `null` if it goes on with time. */
  readonly until: number | null
}

/** How far a shop is, and how its calls fare. Times are Unix milliseconds. */
export interface ShopOverview extends ShopName, ShopState {
  readonly shop: number
  readonly lanes: ReadonlyArray<LaneOverview>
  /**
   * Up to this moment of the platform's clock the store shows all changes that a list or a push reported: the live lane has
   * read up to here, and all orders that changed before were read. Orders that cannot be read (`parked`) do not count, because
   * one of them would stop this moment for ever. Show their number beside it: "right as of T, except N orders that cannot be
   * read". `null` if the shop was never read.
   */
  readonly rightAsOf: number | null
  /** How long ago that is, in milliseconds. */
  readonly lag: number | null
  /** Orders that are to be read, without those that are parked. At most `mostCounted`, as the next two. */
  readonly wants: number
  /** Orders that could not be read, and are tried again later. */
  readonly parked: number
  /** Rows that could not be decoded. */
  readonly quarantined: number
}

interface ShopRow extends ShopName, StateRow, Pick<ShopOverview, "shop" | "wants" | "parked" | "quarantined"> {
  /** The earliest moment up to which an order is wanted, and not parked. */
  readonly wanted: number | null
}

interface LaneRow extends LaneOverview {
  readonly shop: number
}

/** At most so many shops after a number. `now` is in Unix milliseconds by the platforms' clock. */
export const readShops = Effect.fnUntraced(function* (
  sql: SqlClient,
  after: number,
  size: number,
  now: number
): Effect.fn.Return<ReadonlyArray<ShopOverview>, SqlError> {
  const shops = yield* sql<ShopRow>`
    SELECT s.id AS shop, s.platform, s.shop_id AS "shopId", ${sql.literal(stateColumns)},
      (SELECT count(*) FROM (SELECT 1 FROM wants WHERE shop = s.id AND parked IS NULL LIMIT ${mostCounted}) AS each)
        AS wants,
      (SELECT count(*) FROM (SELECT 1 FROM wants WHERE shop = s.id AND parked IS NOT NULL LIMIT ${mostCounted}) AS each)
        AS parked,
      (SELECT wanted FROM wants WHERE shop = s.id AND parked IS NULL ORDER BY wanted LIMIT 1) AS wanted,
      (SELECT count(*) FROM (SELECT 1 FROM quarantine WHERE shop = s.id LIMIT ${mostCounted}) AS each) AS quarantined
    FROM shops s LEFT JOIN shop_states t ON t.shop = s.id WHERE s.id > ${after} ORDER BY s.id LIMIT ${size}`
  const last = shops.at(-1)?.shop ?? after
  const lanes = yield* sql<LaneRow>`
    SELECT shop, lane, cursor, since, settled, until FROM cursors WHERE shop > ${after} AND shop <= ${last}
    ORDER BY shop, lane`
  const lanesOf = groupedBy(lanes, ({ shop }) => shop)
  return shops.map((row): ShopOverview => {
    const { parked, platform, quarantined, shop, shopId, wanted, wants } = row
    const own = (lanesOf.get(shop) ?? []).map(({ shop: _shop, ...lane }) => lane)
    const settled = own.find(({ lane }) => lane === "live")?.settled ?? null
    const rightAsOf = settled === null || wanted === null ? settled : Math.min(settled, wanted)
    return {
      shop,
      platform,
      shopId,
      ...stateIn(row),
      lanes: own,
      rightAsOf,
      lag: rightAsOf === null ? null : Math.max(0, now - rightAsOf),
      wants,
      parked,
      quarantined
    }
  })
})
