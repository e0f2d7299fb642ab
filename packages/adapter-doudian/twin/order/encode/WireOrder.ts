/** What all parts of an answer about one order share, worked out once for the order and its lines. */
import type { Dice } from "@huidan/conformance"
import type { MinorUnits, Order } from "@huidan/core"
import { discountShares, linePayables } from "../LineShares.ts"
import { type StatusCodes, statusCodes } from "../Status.ts"
import { ordinaryTradeTypes } from "../Words.ts"
import { type PlacedDiscount, placeDiscounts } from "./Promotions.ts"

export interface WireOrder {
  readonly order: Order
  readonly dice: Dice
  readonly codes: StatusCodes
  readonly payType: number
  readonly orderType: number
  readonly discounts: ReadonlyArray<PlacedDiscount>
  /** By line. */
  readonly lineDiscounts: ReadonlyArray<ReadonlyArray<PlacedDiscount>>
  readonly linePayables: ReadonlyArray<MinorUnits>
  readonly prices: PriceParts
  /** 交易类型 of ordinary lines; gift lines of a presale have their own. */
  readonly tradeType: number
  /** 预售类型: 1 全款预售, 2 阶梯发货. */
  readonly preSaleType: number
  readonly campaigns: ReadonlyArray<WireCampaign>
  /** 周期购: only the lines say when they are to be sent. */
  readonly inPeriods: boolean
}

/** An activity that a price is from, and the index of its line. */
export interface WireCampaign {
  readonly id: string
  readonly name: string | null
  /** 活动类型: the first one may decide the kind of the order. */
  readonly type: number
  readonly line: number
}

/** Amounts that the canonical order holds as one sum. */
export interface PriceParts {
  readonly tax: MinorUnits
  readonly taxIsContained: boolean
  readonly packing: MinorUnits
  /** Whether only the lines state it. */
  readonly packingIsOfLines: boolean
  readonly modified: MinorUnits
  readonly modifiedPost: MinorUnits
  readonly postPromotion: MinorUnits
}

export const makeWireOrder = (order: Order, dice: Dice): WireOrder => {
  const discounts = placeDiscounts(order.discounts, dice)
  const orderType = orderTypeOf(order, dice)
  const shares = discountShares(
    discounts.map(({ discount }) => discount),
    order.lines
  )
  return {
    order,
    dice,
    codes: statusCodes(order),
    payType: payTypeOf(order),
    orderType,
    discounts,
    lineDiscounts: order.lines.map((_, line) =>
      discounts.flatMap((placed, index) => {
        const amount = shares[index]?.[line] ?? 0
        return amount === 0 ? [] : [{ ...placed, amount }]
      })
    ),
    linePayables: linePayables(order.lines, order.amounts.payable),
    prices: priceParts(order.amounts, dice),
    ...kindCodes(order, orderType, dice),
    campaigns: campaignsOf(order, dice),
    inPeriods: order.delivery.shipAt !== null && dice.chance(0.3)
  }
}

/** The code is a part of the true order: several say the same. */
export const payTypeOf = ({ payment }: Order): number => Number(payment.methodRaw ?? 0)

/** Digital goods by their lines alone, or by the order's type too; a presale that is paid at once by the order's type. */
const orderTypeOf = (order: Order, dice: Dice): number => {
  if (order.kind === "presale" && order.phases.length === 0) return dice.pick([0, 1])
  if (order.delivery.method !== "digital") return dice.chance(0.1) ? 3 : 0
  if (order.vouchers.some((voucher) => voucher.kind === "verification")) return dice.pick([4, 5])
  return order.lines.some((line) => line.inputs.length > 0) ? 2 : dice.pick([0, 2, 4, 5, 6])
}

const priceParts = ({ charges, adjustment, freight }: Order["amounts"], dice: Dice): PriceParts => {
  const counted = dice.chance(0.5) ? (charges ?? 0) : dice.between(0, charges ?? 0)
  const change = adjustment ?? 0
  const ofPost = change === 0 || !dice.chance(0.3) ? 0 : dice.between(-50, 50)
  // Prices that were changed before the sum was taken: the change is stated, and the sum closes without it.
  const inPrices = change === 0 && dice.chance(0.15) ? -dice.between(1, 5000) : change - ofPost
  // 包税: a tax in the prices is stated too, and the sum closes without it.
  const contained = charges === 0 && change === 0 && inPrices === 0 && dice.chance(0.3) ? dice.between(1, 900) : 0
  return {
    tax: counted + contained,
    taxIsContained: contained > 0,
    packing: (charges ?? 0) - counted,
    packingIsOfLines: dice.chance(0.3),
    modified: inPrices,
    modifiedPost: ofPost,
    postPromotion: freight !== null && dice.chance(0.2) ? dice.between(1, 1200) : 0
  }
}

const kindCodes = (
  { kind, phases }: Order,
  orderType: number,
  dice: Dice
): { readonly tradeType: number; readonly preSaleType: number } => {
  if (kind === "group_buy") return { tradeType: 1, preSaleType: 0 }
  if (kind !== "presale") return { tradeType: dice.chance(0.5) ? dice.pick(ordinaryTradeTypes) : 0, preSaleType: 0 }
  return phases.length > 0 || dice.chance(0.2)
    ? { tradeType: 2, preSaleType: 0 }
    : { tradeType: 0, preSaleType: orderType === 1 ? dice.pick([0, 1]) : dice.pick([1, 2]) }
}

/** 7 限时特卖, 14 限时限量限人; 120 拼团; 10 and 11 定金预售; 13 达人专属价. */
const campaignTypesOf: Readonly<Record<string, readonly [number, ...ReadonlyArray<number>]>> = {
  flash_sale: [7, 14],
  // A kind that weighs more stays, whatever the activity.
  group_buy: [120, 7],
  presale: [10, 11, 14],
  standard: [13]
}

/** All on the first line, or one on each while there are lines. */
const campaignsOf = ({ kind, references, lines }: Order, dice: Dice): ReadonlyArray<WireCampaign> => {
  const spread = dice.chance(0.5)
  return references
    .filter((reference) => reference.kind === "campaign")
    .map(({ value, relation }, index) => ({
      id: value,
      name: relation,
      type: dice.pick(campaignTypesOf[index === 0 ? kind : "standard"] ?? [13]),
      line: spread ? Math.min(index, lines.length - 1) : 0
    }))
}
