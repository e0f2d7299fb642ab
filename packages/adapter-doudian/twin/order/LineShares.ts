/** How an order's amounts are shared among its lines, in whole fen. */
import type { Amounts, Discount, MinorUnits, OrderLine } from "@huidan/core"

export const sum = (amounts: ReadonlyArray<MinorUnits>): MinorUnits => amounts.reduce((left, right) => left + right, 0)

/** Takes from each capacity in turn until the amount is used up; gives what each took. */
export const pour = (amount: MinorUnits, capacities: ReadonlyArray<MinorUnits>): ReadonlyArray<MinorUnits> => {
  let rest = amount
  return capacities.map((capacity) => {
    const taken = Math.min(rest, capacity)
    rest -= taken
    return taken
  })
}

/** What each line has to pay, freight and price changes included: together the order's payable amount. */
export const linePayables = (
  lines: ReadonlyArray<Pick<OrderLine, "total" | "discount">>,
  payable: Amounts["payable"]
): ReadonlyArray<MinorUnits> => {
  const net = lines.map((line) => (line.total ?? 0) - (line.discount ?? 0))
  const rest = (payable ?? 0) - sum(net)
  if (rest >= 0) return net.map((amount, index) => (index === 0 ? amount + rest : amount))
  const less = pour(-rest, net)
  return net.map((amount, index) => amount - (less[index] ?? 0))
}

/** For each discount, the share of each line: the lines' own discounts, filled one after the other. */
export const discountShares = (
  discounts: ReadonlyArray<Discount>,
  lines: ReadonlyArray<Pick<OrderLine, "discount">>
): ReadonlyArray<ReadonlyArray<MinorUnits>> => {
  let free = lines.map((line) => line.discount ?? 0)
  return discounts.map((discount) => {
    const taken = pour(discount.amount ?? 0, free)
    free = free.map((capacity, index) => capacity - (taken[index] ?? 0))
    return taken
  })
}
