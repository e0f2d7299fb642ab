/** Parcels of a true order by line, and the vouchers of one that is redeemed in a shop. */
import { type Dice, type TrueOrderContext, trueId } from "@huidan/conformance"
import {
  maskedText,
  type Order,
  type OrderLine,
  type PrivateText,
  plainText,
  type Shipment,
  toUnixSeconds,
  type Voucher
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { OrderForm } from "./Form.ts"

const day = 86_400

export const refineDelivery = (
  form: OrderForm,
  lines: ReadonlyArray<OrderLine>,
  times: Order["times"],
  context: TrueOrderContext
): Order["delivery"] => {
  const { dice, createdAt } = context
  const created = toUnixSeconds(createdAt)
  const later = (from: number, to: number) => DateTime.makeUnsafe((created + dice.between(from, to)) * 1000)
  const travels = form.delivery === "express"
  return {
    method: form.delivery,
    shipBy: travels && dice.chance(0.8) ? later(day, 7 * day) : null,
    shipAt: travels && dice.chance(0.1) ? later(day, 30 * day) : null,
    shipments: travels ? shipmentsOf(lines, times, context) : [],
    pickup: null
  }
}

type Carrier = Pick<Shipment, "carrierCode" | "carrierName">

const carriers: readonly [Carrier, ...ReadonlyArray<Carrier>] = [
  { carrierCode: "yuantong", carrierName: "圆通快递" },
  { carrierCode: "shunfeng", carrierName: "顺丰速运" },
  { carrierCode: "debangwuliu", carrierName: "德邦" }
]

const shipmentsOf = (
  lines: ReadonlyArray<OrderLine>,
  times: Order["times"],
  context: TrueOrderContext
): ReadonlyArray<Shipment> => {
  const { dice, turn } = context
  const shippedAt = times.shipped
  const gone = lines.flatMap((line) => {
    if (line.fulfilment === "unfulfilled" || line.type === "digital") return []
    const quantity = line.quantity ?? 1
    return [{ lineId: line.lineId, quantity: line.fulfilment === "partially_shipped" ? quantity - 1 : quantity }]
  })
  if (shippedAt === null || gone.length === 0) return []
  const first = toUnixSeconds(shippedAt)
  const last = Math.max(first, times.updated === null ? first : toUnixSeconds(times.updated))
  return parcelsOf(gone, context).map((parcel, index) => ({
    id: trueId(context, 500 + index),
    ...turn(`carrier of parcel ${index}`, carriers),
    trackingNumber: `${dice.pick(["YT", "SF", ""])}${dice.digits(13)}`,
    // The order has left when its first parcel has.
    shippedAt: index === 0 ? shippedAt : DateTime.makeUnsafe(dice.between(first, last) * 1000),
    deliveredAt: null,
    lines: parcel
  }))
}

/** One parcel for all, one for each line, or one line's pieces in two. */
const parcelsOf = (gone: Shipment["lines"], { dice, wants }: TrueOrderContext): ReadonlyArray<Shipment["lines"]> => {
  const first = gone[0]
  const pieces = first?.quantity ?? 1
  const together = wants("parcel of several lines")
  const split = wants("partial parcel") || (wants("several parcels") && gone.length === 1)
  if (first !== undefined && pieces > 1 && (split || (!together && dice.chance(0.4)))) {
    const ahead = dice.between(1, pieces - 1)
    return [[{ ...first, quantity: ahead }], [{ ...first, quantity: pieces - ahead }, ...gone.slice(1)]]
  }
  return gone.length > 1 && (wants("several parcels") || (!together && dice.chance(0.5)))
    ? gone.map((line) => [line])
    : [gone]
}

/** Codes to be written off in a shop, and codes of related orders that were redeemed for a line. */
export const refineVouchers = (
  form: OrderForm,
  order: Order,
  lines: ReadonlyArray<OrderLine>,
  context: TrueOrderContext
): ReadonlyArray<Voucher> => {
  const writtenOff = (form.orderType === 4 || form.orderType === 5) && order.status.trade !== "pending"
  return lines.flatMap(({ lineId }) => [
    ...(writtenOff ? [verification(order, lineId, context)] : []),
    ...(context.dice.chance(0.03) ? [redemption(lineId, context.dice)] : [])
  ])
}

const verification = ({ status }: Order, lineId: string | null, { dice, createdAt }: TrueOrderContext): Voucher => {
  const created = toUnixSeconds(createdAt)
  const total = dice.between(1, 3)
  const used = status.trade === "completed" ? total : dice.between(0, total)
  return {
    code: codeOf(dice),
    secret: null,
    kind: "verification",
    status: used === 0 ? "unused" : used === total ? "used" : "partly_used",
    lineId,
    total,
    remaining: total - used,
    validFrom: createdAt,
    validTo: dice.chance(0.8) ? DateTime.makeUnsafe((created + dice.between(1, 90) * day) * 1000) : null,
    usedAt: null,
    usedBy: null
  }
}

/** The platform states only its number. */
const redemption = (lineId: string | null, dice: Dice): Voucher => ({
  code: codeOf(dice),
  secret: null,
  kind: "redemption",
  status: null,
  lineId,
  total: null,
  remaining: null,
  validFrom: null,
  validTo: null,
  usedAt: null,
  usedBy: null
})

const codeOf = (dice: Dice): PrivateText => {
  const number = `${dice.pick(["Te", ""])}${dice.digits(10)}`
  return dice.chance(0.5) ? plainText(number) : maskedText(`${number.slice(0, 2)}****${number.slice(-4)}`)
}
