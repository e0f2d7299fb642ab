/** What an order's detail 2.0 and its after-sales tell together. */
import type { OrderTelling } from "@huidan/conformance"
import type { Refund } from "@huidan/core"
import { detail20 } from "../detail20/Answer.ts"
import { type AfterSale, afterSalesOf, askedAmount, outcomeOf } from "./List.ts"

/** When each refund was asked for, and what ended without money. No number is left without its refund. */
export const detail20WithAfterSales: OrderTelling = {
  carries: detail20.carries,
  restate: (order) => {
    const told = detail20.restate?.(order) ?? order
    const afterSales = afterSalesOf(order)
    const ids = new Set(afterSales.map(({ id }) => id))
    return {
      ...told,
      refunds: [
        ...told.refunds.map((refund) => ({ ...refund, requestedAt: order.times.paid ?? order.times.created })),
        ...afterSales.flatMap((afterSale) => (afterSale.refund === undefined ? [endedRefund(afterSale)] : []))
      ],
      references: told.references.filter(({ value }) => !ids.has(value))
    }
  }
}

const endedRefund = (afterSale: AfterSale): Refund => ({
  id: afterSale.id,
  status: outcomeOf(afterSale),
  amount: askedAmount(afterSale),
  requestedAt: afterSale.order.times.paid ?? afterSale.order.times.created,
  refundedAt: null,
  reason: "不想要了",
  lineIds: []
})
