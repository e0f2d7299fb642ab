/** How a true order was paid, and when the platform says so. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { Order, PaymentMethod, PaymentPhase } from "@huidan/core"
import { payTypeChoices } from "../Words.ts"

/** Some free orders were never paid: they have no time of payment. */
export const refinePayment = (
  order: Order,
  amounts: Order["amounts"],
  phases: ReadonlyArray<PaymentPhase>,
  context: TrueOrderContext
): Order["payment"] => {
  const { dice } = context
  const { code, method } = payTypeOf(order.status, amounts.payable ?? 0, phases.length > 0, context)
  const free = method === "free" || amounts.payable === 0
  const inPart = order.status.payment === "partially_paid"
  const paidAt = inPart || (free && dice.chance(0.5)) ? null : order.times.paid
  const lastNumber = phases.findLast((phase) => phase.transactionId !== null)?.transactionId ?? null
  const ownNumber = free || paidAt === null || method === "cash_on_delivery" ? null : dice.digits(28)
  return {
    method,
    methodRaw: String(code),
    transactionId: phases.length > 0 ? lastNumber : ownNumber,
    merchantOrderId: null,
    paidAt,
    collection: null
  }
}

interface PayType {
  readonly method: PaymentMethod
  readonly code: number
}

/** An unpaid order already names its payment method. */
const payTypeOf = (
  { trade, payment, fulfilment }: Order["status"],
  payable: number,
  phased: boolean,
  { turn }: TrueOrderContext
): PayType => {
  const underWay = trade !== "pending" && !(trade === "closed" && fulfilment === "unfulfilled")
  const isPossible = ({ method }: PayType): boolean => {
    if (underWay && payment !== "paid") return method === "cash_on_delivery" || method === "other"
    // Nothing to pay, and no method named: 0 is the default of the column.
    if (payment === "paid" && !phased && payable === 0) return method === "free" || method === "wechat"
    return method !== "free" || (payment === "paid" && !phased)
  }
  const [first, ...others] = payTypeChoices.filter(isPossible)
  return turn("pay_type", [first ?? { method: "wechat", code: 1 }, ...others])
}
