/** Prices, discounts and their sum: goods + freight + charges − discount + adjustment = payable. */
import type { Amounts, Discount } from "@huidan/core"
import { type TrueOrderContext, type TrueOrderLimits, type TrueState, trueId } from "./TrueOrderLimits.ts"
import { hugeAmount, largeQuantity, type TrueTrait } from "./traits/TrueTrait.ts"

/** What one line costs, in fen. */
export interface LinePrice {
  readonly quantity: number
  readonly unitPrice: number
  readonly total: number
  readonly discount: number
  readonly refunded: number
}

export interface OrderMoney {
  readonly prices: ReadonlyArray<LinePrice>
  readonly amounts: Amounts
  readonly discounts: ReadonlyArray<Discount>
}

/** An order with one of these costs something. */
const withAPrice: ReadonlyArray<TrueTrait> = ["instalments", "several discounts", "huge amount"]

/** Amounts of fen that floating-point numbers lose a fen of, as 29 / 100 * 100 does. */
const fragileAmounts = [1151, 2029, 1999, 4035] as const

/** Freight is charged only if `express` is set. */
export const makeMoney = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  state: TrueState,
  lineCount: number,
  express: boolean
): OrderMoney => {
  const { dice, wants } = context
  // A free order cannot be unpaid or refunded.
  const mayBeFree = state.payment === "paid" && state.afterSale === "none" && !withAPrice.some(wants)
  const free = wants("zero amount") || (mayBeFree && dice.chance(0.05))
  const priced = Array.from({ length: lineCount }, (_, index) => {
    const quantity = makeQuantity(context, index)
    const unitPrice = free ? 0 : makeUnitPrice(limits, context, mayBeFree || index > 0 ? 0 : 10, index)
    return { quantity, unitPrice, total: unitPrice * quantity }
  })
  const goods = sum(priced.map((line) => line.total))
  const discounts = makeDiscounts(limits, context, goods)
  const discount = sum(discounts.filter((each) => each.kind !== "payment").map((each) => each.amount ?? 0))
  const shares = allocate(
    discount,
    priced.map((line) => line.total)
  )
  const freight = express && !free && dice.chance(0.4) ? dice.between(1, 2000) : 0
  const charges = limits.charges && !free && dice.chance(0.2) ? dice.between(1, 500) : 0
  const before = goods + freight + charges - discount
  const changes = limits.adjustments && before > 1 && !wants("huge amount") && dice.chance(0.2)
  const adjustment = changes ? makeAdjustment(context, before) : 0
  const payable = before + adjustment
  const linePaid = priced.map((line, index) => line.total - (shares[index] ?? 0))
  const refunds = makeRefunds(context, state, linePaid)
  return {
    prices: priced.map((line, index) => ({ ...line, discount: shares[index] ?? 0, refunded: refunds[index] ?? 0 })),
    amounts: {
      currency: "CNY",
      goods,
      freight,
      charges,
      discount,
      adjustment,
      payable,
      paid: paidOf(state, payable),
      refunded: sum(refunds)
    },
    discounts
  }
}

/** The first of two instalments: a tenth of the price. */
export const depositOf = (payable: number): number => Number(BigInt(payable) / 10n)

const paidOf = (state: TrueState, payable: number): number | null => {
  if (state.payment === "paid") return payable
  if (state.payment === "partially_paid") return depositOf(payable)
  return state.payment === "unknown" ? null : 0
}

const makeQuantity = ({ dice, wants }: TrueOrderContext, index: number): number => {
  if (index === 0 && wants("large quantity")) return dice.pick([largeQuantity, 12_345, 65_536])
  if (index === 0 && wants("huge amount")) return 1
  if (index === 0 && (wants("partial parcel") || wants("several parcels"))) return dice.between(2, 9)
  return dice.chance(0.7) ? 1 : dice.between(2, 9)
}

const makeUnitPrice = (
  limits: TrueOrderLimits,
  { dice, wants }: TrueOrderContext,
  least: number,
  index: number
): number => {
  const upTo = (most: number) => dice.between(Math.max(least, 1), Math.max(least, 1, most))
  if (index === 0 && wants("huge amount")) {
    return dice.between(Math.min(2 * hugeAmount, limits.maxUnitPrice), limits.maxUnitPrice)
  }
  // The first instalment is a tenth.
  if (index === 0 && wants("instalments")) return Math.min(limits.maxUnitPrice, 10 * dice.pick(fragileAmounts))
  // Many pieces of the dearest product would be more than a number holds exactly.
  if (index === 0 && wants("large quantity")) return upTo(Math.min(limits.maxUnitPrice, 99_999))
  // Two refunds, and something that is kept.
  if (index === 0 && (wants("several refunds") || wants("several refunds of one line"))) {
    return Math.max(upTo(Math.min(limits.maxUnitPrice, 99_999)), Math.min(limits.maxUnitPrice, 1000))
  }
  if (index === 0 && wants("several discounts")) return Math.min(limits.maxUnitPrice, 10_000 + upTo(89_999))
  if (dice.chance(limits.dearShare ?? 0.05)) {
    const most = Number(BigInt(limits.maxUnitPrice) / 10n ** BigInt(dice.between(0, 8)))
    return dice.chance(0.1) ? Math.max(least, most) : upTo(most)
  }
  const kind = dice.between(1, 20)
  if (kind === 1) return least
  if (kind === 2) return Math.max(least, 1)
  return upTo(Math.min(limits.maxUnitPrice, 99_999))
}

const makeDiscounts = (limits: TrueOrderLimits, context: TrueOrderContext, goods: number): ReadonlyArray<Discount> => {
  const { dice, wants } = context
  const all = wants("several discounts")
  if (goods < 10 || !(all || dice.chance(0.5))) return []
  return limits.discounts
    .filter(() => all || dice.chance(1 / limits.discounts.length))
    .map((choice, index) => ({
      kind: choice.kind,
      id: choice.kind === "coupon" ? trueId(context, 300 + index) : null,
      name: null,
      amount: dice.between(1, Number(BigInt(goods) / BigInt(2 * limits.discounts.length))),
      points: choice.kind === "points" ? dice.between(1, 5000) : null,
      bearer: choice.bearer
    }))
}

const makeAdjustment = ({ dice }: TrueOrderContext, before: number): number =>
  dice.chance(0.7) ? -dice.between(1, before - 1) : dice.between(1, 1000)

/** The refund of each line. The sum is less than was paid, unless the whole order is refunded. */
const makeRefunds = (
  { dice }: TrueOrderContext,
  state: TrueState,
  linePaid: ReadonlyArray<number>
): ReadonlyArray<number> => {
  if (state.afterSale === "refunded") return linePaid
  if (state.afterSale !== "partially_refunded") return linePaid.map(() => 0)
  return linePaid.map((paid, index) => {
    if (index > 0) return 0
    return linePaid.length > 1 ? paid : dice.between(1, Math.max(1, paid - 1))
  })
}

/**
 * Splits an amount by weight so that the parts add up exactly. The remainder goes to the first lines with room for it.
 */
const allocate = (amount: number, weights: ReadonlyArray<number>): ReadonlyArray<number> => {
  const all = weights.reduce((left, right) => left + BigInt(right), 0n)
  if (all === 0n) return weights.map(() => 0)
  const shares = weights.map((weight) => Number((BigInt(amount) * BigInt(weight)) / all))
  let rest = amount - sum(shares)
  return shares.map((share, index) => {
    const more = Math.min(rest, (weights[index] ?? 0) - share)
    rest -= more
    return share + more
  })
}

export const sum = (amounts: ReadonlyArray<number>): number => amounts.reduce((left, right) => left + right, 0)
