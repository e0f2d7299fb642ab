/** Orders by when they were refunded, as the sums of days count it. */
import * as DateTime from "effect/DateTime"
import type { SqlClient } from "effect/sql/SqlClient"
import type { Fragment } from "effect/sql/Statement"
import { mostAmount } from "../store/dailySums.ts"
import type { DayZone } from "../store/dayZone.ts"

/** A period in which orders were refunded. Unix milliseconds; `refundedTo` is excluded. What is left out is no bound. */
export interface RefundedPeriod {
  readonly refundedFrom?: number
  readonly refundedTo?: number
}

/** Moments that ISO 8601 text with four digits of the year can have, so that texts compare as moments do. */
const first = Date.parse("0000-01-01T00:00:00.000Z")
const last = Date.parse("9999-12-31T00:00:00.000Z")

/**
 * Whether something of the order `o` was refunded in the period: a refund that the platform states with its time, or one that
 * was learnt on one of its days. No condition if no period is asked for. Only orders with a refunded amount or an after-sale
 * state are read: an order that states a refund but has neither is in the sums of days and not here. As in those sums, amounts
 * above 10^12 minor units do not count. If a bound is not a number, no order matches.
 */
export const refundedBetween = (
  sql: SqlClient,
  { refundedFrom = first, refundedTo = last }: RefundedPeriod,
  { dayOf }: DayZone
): ReadonlyArray<Fragment> => {
  if (refundedFrom <= first && refundedTo >= last) return []
  if (Number.isNaN(refundedFrom) || Number.isNaN(refundedTo)) return [sql`1 = 0`]
  const from = Math.min(Math.max(refundedFrom, first), last)
  const to = Math.min(Math.max(refundedTo, first), last)
  return [
    sql`(o.refunded IS NOT 0 OR o.after_sale IS NOT 'none')`,
    sql`(EXISTS (SELECT 1 FROM learnt_refunds l
        WHERE l.order_id = o.id AND l.day >= ${dayOf(from)} AND l.day <= ${dayOf(to - 1)})
      OR EXISTS (SELECT 1 FROM json_each(coalesce(
          (SELECT b.json FROM bodies b WHERE b.order_id = o.id),
          (SELECT f.json FROM facets f WHERE f.order_id = o.id)), '$.refunds') AS r
        WHERE r.value ->> '$.status' = 'refunded' AND r.value ->> '$.amount' <> 0 AND abs(r.value ->> '$.amount') <= ${mostAmount}
          AND r.value ->> '$.refundedAt' >= ${isoOf(from)} AND r.value ->> '$.refundedAt' < ${isoOf(to)}))`
  ]
}

const isoOf = (millis: number): string => DateTime.formatIso(DateTime.makeUnsafe(millis))
