/** What can become of an order, and what Xiaoe alone has of it then. */
import { fieldChanges, type TrueChanges, type TrueState, type TrueStep, transitionsAmong } from "@huidan/conformance"
import type { Order, Reference, Refund, Shipment, Voucher } from "@huidan/core"
import { withVouchers } from "./Delivery.ts"
import { choiceOf } from "./Spelling.ts"
import { closeNotes, tradeOf, withTimes } from "./States.ts"
import { afterSaleIds } from "./Sums.ts"

export const changesAmong = (states: ReadonlyArray<TrueState>): TrueChanges => ({
  transitions: transitionsAmong(states),
  fields: {
    ...fieldChanges,
    // Buyers write to the shop where there is something to send.
    "buyer note": (order, context) =>
      order.delivery.method === "express" ? fieldChanges["buyer note"](order, context) : order
  },
  refine: (order, step) => (isPossible(order, step) ? refineChange(order, step) : null)
})

const isPossible = ({ kind, lines, status }: Order, step: TrueStep): boolean => {
  // What was paid and still waits is a group buy.
  if (status.trade === "pending" && status.payment === "paid") return kind === "group_buy"
  // A parcel on its way and another to come need two things to send.
  const sent = lines.filter(({ role, type }) => role === "item" && type === "physical")
  if (step.kind === "ship-part") return sent.length > 1
  // No document says what state the order has when a line was refunded before it left.
  return step.kind !== "ship" || sent.every(({ fulfilment }) => fulfilment !== "unfulfilled")
}

const refineChange = (order: Order, step: TrueStep): Order =>
  [withStatus, withTimes, withParcels, withPayment, withCodes, withNumbers, withReferences].reduce(
    (refined, change) => change(refined, step),
    order
  )

/** What is completed by a change is not settled yet; what is not completed never is. */
const withStatus = (order: Order, { before }: TrueStep): Order => {
  const { closeReason, fulfilment } = order.status
  const trade = tradeOf(order, fulfilment)
  const settles = trade === "completed" && before.status.trade === "completed"
  return {
    ...order,
    status: {
      ...order.status,
      trade,
      settlement: settles ? before.status.settlement : "unsettled",
      closeNote: closeReason === null ? null : (closeNotes[closeReason] ?? null)
    }
  }
}

/** No answer says by whom or when something was picked up, or when a parcel arrived. */
const withParcels = (order: Order, { before }: TrueStep): Order => {
  const { pickup, shipments } = order.delivery
  const known = new Set(before.delivery.shipments.map(({ id }) => id))
  const parcel = (shipment: Shipment): Shipment =>
    known.has(shipment.id)
      ? { ...shipment, deliveredAt: null }
      : { ...shipment, id: `parcel_${shipment.id}`, carrierCode: null, deliveredAt: null }
  return {
    ...order,
    delivery: {
      ...order.delivery,
      shipments: shipments.map(parcel),
      pickup: pickup === null ? null : { ...pickup, verifiedPlace: null, verifiedAt: null, verifiedBy: null }
    }
  }
}

/** What is paid outside the platform has no number of its own. */
const withPayment = (order: Order): Order =>
  order.payment.method === "offline" ? { ...order, payment: { ...order.payment, transactionId: null } } : order

/** Codes come with the payment, and are void when the order is closed. */
const withCodes = (order: Order, { before, context }: TrueStep): Order => {
  if (before.status.payment !== "paid") return withVouchers(order, context)
  if (order.status.trade !== "closed") return order
  const vouchers = order.vouchers.map(
    (voucher): Voucher =>
      voucher.kind === "verification"
        ? { ...voucher, status: "void", remaining: 0, usedAt: null, usedBy: null }
        : voucher
  )
  return { ...order, vouchers }
}

/** A refund has the number of its after-sale; an after-sale that ended without money has no refund. */
const withNumbers = (order: Order, { before }: TrueStep): Order => {
  const known = new Set(before.refunds.map(({ id }) => id))
  const numbered = (refund: Refund): Refund => {
    const index = order.lines.findIndex(({ lineId }) => lineId !== null && refund.lineIds.includes(lineId))
    const first = `A${order.orderId}_${index}`
    return known.has(refund.id) ? refund : { ...refund, id: known.has(first) ? `${first}_2` : first }
  }
  const status = choiceOf(order, "refund status", "requested" as const, "in_progress" as const, "in_progress" as const)
  const refunds = order.refunds
    .filter((refund) => refund.status !== "ended")
    .map((refund) => {
      const own = numbered(refund)
      return own.status === "in_progress" && !known.has(refund.id) ? { ...own, status } : own
    })
  return { ...order, refunds }
}

/** Numbers of the payment come first, those of after-sales last. */
const withReferences = (order: Order, { context: { dice } }: TrueStep): Order => {
  const { merchantOrderId, transactionId } = order.payment
  const external = order.references.find(({ kind }) => kind === "external_order")
  const others = order.references.filter(
    ({ kind, relation }) =>
      kind !== "payment_transaction" && kind !== "merchant_order" && kind !== "external_order" && relation !== "售后"
  )
  return {
    ...order,
    references: [
      ...(transactionId === null ? [] : [referenceTo("payment_transaction", transactionId)]),
      ...(merchantOrderId === null ? [] : [referenceTo("merchant_order", merchantOrderId)]),
      ...(order.times.paid === null
        ? []
        : [external ?? referenceTo("external_order", `oo_${dice.digits(13)}_ul8aYN8S`)]),
      ...others,
      ...afterSaleIds(order).map(([, id]) => referenceTo("other", id, "售后"))
    ]
  }
}

const referenceTo = (kind: Reference["kind"], value: string, relation: string | null = null): Reference => ({
  kind,
  value,
  relation,
  shopId: null
})
