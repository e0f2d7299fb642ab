/** After-sales that begin, end without money, or give money back. */
import { type AfterSaleState, afterSaleOfLines, type Order, type OrderLine, type Refund } from "@huidan/core"
import type { Dice } from "../Dice.ts"
import type { TrueOrderLimits } from "../TrueOrderLimits.ts"
import type { TrueStep } from "./TrueChanges.ts"

/** What an after-sale changes of an order. */
export type AfterSold = Pick<Order, "lines" | "refunds" | "amounts">

/** `null` if the lines cannot bring the order into the step's state. */
export const changeAfterSale = (limits: TrueOrderLimits, step: TrueStep): AfterSold | null => {
  const { before, context, to } = step
  const states = statesAfter(step)
  if (states === null || (before.amounts.payable ?? 0) === 0) return null
  const ofItems = states.filter((_, index) => before.lines[index]?.role === "item")
  if (afterSaleOfLines(ofItems) !== to.afterSale) return null
  const lines = before.lines.map((line, index) => lineIn(line, states[index] ?? null, context.dice))
  const refunded = lines.reduce((sum, line) => sum + (line.refunded ?? 0), 0)
  return {
    lines,
    refunds: limits.has.refundRecords ? refundsAfter(step, lines) : before.refunds,
    amounts: { ...before.amounts, refunded: before.amounts.refunded === null ? null : refunded }
  }
}

type LineStates = ReadonlyArray<AfterSaleState | null>

/** The after-sale of each line. */
const statesAfter = ({ before: { lines }, context: { dice }, kind, to }: TrueStep): LineStates | null => {
  const current = lines.map(({ afterSale }) => afterSale)
  if (kind === "refund-all" || to.afterSale === "refunded") return lines.map(() => "refunded")
  if (kind === "end-after-sale") return current.map((state) => (state === "in_progress" ? to.afterSale : state))
  if (kind === "refund-part") return partlyRefunded(lines, dice)
  const asked = dice.pickFrom(lines.flatMap((line, index) => (isUntouched(line) ? [index] : [])))
  return asked === undefined ? null : current.map((state, index) => (index === asked ? "in_progress" : state))
}

/** Nobody gives back a gift, or what cost nothing. */
const isUntouched = ({ afterSale, paid, role }: OrderLine): boolean =>
  role === "item" && afterSale === "none" && (paid ?? 0) > 0

/** What was asked for is refunded, in part if nothing else of the order would be kept. */
const partlyRefunded = (lines: ReadonlyArray<OrderLine>, dice: Dice): LineStates | null => {
  const isKept = ({ afterSale, role }: OrderLine) =>
    role === "item" && afterSale !== "in_progress" && afterSale !== "refunded"
  const first = lines.findIndex(({ afterSale, role }) => role === "item" && afterSale === "in_progress")
  const whole = lines.some(isKept) && dice.chance(0.6)
  if (!whole && (lines[first]?.paid ?? 0) < 2) return null
  return lines.map(({ afterSale }, index) => {
    if (afterSale !== "in_progress") return afterSale
    return index === first && !whole ? "partially_refunded" : "refunded"
  })
}

const lineIn = (line: OrderLine, afterSale: AfterSaleState | null, dice: Dice): OrderLine => {
  if (line.afterSale === afterSale) return line
  const given = (): number => {
    if (afterSale === "refunded") return line.paid ?? 0
    return afterSale === "partially_refunded" ? dice.between(1, (line.paid ?? 0) - 1) : (line.refunded ?? 0)
  }
  return { ...line, afterSale, refunded: line.refunded === null ? null : given() }
}

/** The records of the order's refunds, those of changed lines brought up to date. */
const refundsAfter = (step: TrueStep, lines: ReadonlyArray<OrderLine>): ReadonlyArray<Refund> => {
  const changed = lines.filter(
    (line, index) => line.role === "item" && line.afterSale !== step.before.lines[index]?.afterSale
  )
  return changed.reduce((refunds, line) => withRefundOf(refunds, line, step), step.before.refunds)
}

const withRefundOf = (
  refunds: ReadonlyArray<Refund>,
  line: OrderLine,
  { at, context: { dice } }: TrueStep
): ReadonlyArray<Refund> => {
  const status = statusOf(line.afterSale)
  if (status === null || line.lineId === null) return refunds
  const own = refunds.filter(({ lineIds }) => lineIds.some((lineId) => lineId === line.lineId))
  const open = own.find((refund) => refund.status === "requested" || refund.status === "in_progress")
  const done = own.reduce((sum, refund) => sum + (refund.status === "refunded" ? (refund.amount ?? 0) : 0), 0)
  const outcome =
    status === "refunded"
      ? { status, amount: (line.refunded ?? 0) - done, refundedAt: at }
      : { status, amount: line.paid, refundedAt: null }
  if (open !== undefined) return refunds.map((refund) => (refund === open ? { ...refund, ...outcome } : refund))
  if (outcome.amount === 0) return refunds
  const reason = dice.pick(["不想要了", "少件/漏发"])
  return refunds.concat({ id: `18${dice.digits(17)}`, ...outcome, requestedAt: at, reason, lineIds: [line.lineId] })
}

const statusOf = (afterSale: AfterSaleState | null): Refund["status"] | null => {
  if (afterSale === "partially_refunded" || afterSale === "refunded") return "refunded"
  return afterSale === "in_progress" || afterSale === "failed" || afterSale === "ended" ? afterSale : null
}
