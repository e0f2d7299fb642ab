import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

/**
 * A trial that had nothing to ask of the adapter: it shows neither that the law is kept nor that it is broken.
 *
 * `isElsewhere`: this door does not have what the trial asks about, but another one may have it.
 */
export class NothingAsked extends Data.TaggedError("NothingAsked")<{
  readonly reason: string
  readonly isElsewhere: boolean
}> {}

/** Ends a trial with `NothingAsked`. The reason appears in reports. */
export const nothingAsked = (reason: string): Effect.Effect<never, NothingAsked> =>
  Effect.fail(new NothingAsked({ reason, isElsewhere: false }))

/** Ends a trial about something that this door does not have. It appears in reports only if no other door has it. */
export const notAtThisDoor = (reason: string): Effect.Effect<never, NothingAsked> =>
  Effect.fail(new NothingAsked({ reason, isElsewhere: true }))
