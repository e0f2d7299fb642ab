/** Which orders the rows of a list want to be read. */
import * as DateTime from "effect/DateTime"
import { mostAhead } from "../rules/Facet.ts"
import type { Answer, Want } from "./Page.ts"

/**
 * A row of a list wants its order up to its update time. A row without one says nothing of changes: it only wants an order
 * that no detail has told of. A time that lies in the future is a mistake of the platform.
 */
export const wantsOfRows = (rows: ReadonlyArray<Answer>): ReadonlyArray<Want> =>
  rows.map(({ askedAt, order: { orderId, times } }) =>
    times.updated === null
      ? { orderId, at: askedAt, unlessAnswered: true }
      : { orderId, at: Math.min(DateTime.toEpochMillis(times.updated), askedAt + mostAhead) }
  )
