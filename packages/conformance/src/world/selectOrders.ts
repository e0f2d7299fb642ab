/** What the list of a platform does: choose by time and state, sort, cut one page out. */
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"

export interface OrderSelection {
  readonly by: "created" | "updated"
  /** Unix milliseconds, inclusive. */
  readonly since: number
  /** Unix milliseconds, inclusive: give `until - 1` where the document excludes it. */
  readonly until: number
  readonly newestFirst: boolean
  /** The number of the first page. */
  readonly firstPage: number
  readonly page: number
  readonly size: number
  readonly where?: (order: Order) => boolean
}

export interface SelectedOrders {
  readonly orders: ReadonlyArray<Order>
  /** Of all pages together. */
  readonly total: number
}

/** The orders of one page, and how many there are on all pages together. Ties in time are sorted by order id. */
export const selectOrders = (orders: ReadonlyArray<Order>, selection: OrderSelection): SelectedOrders => {
  const time = (order: Order) => {
    const instant = order.times[selection.by]
    return instant === null ? Number.NEGATIVE_INFINITY : DateTime.toEpochMillis(instant)
  }
  const matching = orders
    .filter((order) => time(order) >= selection.since && time(order) <= selection.until)
    .filter((order) => selection.where?.(order) ?? true)
    .sort((left, right) => time(left) - time(right) || (left.orderId < right.orderId ? -1 : 1))
  if (selection.newestFirst) matching.reverse()
  const start = (selection.page - selection.firstPage) * selection.size
  return { orders: start < 0 ? [] : matching.slice(start, start + selection.size), total: matching.length }
}
