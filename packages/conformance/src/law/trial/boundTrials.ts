/**
 * Ends trials that do not end by themselves, and those that would end the process.
 *
 * A trial that lets the event loop run is ended with a breach. One that does not is ended by the watchdog, with its
 * process.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import type * as Scope from "effect/Scope"
import { onExitCall } from "../../process/exit.ts"
import { onStrayError } from "../../process/strayErrors.ts"
import { Breach, breach } from "./Breach.ts"
import { brokenWords, type TrialName } from "./TrialName.ts"
import { CurrentTrial, TrialProgress } from "./TrialProgress.ts"
import { lookInterval, TrialTime, trialSeconds } from "./trialSeconds.ts"
import { watchTrial } from "./watchdog.ts"

/**
 * Runs the trials of one law, seed and door, first a drawn one and then smaller ones. After an endless trial, smaller
 * ones are not run, and count as kept.
 */
export const boundTrials = (
  name: TrialName
): ((trial: Effect.Effect<void, Breach, Scope.Scope>) => Effect.Effect<void, Breach>) => {
  let wasEndless = false
  return (trial) =>
    Effect.suspend(() => (wasEndless ? Effect.void : bounded(brokenWords(name), trial))).pipe(
      Effect.tapError(({ isEndless }) =>
        Effect.sync(() => {
          wasEndless ||= isEndless === true
        })
      )
    )
}

/** Bounds one trial. The words say which one it is, as a sentence without its full stop, if its process must be ended. */
export const bounded = <A>(words: string, trial: Effect.Effect<A, Breach, Scope.Scope>): Effect.Effect<A, Breach> =>
  Effect.acquireUseRelease(
    Effect.promise(() => watchTrial(words)),
    ({ noteCalls }) =>
      Effect.suspend(() => {
        const progress = new TrialProgress(noteCalls)
        const running = withoutStrayErrors(Effect.provideService(defectsAsBreaches(trial), CurrentTrial, progress))
        return withoutExit(words, progress, untilGivenUp(progress, running))
      }),
    ({ end }) => Effect.sync(end)
  )

/** Fails as soon as the trial is given up. A trial that cannot be interrupted is left behind. */
const untilGivenUp = <A, R>(progress: TrialProgress, trial: Effect.Effect<A, Breach, R>): Effect.Effect<A, Breach, R> =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkDetach(trial)
    return yield* Effect.raceFirst(Fiber.join(fiber), givenUp(progress)).pipe(
      Effect.onExit(() => {
        fiber.interruptUnsafe()
        return Effect.raceFirst(Effect.asVoid(Fiber.await(fiber)), wait(longestClosing))
      })
    )
  })

/** How long an interrupted trial may take to close what it has opened, in milliseconds. */
const longestClosing = 1000

/** Waits in real time, whatever the clock is. */
const wait = (milliseconds: number): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const timer = setTimeout(() => resume(Effect.void), milliseconds)
    return Effect.sync(() => clearTimeout(timer))
  })

/** Fails as soon as the trial is given up. */
const givenUp = (progress: TrialProgress): Effect.Effect<never, Breach> =>
  Effect.callback((resume) => {
    progress.giveUp = (message) => resume(Effect.fail(new Breach({ message, isEndless: true })))
    const seconds = trialSeconds()
    if (seconds === null) return
    const time = new TrialTime({ isOwnThread: true })
    const timer = setInterval(() => {
      if (!time.look(seconds)) return
      const limit = `${seconds} ${seconds === 1 ? "second" : "seconds"}`
      progress.giveUp(`the trial has not ended after ${limit} (running: ${progress.calls})`)
    }, lookInterval * 1000)
    return Effect.sync(() => clearInterval(timer))
  })

/** An adapter that throws breaks every law. */
const defectsAsBreaches = <A>(self: Effect.Effect<A, Breach, Scope.Scope>): Effect.Effect<A, Breach> =>
  Effect.flatMap(Effect.exit(Effect.scoped(self)), (exit) => {
    if (Exit.isSuccess(exit) || !Cause.hasDies(exit.cause)) return exit
    return breach(`the adapter threw an exception: ${Cause.pretty(exit.cause)}`)
  })

/** An adapter that ends the process breaks every law. */
const withoutExit = <A, R>(
  words: string,
  progress: TrialProgress,
  trial: Effect.Effect<A, Breach, R>
): Effect.Effect<A, Breach, R> =>
  Effect.acquireUseRelease(
    Effect.sync(() =>
      onExitCall({
        refused: (call) => progress.giveUp(`${progress.calls} ends the process: ${call}`),
        lastWords: () => `${words}, running: ${progress.calls}.\nIt ends the process.`
      })
    ),
    () => trial,
    (stop) => Effect.sync(stop)
  )

/** An adapter with an error that nobody handles breaks every law. */
const withoutStrayErrors = <A, R>(trial: Effect.Effect<A, Breach, R>): Effect.Effect<A, Breach, R> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const errors: Array<unknown> = []
      return { errors, stop: onStrayError((error) => errors.push(error)) }
    }),
    ({ errors }) =>
      trial.pipe(
        Effect.tap(nextTurn),
        Effect.tap(() =>
          errors.length === 0
            ? Effect.void
            : breach(`the adapter does not handle an error: ${Cause.pretty(Cause.die(errors[0]))}`)
        )
      ),
    ({ stop }) => Effect.sync(stop)
  )

/** Rejections are found to be unhandled before it. */
const nextTurn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
