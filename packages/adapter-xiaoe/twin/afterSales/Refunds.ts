/** What an order's detail and its after-sales say together. */
import type { OrderTelling } from "@huidan/conformance"
import type { Refund } from "@huidan/core"
import { type AfterSale, afterSalesOf, askedAmount, outcomeOf, requestedAt } from "./AfterSale.ts"

/** When each refund was requested, and what ended without money. No after-sale number is left without its refund. */
export const withAfterSales = (detail: OrderTelling): OrderTelling => ({
  carries: detail.carries,
  without: (detail.without ?? []).filter((field) => field !== "/refunds/*/requestedAt"),
  restate: (order) => {
    const stated = detail.restate?.(order) ?? order
    const afterSales = afterSalesOf(order)
    const ids = new Set(afterSales.map(({ id }) => id))
    return {
      ...stated,
      refunds: [
        ...stated.refunds.map((refund) => ({ ...refund, requestedAt: order.times.paid ?? order.times.created })),
        ...afterSales.flatMap((afterSale) => (afterSale.refund === undefined ? [endedRefund(afterSale)] : []))
      ],
      references: stated.references.filter(({ value }) => !ids.has(value))
    }
  }
})

const endedRefund = (afterSale: AfterSale): Refund => ({
  id: afterSale.id,
  status: outcomeOf(afterSale),
  amount: askedAmount(afterSale),
  requestedAt: requestedAt(afterSale),
  refundedAt: null,
  reason: "不想要了",
  lineIds: []
})
