/** How far each shop is. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { groupedBy } from "../store/groupedBy.ts"
import type { ShopName } from "../store/lanes.ts"

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

/** Times are Unix milliseconds. */
export interface ShopOverview extends ShopName {
  readonly shop: number
  readonly lanes: ReadonlyArray<LaneOverview>
  /**
   * Up to which moment of the platform's clock the store shows all changes that a list or a push tells of: the live lane has
   * read so far, and no order that changed before is still to be read. `null` if the shop was never read.
   */
  readonly rightAsOf: number | null
  /** How long ago that is, in milliseconds. */
  readonly lag: number | null
  readonly authorisation: "ok" | "dead"
  readonly authorisationEnds: number | null
  /** The tag and the message of the last error since the last answer; `null` if there was none. */
  readonly error: string | null
  readonly errorMessage: string | null
  readonly errorAt: number | null
  readonly failures: number
  readonly answeredAt: number | null
  readonly paused: boolean
  /** Orders that are to be read, parked ones too. At most `mostCounted`, as the next two. */
  readonly wants: number
  readonly parked: number
  readonly quarantined: number
}

interface ShopRow extends Omit<ShopOverview, "lanes" | "rightAsOf" | "lag" | "paused" | "authorisation"> {
  readonly authorisation: string | null
  readonly isPaused: number | null
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
    SELECT s.id AS shop, s.platform, s.shop_id AS "shopId", t.authorisation, t.authorisation_ends AS "authorisationEnds",
      t.error, t.error_message AS "errorMessage", t.error_at AS "errorAt", coalesce(t.failures, 0) AS failures,
      t.answered_at AS "answeredAt", t.paused AS "isPaused",
      (SELECT count(*) FROM (SELECT 1 FROM wants WHERE shop = s.id LIMIT ${mostCounted}) AS each) AS wants,
      (SELECT count(parked) FROM (SELECT parked FROM wants WHERE shop = s.id LIMIT ${mostCounted}) AS each) AS parked,
      (SELECT min(wanted) FROM (SELECT wanted FROM wants WHERE shop = s.id AND parked IS NULL LIMIT ${mostCounted}) AS each)
        AS wanted,
      (SELECT count(*) FROM (SELECT 1 FROM quarantine WHERE shop = s.id LIMIT ${mostCounted}) AS each) AS quarantined
    FROM shops s LEFT JOIN shop_states t ON t.shop = s.id WHERE s.id > ${after} ORDER BY s.id LIMIT ${size}`
  const last = shops.at(-1)?.shop ?? after
  const lanes = yield* sql<LaneRow>`
    SELECT shop, lane, cursor, since, settled, until FROM cursors WHERE shop > ${after} AND shop <= ${last}
    ORDER BY shop, lane`
  const lanesOf = groupedBy(lanes, ({ shop }) => shop)
  return shops.map(({ authorisation, isPaused, wanted, ...row }) => {
    const own = (lanesOf.get(row.shop) ?? []).map(({ shop: _shop, ...lane }) => lane)
    const settled = own.find(({ lane }) => lane === "live")?.settled ?? null
    const rightAsOf = settled === null || wanted === null ? settled : Math.min(settled, wanted)
    return {
      ...row,
      lanes: own,
      rightAsOf,
      lag: rightAsOf === null ? null : Math.max(0, now - rightAsOf),
      authorisation: authorisation === "dead" ? "dead" : "ok",
      paused: isPaused === 1
    }
  })
})
