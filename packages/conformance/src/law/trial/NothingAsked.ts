import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

/** A trial that had nothing to ask of the adapter: it shows neither that the law is kept nor that it is broken. */
export class NothingAsked extends Data.TaggedError("NothingAsked")<{ readonly reason: string }> {}

/** Ends a trial with `NothingAsked`. The reason appears in reports. */
export const nothingAsked = (reason: string): Effect.Effect<never, NothingAsked> =>
  Effect.fail(new NothingAsked({ reason }))
