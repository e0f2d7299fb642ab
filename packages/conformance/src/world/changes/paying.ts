/** What a payment changes of an order. */
import type { MinorUnits, Order, PaymentPhase } from "@huidan/core"
import { depositOf } from "../money.ts"
import type { TrueOrderLimits } from "../TrueOrderLimits.ts"
import type { TrueStep } from "./TrueChanges.ts"

/** The whole price, or the first instalment; `null` if the order is not paid in this way. */
export const pay = (
  limits: TrueOrderLimits,
  { at, before, context: { dice }, kind }: TrueStep
): Pick<Order, "amounts" | "payment" | "phases" | "times"> | null => {
  const { amounts, payment, phases } = before
  const inPart = kind === "pay-deposit"
  const inInstalments = phases.length > 1
  // Instalments are paid one after the other; a platform with presales has no deposit for anything else.
  if (inPart ? !inInstalments && limits.kinds.includes("presale") : inInstalments && isFirst(before)) return null
  const payable = amounts.payable ?? 0
  const free = payable === 0
  const transactionId = free ? null : `4200${dice.digits(24)}`
  const paidPhases = phases.map((phase): PaymentPhase => {
    const isDue = phase.paidAt === null && (!inPart || phase.index === 1)
    return isDue ? { ...phase, paid: phase.payable, paidAt: at, transactionId } : phase
  })
  return {
    amounts: { ...amounts, paid: inPart ? depositIn(paidPhases, payable) : payable },
    payment: {
      ...payment,
      method: payment.method ?? (free ? "free" : dice.pick(limits.paymentMethods)),
      transactionId: transactionId ?? payment.transactionId,
      merchantOrderId: free ? null : (payment.merchantOrderId ?? `MO${dice.digits(16)}`),
      paidAt: at
    },
    phases: paidPhases,
    times: { ...before.times, paid: at }
  }
}

const isFirst = ({ phases }: Order): boolean => phases.every(({ paidAt }) => paidAt === null)

const depositIn = (phases: ReadonlyArray<PaymentPhase>, payable: MinorUnits): MinorUnits =>
  phases.length > 1 ? phases.reduce((sum, { paid }) => sum + (paid ?? 0), 0) : depositOf(payable)
