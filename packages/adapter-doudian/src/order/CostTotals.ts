/** Who bears the discounts that state no shares, by the costs that the order states as totals. */
import { Traced } from "@huidan/adapter-kit"
import { bearers, type Divided, type Entry } from "./Bearers.ts"
import type { ShopOrder } from "./Wire.ts"

type Amount = Traced.Traced<number | null>
type Bearer = (typeof bearers)[number]

/** `platform_cost_amount` includes what creators bear. */
const costsOf = (order: ShopOrder): Readonly<Record<Bearer, Amount>> => ({
  shop: order.shop_cost_amount,
  platform: order.only_platform_cost_amount.orElse(
    Traced.sum(
      [order.platform_cost_amount, order.author_cost_amount.map((amount) => -amount)],
      "platform_cost_amount − author_cost_amount"
    )
  ),
  creator: order.author_cost_amount
})

const total = (amounts: ReadonlyArray<number>): number => amounts.reduce((left, right) => left + right, 0)

const amountOf = ({ amount }: Entry): number => amount.value ?? 0

/**
 * Where the bearer of a discount is a guess, the cost totals decide: one bearer for all such discounts, or several
 * bearers for a sole one. The guess stays if the totals do not add up, because they may count activities that are already
 * in the prices *(inferred)*.
 */
export const settleBearers = (order: ShopOrder, discounts: Divided): Divided => {
  const entries = [...discounts.entries, ...discounts.rest]
  const open = entries.filter(({ isGuess }) => isGuess)
  const costs = costsOf(order)
  const left = bearers
    .map((bearer) => {
      const known = entries.filter((entry) => !entry.isGuess && entry.bearer.value === bearer)
      const rest = Traced.restOf(
        costs[bearer],
        known.map(({ amount }) => amount),
        "what a total of costs leaves for discounts without shares"
      )
      return { bearer, rest, isOver: rest.doubts.length > 0 }
    })
    .filter(({ rest, isOver }) => isOver || rest.value !== null)
  const closes =
    !left.some(({ isOver }) => isOver) && total(left.map(({ rest }) => rest.value ?? 0)) === total(open.map(amountOf))
  const isDecided = left.length === 1 || open.length === 1
  if (!closes || !isDecided || isSameByGiver(open, left)) return discounts
  const settled = (entry: Entry): ReadonlyArray<Entry> =>
    entry.isGuess
      ? left.map(({ bearer, rest }) => ({
          ...entry,
          amount:
            left.length === 1
              ? entry.amount
              : Traced.combine([rest, entry.amount], "a share of the costs that the order states", (amount) => amount),
          bearer: rest.mapAll(() => bearer, "who bears the rest of the costs that the order states (inferred)")
        }))
      : [entry]
  return { entries: discounts.entries.flatMap(settled), rest: discounts.rest.flatMap(settled) }
}

/** Whether the totals say the same as the guess. */
const isSameByGiver = (
  open: ReadonlyArray<Entry>,
  left: ReadonlyArray<{ readonly bearer: Bearer; readonly rest: Amount }>
): boolean =>
  bearers.every(
    (bearer) =>
      total(open.filter((entry) => entry.bearer.value === bearer).map(amountOf)) ===
      total(left.filter((each) => each.bearer === bearer).map(({ rest }) => rest.value ?? 0))
  )
