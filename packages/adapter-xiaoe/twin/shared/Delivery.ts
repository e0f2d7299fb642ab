/** Parcels, pick-up, vouchers and presents. */
import { makeDice, type TrueOrderContext, trueId } from "@huidan/conformance"
import { type Gift, type Order, type Pickup, plainText, type Shipment, type Voucher } from "@huidan/core"
import * as DateTime from "effect/DateTime"

export const withDelivery = (order: Order, context: TrueOrderContext): Order => {
  const gift = order.kind === "gift" ? giftOf(order, context) : null
  return {
    ...order,
    gift,
    delivery: {
      ...order.delivery,
      shipments: order.delivery.method === "express" ? shipmentsOf(order, context) : [],
      pickup: order.delivery.method === "pickup" ? pickupOf(order) : null
    }
  }
}

/**
 * All in one parcel, or each thing in its own: `goods_info[].parcel_id` of detail 1.0 names one parcel for a line. The
 * parcel that left first need not be the first to be listed.
 */
const shipmentsOf = (order: Order, context: TrueOrderContext): ReadonlyArray<Shipment> => {
  const { dice, wants } = context
  const [template] = order.delivery.shipments
  const gone = order.lines.filter(
    (line) => line.type === "physical" && (line.fulfilment === "shipped" || line.fulfilment === "delivered")
  )
  if (template === undefined || gone.length === 0) return []
  const together = wants("parcel of several lines") || (!wants("several parcels") && dice.chance(0.4))
  const parcels = together ? [gone] : gone.map((line) => [line])
  const shipments = parcels.map((lines, index) => ({
    ...template,
    id: `parcel_${trueId(context, 510 + index)}`,
    carrierCode: null,
    trackingNumber: `YT${dice.digits(13)}`,
    shippedAt: template.shippedAt === null ? null : DateTime.add(template.shippedAt, { minutes: index }),
    deliveredAt: null,
    lines: lines.map(({ lineId, quantity }) => ({ lineId, quantity }))
  }))
  return dice.chance(0.5) ? shipments : shipments.toReversed()
}

const pickupOf = ({ delivery, status }: Order): Pickup | null =>
  delivery.pickup === null
    ? null
    : {
        ...delivery.pickup,
        from: null,
        to: null,
        verified: status.fulfilment === "delivered",
        verifiedPlace: null,
        verifiedAt: null,
        verifiedBy: null
      }

const giftOf = ({ lines, status }: Order, context: TrueOrderContext): Gift => {
  const { dice } = context
  const total = lines[0]?.quantity ?? 1
  const claimed = status.payment === "paid" && status.closeReason === null ? dice.between(0, total) : 0
  return {
    batchId: trueId(context, 600),
    total,
    claimed,
    invalid: dice.between(0, total - claimed),
    recipientIds: Array.from({ length: claimed }, () => `u_${dice.digits(13)}`)
  }
}

/** A voucher with nothing but its kind, code and status. */
export const nothingStated = {
  lineId: null,
  total: null,
  remaining: null,
  validFrom: null,
  validTo: null,
  usedAt: null,
  usedBy: null
}

/** 核销码 of what is used on the spot, 有价优惠券, or the code that an order was redeemed with: one kind an order. */
export const withVouchers = (order: Order, context: TrueOrderContext): Order => ({
  ...order,
  vouchers: order.times.paid === null || order.status.payment !== "paid" ? [] : vouchersOf(order, context)
})

const vouchersOf = (order: Order, { turn }: TrueOrderContext): ReadonlyArray<Voucher> => {
  // Not from the dice of the order, which its ids come from.
  const own = makeDice("private", order.orderId)
  const code = plainText(own.digits(12))
  if (order.kind === "redemption") return [{ ...nothingStated, code, secret: null, kind: "redemption", status: null }]
  const type = order.lines[0]?.type
  if (type === "coupon") {
    const secret = plainText(own.digits(16))
    // 领取: who takes the coupon redeems its code into an account.
    const taken = { status: "used", usedAt: order.times.paid, usedBy: order.buyer.id } as const
    return [{ ...nothingStated, code, secret, kind: "paid_coupon", ...taken }]
  }
  if (type !== "ticket" && type !== "service") return []
  const closed = order.status.trade === "closed"
  const status = closed ? "void" : turn("verification", ["unused", "used", "partly_used"] as const)
  const used = status === "used" || status === "partly_used"
  return [
    {
      ...nothingStated,
      code,
      secret: null,
      kind: "verification",
      status,
      remaining: status === "unused" ? 2 : status === "partly_used" ? 1 : 0,
      usedAt: used ? order.times.paid : null,
      usedBy: used ? "前台小陈" : null
    }
  ]
}
