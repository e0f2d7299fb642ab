import { isOrder, type OrderQuery, type OrderRecord } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** The span of time of one list request: its bounds as they are sent, see `Bounds`. */
export interface TimeWindow {
  readonly since: DateTime.Utc
  readonly until: DateTime.Utc
}

/**
 * What the platform's document says of a window's bounds.
 *
 * - `half-open`: orders at `since` belong to the window, orders at `until` do not
 * - `inclusive`: both bounds belong to it, in whole seconds
 * - `unknown`: it does not say. The window is asked for with a second more on either side, in whole seconds; what is in
 *   these seconds belongs to the windows beside it, and is dropped
 */
export type Bounds = "half-open" | "inclusive" | "unknown"

/** In milliseconds. */
export const second = 1000

/** A part of a list, in milliseconds since 1970. */
export interface Span {
  /** Inclusive. */
  readonly since: number
  /** Exclusive. */
  readonly until: number
}

/** A window from its bounds in milliseconds since 1970. */
export const windowOf = ({ since, until }: Span): TimeWindow => ({
  since: DateTime.makeUnsafe(since),
  until: DateTime.makeUnsafe(until)
})

/** The bounds to send, so that the platform answers every order of the span. */
export const askedSpan = ({ since, until }: Span, bounds: Bounds): Span => {
  if (bounds === "half-open") return { since, until }
  const end = Math.ceil(until / second) * second
  return bounds === "inclusive" ? { since, until: end - second } : { since: since - second, until: end }
}

/** Seconds by which the platform is asked for more than a window. */
export const extraSeconds = (bounds: Bounds): number => (bounds === "unknown" ? 1 : 0)

/**
 * Where a row lies by its own time. `beside`: in a second that was asked for because the bounds are unknown, so the window
 * beside has it too. `outside`: it was not asked for at all, so no other window has it.
 */
export const placeOf = (
  record: OrderRecord,
  by: OrderQuery["by"],
  span: Span,
  bounds: Bounds
): "within" | "beside" | "outside" => {
  const time = isOrder(record) ? record.times[by] : null
  if (time === null) return "within"
  const at = DateTime.toEpochMillis(time)
  if (at >= span.since && at < span.until) return "within"
  const asked = askedSpan(span, bounds)
  return bounds === "unknown" && at >= asked.since && at < asked.until + second ? "beside" : "outside"
}
