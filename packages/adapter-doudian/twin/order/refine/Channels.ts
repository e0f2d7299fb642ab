/** Where a true order was sold, and what it refers to. */
import { type Dice, type TrueOrderContext, trueId } from "@huidan/conformance"
import type { Channel, Order, OrderLine, Reference } from "@huidan/core"
import { buyingApps, relatedWords, trafficSources } from "../Words.ts"

export interface Sold {
  readonly lines: ReadonlyArray<OrderLine>
  readonly channel: Channel
}

/** Most orders are sold in one place. If lines differ, each names its own, and the order what they agree on. */
export const refineChannels = (lines: ReadonlyArray<OrderLine>, { dice }: TrueOrderContext): Sold => {
  const app = dice.pick(buyingApps)
  const order: Channel = { ...emptyChannel, code: String(app.code), name: app.words }
  if (lines.length < 2 || dice.chance(0.8)) return { lines, channel: { ...order, ...placeOf(dice) } }
  // The first is sold in a studio, so that the lines differ.
  const channels = lines.map((_, index) => ({ ...order, ...(index === 0 ? studioOf(dice) : placeOf(dice)) }))
  const sources = new Set(channels.map(({ trafficSource }) => trafficSource))
  return {
    lines: lines.map((line, index) => ({ ...line, channel: channels[index] ?? null })),
    channel: { ...order, trafficSource: sources.size === 1 ? (channels[0]?.trafficSource ?? null) : null }
  }
}

const emptyChannel: Channel = {
  code: null,
  name: null,
  trafficSource: null,
  liveRoomId: null,
  videoId: null,
  creatorId: null,
  creatorName: null
}

/** The traffic source may be missing, even for a live studio. */
const studioOf = (dice: Dice): Partial<Channel> => ({
  trafficSource: dice.chance(0.9) ? dice.pick(trafficSources).words : null,
  liveRoomId: `71${dice.digits(17)}`,
  creatorId: dice.digits(16),
  creatorName: `达人${dice.digits(4)}`
})

/** A live studio, a video, or just the shop. */
const placeOf = (dice: Dice): Partial<Channel> => {
  const place = dice.between(1, 4)
  if (place === 1) return {}
  if (place === 2) return { videoId: `71${dice.digits(17)}`, trafficSource: dice.pick(trafficSources).words }
  return studioOf(dice)
}

const reference = (kind: Reference["kind"], value: string, relation: string | null): Reference => ({
  kind,
  value,
  relation,
  shopId: null
})

/** Names of the activities that prices are from; some have none. */
const campaignNames = ["限时秒杀", "达人专属价", "直播间专享", null] as const

/**
 * Payments first, the order's own and then those of its instalments; then the activities that the prices are from, by
 * their names; then the order that this one makes up for, and the one by which a voucher was used.
 */
export const refineReferences = (
  order: Pick<Order, "kind" | "payment" | "phases" | "vouchers">,
  context: TrueOrderContext
): ReadonlyArray<Reference> => {
  const { dice } = context
  const needed = order.kind === "flash_sale" ? 1 : 0
  const campaigns = Math.max(needed, dice.chance(0.2) ? dice.between(1, 2) : 0)
  const used = order.vouchers.some(({ kind, status }) => kind === "verification" && status !== "unused")
  return [
    ...paymentReferences(order),
    ...Array.from({ length: campaigns }, (_, index) =>
      reference("campaign", trueId(context, 200 + index), dice.pick(campaignNames))
    ),
    ...(dice.chance(0.05) ? [reference("related_order", trueId(context, 250), relatedWords.madeUpFor)] : []),
    ...(used && dice.chance(0.3) ? [reference("related_order", trueId(context, 251), relatedWords.usedBy)] : [])
  ]
}

/** The order's own payment, and then those of its instalments. */
export const paymentReferences = ({ payment, phases }: Pick<Order, "payment" | "phases">): ReadonlyArray<Reference> =>
  [...new Set([payment.transactionId, ...phases.map(({ transactionId }) => transactionId)])].flatMap((value) =>
    value === null ? [] : [reference("payment_transaction", value, null)]
  )
