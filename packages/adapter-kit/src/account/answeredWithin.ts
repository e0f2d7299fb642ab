import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** Fails if there is no answer within the limit: a Redis client waits for a lost connection forever. */
export const answeredWithin =
  (limit: Duration.Duration) =>
  <A, E>(self: Effect.Effect<A, E>): Effect.Effect<A, E | { readonly message: string }> =>
    Effect.timeoutOrElse(self, {
      duration: limit,
      orElse: () => Effect.fail({ message: `no answer within ${Duration.format(limit)}` })
    })
