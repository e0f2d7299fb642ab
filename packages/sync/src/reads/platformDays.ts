/** Sums of days of whole platforms, from the sums of the shops' days. */
import type * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Day } from "../store/dayZone.ts"
import type { ShopName } from "../store/lanes.ts"
import { type DayOfShop, safeSum } from "./days.ts"

/** What was created, paid and refunded on a day at all shops of a platform, in whole minor units of `currency`. */
export type DayOfPlatform = Omit<DayOfShop, "shopId">

/** Which shops and platforms count. A member that is left out excludes nothing. */
export interface DayFilter {
  readonly platform?: string
  readonly shops?: ReadonlyArray<ShopName>
}

/** The days from `from` to `to`, both included (`YYYY-MM-DD`), in the sequence of the days. */
export const readPlatformDays = (
  sql: SqlClient,
  from: Day,
  to: Day,
  { platform, shops }: DayFilter
): Effect.Effect<ReadonlyArray<DayOfPlatform>, SqlError> => {
  const names = JSON.stringify((shops ?? []).map((shop) => [shop.platform, shop.shopId]))
  const conditions = [
    sql`d.day >= ${from}`,
    sql`d.day <= ${to}`,
    sql`s.id = d.shop`,
    ...(platform === undefined ? [] : [sql`s.platform = ${platform}`]),
    ...(shops === undefined
      ? []
      : [
          sql`EXISTS (SELECT 1 FROM json_each(${names}) AS r WHERE r.value ->> 0 = s.platform AND r.value ->> 1 = s.shop_id)`
        ])
  ]
  const sum = (column: string) => sql.literal(safeSum(`sum(${safeSum(`d.${column}`)})`))
  return sql<DayOfPlatform>`
    SELECT s.platform, d.day, d.currency, sum(d.orders) AS orders, ${sum("paid")} AS paid,
      ${sum("refunded")} AS refunded, ${sum("refunded_learnt")} AS "refundedLearnt"
    FROM daily d CROSS JOIN shops s WHERE ${sql.and(conditions)}
    GROUP BY d.day, s.platform, d.currency ORDER BY d.day, s.platform, d.currency`
}
