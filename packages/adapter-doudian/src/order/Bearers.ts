/** Discounts with those who bear them. All amounts in fen (分). */
import { Traced } from "@huidan/adapter-kit"
import type { DiscountBearer, DiscountKind } from "@huidan/core"
import type { ShareCost } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

export interface Entry {
  readonly kind: DiscountKind
  readonly id: Traced.Traced<string | null>
  readonly name: Traced.Traced<string | null>
  readonly amount: Amount
  readonly bearer: Traced.Traced<DiscountBearer>
  /** Whether the bearer is not stated beside the discount: it is who gave it. */
  readonly isGuess: boolean
}

export const isSome = (amount: Amount): boolean => amount.value !== null && amount.value !== 0

export const byGiver = (giver: DiscountBearer) => Traced.fixed(giver, "who gives it, no share is stated (inferred)")

export const bearers = ["shop", "platform", "creator"] as const satisfies ReadonlyArray<DiscountBearer>

/** What each bearer has of a cost. */
export const sharesOf = ({ shop_cost, platform_cost, author_cost }: ShareCost) => {
  const amounts = { shop: shop_cost, platform: platform_cost, creator: author_cost }
  return bearers.map((bearer) => ({ bearer, amount: amounts[bearer] }))
}

type Named = Pick<Entry, "kind" | "id" | "name" | "amount">

/** A discount as entries, and an entry of its own for what they leave of it. */
export interface Divided {
  readonly entries: ReadonlyArray<Entry>
  readonly rest: ReadonlyArray<Entry>
}

/**
 * A discount as one entry for each of its bearers. The giver bears what the shares leave; if the giver has a share
 * already, the bearer of the rest is `unknown` *(inferred)*.
 */
export const byBearer = (named: Named, share: ShareCost, giver: DiscountBearer): Divided => {
  const all = sharesOf(share)
  const bearing = all.filter(({ amount }) => isSome(amount))
  const costs = all.map(({ amount }) => amount)
  const [first, ...others] = bearing
  if (first === undefined)
    return { entries: [{ ...named, bearer: byGiver(giver).considering(...costs), isGuess: true }], rest: [] }
  const rest = Traced.restOf(
    named.amount,
    bearing.map(({ amount }) => amount),
    "the discount less the shares in its cost"
  )
  const isMore = rest.doubts.length > 0
  const entries = bearing.map(({ amount, bearer }) => ({
    ...named,
    amount,
    bearer: amount.mapAll(() => bearer, "who has this share in the cost"),
    isGuess: false
  }))
  if (rest.value !== null) {
    const ofRest = bearing.some(({ bearer }) => bearer === giver) ? "unknown" : giver
    const bearer = byGiver(ofRest).considering(...costs)
    return { entries, rest: [{ ...named, amount: rest, bearer, isGuess: true }] }
  }
  if (others.length > 0)
    return { entries: entries.map((entry, index) => (isMore && index === 0 ? withDoubt(entry) : entry)), rest: [] }
  const whole = Traced.combine([named.amount, first.amount], "the discount, that one bears", (amount, cost) =>
    amount === null ? cost : amount
  )
  const bearer = Traced.combine(costs, "who has a share in the cost", () => first.bearer)
  const sole = { ...named, amount: whole, bearer, isGuess: false }
  return { entries: [isMore ? withDoubt(sole) : sole], rest: [] }
}

const withDoubt = (entry: Entry): Entry => ({
  ...entry,
  amount: entry.amount.doubt("amount_mismatch", "the shares in the cost make more than the discount")
})
