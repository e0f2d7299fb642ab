/** Shipments, pick-up, vouchers and gifts of a true order. */
import type { Delivery, DeliveryMethod, Gift, OrderLine, OrderTimes, Pickup, Shipment, Voucher } from "@huidan/core"
import type * as Schema from "effect/Schema"
import { privateDigits, privately } from "./people.ts"
import { type TrueOrderContext, type TrueOrderLimits, trueId } from "./TrueOrderLimits.ts"
import { carriers } from "./words.ts"

export const makeDelivery = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  method: DeliveryMethod,
  lines: ReadonlyArray<OrderLine>,
  times: OrderTimes
): Schema.Schema.Type<typeof Delivery> => ({
  method,
  shipBy: null,
  shipAt: null,
  shipments: method === "express" ? makeShipments(limits, context, lines, times) : [],
  pickup: method === "pickup" ? makePickup(limits, context, times) : null
})

const makeShipments = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  lines: ReadonlyArray<OrderLine>,
  times: OrderTimes
): ReadonlyArray<Shipment> => {
  const gone = lines.filter((line) => line.fulfilment !== "unfulfilled" && line.fulfilment !== "not_required")
  if (times.shipped === null || gone.length === 0) return []
  const severalOccur = limits.traits?.includes("several parcels") === true
  const all = gone.map((line) => ({ lineId: line.lineId, quantity: line.quantity }))
  return parcelsOf(all, severalOccur, context).map((parcel, index) => {
    const carrier = context.dice.pick(carriers)
    return {
      id: trueId(context, 500 + index),
      carrierCode: carrier.code,
      carrierName: carrier.name,
      trackingNumber: `YT${context.dice.digits(13)}`,
      shippedAt: times.shipped,
      deliveredAt: times.delivered,
      lines: parcel
    }
  })
}

type Parcel = Shipment["lines"]

/** Everything in one parcel, a parcel for each line, or some pieces of the first line ahead of the rest. */
const parcelsOf = (all: Parcel, severalOccur: boolean, { dice, wants }: TrueOrderContext): ReadonlyArray<Parcel> => {
  const [first, ...others] = all
  const pieces = first?.quantity ?? 1
  const several = wants("several parcels") || (severalOccur && !wants("parcel of several lines") && dice.chance(0.3))
  if (first !== undefined && pieces > 1 && (wants("partial parcel") || (several && others.length === 0))) {
    const ahead = dice.between(1, pieces - 1)
    return [[{ ...first, quantity: ahead }], [{ ...first, quantity: pieces - ahead }, ...others]]
  }
  return several && others.length > 0 ? all.map((line) => [line]) : [all]
}

const makePickup = (limits: TrueOrderLimits, context: TrueOrderContext, times: OrderTimes): Pickup => {
  const hide = privately(limits, context)
  const place = `${context.dice.between(1, 20)}号门店`
  const verified = times.delivered !== null
  return {
    place,
    placePhone: `0571-8000${context.dice.digits(4)}`,
    address: "某某路1号",
    code: hide(privateDigits(context, "pickup", 8), "code"),
    contactName: hide("王 五", "name"),
    contactPhone: hide(`1380000${context.dice.digits(4)}`, "phone"),
    from: times.created,
    to: times.autoConfirm,
    verified,
    verifiedPlace: verified ? place : null,
    verifiedAt: times.delivered,
    verifiedBy: verified ? `staff_${context.dice.digits(6)}` : null
  }
}

export const makeVouchers = (
  limits: TrueOrderLimits,
  context: TrueOrderContext,
  lines: ReadonlyArray<OrderLine>,
  times: OrderTimes
): ReadonlyArray<Voucher> => {
  if (!limits.has.vouchers || times.paid === null || !context.dice.chance(0.2)) return []
  const hide = privately(limits, context)
  const used = times.delivered !== null || times.completed !== null
  return [
    {
      code: hide(privateDigits(context, "voucher", 12), "code"),
      secret: null,
      kind: "verification",
      status: used ? "used" : "unused",
      lineId: lines[0]?.lineId ?? null,
      total: 1,
      remaining: used ? 0 : 1,
      validFrom: times.paid,
      validTo: null,
      usedAt: used ? (times.delivered ?? times.completed) : null,
      usedBy: null
    }
  ]
}

/** For an order of gifts to others: how many there are, and who claimed one. */
export const makeGift = (context: TrueOrderContext): Gift => {
  const total = context.dice.between(1, 5)
  const claimed = context.dice.between(0, total)
  return {
    batchId: trueId(context, 600),
    total,
    claimed,
    invalid: 0,
    recipientIds: Array.from({ length: claimed }, () => `u_${context.dice.digits(10)}`)
  }
}
