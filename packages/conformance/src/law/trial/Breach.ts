import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

/** A broken law. `message` says what the adapter did instead, with pointers and without private text. */
export class Breach extends Data.TaggedError("Breach")<{
  readonly message: string
  /** The trial was ended because it would not end, or only after a long time. Smaller trials are not tried. */
  readonly isEndless?: true
}> {}

/** Fails with a `Breach` that has this message. */
export const breach = (message: string): Effect.Effect<never, Breach> => Effect.fail(new Breach({ message }))

/** Fails with the message unless the condition holds. */
export const holds = (condition: boolean, message: () => string): Effect.Effect<void, Breach> =>
  condition ? Effect.void : breach(message())

/** Breaches of the effect begin with this place: a call or an operation. */
export const breachesAt =
  (place: string) =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E | Breach, R> =>
    Effect.catchIf(
      self,
      (error) => error instanceof Breach,
      (error) =>
        Effect.fail(error.message.startsWith(place) ? error : new Breach({ message: `${place}: ${error.message}` }))
    )
