/** The order's amounts, all in fen (分). */
import { Draft, Traced } from "@huidan/adapter-kit"
import type { PaymentState } from "@huidan/core"
import type { OrderPhase, ShopOrder, SkuOrder } from "./Wire.ts"

type Amount = Traced.Traced<number | null>

/** `sum_amount` of a line, the price of its goods before discounts; never `order_amount`, which includes freight. */
export const lineTotalOf = (line: SkuOrder): Amount =>
  line.sum_amount.orElse(Traced.product(line.origin_amount, line.item_num, "origin_amount × item_num"))

/** What was paid for a line or an order that costs `payable`; `null` if it was paid in part, or nobody knows. */
export const paidOf = (payable: Amount, payment: Traced.Traced<PaymentState | null>): Amount =>
  Traced.combine([payable, payment], "pay_amount if paid, 0 if not", (amount, state) =>
    state === "paid" ? amount : state === "unpaid" ? 0 : null
  )

/** What was paid for a deposit order, by its phases *(inferred)*. */
const paidInPhases = (phases: ReadonlyArray<OrderPhase>): Amount =>
  Traced.sum(phases.map(phasePaidOf), "Σ phase_pay_amount of the phases that are paid (inferred)")

const isPhasePaid = (phase: OrderPhase): boolean => phase.pay_success.value ?? phase.phase_pay_time.value !== null

const phasePaidOf = (phase: OrderPhase): Amount => {
  const paid = isPhasePaid(phase)
  return Traced.combine(
    [phase.phase_pay_amount, phase.pay_success, phase.phase_pay_time],
    "phase_pay_amount if pay_success, else 0",
    (amount) => (paid ? amount : 0)
  )
}

/** `modify_amount` + `modify_post_amount`; 0 if the equation closes without them: then the prices include them. */
const adjustmentOf = (
  order: ShopOrder,
  parts: {
    readonly goods: Amount
    readonly freight: Amount
    readonly charges: Amount
    readonly discount: Amount
    readonly payable: Amount
  }
): Amount => {
  const change = Traced.sum([order.modify_amount, order.modify_post_amount], "modify_amount + modify_post_amount")
  const { goods, freight, charges, discount, payable } = parts
  if (change.value === null || change.value === 0) return change
  if (goods.value === null || freight.value === null || discount.value === null) return change
  const closes = goods.value + freight.value + (charges.value ?? 0) - discount.value === payable.value
  return closes
    ? change
        .mapAll(() => 0, "the equation closes without modify_amount and modify_post_amount")
        .considering(goods, freight, charges, discount, payable)
    : change
}

export const toAmounts = (order: ShopOrder, payment: Traced.Traced<PaymentState | null>) => {
  const goods = Traced.sumOfAll(order.sku_order_list.map(lineTotalOf), "Σ sum_amount of the lines")
  const tax = order.tax_amount.orElse(
    Traced.sum(
      order.sku_order_list.map((line) => line.tax_amount),
      "Σ tax_amount of the lines"
    )
  )
  const charges = Traced.sum([tax, order.packing_amount], "tax_amount + packing_amount")
  const parts = {
    goods,
    freight: order.post_amount,
    charges,
    discount: order.promotion_amount,
    payable: order.pay_amount
  }
  return {
    currency: Traced.fixed("CNY", "抖店 counts in fen"),
    ...parts,
    adjustment: adjustmentOf(order, parts),
    paid:
      payment.value === "partially_paid"
        ? paidInPhases(order.order_phase_list).considering(payment)
        : paidOf(order.pay_amount, payment)
  }
}

/**
 * Instalments of a presale. `phase_pay_amount` is what the phase costs after discounts; if an unpaid phase does not
 * state it, its total less its discount, else its price *(inferred)*.
 */
export const toPhases = (order: ShopOrder): ReadonlyArray<Draft.Block<"phase">> =>
  order.order_phase_list.map((phase) =>
    Draft.block("phase", {
      index: phase.current_phase,
      of: phase.total_phase,
      payable: phasePayableOf(phase),
      paid: phasePaidOf(phase),
      discount: phase.phase_promotion_amount,
      opensAt: phase.phase_open_time,
      closesAt: phase.phase_close_time,
      paidAt: phase.phase_pay_time,
      transactionId: phase.channel_payment_no
    })
  )

const phasePayableOf = (phase: OrderPhase): Amount => {
  const stated = phase.phase_pay_amount
  if (isPhasePaid(phase) || (stated.value !== null && stated.value !== 0)) return stated
  const total = phase.phase_order_amount
  return total.value !== null && total.value !== 0
    ? Traced.sum(
        [total, phase.phase_promotion_amount.map((discount) => -discount)],
        "phase_order_amount − phase_promotion_amount (inferred)"
      )
    : phase.phase_payable_price.orElse(stated)
}
