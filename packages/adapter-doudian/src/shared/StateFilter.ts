/** Which `order_status` codes stand for the states of a query, where the platform can filter without losing an order. */
import type { OrderQuery, TradeState } from "@huidan/core"

/** Orders go through these states in this order; `main_status` 21, 22 and 39 come with `order_status` 4. */
const orderStatuses = {
  pending: ["1"],
  active: ["105", "2", "101", "3"],
  completed: ["5"],
  closed: ["4"]
} as const satisfies Partial<Record<TradeState, ReadonlyArray<string>>>

const course = ["pending", "active", "completed", "closed"] as const

/**
 * The codes to ask for, joined by commas; `null` where every order must be asked for and the kit filters.
 *
 * A list by update time is read backwards, from which orders may only leave. A list by creation time is read forwards,
 * to which orders may only come: by states that no order leaves again, so by the end of its course.
 */
export const orderStatusFilter = ({ by, states }: OrderQuery): string | null => {
  if (states === undefined || states.length === 0 || states.includes("unknown")) return null
  const wanted = course.filter((state) => states.includes(state))
  const isEndOfCourse = wanted.length === course.length - course.findIndex((state) => states.includes(state))
  if (by === "created" && !isEndOfCourse) return null
  return wanted.flatMap((state) => orderStatuses[state]).join(",")
}
