/** What a true order costs: goods + freight + charges − discount + adjustment = payable, all in fen. */
import { type Dice, type TrueOrderContext, trueId } from "@huidan/conformance"
import type { Discount, MinorUnits, Order, OrderLine } from "@huidan/core"
import { linePayables, pour, sum } from "../LineShares.ts"
import type { OrderForm } from "./Form.ts"
import { depositPrice } from "./Phases.ts"

export interface Money {
  readonly lines: ReadonlyArray<OrderLine>
  readonly amounts: Order["amounts"]
  readonly discounts: ReadonlyArray<Discount>
}

export const refineMoney = (
  order: Order,
  unpriced: ReadonlyArray<OrderLine>,
  form: OrderForm,
  context: TrueOrderContext
): Money => {
  const { dice, wants } = context
  const totals = unpriced.map((line) => (line.unitPrice ?? 0) * (line.quantity ?? 1))
  const goods = sum(totals)
  const discounts = discountsOf(goods, context)
  const discount = sum(discounts.filter(({ kind }) => kind !== "payment").map(({ amount }) => amount ?? 0))
  const lineDiscounts = pour(discount, totals)
  // Instalments are of the goods only: the answer has no unambiguous field for anything else in them.
  const plain = form.phased || goods === 0
  const freight = !plain && form.delivery === "express" && dice.chance(0.4) ? dice.between(1, 3000) : 0
  const charges = chargesOf(plain, dice)
  const before = goods + freight + (charges ?? 0) - discount
  const adjustment = !plain && before > 1 && !wants("huge amount") && dice.chance(0.25) ? adjustmentOf(before, dice) : 0
  const payable = before + adjustment
  const priced = unpriced.map((line, index) => ({
    ...line,
    total: totals[index] ?? 0,
    discount: lineDiscounts[index] ?? 0
  }))
  const payables = linePayables(priced, payable)
  return {
    lines: priced.map((line, index) => ({ ...line, paid: paidOf(order, payables[index] ?? 0, null), refunded: null })),
    amounts: {
      currency: "CNY",
      goods,
      freight,
      charges,
      discount,
      adjustment,
      payable,
      paid: paidOf(order, payable, depositPrice(goods)),
      refunded: null
    },
    discounts
  }
}

/** Tax and packing; most answers do not state them. */
const chargesOf = (plain: boolean, dice: Dice): MinorUnits | null => {
  if (!plain && dice.chance(0.2)) return dice.between(1, 5000)
  return dice.chance(0.5) ? 0 : null
}

/** Gross of refunds; of an order paid in part what is paid so far. */
const paidOf = ({ status }: Order, payable: MinorUnits, soFar: MinorUnits | null): MinorUnits | null => {
  if (status.payment === "paid") return payable
  if (status.payment === "partially_paid") return soFar
  return status.payment === "unpaid" ? 0 : null
}

/** 改价: down to one fen at most, or up. */
const adjustmentOf = (before: MinorUnits, dice: Dice): MinorUnits =>
  dice.chance(0.7) ? -dice.between(1, before - 1) : dice.between(1, 5000)

type Shape = Pick<Discount, "kind" | "bearer"> & { readonly named: boolean }

/**
 * In the order of the platform's own blocks: shop, platform, talent, and in each coupons, activities, red packets. What
 * shop and platform bear together has an unknown bearer.
 */
const shapes: ReadonlyArray<Shape> = [
  { kind: "promotion", bearer: "shop", named: true },
  { kind: "coupon", bearer: "platform", named: true },
  { kind: "coupon", bearer: "unknown", named: true },
  { kind: "promotion", bearer: "platform", named: true },
  { kind: "promotion", bearer: "unknown", named: true },
  { kind: "redpack", bearer: "platform", named: false },
  { kind: "coupon", bearer: "creator", named: true },
  { kind: "promotion", bearer: "creator", named: true },
  { kind: "redpack", bearer: "creator", named: false }
]

const shopCoupon: Shape = { kind: "coupon", bearer: "shop", named: true }

const discountsOf = (goods: MinorUnits, context: TrueOrderContext): ReadonlyArray<Discount> => {
  const { dice, wants } = context
  const all = wants("several discounts")
  if (goods < 20 || !(all || dice.chance(0.5))) return []
  const chosen = [
    ...(all || dice.chance(0.4) ? [shopCoupon] : []),
    ...(all || dice.chance(0.1) ? [shopCoupon] : []),
    ...shapes.filter(() => all || dice.chance(0.2))
  ]
  const most = Number(BigInt(goods) / 20n)
  const discounts = chosen.map(
    ({ kind, bearer, named }, index): Discount => ({
      kind,
      id: dice.chance(0.9) ? trueId(context, 300 + index) : null,
      name: named ? (dice.pickFrom(["新人优惠券", "满300减40", "店铺/直播间专享"]) ?? null) : null,
      amount: bearer === "unknown" ? dice.between(2, most + 1) : dice.between(1, most),
      points: null,
      bearer
    })
  )
  const payment: Discount = {
    kind: "payment",
    id: null,
    name: null,
    amount: dice.between(1, most),
    points: null,
    bearer: "payment_provider"
  }
  return all || dice.chance(0.2) ? [...discounts, payment] : discounts
}
