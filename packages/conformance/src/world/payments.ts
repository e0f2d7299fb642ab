/** Payment, instalments, refunds and commissions of a true order. */
import type { Commission, OrderLine, OrderTimes, Payment, PaymentPhase, Refund, RefundStatus } from "@huidan/core"
import { depositOf, type OrderMoney } from "./money.ts"
import { type TrueOrderContext, type TrueOrderLimits, type TrueState, trueId } from "./TrueOrderLimits.ts"

export const makePayment = (
  limits: TrueOrderLimits,
  { dice, turn }: TrueOrderContext,
  money: OrderMoney,
  times: OrderTimes
): Payment => {
  const paid = times.paid !== null
  const free = money.amounts.payable === 0
  return {
    method: paid ? (free ? "free" : turn("payment method", limits.paymentMethods)) : null,
    methodRaw: null,
    transactionId: paid && !free ? `4200${dice.digits(24)}` : null,
    merchantOrderId: paid && !free ? `MO${dice.digits(16)}` : null,
    paidAt: times.paid,
    collection: null
  }
}

/** Deposit and remainder of a presale order. */
export const makePhases = (
  money: OrderMoney,
  state: TrueState,
  times: OrderTimes,
  transactionId: string | null
): ReadonlyArray<PaymentPhase> => {
  const deposit = depositOf(money.amounts.payable ?? 0)
  const rest = (money.amounts.payable ?? 0) - deposit
  const phase = (index: number, payable: number, paid: boolean): PaymentPhase => ({
    index,
    of: 2,
    payable,
    paid: paid ? payable : 0,
    discount: null,
    opensAt: times.created,
    closesAt: times.expires,
    paidAt: paid ? times.paid : null,
    transactionId: paid ? transactionId : null
  })
  return [
    phase(1, deposit, state.payment === "paid" || state.payment === "partially_paid"),
    phase(2, rest, state.payment === "paid")
  ]
}

const refundStatuses: Partial<Record<TrueState["afterSale"], RefundStatus>> = {
  in_progress: "in_progress",
  partially_refunded: "refunded",
  refunded: "refunded",
  failed: "failed",
  ended: "ended"
}

export const makeRefunds = (
  context: TrueOrderContext,
  state: TrueState,
  lines: ReadonlyArray<OrderLine>,
  times: OrderTimes
): ReadonlyArray<Refund> => {
  const status = refundStatuses[state.afterSale]
  if (status === undefined) return []
  const twice = context.wants("several refunds") || context.wants("several refunds of one line")
  return lines
    .filter((line) => line.role === "item" && line.afterSale !== "none")
    .flatMap((line, index) =>
      index === 0 && twice ? earlierAndLater(status, line) : [{ status, amount: amountOf(status, line), line }]
    )
    .map(({ amount, line, status: own }, index) => ({
      id: trueId(context, 700 + index),
      status: own,
      amount,
      requestedAt: times.paid,
      refundedAt: own === "refunded" ? times.updated : null,
      reason: index % 2 === 0 ? "不想要了" : "少件/漏发",
      lineIds: line.lineId === null ? [] : [line.lineId]
    }))
}

interface LineRefund {
  readonly status: RefundStatus
  readonly amount: number | null
  readonly line: OrderLine
}

const amountOf = (status: RefundStatus, line: OrderLine): number | null =>
  status === "refunded" ? line.refunded : line.paid

/** A refund in two parts, or one that was asked for again after it had failed. */
const earlierAndLater = (status: RefundStatus, line: OrderLine): ReadonlyArray<LineRefund> => {
  const amount = amountOf(status, line) ?? 0
  if (status !== "refunded" || amount < 2)
    return [
      { status: "failed", amount, line },
      { status, amount, line }
    ]
  const part = Number(BigInt(amount) / 3n) || 1
  return [
    { status, amount: part, line },
    { status, amount: amount - part, line }
  ]
}

export const makeCommissions = (
  limits: TrueOrderLimits,
  { dice }: TrueOrderContext,
  lines: ReadonlyArray<OrderLine>
): ReadonlyArray<Commission> => {
  if (!limits.has.commissions || !dice.chance(0.4)) return []
  const percent = BigInt(dice.between(1, 50))
  const amounts = lines.map((line) => Number((BigInt(line.paid ?? 0) * percent) / 100n))
  const amount = amounts.reduce((left, right) => left + right, 0)
  if (amount === 0) return []
  return [
    {
      role: "promoter",
      userId: `u_${dice.digits(10)}`,
      name: null,
      amount,
      rateBasisPoints: Number(percent * 100n)
    }
  ]
}
