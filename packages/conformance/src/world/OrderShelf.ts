/** The orders of a twin as they are now, and which of them it has served. */
import type { Order, OrderId } from "@huidan/core"
import * as DateTime from "effect/DateTime"

export interface OrderShelf {
  /** Oldest first, poisoned orders included. */
  readonly all: () => ReadonlyArray<Order>
  readonly find: (orderId: OrderId) => Order | undefined
  /** Sets the order's update time (unix milliseconds) and changes nothing else. */
  readonly touch: (orderId: OrderId, at: number) => void
  readonly add: (order: Order) => void
  readonly remove: (orderId: OrderId) => void
  readonly markServed: (orderIds: ReadonlyArray<OrderId>) => void
  readonly isServed: (orderId: OrderId) => boolean
}

export const makeOrderShelf = (orders: ReadonlyArray<Order>): OrderShelf => {
  const created = (order: Order) => (order.times.created === null ? 0 : DateTime.toEpochMillis(order.times.created))
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  const served = new Set<OrderId>()
  let listed: ReadonlyArray<Order> | null = null
  return {
    all: () => {
      listed ??= [...byId.values()].sort((left, right) => created(left) - created(right))
      return listed
    },
    find: (orderId) => byId.get(orderId),

    touch: (orderId, at) => {
      const order = byId.get(orderId)
      if (order === undefined) return
      listed = null
      byId.set(orderId, { ...order, times: { ...order.times, updated: DateTime.makeUnsafe(at) } })
    },
    add: (order) => {
      listed = null
      byId.set(order.orderId, order)
    },
    remove: (orderId) => {
      listed = null
      byId.delete(orderId)
    },
    markServed: (orderIds) => {
      for (const orderId of orderIds) served.add(orderId)
    },
    isServed: (orderId) => served.has(orderId)
  }
}
