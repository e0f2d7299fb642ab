/** What was taken off the price, and who bears it. */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { DiscountBearer, DiscountKind } from "@huidan/core"
import type { DiscountDetail, ShopOrder } from "./Wire.ts"

interface Share {
  readonly shop_cost: Traced.Traced<number | null>
  readonly platform_cost: Traced.Traced<number | null>
  readonly author_cost: Traced.Traced<number | null>
}

interface Entry {
  readonly kind: DiscountKind
  readonly id: Traced.Traced<string | null>
  readonly name: Traced.Traced<string | null>
  readonly amount: Traced.Traced<number | null>
  readonly share: Share
}

const bearers = ["shop", "platform", "creator"] as const satisfies ReadonlyArray<DiscountBearer>

const sharesOf = ({ shop_cost, platform_cost, author_cost }: Share) => [shop_cost, platform_cost, author_cost] as const

const nothing = Traced.fixed(null, "not stated")

const entriesOf = (detail: DiscountDetail): ReadonlyArray<Entry> => [
  ...detail.coupon_info.map((coupon) => ({
    kind: "coupon" as const,
    id: coupon.coupon_id,
    name: coupon.coupon_name,
    amount: coupon.coupon_amount,
    share: coupon.share_discount_cost
  })),
  ...detail.full_discount_info.map((campaign) => ({
    kind: "promotion" as const,
    id: campaign.campaign_id,
    name: campaign.campaign_name,
    amount: campaign.campaign_amount,
    share: campaign.share_discount_cost
  })),
  ...detail.redpack_info.map((redpack) => ({
    kind: "redpack" as const,
    id: redpack.redpack_trans_id,
    name: nothing,
    amount: redpack.redpack_amount,
    share: redpack.share_discount_cost
  }))
]

/**
 * A discount with its bearer: the one who has a share in its cost, unknown if several have *(inferred)*, the giver if no
 * share is stated *(inferred)*.
 */
const withBearer = ({ kind, id, name, amount, share }: Entry, giver: DiscountBearer) =>
  Draft.discount({
    kind: Traced.fixed(kind, "the list it stands in"),
    id,
    name,
    amount,
    bearer: bearerOf(sharesOf(share), giver)
  })

const bearerOf = (shares: ReturnType<typeof sharesOf>, giver: DiscountBearer): Traced.Traced<DiscountBearer> => {
  const bearing = bearers.filter((_, index) => isSome(shares[index] ?? nothing))
  const [first, ...others] = bearing
  if (first === undefined)
    return Traced.fixed(giver, "who gives it, no share is stated (inferred)").considering(...shares)
  return others.length === 0
    ? Traced.combine(shares, "who has a share in the cost", () => first)
    : Traced.combine(shares, "several have a share in the cost (inferred)", () => "unknown")
}

/** One discount, if its amount is stated and not 0. */
const ifGiven = (
  amount: Traced.Traced<number | null>,
  kind: Traced.Traced<DiscountKind>,
  bearer: Traced.Traced<DiscountBearer>
) => (isSome(amount) ? [Draft.discount({ kind, amount, bearer })] : [])

const isSome = (amount: Traced.Traced<number | null>): boolean => amount.value !== null && amount.value !== 0

/** 金币抵扣: coins of the platform, in fen. */
const coins = ({ gold_coin_amount }: DiscountDetail) =>
  ifGiven(
    gold_coin_amount,
    Traced.fixed("points", "gold_coin_amount"),
    Traced.fixed("platform", "coins are the platform's (inferred)")
  )

/** Totals by giver, for an answer that lists no discount one by one. */
const totals = (order: ShopOrder) =>
  (
    [
      { amount: order.promotion_shop_amount, bearer: "shop" },
      { amount: order.promotion_platform_amount, bearer: "platform" },
      { amount: order.promotion_talent_amount, bearer: "creator" }
    ] as const
  ).flatMap(({ amount, bearer }) =>
    ifGiven(
      amount,
      Traced.fixed("other", "a total without its parts"),
      Traced.fixed(bearer, "who gives it, no share is stated (inferred)")
    )
  )

/** The discounts of an order. What the payment channel takes off is not in `amounts.discount`. */
export const toDiscounts = (order: ShopOrder): ReadonlyArray<Draft.Block<"discount">> => {
  const { shop_discount_detail, platform_discount_detail, kol_discount_detail } = order.promotion_detail
  const listed = (
    [
      { detail: shop_discount_detail, giver: "shop" },
      { detail: platform_discount_detail, giver: "platform" },
      { detail: kol_discount_detail, giver: "creator" }
    ] as const
  ).flatMap(({ detail, giver }) => [...entriesOf(detail).map((entry) => withBearer(entry, giver)), ...coins(detail)])
  return [
    ...(listed.length === 0 ? totals(order) : listed),
    ...ifGiven(
      order.promotion_pay_amount,
      Traced.fixed("payment", "promotion_pay_amount"),
      Traced.fixed("payment_provider", "promotion_pay_amount is the payment channel's")
    )
  ]
}
