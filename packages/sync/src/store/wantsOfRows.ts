/** Which orders the rows of a list want to be read. */
import * as DateTime from "effect/DateTime"
import { mostAhead } from "../rules/Facet.ts"
import type { Answer, Want } from "./Page.ts"

/**
 * A row of a list wants its order up to its update time. A row without one does not show whether the order
 * changed: it only wants an order that was never read by a detail. A time in the future is a mistake of the platform.
 * `askedAt` is 0 if it is not known: some imported rows do not state it.
 */
export const wantsOfRows = (rows: ReadonlyArray<Answer>): ReadonlyArray<Want> =>
  rows.map(({ askedAt, order: { orderId, times } }) =>
    times.updated === null
      ? { orderId, at: askedAt, unlessAnswered: true }
      : { orderId, at: updatedOf(times.updated, askedAt) }
  )

const updatedOf = (updated: DateTime.Utc, askedAt: number): number => {
  const millis = DateTime.toEpochMillis(updated)
  return askedAt > 0 ? Math.min(millis, askedAt + mostAhead) : millis
}
