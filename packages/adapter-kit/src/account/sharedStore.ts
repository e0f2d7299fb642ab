/**
 * How a process asks a store that it shares with others. One that fails, or does not answer in time, is left alone for a
 * while: so an outage costs one wait, and calls go on without the store.
 *
 * Effect's `CircuitBreaker` is not used here: it drops the outcomes of questions that were sent before the circuit opened,
 * keeps no last error, and its callers wait for the whole of a probe, so that nearly all of this file would remain.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { answeredWithin } from "./answeredWithin.ts"
import { monotonicMillis } from "./monotonicTime.ts"

/** Why a store gave no answer. */
export interface StoreFailure {
  readonly message: string
}

export interface SharedStore {
  /** `away`: it is not asked. `due`: it is still left alone, and the next question is sent to see whether it is back. */
  readonly state: Effect.Effect<"reachable" | "away" | "due">
  /** The answer. Fails if the store fails, does not answer in time, or is left alone. */
  readonly ask: <A, E extends StoreFailure>(question: Effect.Effect<A, E>) => Effect.Effect<A, StoreFailure>
}

/** How long a store that gave no answer is left alone, in milliseconds. */
export const leftAloneMillis = 5000

/** How long a call waits to see whether a store is back; a later answer counts too, but not for this call. */
const probeWait = Duration.millis(100)

/**
 * How long a probe that does not end keeps the next one away, in milliseconds. A call to a file system that hangs takes a
 * thread until it ends; an answer that was lost never ends.
 */
const longestProbe = 600_000

/** A store that has so long to answer. */
export const makeSharedStore = (limit: Duration.Duration): SharedStore => {
  /** `null`: it answers. */
  let outage: { readonly until: number; readonly failure: StoreFailure } | null = null
  /** The question that is out to see whether the store is back; `until`: by the monotonic clock. */
  let probed: { readonly until: number } | null = null

  const stateAt = (now: number) => {
    if (outage === null) return "reachable"
    return now < outage.until || (probed !== null && now < probed.until) ? "away" : "due"
  }

  const leave = (failure: StoreFailure): Effect.Effect<never, StoreFailure> =>
    Effect.flatMap(monotonicMillis, (now) => {
      outage = { until: now + leftAloneMillis, failure }
      return Effect.fail(failure)
    })

  const attempt = <A, E extends StoreFailure>(question: Effect.Effect<A, E>): Effect.Effect<A, StoreFailure> =>
    answeredWithin(limit)(question).pipe(
      Effect.tap(() =>
        Effect.sync(() => {
          outage = null
        })
      ),
      Effect.catch(({ message }) => leave({ message })),
      Effect.catchDefect(() => leave({ message: "it threw an exception" }))
    )

  const probe = <A, E extends StoreFailure>(
    question: Effect.Effect<A, E>,
    failure: StoreFailure
  ): Effect.Effect<A, StoreFailure> =>
    Effect.gen(function* () {
      const own = { until: (yield* monotonicMillis) + longestProbe }
      // When the question really ends: that may be long after nobody waits for its answer any longer.
      const ended = Effect.sync(() => {
        if (probed === own) probed = null
      })
      const begun = Effect.suspend(() => {
        probed = own
        return Effect.forkDetach(attempt(Effect.ensuring(question, ended)), { startImmediately: true })
      })
      const fiber = yield* Effect.uninterruptible(begun)
      const exit = yield* Effect.timeoutOrElse(Fiber.await(fiber), {
        duration: probeWait,
        orElse: () => Effect.succeed(Exit.fail(failure))
      })
      return yield* exit
    })

  return {
    state: Effect.map(monotonicMillis, stateAt),
    ask: (question) =>
      Effect.flatMap(monotonicMillis, (now) => {
        const state = stateAt(now)
        if (outage === null || state === "reachable") return attempt(question)
        return state === "away" ? Effect.fail(outage.failure) : probe(question, outage.failure)
      })
  }
}
