/**
 * The circuit breaker of a process. It keeps one circuit for each account and secret, so that no merchant's failures stop
 * another one; calls for access tokens have a circuit of their own. After five calls in a row that failed for good, calls
 * fail at once for half a minute, then one probe is let through.
 *
 * This is the package's one file that knows Effect's (experimental) circuit breaker.
 */
import type { AdapterError } from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as CircuitBreaker from "effect/persistence/CircuitBreaker"
import * as Scope from "effect/Scope"

export interface Breaker {
  /** Fails at once with `whenOpen()` while the key's circuit is open. The key names account and secret. */
  readonly guard: (
    key: string,
    whenOpen: () => AdapterError
  ) => <A>(self: Effect.Effect<A, AdapterError>) => Effect.Effect<A, AdapterError>
}

/** Only failures to reach the platform count: a platform that rejects a request is there. */
const countsAsFailure = (exit: Exit.Exit<unknown, AdapterError>): boolean => {
  if (Exit.isSuccess(exit)) return false
  const error = Cause.findErrorOption(exit.cause)
  return Option.isSome(error) && ["PlatformUnavailable", "Transport", "Timeout"].includes(error.value.reason._tag)
}

/** A breaker for as long as the process runs. */
export const makeBreaker: Effect.Effect<Breaker> = CircuitBreaker.make({
  tripPolicy: CircuitBreaker.consecutive(5),
  openDuration: "30 seconds"
}).pipe(
  Effect.provide(CircuitBreaker.layerStoreMemory()),
  Scope.provide(Scope.makeUnsafe()),
  Effect.map(
    (breaker): Breaker => ({
      guard: (key, whenOpen) => (self) =>
        self.pipe(
          breaker.execute({
            key,
            classify: (exit) => (countsAsFailure(exit) ? CircuitBreaker.failure() : CircuitBreaker.success)
          }),
          Effect.catchTag("CircuitBreakerError", () => Effect.fail(whenOpen()))
        )
    })
  )
)
