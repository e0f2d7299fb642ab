/** 定金预售: a presale paid in two instalments, deposit and rest. */
import type { TrueOrderContext } from "@huidan/conformance"
import { type MinorUnits, type Order, type OrderLine, type PaymentPhase, toUnixSeconds } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { OrderForm } from "./Form.ts"

/** 定金单价: a tenth of the price of one piece. */
const depositPrice = (line: OrderLine): MinorUnits => Number(BigInt(line.unitPrice ?? 0) / 10n)

/** What the deposit of a line makes; `null` for a gift, which has none. */
export const depositOf = (line: OrderLine): MinorUnits | null =>
  line.role === "gift" ? null : depositPrice(line) * (line.quantity ?? 1)

/**
 * Deposit and rest of each line. Discounts fall on the rest, not on the deposit. What an instalment costs is net of them:
 * together they are the order's price.
 */
export const refinePhases = (
  order: Order,
  lines: ReadonlyArray<OrderLine>,
  form: OrderForm,
  { dice, createdAt }: TrueOrderContext
): ReadonlyArray<PaymentPhase> => {
  if (!form.phased) return []
  const created = toUnixSeconds(createdAt)
  const paid = order.times.paid === null ? created : toUnixSeconds(order.times.paid)
  const at = (seconds: number) => DateTime.makeUnsafe(seconds * 1000)
  const bothPaid = order.status.payment === "paid"
  const depositPaid = bothPaid || order.status.payment === "partially_paid"
  return lines.flatMap((line): ReadonlyArray<PaymentPhase> => {
    const deposit = depositOf(line)
    if (deposit === null) return []
    const discount = line.discount ?? 0
    const rest = (line.total ?? 0) - deposit - discount
    return [
      {
        index: 1,
        of: 2,
        payable: deposit,
        paid: depositPaid ? deposit : 0,
        discount: 0,
        opensAt: createdAt,
        closesAt: at(created + 1800),
        paidAt: depositPaid ? at(bothPaid ? dice.between(created, paid) : paid) : null,
        transactionId: depositPaid ? dice.digits(28) : null
      },
      {
        index: 2,
        of: 2,
        payable: rest,
        paid: bothPaid ? rest : 0,
        discount,
        opensAt: at(created + dice.between(1, 600)),
        closesAt: at(created + dice.between(3, 20) * 86_400),
        paidAt: bothPaid ? at(paid) : null,
        transactionId: bothPaid ? dice.digits(28) : null
      }
    ]
  })
}
