/**
 * Ends trials that do not end by themselves.
 *
 * A trial that lets the event loop run is ended with a breach. One that does not is ended by the watchdog, with its
 * process.
 */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import { onStrayError } from "../../process/strayErrors.ts"
import { Breach, breach } from "./Breach.ts"
import type { TrialName } from "./TrialName.ts"
import { CurrentTrial, TrialProgress } from "./TrialProgress.ts"
import { lookInterval, trialSeconds } from "./trialSeconds.ts"
import { watchTrial } from "./watchdog.ts"

/**
 * Runs the trials of one law, seed and door, first a drawn one and then smaller ones. After an endless trial, smaller
 * ones are not run, and count as kept.
 */
export const boundTrials = (
  name: TrialName
): (<R>(trial: Effect.Effect<void, Breach, R>) => Effect.Effect<void, Breach, R>) => {
  let wasEndless = false
  return (trial) =>
    Effect.suspend(() => (wasEndless ? Effect.void : bounded(name, trial))).pipe(
      Effect.tapError(({ isEndless }) =>
        Effect.sync(() => {
          wasEndless ||= isEndless === true
        })
      )
    )
}

const bounded = <R>(name: TrialName, trial: Effect.Effect<void, Breach, R>): Effect.Effect<void, Breach, R> =>
  Effect.acquireUseRelease(
    Effect.promise(() => watchTrial(name)),
    ({ noteCalls }) =>
      Effect.suspend(() => {
        const progress = new TrialProgress(noteCalls)
        const running = withoutStrayErrors(Effect.provideService(trial, CurrentTrial, progress))
        return Effect.raceFirst(running, givenUp(progress))
      }),
    ({ end }) => Effect.sync(end)
  )

/** Fails as soon as the trial is given up. */
const givenUp = (progress: TrialProgress): Effect.Effect<never, Breach> =>
  Effect.callback((resume) => {
    progress.giveUp = (message) => resume(Effect.fail(new Breach({ message, isEndless: true })))
    const seconds = trialSeconds()
    if (seconds === null) return
    let looks = 0
    const timer = setInterval(() => {
      looks += 1
      if (looks * lookInterval < seconds) return
      const limit = `${seconds} ${seconds === 1 ? "second" : "seconds"}`
      progress.giveUp(`the trial has not ended after ${limit} of real time (running: ${progress.calls})`)
    }, lookInterval * 1000)
    return Effect.sync(() => clearInterval(timer))
  })

/** An adapter with an error that nobody handles breaks every law. */
const withoutStrayErrors = <R>(trial: Effect.Effect<void, Breach, R>): Effect.Effect<void, Breach, R> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const errors: Array<unknown> = []
      return { errors, stop: onStrayError((error) => errors.push(error)) }
    }),
    ({ errors }) =>
      trial.pipe(
        Effect.andThen(nextTurn),
        Effect.andThen(
          Effect.suspend(() =>
            errors.length === 0
              ? Effect.void
              : breach(`the adapter leaves an error to nobody: ${Cause.pretty(Cause.die(errors[0]))}`)
          )
        )
      ),
    ({ stop }) => Effect.sync(stop)
  )

/** Rejections are found to be unhandled before it. */
const nextTurn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
