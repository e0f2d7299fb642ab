/** The orders of a twin as they are now and as they were a while ago, and which of them it has served. */
import type { Order, OrderId } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** Orders at one moment. */
export interface OrderView {
  /** Oldest first, poisoned orders included. */
  readonly all: () => ReadonlyArray<Order>
  readonly find: (orderId: OrderId) => Order | undefined
}

export interface OrderShelf extends OrderView {
  /** The ids of all orders, oldest first. */
  readonly ids: () => ReadonlyArray<OrderId>
  /** Sets the order's update time (unix milliseconds) and changes nothing else; at every moment, as for `add`. */
  readonly touch: (orderId: OrderId, at: number) => void
  readonly add: (order: Order) => void
  readonly remove: (orderId: OrderId) => void
  /** From this moment on (unix milliseconds) the order is like this. */
  readonly change: (order: Order, at: number) => void
  /** The orders as they were at this moment (unix milliseconds), at most `memory` before the last change. */
  readonly asOf: (moment: number) => OrderView
  /** How many earlier states of orders are kept. */
  readonly earlierStates: () => number
  readonly markServed: (orderIds: ReadonlyArray<OrderId>) => void
  readonly isServed: (orderId: OrderId) => boolean
}

/** What an order was like until a moment; `undefined` if there was no such order. */
interface Earlier {
  readonly orderId: OrderId
  readonly order: Order | undefined
  readonly until: number
}

/** Earlier states are kept for `memory` milliseconds; not at all if it is 0. */
export const makeOrderShelf = (orders: ReadonlyArray<Order>, memory = 0): OrderShelf => {
  const created = (order: Order) => (order.times.created === null ? 0 : DateTime.toEpochMillis(order.times.created))
  const byId = new Map(orders.map((order) => [order.orderId, order]))
  const served = new Set<OrderId>()
  let earlier: ReadonlyArray<Earlier> = []
  let sorted: ReadonlyArray<OrderId> | null = null
  let listed: ReadonlyArray<Order> | null = null
  const set = (order: Order): void => {
    const before = byId.get(order.orderId)
    if (before === undefined || created(before) !== created(order)) sorted = null
    listed = null
    byId.set(order.orderId, order)
  }
  const ids = () => {
    sorted ??= [...byId.values()].sort((left, right) => created(left) - created(right)).map(({ orderId }) => orderId)
    return sorted
  }
  const view: OrderView = {
    all: () => {
      listed ??= ids().flatMap((orderId) => byId.get(orderId) ?? [])
      return listed
    },
    find: (orderId) => byId.get(orderId)
  }
  return {
    ...view,
    ids,
    touch: (orderId, at) => {
      const order = byId.get(orderId)
      if (order !== undefined) set({ ...order, times: { ...order.times, updated: DateTime.makeUnsafe(at) } })
    },
    add: set,
    remove: (orderId) => {
      sorted = null
      listed = null
      byId.delete(orderId)
    },
    change: (order, at) => {
      if (memory > 0) {
        const kept = earlier.filter(({ until }) => until > at - memory)
        earlier = [...kept, { orderId: order.orderId, order: byId.get(order.orderId), until: at }]
      }
      set(order)
    },
    asOf: (moment) => {
      const since = earlier.filter(({ until }) => until > moment)
      if (since.length === 0) return view
      // Of several changes of one order, the state before the first one counts.
      const then = new Map(since.toReversed().map(({ order, orderId }) => [orderId, order]))
      const orderThen = (orderId: OrderId) => (then.has(orderId) ? then.get(orderId) : byId.get(orderId))
      return { all: () => ids().flatMap((orderId) => orderThen(orderId) ?? []), find: orderThen }
    },
    earlierStates: () => earlier.length,
    markServed: (orderIds) => {
      for (const orderId of orderIds) served.add(orderId)
    },
    isServed: (orderId) => served.has(orderId)
  }
}
