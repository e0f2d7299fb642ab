/** promotion_detail and the sums over it: who gave which discount, and who bears it. */
import { type Dice, type JsonNode, literal } from "@huidan/conformance"
import type { Discount, MinorUnits } from "@huidan/core"
import { sum } from "../LineShares.ts"
import { bareId, list, text } from "../Shapes.ts"

type Block = "shop" | "platform" | "kol"

/** One discount with the amount that it has here: on the order, or on one of its lines. */
export interface PlacedDiscount {
  readonly discount: Discount
  readonly amount: MinorUnits
  readonly block: Block
}

/** A discount that several bear was given by the platform. */
const blockOfBearer: Readonly<Record<string, Block>> = {
  shop: "shop",
  platform: "platform",
  creator: "kol",
  unknown: "platform"
}

/**
 * Each discount in the block of its giver, in the order of the blocks. The shop may bear a coupon that the platform gave:
 * its last discount.
 */
export const placeDiscounts = (discounts: ReadonlyArray<Discount>, dice: Dice): ReadonlyArray<PlacedDiscount> => {
  const lastOfShop = discounts.findLastIndex(({ bearer }) => bearer === "shop")
  const givenByPlatform = discounts[lastOfShop]?.kind === "coupon" && dice.chance(0.5) ? lastOfShop : -1
  return discounts.flatMap((discount, index) => {
    const block = index === givenByPlatform ? "platform" : blockOfBearer[discount.bearer ?? ""]
    return block === undefined || discount.kind === "payment" ? [] : [{ discount, amount: discount.amount ?? 0, block }]
  })
}

interface Costs {
  readonly shop: MinorUnits
  readonly platform: MinorUnits
  readonly creator: MinorUnits
}

/** A discount with several bearers is halved between the shop and the platform. */
const costsOf = ({ discount, amount }: PlacedDiscount): Costs => {
  const nothing = { shop: 0, platform: 0, creator: 0 }
  if (discount.bearer === "platform") return { ...nothing, platform: amount }
  if (discount.bearer === "creator") return { ...nothing, creator: amount }
  const ofPlatform = discount.bearer === "unknown" ? Number(BigInt(amount) / 2n) : 0
  return { ...nothing, shop: amount - ofPlatform, platform: ofPlatform }
}

const shareDiscountCost = (placed: PlacedDiscount): JsonNode => {
  const { shop, platform, creator } = costsOf(placed)
  return { platform_cost: platform, shop_cost: shop, author_cost: creator }
}

const couponTypes = [21, 22, 23, 41, 42, 43] as const
const activityTypes: Readonly<Record<Block, number>> = { shop: 100, platform: 110, kol: 150 }

const couponInfo = (placed: PlacedDiscount, dice: Dice): JsonNode => ({
  coupon_id: bareId(placed.discount.id),
  coupon_type: dice.pick(couponTypes),
  coupon_meta_id: dice.digits(11),
  coupon_amount: placed.amount,
  coupon_name: text(placed.discount.name),
  share_discount_cost: shareDiscountCost(placed)
})

const fullDiscountInfo = (placed: PlacedDiscount): JsonNode => ({
  campaign_id: bareId(placed.discount.id),
  campaign_type: activityTypes[placed.block],
  share_discount_cost: shareDiscountCost(placed),
  campaign_name: text(placed.discount.name),
  campaign_amount: placed.amount,
  campaign_sub_type: placed.block === "platform" ? 1 : 0
})

/** Published samples of a red packet do not state who bears it; the SDK does. */
const redpackInfo = (placed: PlacedDiscount, dice: Dice): JsonNode => ({
  redpack_trans_id: text(placed.discount.id),
  redpack_amount: placed.amount,
  share_discount_cost: dice.chance(0.5) ? shareDiscountCost(placed) : undefined
})

const amountOf = (placed: ReadonlyArray<PlacedDiscount>): MinorUnits => sum(placed.map(({ amount }) => amount))

const discountBlock = (all: ReadonlyArray<PlacedDiscount>, block: Block, dice: Dice): JsonNode => {
  const here = all.filter((placed) => placed.block === block)
  const coupons = here.filter(({ discount }) => discount.kind === "coupon")
  const activities = here.filter(({ discount }) => discount.kind === "promotion")
  const redpacks = here.filter(({ discount }) => discount.kind === "redpack")
  const common = {
    total_amount: amountOf(here),
    coupon_amount: amountOf(coupons),
    full_discount_amount: amountOf(activities),
    coupon_info: list(
      coupons.map((placed) => couponInfo(placed, dice)),
      dice
    ),
    full_discount_info: list(activities.map(fullDiscountInfo), dice)
  }
  if (block === "shop") return common
  return {
    ...common,
    redpack_amount: amountOf(redpacks),
    redpack_info: list(
      redpacks.map((placed) => redpackInfo(placed, dice)),
      dice
    )
  }
}

export const promotionDetail = (placed: ReadonlyArray<PlacedDiscount>, dice: Dice): JsonNode => ({
  shop_discount_detail: discountBlock(placed, "shop", dice),
  platform_discount_detail: discountBlock(placed, "platform", dice),
  kol_discount_detail: discountBlock(placed, "kol", dice)
})

/** The sums beside the detail, of the order and of each line. */
export const promotionSums = (placed: ReadonlyArray<PlacedDiscount>) => {
  const given = (block: Block) => amountOf(placed.filter((each) => each.block === block))
  const costs = placed.map(costsOf)
  const ofPlatform = sum(costs.map(({ platform }) => platform))
  const ofCreator = sum(costs.map(({ creator }) => creator))
  const redpacks = placed.filter(({ discount }) => discount.kind === "redpack")
  const redpack = (block: Block) => amountOf(redpacks.filter((each) => each.block === block))
  return {
    promotion_amount: amountOf(placed),
    promotion_shop_amount: given("shop"),
    promotion_platform_amount: given("platform"),
    promotion_talent_amount: given("kol"),
    shop_cost_amount: sum(costs.map(({ shop }) => shop)),
    platform_cost_amount: ofPlatform + ofCreator,
    only_platform_cost_amount: ofPlatform,
    author_cost_amount: ofCreator,
    promotion_redpack_amount: amountOf(redpacks),
    promotion_redpack_platform_amount: redpack("platform"),
    promotion_redpack_talent_amount: redpack("kol")
  }
}

/** An activity that a line's price is from: its amount is in the price already. */
export const campaignInfo = (
  { id, name, type }: { readonly id: string; readonly name: string | null; readonly type: number },
  dice: Dice
): JsonNode => ({
  campaign_id: literal(id),
  campaign_type: type,
  share_discount_cost: { platform_cost: 0, shop_cost: 0, author_cost: 0 },
  campaign_name: text(name),
  campaign_amount: dice.chance(0.5) ? 0 : dice.between(1, 5000),
  campaign_sub_type: dice.between(0, 1)
})
