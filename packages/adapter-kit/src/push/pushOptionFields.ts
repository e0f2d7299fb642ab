import * as Schema from "effect/Schema"

/** Schema fields to spread into the options of an adapter that receives pushes. */
export const pushOptionFields = {
  /**
   * Seconds that handling one message may take; 60 unless given. After them a message counts as lost with the program that
   * was handling it: when the platform sends it again, it is handled again. Messages behind it wait no longer than that.
   */
  pushLease: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0)))
}
