/** Sums of days, from their own table alone. */
import type * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Day } from "../store/dayZone.ts"
import type { ShopName } from "../store/lanes.ts"

/** What was created, paid and refunded on a day, in whole minor units of `currency`. */
export interface DayOfShop extends ShopName {
  readonly day: Day
  readonly currency: string
  readonly orders: number
  readonly paid: number
  readonly refunded: number
  /** The part of `refunded` whose day of refund the platform does not state: the store learnt of it on this day. */
  readonly refundedLearnt: number
}

/** A sum as SQL: what is beyond a safe whole number is shown as the largest one. */
export const safeSum = (expression: string): string =>
  `min(max(${expression}, -${Number.MAX_SAFE_INTEGER}), ${Number.MAX_SAFE_INTEGER})`

/** The days from `from` to `to`, both included (`YYYY-MM-DD`), of all shops or of one; in the sequence of the days. */
export const readDays = (
  sql: SqlClient,
  from: Day,
  to: Day,
  shop: ShopName | null
): Effect.Effect<ReadonlyArray<DayOfShop>, SqlError> => {
  const columns = sql.literal(
    `s.platform, s.shop_id AS "shopId", d.day, d.currency, d.orders, ${safeSum("d.paid")} AS paid,
      ${safeSum("d.refunded")} AS refunded, ${safeSum("d.refunded_learnt")} AS "refundedLearnt"`
  )
  return shop === null
    ? sql<DayOfShop>`
        SELECT ${columns} FROM daily d CROSS JOIN shops s WHERE d.day >= ${from} AND d.day <= ${to} AND s.id = d.shop
        ORDER BY d.day, d.shop, d.currency`
    : sql<DayOfShop>`
        SELECT ${columns} FROM shops s CROSS JOIN daily d
        WHERE s.platform = ${shop.platform} AND s.shop_id = ${shop.shopId} AND d.shop = s.id AND d.day >= ${from}
          AND d.day <= ${to} ORDER BY d.day, d.currency`
}
