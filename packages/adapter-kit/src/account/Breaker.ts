/**
 * The circuit breaker of a process. It keeps one circuit for each account and secret, so that no merchant's failures stop
 * another one; calls for access tokens have a circuit of their own. After five calls in a row that could not reach the
 * platform, calls fail at once for half a minute, then one probe is let through.
 *
 * This is the package's one file that knows Effect's (experimental) circuit breaker.
 */
import type { AdapterError, AdapterErrorReason } from "@huidan/core"
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as CircuitBreaker from "effect/persistence/CircuitBreaker"
import * as Scope from "effect/Scope"
import { inMonotonicTime } from "./monotonicTime.ts"

/** A failed call. */
export interface CallFailure {
  readonly error: AdapterError
  /** Whether the call's own request proves that the platform cannot be reached. */
  readonly isOutage: boolean
}

export interface Breaker {
  /**
   * Fails at once with `whenOpen(detail)` while the key's circuit is open. The key names account and secret; `detail` says
   * why the circuit is open, and in how many seconds a call is sent again.
   */
  readonly guard: (
    key: string,
    whenOpen: (detail: string) => AdapterError
  ) => <A>(self: Effect.Effect<A, CallFailure>) => Effect.Effect<A, AdapterError>
}

/** Seconds that one exchange may take, unless the option `timeLimit` says otherwise. */
export const defaultTimeLimit = 30

/** What a call proves. One that was given up, or that failed for another reason before it was answered, proves nothing. */
const outcomeOf = (exit: Exit.Exit<unknown, CallFailure>): CircuitBreaker.Outcome => {
  if (Exit.isSuccess(exit)) return CircuitBreaker.success
  const failure = Option.getOrNull(Cause.findErrorOption(exit.cause))
  if (failure === null) return CircuitBreaker.ignored
  if (failure.isOutage) return CircuitBreaker.failure()
  return failure.error.answer === null ? CircuitBreaker.ignored : CircuitBreaker.success
}

/** A breaker for as long as the process runs. */
export const makeBreaker: Effect.Effect<Breaker> = CircuitBreaker.make({
  tripPolicy: CircuitBreaker.consecutive(5),
  openDuration: "30 seconds"
}).pipe(
  Effect.provide(CircuitBreaker.layerStoreMemory()),
  Scope.provide(Scope.makeUnsafe()),
  Effect.map((breaker): Breaker => {
    /** The last failure of each circuit that is not known to be well. */
    const lastFailures = new Map<string, string>()

    const note = (key: string, exit: Exit.Exit<unknown, CallFailure>): CircuitBreaker.Outcome => {
      const outcome = outcomeOf(exit)
      const failure = Option.getOrNull(Option.flatMap(Exit.getCause(exit), Cause.findErrorOption))
      if (outcome._tag === "Success") lastFailures.delete(key)
      else if (outcome._tag === "Failure" && failure !== null) lastFailures.set(key, wordsOf(failure.error.reason))
      return outcome
    }

    const describe = (key: string, { reason }: CircuitBreaker.CircuitBreakerError): string => {
      const again =
        reason._tag === "CircuitOpen"
          ? `the next one is sent in ${Math.ceil(Duration.toSeconds(reason.retryAfter))} s`
          : "one is sent now, to see whether that is over"
      return `not sent, because calls before it failed (the last: ${lastFailures.get(key) ?? "unknown"}); ${again}`
    }

    return {
      guard: (key, whenOpen) => (self) =>
        Effect.clockWith((clock) =>
          Effect.provideService(self, Clock.Clock, clock).pipe(
            breaker.execute({ key, classify: (exit) => note(key, exit) }),
            inMonotonicTime,
            Effect.mapError((failure) => ("isOutage" in failure ? failure.error : whenOpen(describe(key, failure))))
          )
        )
    }
  })
)

/** What proves an outage, in words. */
const wordsOf = (reason: AdapterErrorReason): string => {
  if (reason._tag === "Timeout") return `no answer within ${reason.after} s`
  return reason._tag === "Transport" ? reason.detail : "HTTP 5xx, the platform is unavailable"
}
