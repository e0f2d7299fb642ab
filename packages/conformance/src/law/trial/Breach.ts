import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

/** A law that was broken: what was promised and what came instead, with pointers, never with private text. */
export class Breach extends Data.TaggedError("Breach")<{ readonly message: string }> {}

export const breach = (message: string): Effect.Effect<never, Breach> => Effect.fail(new Breach({ message }))

/** Fails with the message unless the condition holds. */
export const holds = (condition: boolean, message: () => string): Effect.Effect<void, Breach> =>
  condition ? Effect.void : breach(message())
