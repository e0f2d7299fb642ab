/**
 * The circuit breaker of a process. It keeps one circuit for each account and secret, so that no merchant's failures stop
 * another one; calls for access tokens have a circuit of their own. After five calls in a row that could not reach the
 * platform, calls fail at once for half a minute, then one probe is let through.
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

/** Seconds that one exchange may take, unless the option `timeLimit` says otherwise. */
export const defaultTimeLimit = 30

/** What proves that the platform cannot be reached. An answer with a code of its own, and a short time limit, do not. */
const isOutage = ({ answer, reason }: AdapterError): boolean => {
  if (answer !== null && answer.code !== null) return false
  if (reason._tag === "Timeout") return reason.after >= defaultTimeLimit
  return reason._tag === "PlatformUnavailable" || reason._tag === "Transport"
}

/** What a call proves. One that was given up, that failed before it was sent, or that had little time proves nothing. */
const outcomeOf = (exit: Exit.Exit<unknown, AdapterError>): CircuitBreaker.Outcome => {
  if (Exit.isSuccess(exit)) return CircuitBreaker.success
  const error = Option.getOrNull(Cause.findErrorOption(exit.cause))
  if (error === null) return CircuitBreaker.ignored
  if (isOutage(error)) return CircuitBreaker.failure()
  return error.answer === null ? CircuitBreaker.ignored : CircuitBreaker.success
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
            classify: (exit) => outcomeOf(exit)
          }),
          Effect.catchTag("CircuitBreakerError", () => Effect.fail(whenOpen()))
        )
    })
  )
)
