import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

/**
 * Fails if there is no answer within the limit: a Redis client waits for a lost connection forever, and a file system for a
 * server that is gone. Then the question is given up, and its end is not waited for.
 */
export const answeredWithin =
  (limit: Duration.Duration) =>
  <A, E>(question: Effect.Effect<A, E>): Effect.Effect<A, E | { readonly message: string }> =>
    Effect.uninterruptibleMask((restore) =>
      Effect.flatMap(Effect.forkDetach(question, { startImmediately: true }), (asked) => {
        const answer = asked.pollUnsafe()
        if (answer !== undefined) return answer
        return restore(
          Effect.timeoutOrElse(Fiber.join(asked), {
            duration: limit,
            orElse: () => Effect.fail({ message: `no answer within ${Duration.format(limit)}` })
          })
        ).pipe(
          Effect.ensuring(
            Effect.sync(() => {
              asked.interruptUnsafe()
            })
          )
        )
      })
    )
