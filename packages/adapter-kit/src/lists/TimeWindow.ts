import type * as DateTime from "effect/DateTime"

/** A span of time that a list is asked for. */
export interface TimeWindow {
  /** Inclusive. */
  readonly since: DateTime.Utc
  /** Exclusive. */
  readonly until: DateTime.Utc
}
