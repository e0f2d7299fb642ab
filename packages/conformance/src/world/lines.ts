/** The lines of a true order, with states that agree with the order's state. */
import type { AfterSaleState, FulfilmentState, LineType, OrderLine } from "@huidan/core"
import type { LinePrice } from "./money.ts"
import { type TrueOrderContext, type TrueOrderLimits, type TrueState, trueId } from "./TrueOrderLimits.ts"
import type { TrueTrait } from "./traits/TrueTrait.ts"
import { colours, rareTexts, sizes, titles } from "./words.ts"

const ofParcels: ReadonlyArray<TrueTrait> = ["several parcels", "parcel of several lines", "partial parcel"]

/** How many products the shop has: orders share them. */
const products = 40

export const makeLines = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  state: TrueState,
  prices: ReadonlyArray<LinePrice>,
  express: boolean
): ReadonlyArray<OrderLine> => {
  const types = prices.map((_, index) => makeLineType(limits, context, express, index))
  const travels = (index: number) => types[index] === "physical"
  const lastTravelling = types.lastIndexOf("physical")
  const fulfilmentOf = (index: number): FulfilmentState => {
    if (!travels(index)) return "not_required"
    if (state.fulfilment !== "partially_shipped") return state.fulfilment
    if (index !== lastTravelling) return "shipped"
    return types.indexOf("physical") === lastTravelling ? "partially_shipped" : "unfulfilled"
  }
  const lines = prices.map((price, index) =>
    makeLine(
      context,
      price,
      index,
      types[index] ?? "other",
      fulfilmentOf(index),
      afterSaleOf(state, index, prices.length)
    )
  )
  return [...lines, ...makeExtras(limits, context, state, lines)]
}

const makeLineType = (
  limits: TrueOrderLimits,
  { dice, wants }: TrueOrderContext,
  express: boolean,
  index: number
): LineType => {
  // Many lines are of every type.
  if (wants("many lines") && (express || !limits.lineTypes.includes("physical"))) {
    return limits.lineTypes[index % limits.lineTypes.length] ?? limits.lineTypes[0]
  }
  const allTravel = ofParcels.some(wants)
  const others = limits.lineTypes.filter((type) => type !== "physical")
  const physical = limits.lineTypes.includes("physical")
  if (express && physical && (index === 0 || others.length === 0 || allTravel || dice.chance(0.8))) return "physical"
  return dice.pickFrom(others) ?? limits.lineTypes[0]
}

/** Agrees with how adapters derive the order's state: `refunded` if all lines are, `partially_refunded` if some are. */
const afterSaleOf = (state: TrueState, index: number, count: number): AfterSaleState => {
  if (state.afterSale === "refunded" || (index === 0 && count === 1)) return state.afterSale
  if (index > 0) return "none"
  return state.afterSale === "partially_refunded" ? "refunded" : state.afterSale
}

const makeLine = (
  context: TrueOrderContext,
  price: LinePrice,
  index: number,
  type: LineType,
  fulfilment: FulfilmentState,
  afterSale: AfterSaleState
): OrderLine => {
  const { dice, seed, wants } = context
  const product = dice.between(0, products - 1)
  const variant = dice.between(1, 9)
  return {
    lineId: trueId(context, index + 1),
    parentLineId: null,
    productId: trueId({ seed, index: product }, 9000),
    skuId: trueId({ seed, index: product }, 9000 + variant),
    externalProductId: dice.chance(0.7) ? `SPU-${product}` : null,
    externalSkuId: dice.chance(0.7) ? `SKU-${product}-${variant}` : null,
    title: wants("emoji")
      ? rareTexts.emoji
      : wants("rare ideograph")
        ? rareTexts.ideograph
        : (titles[product % titles.length] ?? titles[0]),
    specs: dice.chance(0.6)
      ? [
          { name: "颜色", value: dice.pick(colours) },
          { name: "尺码", value: dice.pick(sizes) }
        ].slice(0, dice.between(1, 2))
      : [],
    imageUrl: dice.chance(0.8) ? `https://img.example/goods/${product}.png?size=200&v=${variant}` : null,
    type,
    role: "item",
    components: [],
    quantity: price.quantity,
    unitPrice: price.unitPrice,
    discount: price.discount,
    total: price.total,
    paid: price.total - price.discount,
    refunded: price.refunded,
    fulfilment,
    afterSale,
    channel: null,
    validFrom: null,
    validTo: null,
    validityText: null,
    warehouseId: null,
    serialNumbers: [],
    inputs: []
  }
}

/** A gift or bundle members that come with the first line. They have no price of their own. */
const makeExtras = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  state: TrueState,
  lines: ReadonlyArray<OrderLine>
): ReadonlyArray<OrderLine> => {
  const { dice, wants } = context
  const first = lines[0]
  const roles = [
    ...(limits.has.giftLines && (wants("gift line") || dice.chance(0.15)) ? ["gift" as const] : []),
    ...(limits.has.bundles && (wants("bundled line") || dice.chance(0.15)) ? ["bundled" as const] : [])
  ]
  if (first === undefined) return []
  const free: LinePrice = { quantity: 1, unitPrice: 0, total: 0, discount: 0, refunded: 0 }
  return roles.map((role, index) => ({
    ...makeLine(
      context,
      free,
      lines.length + index,
      first.type ?? "other",
      first.fulfilment ?? "unfulfilled",
      state.afterSale === "refunded" ? "refunded" : "none"
    ),
    role,
    parentLineId: role === "bundled" ? first.lineId : null
  }))
}
