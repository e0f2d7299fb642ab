/** What can become of an order, and what only this platform has of it then. */
import {
  fieldChanges,
  type TrueChanges,
  type TrueOrderContext,
  type TrueStep,
  transitionsAmong
} from "@huidan/conformance"
import { encryptedText, type Order, type OrderLine, type PaymentPhase, type Refund } from "@huidan/core"
import { addressId, textCipher } from "./Cipher.ts"
import { linePayables, sum } from "./LineShares.ts"
import { paymentReferences } from "./refine/Channels.ts"
import { refundsOf } from "./refine/Lines.ts"
import { closeNoteOf } from "./refine/Order.ts"
import { states } from "./Status.ts"
import { flagWords } from "./Words.ts"

export const changes: TrueChanges = {
  transitions: transitionsAmong(states),
  fields: {
    ...fieldChanges,
    flag: (order, { dice }) => ({ ...order, notes: { ...order.notes, flag: dice.pick(flagWords) } }),
    address: (order, context) => withOtherAddress(order, context)
  },
  refine: (order, step) => refineChange(order, step)
}

/** Until something has left; the address has another id then. */
const withOtherAddress = (order: Order, { dice }: TrueOrderContext): Order => {
  const { delivery, recipient, status } = order
  const waits = status.fulfilment === "unfulfilled" && (status.trade === "pending" || status.trade === "active")
  if (!waits || delivery.method !== "express" || recipient === null) return order
  const detail = encryptedText(textCipher(dice), dice.pick(["新城路**号*栋", "虚构花园*号楼"]))
  return { ...order, recipient: { ...recipient, detail, mergeKey: addressId(dice) } }
}

const refineChange = (order: Order, step: TrueStep): Order => {
  const { before, context } = step
  const paid = before.status.payment === order.status.payment ? {} : paidParts(order, step)
  const lines = linesOf({ ...order, ...paid })
  const refined = { ...order, ...paid, lines, delivery: withoutArrivals(order), vouchers: vouchersOf(order) }
  const closes = before.status.trade !== "closed" && order.status.trade === "closed"
  const closeNote = closes ? closeNoteOf(order, context) : before.status.closeNote
  return {
    ...refined,
    status: { ...refined.status, closeNote },
    refunds: refundsAfter(refined, step),
    references: [
      ...paymentReferences(refined),
      ...order.references.filter(({ kind }) => kind !== "payment_transaction")
    ]
  }
}

/** No answer says when a parcel arrived. */
const withoutArrivals = ({ delivery }: Order): Order["delivery"] => ({
  ...delivery,
  shipments: delivery.shipments.map((shipment) => ({ ...shipment, deliveredAt: null }))
})

/** The order's way to pay stays; each instalment has a number of its own, and the order that of the last one. */
const paidParts = (
  order: Order,
  { at, before, context: { dice }, to }: TrueStep
): Partial<Pick<Order, "amounts" | "lines" | "payment" | "phases" | "times">> => {
  const whole = to.payment === "paid"
  if (!whole && to.payment !== "partially_paid") return {}
  const phases = order.phases.map((phase, index): PaymentPhase => {
    const isNew = phase.paidAt !== null && before.phases[index]?.paidAt === null
    return isNew ? { ...phase, transactionId: dice.digits(28) } : phase
  })
  const last = phases.findLast(({ transactionId }) => transactionId !== null)?.transactionId ?? null
  const numbered = before.payment.method !== "cash_on_delivery" && (order.amounts.payable ?? 0) > 0
  const payables = linePayables(order.lines, order.amounts.payable)
  // Deposit and rest of each line that is no gift.
  const items = order.lines.filter(({ role }) => role !== "gift")
  const deposit = (line: OrderLine) => (line.role === "gift" ? null : (phases[2 * items.indexOf(line)]?.paid ?? null))
  const paidAt = whole ? at : null
  return {
    phases,
    lines: order.lines.map((line, index) => ({ ...line, paid: whole ? (payables[index] ?? 0) : deposit(line) })),
    amounts: { ...order.amounts, paid: whole ? order.amounts.payable : sum(phases.map(({ paid }) => paid ?? 0)) },
    payment: {
      ...before.payment,
      transactionId: phases.length > 0 ? last : numbered ? dice.digits(28) : null,
      paidAt
    },
    times: { ...order.times, paid: paidAt }
  }
}

/** The lines of a closed order are where it is. */
const linesOf = ({ lines, status }: Order): ReadonlyArray<OrderLine> =>
  status.trade === "closed" ? lines.map((line) => ({ ...line, fulfilment: status.fulfilment })) : lines

/** What is written off in a shop is used up when the order is completed. */
const vouchersOf = ({ status, vouchers }: Order): Order["vouchers"] =>
  status.trade === "completed"
    ? vouchers.map((voucher) =>
        voucher.kind === "verification" ? { ...voucher, status: "used", remaining: 0, usedAt: null } : voucher
      )
    : vouchers

/** One record for each line with an after-sale that is about money; a line whose after-sale goes on keeps its own. */
const refundsAfter = ({ lines }: Order, { before, context }: TrueStep): ReadonlyArray<Refund> =>
  lines.flatMap((line, index) =>
    line.afterSale === before.lines[index]?.afterSale
      ? before.refunds.filter(({ lineIds }) => line.lineId !== null && lineIds.includes(line.lineId))
      : refundsOf([line], context)
  )
