/** Moves the sums of the days by what orders add now and what they added before. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type DailySum, dailySumsOf, isNothing, type LearntRefunds, nothing, sumOf } from "./dailySums.ts"
import type { Day, DayZone } from "./dayZone.ts"
import { textAt } from "./jsonAt.ts"
import { type Row, rowsOf } from "./rows.ts"
import type { OrderChange, StoredOrder } from "./StoredOrder.ts"

export const writeDaily = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: number,
  changes: ReadonlyArray<OrderChange & { readonly id: number }>,
  zone: DayZone
) {
  yield* writeLearnt(sql, changes)
  const sums = new Map<string, readonly [currency: string, day: Day, sum: DailySum]>()
  const add = ({ body, learnt }: StoredOrder, sign: 1 | -1) => {
    if (body === null) return
    const currency = textAt(body, "amounts", "currency") ?? "CNY"
    for (const [day, sum] of dailySumsOf(body, learnt, zone)) {
      const key = `${currency} ${day}`
      sums.set(key, [currency, day, sumOf(sums.get(key)?.[2] ?? nothing, sum, sign)])
    }
  }
  for (const { after, before } of changes) {
    add(before, -1)
    add(after, 1)
  }
  const rows = [...sums.values()].flatMap(
    ([currency, day, sum]): ReadonlyArray<Row> =>
      isNothing(sum) ? [] : [[shop, day, currency, sum.orders, sum.paid, sum.refunded, sum.learnt]]
  )
  if (rows.length === 0) return
  yield* sql`
    INSERT INTO daily (shop, day, currency, orders, paid, refunded, refunded_learnt) ${rowsOf(sql, 7, rows)}
    ON CONFLICT (shop, day, currency) DO UPDATE SET orders = daily.orders + excluded.orders,
      paid = daily.paid + excluded.paid, refunded = daily.refunded + excluded.refunded,
      refunded_learnt = daily.refunded_learnt + excluded.refunded_learnt`
})

const writeLearnt = (
  sql: SqlClient,
  changes: ReadonlyArray<OrderChange & { readonly id: number }>
): Effect.Effect<void, SqlError> => {
  const other = changes.filter(({ after, before }) => !isSame(after.learnt, before.learnt))
  if (other.length === 0) return Effect.void
  const gone = other.flatMap(({ after, before, id }) =>
    [...before.learnt.keys()].filter((day) => !after.learnt.has(day)).map((day): Row => [id, day])
  )
  const present = other.flatMap(({ after, id }) => [...after.learnt].map(([day, amount]): Row => [id, day, amount]))
  return Effect.andThen(
    sql`DELETE FROM learnt_refunds WHERE (order_id, day) IN (${rowsOf(sql, 2, gone)})`,
    sql`INSERT INTO learnt_refunds (order_id, day, amount) ${rowsOf(sql, 3, present)}
      ON CONFLICT (order_id, day) DO UPDATE SET amount = excluded.amount`
  )
}

const isSame = (one: LearntRefunds, other: LearntRefunds): boolean =>
  one.size === other.size && [...one].every(([day, amount]) => other.get(day) === amount)
