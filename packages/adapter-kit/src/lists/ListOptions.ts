/** The options of every adapter that lists orders. */
import type { Paging } from "@huidan/core"
import * as Schema from "effect/Schema"

/** Whole seconds, up to thirty days. */
const Seconds = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 30 * 86_400 }))

/** Schema fields to spread into the options of an adapter that lists orders. */
export const listOptionFields = {
  /** Seconds before the platform's now up to which lists are read; as the manifest says for each list unless given. */
  settleSeconds: Schema.optionalKey(Seconds),
  /**
   * Seconds by which a window of a list reaches back into the one before it, at most half a window; as the manifest says
   * for each list unless given.
   */
  overlapSeconds: Schema.optionalKey(Seconds),
  /**
   * What becomes of a list that states more orders than it gives, also when it is read again: `fail` with
   * `ListContradiction` (unless given), or `warn` in the log and go on. Then `settledUntil` stays before the gap.
   */
  onContradiction: Schema.optionalKey(Schema.Literals(["fail", "warn"]))
}

export interface ListOptions {
  readonly settleSeconds?: number
  readonly overlapSeconds?: number
  readonly onContradiction?: "fail" | "warn"
}

/** How a list is read as the options configure it. */
export const configuredPaging = (
  paging: Paging | null,
  { overlapSeconds, settleSeconds }: ListOptions
): Paging | null =>
  paging === null
    ? null
    : {
        ...paging,
        ...(settleSeconds === undefined ? {} : { settleSeconds }),
        ...(overlapSeconds === undefined ? {} : { overlapSeconds })
      }
