/** What there is on a twin, and what it has served: totals that a reader of its orders must arrive at too. */
import type { MinorUnits, Order, OrderId, TradeState } from "@huidan/core"

export interface OrderTotals {
  readonly orders: number
  /** Sum of `amounts.payable`, in fen. */
  readonly payable: MinorUnits
}

export interface TwinTotals extends OrderTotals {
  readonly byState: Readonly<Partial<Record<TradeState, OrderTotals>>>
}

export interface TwinTruth {
  readonly platform: string
  readonly shopId: string
  readonly finds: "list" | "number"
  /** Every order that can be decoded. */
  readonly all: TwinTotals
  /** Those of them that went out at least once. */
  readonly served: TwinTotals
  readonly poisoned: ReadonlyArray<PoisonedOrder>
  readonly requests: number
  /** The numbers a caller may ask for, in the order of the orders' making; poisoned ones are not among them. */
  readonly orderIds: ReadonlyArray<OrderId>
}

/** An order that is sent so that nobody can decode it. */
export interface PoisonedOrder {
  readonly orderId: OrderId
  readonly poison: string
  readonly served: boolean
}

export const totalsOf = (orders: ReadonlyArray<Order>): TwinTotals => {
  const byState: Partial<Record<TradeState, OrderTotals>> = {}
  for (const order of orders) {
    const trade = order.status.trade ?? "unknown"
    byState[trade] = add(byState[trade] ?? nothing, order)
  }
  return { ...orders.reduce(add, nothing), byState }
}

const nothing: OrderTotals = { orders: 0, payable: 0 }

const add = (totals: OrderTotals, order: Order): OrderTotals => ({
  orders: totals.orders + 1,
  payable: totals.payable + (order.amounts.payable ?? 0)
})
