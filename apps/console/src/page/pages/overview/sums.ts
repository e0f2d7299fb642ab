/** Sums of the days, exact: amounts are added as whole minor units. */
import type { DaySum } from "../../../api/overview.ts"

/** What came together. Amounts by currency. */
export interface Sum {
  readonly orders: number
  readonly paid: ReadonlyMap<string, bigint>
  readonly refunded: ReadonlyMap<string, bigint>
}

const plus = (amounts: ReadonlyMap<string, bigint>, currency: string, amount: number): ReadonlyMap<string, bigint> =>
  new Map([...amounts, [currency, (amounts.get(currency) ?? 0n) + BigInt(amount)]])

const nothing: Sum = { orders: 0, paid: new Map(), refunded: new Map() }

/** The sum of days. */
export const sumOfDays = (days: ReadonlyArray<DaySum>): Sum =>
  days.reduce<Sum>(
    (sum, { currency, orders, paid, refunded }) => ({
      orders: sum.orders + orders,
      paid: plus(sum.paid, currency, paid),
      refunded: plus(sum.refunded, currency, refunded)
    }),
    nothing
  )

/** The platforms, in the sequence in which they first appear in the days. */
export const platformsOf = (days: ReadonlyArray<DaySum>): ReadonlyArray<string> => [
  ...new Set(days.map(({ platform }) => platform))
]

/** The currency of the most orders; amounts of two currencies cannot be in one chart. */
export const mainCurrency = (days: ReadonlyArray<DaySum>): string => {
  const counts = new Map<string, number>()
  for (const { currency, orders } of days) counts.set(currency, (counts.get(currency) ?? 0) + orders)
  return [...counts].toSorted(([, first], [, second]) => second - first)[0]?.[0] ?? "CNY"
}

/** All days from one to another (`YYYY-MM-DD`), both included: a day without orders is a day too. */
export const daysBetween = (from: string, to: string): ReadonlyArray<string> => {
  const days: Array<string> = []
  for (let at = Date.parse(`${from}T00:00:00Z`); at <= Date.parse(`${to}T00:00:00Z`); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

/** What the chart shows. */
export type Measure = "orders" | "paid"

/** The values of each platform, one for each day of `dates`; paid amounts are those of the main currency, in minor units. */
export const seriesOf = (
  days: ReadonlyArray<DaySum>,
  dates: ReadonlyArray<string>,
  measure: Measure
): ReadonlyArray<{ readonly platform: string; readonly data: ReadonlyArray<number> }> => {
  const currency = mainCurrency(days)
  return platformsOf(days).map((platform) => ({
    platform,
    data: dates.map((day) =>
      days
        .filter((sum) => sum.day === day && sum.platform === platform)
        .filter((sum) => measure === "orders" || sum.currency === currency)
        .reduce((total, sum) => total + sum[measure], 0)
    )
  }))
}
