/** How a true order was paid, and when the platform says so. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { Order, PaymentMethod, PaymentPhase } from "@huidan/core"

/** Some free orders were never paid: they have no time of payment. */
export const refinePayment = (
  order: Order,
  amounts: Order["amounts"],
  phases: ReadonlyArray<PaymentPhase>,
  context: TrueOrderContext
): Order["payment"] => {
  const { dice } = context
  const method = methodOf(order.status, amounts.payable ?? 0, phases.length > 0, context)
  const free = method === "free" || amounts.payable === 0
  const inPart = order.status.payment === "partially_paid"
  const paidAt = inPart || (free && dice.chance(0.5)) ? null : order.times.paid
  const lastNumber = phases.findLast((phase) => phase.transactionId !== null)?.transactionId ?? null
  const ownNumber = free || paidAt === null || method === "cash_on_delivery" ? null : dice.digits(28)
  return {
    method,
    methodRaw: null,
    transactionId: phases.length > 0 ? lastNumber : ownNumber,
    merchantOrderId: null,
    paidAt,
    collection: null
  }
}

const onTheWayUnpaid: readonly [PaymentMethod, ...ReadonlyArray<PaymentMethod>] = ["cash_on_delivery", "other"]

const ways: readonly [PaymentMethod, ...ReadonlyArray<PaymentMethod>] = [
  "wechat",
  "alipay",
  "other",
  "bank_card",
  "balance",
  "douyin",
  "cash_on_delivery"
]

/** An unpaid order already names its payment method. */
const methodOf = (
  { trade, payment, fulfilment }: Order["status"],
  payable: number,
  phased: boolean,
  { dice }: TrueOrderContext
): PaymentMethod => {
  const underWay = trade !== "pending" && !(trade === "closed" && fulfilment === "unfulfilled")
  if (underWay && payment !== "paid") return dice.pick(onTheWayUnpaid)
  if (payment === "paid" && !phased) {
    if (payable === 0) return dice.pick(["free", "free", "wechat"])
    if (dice.chance(0.03)) return "free"
  }
  return dice.pick(ways)
}
