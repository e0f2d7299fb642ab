/** promotion_detail and the sums over it: who gave which discount, and who bears it. */
import { type Dice, type JsonNode, literal } from "@huidan/conformance"
import type { Discount, MinorUnits } from "@huidan/core"
import { sum } from "../LineShares.ts"
import { bareId, list, text } from "../Shapes.ts"

type Block = "shop" | "platform" | "kol"

/** A share in a discount, with the amount that it has here: on the order, or on one of its lines. */
export interface PlacedDiscount {
  readonly discount: Discount
  readonly amount: MinorUnits
  /** Who gave it; `null` if only the total of all says that it was given. */
  readonly block: Block | null
}

const blockOfBearer: Readonly<Record<string, Block>> = { shop: "shop", platform: "platform", creator: "kol" }

/** Entries of one discount have one id. */
const isSame = (one: Discount, other: Discount): boolean =>
  one.id !== null && one.id === other.id && one.kind === other.kind

/** Whether the answer lists it one by one: what only totals state has neither id nor name. */
const isListed = ({ id, kind, name }: Discount): boolean => id !== null || name !== null || kind === "redpack"

/**
 * Each discount in the block of its giver, in the order of the blocks; the platform gave what several bear. The shop may
 * bear a coupon that the platform gave: its last discount.
 */
export const placeDiscounts = (discounts: ReadonlyArray<Discount>, dice: Dice): ReadonlyArray<PlacedDiscount> => {
  const isShared = (discount: Discount) => discounts.filter((other) => isSame(discount, other)).length > 1
  const lastOfShop = discounts.findLastIndex(
    (discount) => discount.bearer === "shop" && discount.kind !== "payment" && !isShared(discount)
  )
  const last = discounts[lastOfShop]
  const ofShop = discounts.filter(({ bearer, kind }) => bearer === "shop" && kind !== "payment")
  const mayMove = last?.kind === "coupon" && ofShop.every(isListed)
  const givenByPlatform = mayMove && dice.chance(0.5) ? lastOfShop : -1
  return discounts.flatMap((discount, index) => {
    if (discount.kind === "payment") return []
    const ofBearer = blockOfBearer[discount.bearer ?? ""] ?? null
    const block = index === givenByPlatform || isShared(discount) ? "platform" : ofBearer
    return [{ discount, amount: discount.amount ?? 0, block }]
  })
}

interface Costs {
  readonly shop: MinorUnits
  readonly platform: MinorUnits
  readonly creator: MinorUnits
}

const costsOf = (placed: ReadonlyArray<PlacedDiscount>): Costs => {
  const borneBy = (bearer: Discount["bearer"]) => amountOf(placed.filter(({ discount }) => discount.bearer === bearer))
  return { shop: borneBy("shop"), platform: borneBy("platform"), creator: borneBy("creator") }
}

const amountOf = (placed: ReadonlyArray<PlacedDiscount>): MinorUnits => sum(placed.map(({ amount }) => amount))

/** One discount with its shares. */
interface GivenDiscount extends Pick<Discount, "id" | "name"> {
  readonly amount: MinorUnits
  readonly shares: ReadonlyArray<PlacedDiscount>
}

/** Each discount once, with all its bearers. */
const onceEach = (placed: ReadonlyArray<PlacedDiscount>): ReadonlyArray<GivenDiscount> =>
  placed.flatMap((first, index) => {
    if (placed.slice(0, index).some(({ discount }) => isSame(discount, first.discount))) return []
    const shares = placed.filter((other) => other === first || isSame(first.discount, other.discount))
    return [{ id: first.discount.id, name: first.discount.name, amount: amountOf(shares), shares }]
  })

const shareDiscountCost = ({ shares }: GivenDiscount): JsonNode => {
  const { shop, platform, creator } = costsOf(shares)
  return { platform_cost: platform, shop_cost: shop, author_cost: creator }
}

const couponTypes = [21, 22, 23, 41, 42, 43] as const
const activityTypes: Readonly<Record<Block, number>> = { shop: 100, platform: 110, kol: 150 }

const couponInfo = (given: GivenDiscount, dice: Dice): JsonNode => ({
  coupon_id: bareId(given.id),
  coupon_type: dice.pick(couponTypes),
  coupon_meta_id: dice.digits(11),
  coupon_amount: given.amount,
  coupon_name: text(given.name),
  share_discount_cost: shareDiscountCost(given)
})

const fullDiscountInfo = (given: GivenDiscount, block: Block): JsonNode => ({
  campaign_id: bareId(given.id),
  campaign_type: activityTypes[block],
  share_discount_cost: shareDiscountCost(given),
  campaign_name: text(given.name),
  campaign_amount: given.amount,
  campaign_sub_type: block === "platform" ? 1 : 0
})

/** Published samples of a red packet do not state who bears it; the SDK does. */
const redpackInfo = (given: GivenDiscount, dice: Dice): JsonNode => ({
  redpack_trans_id: text(given.id),
  redpack_amount: given.amount,
  share_discount_cost: dice.chance(0.5) ? shareDiscountCost(given) : undefined
})

/** Of a kind, what the block lists one by one, and what only its totals state. */
const ofKind = (here: ReadonlyArray<PlacedDiscount>, kind: Discount["kind"]) => {
  const all = here.filter(({ discount }) => discount.kind === kind)
  const isOne = ({ discount }: PlacedDiscount) => isListed(discount)
  return { all, listed: onceEach(all.filter(isOne)), inTotals: all.filter((placed) => !isOne(placed)) }
}

const discountBlock = (all: ReadonlyArray<PlacedDiscount>, block: Block, dice: Dice): JsonNode => {
  const here = all.filter((placed) => placed.block === block)
  const coupons = ofKind(here, "coupon")
  const activities = ofKind(here, "promotion")
  const redpacks = ofKind(here, "redpack")
  // 官方立减 or 购物补贴 of the platform; of others a total of activities.
  const deduction = block === "platform" ? amountOf(activities.inTotals) : 0
  const official = dice.chance(0.5)
  const common = {
    total_amount: amountOf(here),
    coupon_amount: amountOf(coupons.all),
    full_discount_amount: amountOf(activities.all) - deduction,
    coupon_info: list(
      coupons.listed.map((given) => couponInfo(given, dice)),
      dice
    ),
    full_discount_info: list(
      activities.listed.map((given) => fullDiscountInfo(given, block)),
      dice
    )
  }
  if (block === "shop") return common
  const redpackPart = {
    redpack_amount: amountOf(redpacks.all),
    redpack_info: list(
      redpacks.listed.map((given) => redpackInfo(given, dice)),
      dice
    )
  }
  if (block === "kol") return { ...common, ...redpackPart }
  const balance = amountOf(here.filter(({ discount }) => discount.kind === "other"))
  const coins = amountOf(here.filter(({ discount }) => discount.kind === "points"))
  return {
    ...common,
    ...redpackPart,
    // The published sample has none of these.
    ...(coins === 0 ? {} : { gold_coin_amount: coins }),
    ...(deduction === 0 ? {} : { [official ? "official_deduction_amount" : "allowance_amount"]: deduction }),
    ...(balance === 0 ? {} : { user_balance_amount: balance })
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
  const { shop, platform, creator } = costsOf(placed)
  const redpacks = placed.filter(({ discount }) => discount.kind === "redpack")
  const redpack = (block: Block) => amountOf(redpacks.filter((each) => each.block === block))
  return {
    promotion_amount: amountOf(placed),
    promotion_shop_amount: given("shop"),
    promotion_platform_amount: given("platform"),
    promotion_talent_amount: given("kol"),
    shop_cost_amount: shop,
    platform_cost_amount: platform + creator,
    only_platform_cost_amount: platform,
    author_cost_amount: creator,
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
