import * as Schema from "effect/Schema"

/** Schema fields to spread into the options of an adapter that receives pushes. */
export const pushOptionFields = {
  /**
   * Seconds that handling one message may take; 60 unless given. After them a message counts as lost with the program that
   * was handling it: when the platform sends it again, it is handled again. Messages behind it wait no longer than that.
   */
  pushLease: Schema.optionalKey(Schema.Finite.check(Schema.isGreaterThan(0))),
  /**
   * Messages that one push may have; 10 000 unless given. One with more is handed on as one message that cannot be read, whose
   * error names this option.
   */
  messageLimit: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThan(0)))
}

export interface PushOptions {
  readonly pushLease?: number
  readonly messageLimit?: number
}

/** Far more than platforms send at once. */
const standardMessageLimit = 10_000

/** Messages that one push may have. */
export const messageLimitOf = ({ messageLimit = standardMessageLimit }: PushOptions): number => messageLimit
