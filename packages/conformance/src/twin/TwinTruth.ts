/** Totals of a twin's orders: a program that reads all its orders must get the same totals. */
import type { MinorUnits, Order, OrderId, TradeState } from "@huidan/core"

/** How many orders, and what they are worth. */
export interface OrderTotals {
  readonly orders: number
  /** Sum of `amounts.payable`, in fen. */
  readonly payable: MinorUnits
}

/** Totals of all orders, and by trade state. */
export interface TwinTotals extends OrderTotals {
  /** States without orders are left out. */
  readonly byState: Readonly<Partial<Record<TradeState, OrderTotals>>>
}

/** What a twin has, and what it has served so far. */
export interface TwinTruth {
  readonly platform: string
  readonly shopId: string
  /** Whether callers can find orders by a list, or must know their ids. */
  readonly finds: "list" | "number"
  /** Every order that can be decoded. */
  readonly all: TwinTotals
  /** Every order that can be decoded and was sent at least once. */
  readonly served: TwinTotals
  /** Every order that cannot be decoded. */
  readonly poisoned: ReadonlyArray<PoisonedOrder>
  /** How many requests the twin has received. */
  readonly requests: number
  /** The ids of all orders that can be decoded, oldest first. */
  readonly orderIds: ReadonlyArray<OrderId>
}

/** An order that is sent in a form that cannot be decoded. */
export interface PoisonedOrder {
  readonly orderId: OrderId
  /** The name of its poison. */
  readonly poison: string
  /** Whether it was sent at least once. */
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
