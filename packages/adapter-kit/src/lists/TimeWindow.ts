import type * as DateTime from "effect/DateTime"

/** The span of time of one list request. */
export interface TimeWindow {
  /** Inclusive. */
  readonly since: DateTime.Utc
  /** Exclusive. */
  readonly until: DateTime.Utc
}
