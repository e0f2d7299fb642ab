/** The latest answer of one operation about an order, and when another answer takes its place. */
import type { EncodedOrder, FieldPattern, OperationName } from "@huidan/core"

/** What one operation says about an order. */
export interface Facet {
  readonly operation: OperationName
  /** The order as the operation's answer has it. */
  readonly order: EncodedOrder
  /** The fields that the operation states with authority, as its manifest names them (`carries`). */
  readonly carries: ReadonlyArray<FieldPattern>
  /**
   * When the platform last changed the order, in Unix milliseconds by the platform's clock; `null` if the operation does
   * not carry it. Platforms state whole seconds.
   */
  readonly updated: number | null
  /** When the answer was asked for, in Unix milliseconds by the platform's clock. */
  readonly askedAt: number
}

/**
 * How far an update time may lie after the moment at which its answer was asked for, in milliseconds: an answer takes time, and
 * clocks differ. A later one is a mistake of the platform. It counts as not stated, because it would hide all answers that come
 * later.
 */
export const mostAhead = 600_000

/**
 * The update time of an answer, if it can be true. If it is not known when the answer was asked for (0), its update time is
 * believed: nothing is compared with it.
 */
export const believedUpdate = ({ askedAt, updated }: FacetTimes): number | null =>
  updated !== null && askedAt > 0 && updated > askedAt + mostAhead ? null : updated

/**
 * Whether an answer takes the place of the stored one of the same operation. The platform's update times decide if both are
 * stated and differ. Otherwise the one that was asked for later does: update times are whole seconds, and two changes
 * within one second have the same.
 */
export const isNewer = (stored: FacetTimes | null, next: FacetTimes): boolean => {
  if (stored === null) return true
  const [before, after] = [believedUpdate(stored), believedUpdate(next)]
  if (before !== null && after !== null && before !== after) return after > before
  return next.askedAt >= stored.askedAt
}

/** The times of an answer. */
export type FacetTimes = Pick<Facet, "updated" | "askedAt">
