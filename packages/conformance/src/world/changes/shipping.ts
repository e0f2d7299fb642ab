/** Parcels that leave, and what arrives. */
import type { FulfilmentState, Order, OrderLine, OrderTimes, Shipment } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { TrueOrderLimits } from "../TrueOrderLimits.ts"
import { carriers } from "../words.ts"
import type { TrueStep } from "./TrueChanges.ts"

/** What shipping changes of an order. */
export type Shipped = Pick<Order, "lines" | "delivery" | "times">

type Parcel = Shipment["lines"]

/** Some of what has not left yet; `null` if it cannot leave in parts. */
export const shipPart = (limits: TrueOrderLimits, step: TrueStep): Shipped | null => {
  const { before, context } = step
  const waiting = before.lines.filter(isWaiting)
  const [only] = waiting
  if (before.delivery.method !== "express" || only === undefined) return null
  if (limits.traits?.includes("several parcels") !== true) return null
  if (waiting.length > 1) {
    const leaving = waiting.slice(0, context.dice.between(1, waiting.length - 1))
    return shipped(step, new Map(leaving.map((line) => [line, "shipped"])), parcelOf(leaving))
  }
  const pieces = only.quantity ?? 1
  if (!limits.traits.includes("partial parcel") || pieces < 2 || only.type === "digital") return null
  const ahead = [{ lineId: only.lineId, quantity: context.dice.between(1, pieces - 1) }]
  return shipped(step, new Map([[only, "partially_shipped"]]), ahead)
}

/** Everything that has not left yet; `null` if there is nothing. */
export const shipRest = (step: TrueStep): Shipped | null => {
  const { delivery, lines } = step.before
  const waiting = lines.filter(isWaiting)
  if (waiting.length === 0) return null
  const left = (lineId: OrderLine["lineId"]) =>
    delivery.shipments
      .flatMap((shipment) => shipment.lines)
      .reduce((sum, piece) => sum + (piece.lineId === lineId ? (piece.quantity ?? 0) : 0), 0)
  const parcel = parcelOf(waiting)
    .map((piece) => ({ ...piece, quantity: (piece.quantity ?? 1) - left(piece.lineId) }))
    .filter(({ quantity }) => quantity > 0)
  return shipped(step, new Map(waiting.map((line) => [line, "shipped"])), parcel)
}

/** What was refunded before it left stays where it is. */
const isWaiting = ({ afterSale, fulfilment }: OrderLine): boolean =>
  (fulfilment === "unfulfilled" || fulfilment === "partially_shipped") && afterSale !== "refunded"

/** What is sent by post of these lines. */
const parcelOf = (lines: ReadonlyArray<OrderLine>): Parcel =>
  lines.filter(({ type }) => type !== "digital").map(({ lineId, quantity }) => ({ lineId, quantity }))

const shipped = (
  { at, before, context: { dice } }: TrueStep,
  states: ReadonlyMap<OrderLine, FulfilmentState>,
  parcel: Parcel
): Shipped => {
  const carrier = dice.pick(carriers)
  const shipment: Shipment = {
    id: `18${dice.digits(17)}`,
    carrierCode: carrier.code,
    carrierName: carrier.name,
    trackingNumber: `YT${dice.digits(13)}`,
    shippedAt: at,
    deliveredAt: null,
    lines: parcel
  }
  const sends = before.delivery.method === "express" && parcel.length > 0
  return {
    lines: before.lines.map((line) => ({ ...line, fulfilment: states.get(line) ?? line.fulfilment })),
    delivery: { ...before.delivery, shipments: [...before.delivery.shipments, ...(sends ? [shipment] : [])] },
    times: {
      ...before.times,
      shipped: before.times.shipped ?? at,
      autoConfirm: before.times.autoConfirm ?? DateTime.add(at, { days: 10 })
    }
  }
}

/** Everything has arrived; `null` if something is still on its way out. */
export const deliver = ({ at, before, context: { dice } }: TrueStep): Shipped | null => {
  const { delivery, lines, status } = before
  if (status.fulfilment !== "shipped" && status.fulfilment !== "not_required") return null
  const { pickup } = delivery
  const travelled = status.fulfilment === "shipped"
  const times: OrderTimes = { ...before.times, completed: at }
  if (!travelled) return { lines, delivery, times }
  return {
    lines: lines.map((line) => (line.fulfilment === "shipped" ? { ...line, fulfilment: "delivered" } : line)),
    delivery: {
      ...delivery,
      shipments: delivery.shipments.map((shipment) => ({ ...shipment, deliveredAt: shipment.deliveredAt ?? at })),
      pickup:
        pickup === null
          ? null
          : {
              ...pickup,
              verified: true,
              verifiedPlace: pickup.place,
              verifiedAt: at,
              verifiedBy: `staff_${dice.digits(6)}`
            }
    },
    times: { ...times, delivered: times.delivered ?? at }
  }
}
