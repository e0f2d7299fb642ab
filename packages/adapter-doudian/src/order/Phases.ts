/** Instalments of a presale (定金、尾款): what each costs, and what was paid by them. All amounts in fen (分). */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { PaymentState } from "@huidan/core"
import { lineRoles } from "./Codes.ts"
import type { OrderPhase, ShopOrder, SkuOrder } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

export interface PricedPhase {
  readonly phase: OrderPhase
  /** The line that it is a part of the price of, if that is known. */
  readonly line: SkuOrder | undefined
  readonly isPaid: boolean
  readonly payable: Amount
  readonly paid: Amount
}

/** Each phase with the line that it names, else the sole line that is no gift *(inferred)*. */
export const pricedPhases = (order: ShopOrder): ReadonlyArray<PricedPhase> => {
  const lines = order.sku_order_list
  const items = lines.filter((line) => Traced.entryOf(lineRoles, line.given_product_type.value) !== "gift")
  const sole = items.length === 1 ? items[0] : undefined
  const byId = new Map(lines.map((line) => [line.order_id.value, line]))
  return order.order_phase_list.map((phase) => {
    const named = phase.sku_order_id.value
    const line = (named === null ? undefined : byId.get(named)) ?? sole
    const isPaid = phase.pay_success.value ?? phase.phase_pay_time.value !== null
    const payable = payableOf(phase, line, isPaid)
    const paid = Traced.combine(
      [isPaid ? payable : phase.phase_pay_amount, phase.pay_success, phase.phase_pay_time],
      "phase_pay_amount if pay_success, else 0",
      (amount) => (isPaid ? amount : 0)
    )
    return { phase, line, isPaid, payable, paid }
  })
}

const groupsOf = <K>(
  phases: ReadonlyArray<PricedPhase>,
  keyOf: (phase: PricedPhase) => K
): ReadonlyMap<K, ReadonlyArray<PricedPhase>> => {
  const found = new Map<K, Array<PricedPhase>>()
  for (const phase of phases) {
    const key = keyOf(phase)
    const group = found.get(key)
    if (group === undefined) found.set(key, [phase])
    else group.push(phase)
  }
  return found
}

/** The phases of each line. */
export const byLine = (
  phases: ReadonlyArray<PricedPhase>
): ReadonlyMap<SkuOrder | undefined, ReadonlyArray<PricedPhase>> => groupsOf(phases, ({ line }) => line)

/**
 * `phase_pay_amount` is what the phase costs after discounts; if an unpaid phase does not state it, its total less its
 * discount, else its price for each piece *(inferred)*; `null` if it has a price, but the number of pieces is not known.
 */
const payableOf = (phase: OrderPhase, line: SkuOrder | undefined, isPaid: boolean): Amount => {
  const stated = phase.phase_pay_amount
  if (stated.value !== null && (isPaid || stated.value !== 0)) return stated
  const total = phase.phase_order_amount
  if (total.value !== null && total.value !== 0)
    return Traced.sum(
      [total, phase.phase_promotion_amount.map((discount) => -discount)],
      "phase_order_amount − phase_promotion_amount (inferred)"
    )
  const pieces = line?.item_num ?? Traced.fixed(null, "no line is named")
  const ofPieces = Traced.product(
    phase.phase_payable_price,
    pieces,
    "phase_payable_price × item_num of its line (inferred)"
  ).considering(phase.sku_order_id)
  return (phase.phase_payable_price.value ?? 0) === 0 ? ofPieces.orElse(stated) : ofPieces.considering(stated)
}

/** What was paid in these phases *(inferred)*; `null` if none of them is paid. */
export const paidInPhases = (phases: ReadonlyArray<PricedPhase>): Amount =>
  Traced.sumOfAll(
    phases.filter(({ isPaid }) => isPaid).map(({ paid }) => paid),
    "Σ of the phases that are paid (inferred)"
  )

/** Whether as many phases are listed as `total_phase` states; one that is listed twice counts once. */
const isComplete = (phases: ReadonlyArray<PricedPhase>): boolean => {
  const listed = new Set(phases.map(({ phase }) => phase.current_phase.value ?? phase)).size
  return phases.every(({ phase }) => (phase.total_phase.value ?? 0) <= listed)
}

/** `paid` if every phase is, `partially_paid` if any is, `null` if none is. A phase that is not listed is not paid. */
export const paymentInPhases = (phases: ReadonlyArray<PricedPhase>): Traced.Traced<PaymentState | null> =>
  Traced.combine(
    phases.flatMap(({ phase }) => [phase.pay_success, phase.phase_pay_time, phase.current_phase, phase.total_phase]),
    "pay_success of the phases, as many as total_phase states",
    () => {
      if (!phases.some(({ isPaid }) => isPaid)) return null
      const ofLines = groupsOf(phases, ({ phase, line }) => line ?? phase.sku_order_id.value)
      return phases.every(({ isPaid }) => isPaid) && [...ofLines.values()].every(isComplete) ? "paid" : "partially_paid"
    }
  ).considering(...phases.map(({ phase }) => phase.sku_order_id))

export const toPhases = (phases: ReadonlyArray<PricedPhase>): ReadonlyArray<Draft.Block<"phase">> =>
  phases.map(({ phase, payable, paid }) =>
    Draft.block("phase", {
      index: phase.current_phase,
      of: phase.total_phase,
      payable,
      paid,
      discount: phase.phase_promotion_amount,
      opensAt: phase.phase_open_time,
      closesAt: phase.phase_close_time,
      paidAt: phase.phase_pay_time,
      transactionId: phase.channel_payment_no
    })
  )
