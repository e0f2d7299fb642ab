/** The options of every adapter that lists orders. */
import type { Paging } from "@huidan/core"
import * as Schema from "effect/Schema"

/** More rows than any platform has. */
export const mostRows = 1_000_000_000

/** Some thousand times a large shop's orders of a day. */
const standardTotalLimit = 10_000_000

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
  onContradiction: Schema.optionalKey(Schema.Literals(["fail", "warn"])),
  /** The largest total of a list that is believed; 10 000 000 unless given. A larger one fails as `ResponseDecode`. */
  totalLimit: Schema.optionalKey(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: mostRows })))
}

export interface ListOptions {
  readonly settleSeconds?: number
  readonly overlapSeconds?: number
  readonly onContradiction?: "fail" | "warn"
  readonly totalLimit?: number
}

/** The largest total of a list that is believed. */
export const totalLimitOf = ({ totalLimit = standardTotalLimit }: ListOptions): number => totalLimit

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
