/** The orders of a twin as they are at the moment, and which of them went out. */
import type { Order, OrderId } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { Poison } from "../twin/definition/TwinDefinition.ts"

export interface OrderShelf {
  /** Poisoned ones included, oldest first. */
  readonly all: () => ReadonlyArray<Order>
  readonly find: (orderId: OrderId) => Order | undefined
  readonly poisonOf: (orderId: OrderId) => Poison | undefined
  /** Makes the order one that was updated at this time (unix milliseconds), and nothing else. */
  readonly touch: (orderId: OrderId, at: number) => void
  /** The newest order of all. */
  readonly add: (order: Order) => void
  readonly markServed: (orderIds: ReadonlyArray<OrderId>) => void
  readonly isServed: (orderId: OrderId) => boolean
}

export const makeOrderShelf = (orders: ReadonlyArray<Order>, poisons: ReadonlyMap<OrderId, Poison>): OrderShelf => {
  const created = (order: Order) => (order.times.created === null ? 0 : DateTime.toEpochMillis(order.times.created))
  const byId = new Map(
    orders.toSorted((left, right) => created(left) - created(right)).map((order) => [order.orderId, order])
  )
  const served = new Set<OrderId>()
  let listed: ReadonlyArray<Order> | null = null
  return {
    all: () => {
      listed ??= [...byId.values()]
      return listed
    },
    find: (orderId) => byId.get(orderId),
    poisonOf: (orderId) => poisons.get(orderId),
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
    markServed: (orderIds) => {
      for (const orderId of orderIds) served.add(orderId)
    },
    isServed: (orderId) => served.has(orderId)
  }
}
