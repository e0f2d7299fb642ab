/** Which orders the rows of a list want to be read. */
import * as DateTime from "effect/DateTime"
import { mostAhead } from "../rules/Facet.ts"
import type { Answer, Want } from "./Page.ts"

/**
 * A row of a list wants its order up to its update time. A row without one says nothing of changes: it only wants an order
 * that no detail has told of. A time that lies in the future is a mistake of the platform. `askedAt` is 0 if it is not known,
 * as of some imported rows.
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
