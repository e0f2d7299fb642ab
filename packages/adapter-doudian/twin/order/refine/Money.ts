/** What a true order costs: goods + freight + charges − discount + adjustment = payable, all in fen. */
import { type Dice, type TrueOrderContext, trueId } from "@huidan/conformance"
import type { Discount, DiscountBearer, MinorUnits, Order, OrderLine } from "@huidan/core"
import { linePayables, pour, sum } from "../LineShares.ts"
import type { OrderForm } from "./Form.ts"
import { depositOf } from "./Phases.ts"

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
  // What falls on an instalment order falls on the rests.
  const lineDiscounts = pour(
    discount,
    unpriced.map((line, index) => (totals[index] ?? 0) - (form.phased ? (depositOf(line) ?? 0) : 0))
  )
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
    lines: priced.map((line, index) => ({
      ...line,
      paid: paidOf(order, payables[index] ?? 0, depositOf(line)),
      refunded: null
    })),
    amounts: {
      currency: "CNY",
      goods,
      freight,
      charges,
      discount,
      adjustment,
      payable,
      paid: paidOf(order, payable, sum(unpriced.map((line) => depositOf(line) ?? 0))),
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

interface Shape {
  readonly kind: Discount["kind"]
  /** Who bears it: one entry of the order each. */
  readonly bearers: readonly [DiscountBearer, ...ReadonlyArray<DiscountBearer>]
  /** Listed one by one; else only a total states it, which has neither id nor name. */
  readonly listed: boolean
}

const listed = (kind: Shape["kind"], ...bearers: Shape["bearers"]): Shape => ({ kind, bearers, listed: true })
const total = (kind: Shape["kind"], bearer: DiscountBearer): Shape => ({ kind, bearers: [bearer], listed: false })

/**
 * In the order of the platform's own blocks: shop, platform, talent, and in each coupons, activities, red packets, what
 * only totals state. A total of the whole order that no giver is named for has an unknown bearer.
 */
const shapes: ReadonlyArray<Shape> = [
  total("coupon", "shop"),
  listed("promotion", "shop"),
  total("other", "shop"),
  listed("coupon", "platform"),
  listed("coupon", "shop", "platform"),
  listed("coupon", "shop", "platform", "creator"),
  listed("promotion", "platform"),
  listed("promotion", "platform", "creator"),
  listed("redpack", "platform"),
  total("points", "platform"),
  total("promotion", "platform"),
  total("other", "platform"),
  listed("coupon", "creator"),
  listed("promotion", "creator"),
  total("promotion", "creator"),
  listed("redpack", "creator"),
  total("other", "creator"),
  total("other", "unknown")
]

const shopCoupon = listed("coupon", "shop")

/** A giver has one block of the answer; the platform gave what several bear. */
const isOfBlock = ({ bearers }: Shape, block: DiscountBearer): boolean =>
  bearers.length > 1 ? block === "platform" : bearers[0] === block

/** A total that states more than what is listed of it comes after all that is listed; one without anything listed does not. */
const isRest = (shape: Shape, chosen: ReadonlyArray<Shape>): boolean => {
  const [bearer] = shape.bearers
  if (shape.listed || bearer === "platform") return false
  const others = chosen.filter((other) => other !== shape)
  if (bearer === "unknown") return others.length > 0
  const same = others.filter((other) => isOfBlock(other, bearer))
  return shape.kind === "other" ? same.length > 0 : same.some(({ kind }) => kind === shape.kind)
}

const discountsOf = (goods: MinorUnits, context: TrueOrderContext): ReadonlyArray<Discount> => {
  const { dice, wants } = context
  const all = wants("several discounts")
  if (goods < 80 || !(all || dice.chance(0.5))) return []
  const chosen = [
    ...(all || dice.chance(0.4) ? [shopCoupon] : []),
    ...(all || dice.chance(0.1) ? [shopCoupon] : []),
    ...shapes.filter(() => all || dice.chance(0.12))
  ]
  // At most 28 entries, those of the payment channel included: together less than the goods.
  const most = Number(BigInt(goods) / 40n)
  const given = chosen.map((shape, index) => ({ shape, entries: entriesOf(shape, index, most, context) }))
  const rests = given.filter(({ shape }) => isRest(shape, chosen))
  const listed = given.filter((each) => !rests.includes(each))
  const [payments, rest] = all || dice.chance(0.2) ? paymentDiscounts(most, all, dice) : [[], []]
  return [...listed.flatMap(({ entries }) => entries), ...payments, ...rests.flatMap(({ entries }) => entries), ...rest]
}

const entriesOf = (
  { bearers, kind, listed }: Shape,
  index: number,
  most: MinorUnits,
  context: TrueOrderContext
): ReadonlyArray<Discount> => {
  const { dice } = context
  const hasId = listed && (bearers.length > 1 || dice.chance(0.9))
  const common = {
    kind,
    id: hasId ? trueId(context, 300 + index) : null,
    name: listed && kind !== "redpack" ? (dice.pickFrom(["新人优惠券", "满300减40", "店铺/直播间专享"]) ?? null) : null,
    points: null
  }
  return bearers.map((bearer) => ({ ...common, amount: dice.between(1, most), bearer }))
}

/** 支付优惠: the channel's own, with parts that shop or platform bear; what is left beside them comes last. */
const paymentDiscounts = (
  most: MinorUnits,
  all: boolean,
  dice: Dice
): readonly [ReadonlyArray<Discount>, ReadonlyArray<Discount>] => {
  const of = (bearer: DiscountBearer): Discount => ({
    kind: "payment",
    id: null,
    name: null,
    amount: dice.between(1, most),
    points: null,
    bearer
  })
  const shares = (["shop", "platform"] as const).filter(() => all || dice.chance(0.3)).map(of)
  const own = [of("payment_provider")]
  if (shares.length === 0) return [own, []]
  return [shares, all || dice.chance(0.7) ? own : []]
}
