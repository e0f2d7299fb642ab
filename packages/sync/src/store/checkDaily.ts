/** The sums of the days, computed again from all orders. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { safeSum } from "../reads/days.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import { type DailySum, dailySumsOf, isNothing, nothing, sumOf } from "./dailySums.ts"
import type { DayZone } from "./dayZone.ts"
import { textAt } from "./jsonAt.ts"
import type { StoredOrder } from "./StoredOrder.ts"

export interface DailyCheck {
  readonly add: (shop: number, order: StoredOrder) => void
  /** The days whose sums differ from those of the orders that were added. */
  readonly problems: (sql: SqlClient) => Effect.Effect<ReadonlyArray<Discrepancy>, SqlError>
}

interface DailyRow extends Omit<DailySum, "learnt"> {
  readonly shop: number
  readonly day: string
  readonly currency: string
  readonly refunded_learnt: number
}

const columns = ["paid", "refunded", "refunded_learnt"].map((name) => `${safeSum(name)} AS ${name}`).join(", ")

export const makeDailyCheck = (zone: DayZone): DailyCheck => {
  const sums = new Map<string, DailySum>()
  return {
    add: (shop, { body, learnt }) => {
      if (body === null) return
      const currency = textAt(body, "amounts", "currency") ?? "CNY"
      for (const [day, sum] of dailySumsOf(body, learnt, zone)) {
        const name = `${day}, ${currency}, shop ${shop}`
        sums.set(name, sumOf(sums.get(name) ?? nothing, sum))
      }
    },
    problems: (sql) =>
      Effect.map(
        sql<DailyRow>`
        SELECT shop, day, currency, orders, ${sql.literal(columns)} FROM daily`,
        (rows) => {
          const left = new Map(sums)
          for (const { currency, day, orders, paid, refunded, refunded_learnt, shop } of rows) {
            const name = `${day}, ${currency}, shop ${shop}`
            left.set(name, sumOf(left.get(name) ?? nothing, { orders, paid, refunded, learnt: refunded_learnt }, -1))
          }
          return [...left].flatMap(
            ([name, rest]): ReadonlyArray<Discrepancy> =>
              isNothing(rest) ? [] : [{ order: null, message: `the sums of ${name} differ from the orders` }]
          )
        }
      )
  }
}
