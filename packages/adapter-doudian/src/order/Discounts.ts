/** What was taken off the price, and who bears it. All amounts in fen (分). */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { DiscountBearer, DiscountKind } from "@huidan/core"
import { ownOrOfLines } from "./Amounts.ts"
import { bearers, byBearer, byGiver, type Divided, type Entry, isSome, sharesOf } from "./Bearers.ts"
import { settleBearers } from "./CostTotals.ts"
import type { DiscountDetail, ShopOrder } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

/** Discounts; those that are the rest of a total, which come last; doubts about totals that state less. */
interface Listed extends Divided {
  readonly doubts: Amount["doubts"]
}

const unnamed = (kind: DiscountKind, amount: Amount, giver: DiscountBearer): Entry => ({
  kind,
  id: nothing,
  name: nothing,
  amount,
  bearer: byGiver(giver),
  isGuess: true
})

const nothing = Traced.fixed(null, "not stated")

const join = (...lists: ReadonlyArray<Omit<Listed, "doubts"> & Partial<Listed>>): Listed => ({
  entries: lists.flatMap(({ entries }) => entries),
  rest: lists.flatMap(({ rest }) => rest),
  doubts: lists.flatMap(({ doubts = [] }) => doubts)
})

/** The discounts, and one more for what a total of them states beyond. */
const upTo = (total: Amount, listed: Listed, kind: DiscountKind, giver: DiscountBearer): Listed => {
  const { entries, rest } = listed
  const more = Traced.restOf(
    total,
    [...entries, ...rest].map(({ amount }) => amount),
    "what a total states beyond the discounts that are listed"
  )
  if (more.value === null) return { entries, rest, doubts: [...listed.doubts, ...more.doubts] }
  const one = unnamed(kind, more, giver)
  return entries.length === 0 ? { ...listed, entries: [one] } : { ...listed, rest: [...rest, one] }
}

const ifGiven = (kind: DiscountKind, amount: Amount, giver: DiscountBearer): Listed => ({
  entries: isSome(amount) ? [unnamed(kind, amount, giver)] : [],
  rest: [],
  doubts: []
})

interface Giver {
  readonly giver: DiscountBearer
  readonly detail: DiscountDetail
  /** What the order states as the sum of the giver's discounts. */
  readonly total: Amount
  /** What the order or its lines state as the sum of the giver's red packets. */
  readonly redpacks: Amount
}

/** The discounts of one giver, up to each of the totals that are stated of them. */
const discountsOf = ({ giver, detail, total, redpacks }: Giver): Listed => {
  const coupons = detail.coupon_info.map((coupon) =>
    byBearer(
      { kind: "coupon", id: coupon.coupon_id, name: coupon.coupon_name, amount: coupon.coupon_amount },
      coupon.share_discount_cost,
      giver
    )
  )
  const activities = detail.full_discount_info.map((activity) =>
    byBearer(
      { kind: "promotion", id: activity.campaign_id, name: activity.campaign_name, amount: activity.campaign_amount },
      activity.share_discount_cost,
      giver
    )
  )
  const packets = detail.redpack_info.map((packet) =>
    byBearer(
      { kind: "redpack", id: packet.redpack_trans_id, name: nothing, amount: packet.redpack_amount },
      packet.share_discount_cost,
      giver
    )
  )
  const listed = join(
    upTo(detail.coupon_amount, join(...coupons), "coupon", giver),
    upTo(detail.full_discount_amount, join(...activities), "promotion", giver),
    upTo(redpacks, join(...packets), "redpack", giver),
    ifGiven("points", detail.gold_coin_amount, "platform"),
    ifGiven("promotion", detail.official_deduction_amount, giver),
    ifGiven("promotion", detail.allowance_amount, giver),
    ifGiven("other", detail.user_balance_amount, giver)
  )
  return upTo(total, upTo(detail.total_amount, listed, "other", giver), "other", giver)
}

type RedpackTotal = "promotion_redpack_amount" | "promotion_redpack_platform_amount" | "promotion_redpack_talent_amount"

const redpacksOf = (order: ShopOrder, name: RedpackTotal): Amount =>
  ownOrOfLines(
    order[name],
    Traced.sum(
      order.sku_order_list.map((line) => line[name]),
      `Σ ${name} of the lines`
    )
  )

const giversOf = (order: ShopOrder): ReadonlyArray<Giver> => {
  const {
    shop_discount_detail: shop,
    platform_discount_detail: platform,
    kol_discount_detail: kol
  } = order.promotion_detail
  return [
    { giver: "shop", detail: shop, total: order.promotion_shop_amount, redpacks: shop.redpack_amount },
    {
      giver: "platform",
      detail: platform,
      total: order.promotion_platform_amount,
      redpacks: ownOrOfLines(platform.redpack_amount, redpacksOf(order, "promotion_redpack_platform_amount"))
    },
    {
      giver: "creator",
      detail: kol,
      total: order.promotion_talent_amount,
      redpacks: ownOrOfLines(kol.redpack_amount, redpacksOf(order, "promotion_redpack_talent_amount"))
    }
  ]
}

const amountsOf = ({ entries, rest }: Divided, kind?: DiscountKind): ReadonlyArray<Amount> =>
  [...entries, ...rest].filter((entry) => kind === undefined || entry.kind === kind).map(({ amount }) => amount)

const madeBy = (listed: Divided): number => amountsOf(listed).reduce((total, { value }) => total + (value ?? 0), 0)

/** In the order in which they are tried. */
const redpackGivers: ReadonlyArray<DiscountBearer> = ["platform", "creator", "shop"]

/**
 * The discounts of all givers. Red packets that only `promotion_redpack_amount` states belong to the first giver whose
 * total has room for them *(inferred)*; if there is none, their bearer is `unknown`.
 */
const givenOf = (order: ShopOrder): Listed => {
  const givers = giversOf(order).map((giver) => ({ ...giver, listed: discountsOf(giver) }))
  const more = Traced.restOf(
    redpacksOf(order, "promotion_redpack_amount"),
    givers.flatMap(({ listed }) => amountsOf(listed, "redpack")),
    "what promotion_redpack_amount states beyond the red packets of the givers (inferred)"
  )
  if (more.value === null) return join(...givers.map(({ listed }) => listed))
  const withMore = givers.map((giver) => {
    const all = [...amountsOf(giver.listed, "redpack"), more]
    return { ...giver, listed: discountsOf({ ...giver, redpacks: Traced.sum(all, more.rule) }), before: giver.listed }
  })
  const owner = redpackGivers.find((name) =>
    withMore.some(({ giver, listed, before }) => giver === name && madeBy(listed) === madeBy(before))
  )
  const all = join(...withMore.map(({ giver, listed, before }) => (giver === owner ? listed : before)))
  return owner === undefined ? join(all, ifGiven("redpack", more, "unknown")) : all
}

/** What the payment channel takes off (支付优惠), by the shares that the lines state; the rest is the channel's own. */
const paymentDiscounts = (order: ShopOrder): Listed => {
  const lines = order.sku_order_list
  const total = ownOrOfLines(
    order.promotion_pay_amount,
    Traced.sum(
      lines.map((line) => line.promotion_pay_amount),
      "Σ promotion_pay_amount of the lines"
    )
  )
  const details = lines.flatMap((line) => line.promotion_pay_amount_details)
  const shares = bearers.flatMap((bearer): ReadonlyArray<Entry> => {
    const costs = details.flatMap(({ share_cost }) =>
      sharesOf(share_cost).flatMap((share) => (share.bearer === bearer ? [share.amount] : []))
    )
    const amount = Traced.sum(costs, "Σ of this bearer's shares in promotion_pay_amount_details")
    if (!isSome(amount)) return []
    const stated = amount.mapAll(() => bearer, "who has a share in the payment discount")
    return [{ ...unnamed("payment", amount, bearer), bearer: stated, isGuess: false }]
  })
  return upTo(total, { entries: shares, rest: [], doubts: [] }, "payment", "payment_provider")
}

/**
 * The discounts of an order. All but those of the payment channel make `promotion_amount`: what it states beyond what is
 * listed is one more, and the check of amounts warns of less.
 */
export const toDiscounts = (
  order: ShopOrder
): { readonly entries: ReadonlyArray<Draft.Block<"discount">>; readonly doubts: Listed["doubts"] } => {
  const given = givenOf(order)
  const whole = upTo(order.promotion_amount, given, "other", "unknown")
  const payment = paymentDiscounts(order)
  const borne = settleBearers(order, whole)
  return {
    entries: [...borne.entries, ...payment.entries, ...borne.rest, ...payment.rest].map(
      ({ kind, id, name, amount, bearer }) =>
        Draft.discount({ kind: Traced.fixed(kind, "the field it stands in"), id, name, amount, bearer })
    ),
    doubts: [...given.doubts, ...payment.doubts]
  }
}
