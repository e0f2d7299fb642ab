/** How a platform's list works: filter by time and state, sort, cut out one page. */
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** What a request to a list asks for. */
export interface OrderSelection {
  /** The time by which the list filters and sorts. */
  readonly by: "created" | "updated"
  /** Unix milliseconds, inclusive. */
  readonly since: number
  /** Unix milliseconds, inclusive: pass `until - 1` if the platform's document excludes it. */
  readonly until: number
  readonly newestFirst: boolean
  /** The number of the first page: 0 or 1. */
  readonly firstPage: number
  readonly page: number
  /** Rows per page. */
  readonly size: number
  /** Any other filter, for example by state. */
  readonly where?: (order: Order) => boolean
}

/** One page of a list. */
export interface SelectedOrders {
  readonly orders: ReadonlyArray<Order>
  /** Orders on all pages together. */
  readonly total: number
}

/**
 * The orders of one page, and the total of all pages. Orders with the same time are sorted by order id, after their
 * place if `placeOf` gives one.
 */
export const selectOrders = (
  orders: ReadonlyArray<Order>,
  selection: OrderSelection,
  placeOf: (order: Order) => number = () => 0
): SelectedOrders => {
  const time = (order: Order) => {
    const instant = order.times[selection.by]
    return instant === null ? Number.NEGATIVE_INFINITY : DateTime.toEpochMillis(instant)
  }
  const matching = orders
    .filter((order) => time(order) >= selection.since && time(order) <= selection.until)
    .filter((order) => selection.where?.(order) ?? true)
    .sort(
      (left, right) =>
        time(left) - time(right) || placeOf(left) - placeOf(right) || (left.orderId < right.orderId ? -1 : 1)
    )
  if (selection.newestFirst) matching.reverse()
  const start = (selection.page - selection.firstPage) * selection.size
  return { orders: start < 0 ? [] : matching.slice(start, start + selection.size), total: matching.length }
}
