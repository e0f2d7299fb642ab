/** Which `order_status` codes a list asks for, where the platform can filter by state without losing an order. */
import type { OrderQuery } from "@huidan/core"
import { orderStatusesOf } from "../order/Codes.ts"

/** Orders go through these states in this order. */
const course = ["pending", "active", "completed", "closed"] as const

/**
 * The codes to ask for, joined by commas; `null` if every order must be asked for and the kit filters.
 *
 * A list by update time is read backwards, so orders may only leave it. A list by creation time is read forwards, so
 * orders may only enter it: it is filtered by states that no order leaves again, which are the last ones of the course.
 */
export const orderStatusFilter = ({ by, states }: Pick<OrderQuery, "by" | "states">): string | null => {
  if (states === undefined || states.length === 0 || states.includes("unknown")) return null
  const wanted = course.filter((state) => states.includes(state))
  const isEndOfCourse = wanted.length === course.length - course.findIndex((state) => states.includes(state))
  if (by === "created" && !isEndOfCourse) return null
  return wanted.flatMap(orderStatusesOf).join(",")
}
