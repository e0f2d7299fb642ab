/**
 * Virtual time: whenever every fiber waits, the clock jumps to the end of the shortest sleep. A call that retries for
 * two minutes takes no real time, and runs the same on every machine.
 *
 * The clock never jumps while work in real time is under way: Web Crypto, reading of bodies, threads, processes, tasks
 * of the scheduler.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Scheduler from "effect/Scheduler"
import type * as Scope from "effect/Scope"
import { isWorking, watchRealTimeWork } from "../../process/realTimeWork.ts"
import { Breach } from "./Breach.ts"
import { CurrentTrial } from "./TrialProgress.ts"

interface Sleeper {
  readonly until: number
  readonly latch: Latch.Latch
}

interface VirtualClock extends Clock.Clock {
  /** When the shortest sleep ends, in unix milliseconds; `null` if nobody sleeps. */
  readonly nextEnd: () => number | null
  /** Jumps to the end of the shortest sleep. Does nothing if nobody sleeps. */
  readonly advance: () => void
}

const makeVirtualClock = (startMillis: number): VirtualClock => {
  let now = startMillis
  let sleepers: ReadonlyArray<Sleeper> = []
  const nextEnd = () => (sleepers.length === 0 ? null : Math.min(...sleepers.map(({ until }) => until)))
  const nanos = () => BigInt(Math.round(now * 1000)) * 1000n
  return {
    currentTimeMillisUnsafe: () => now,
    currentTimeNanosUnsafe: nanos,
    monotonicTimeNanosUnsafe: nanos,
    currentTimeMillis: Effect.sync(() => now),
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) =>
      Effect.suspend(() => {
        const millis = Duration.toMillis(duration)
        if (millis <= 0) return Effect.yieldNow
        const sleeper: Sleeper = { until: now + millis, latch: Latch.makeUnsafe() }
        sleepers = [...sleepers, sleeper]
        return Effect.ensuring(
          sleeper.latch.await,
          Effect.sync(() => {
            sleepers = sleepers.filter((other) => other !== sleeper)
          })
        )
      }),
    nextEnd,
    advance: () => {
      now = Math.max(now, nextEnd() ?? now)
      for (const { latch, until } of sleepers) if (until <= now) latch.openUnsafe()
      sleepers = sleepers.filter(({ until }) => until > now)
    }
  }
}

/** A scheduler that counts its pending tasks. */
const makeCountedScheduler = () => {
  const tasks = { pending: 0 }
  const scheduler = new Scheduler.MixedScheduler("async", (task) => {
    tasks.pending += 1
    const handle = setImmediate(() => {
      tasks.pending -= 1
      task()
    })
    return () => {
      tasks.pending -= 1
      clearImmediate(handle)
    }
  })
  return { scheduler, isIdle: () => tasks.pending === 0 && !isWorking() }
}

const turn: Effect.Effect<void> = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** After so many turns of the event loop, work in real time is waited for without using the processor. */
const busyTurns = 100

/** Turns of the event loop without work, before the clock jumps. */
const quietTurns = 2

/** Ends after turns of the event loop in which nothing was done. */
const untilQuiet = (isIdle: () => boolean): Effect.Effect<void> =>
  Effect.callback((resume) => {
    let isStopped = false
    let quiet = 0
    let turns = 0
    const look = (): void => {
      if (isStopped) return
      turns += 1
      quiet = isIdle() ? quiet + 1 : 0
      if (quiet >= quietTurns) resume(Effect.void)
      // A millisecond of real time.
      else if (isWorking() && turns > busyTurns) setTimeout(look, 1)
      else setImmediate(look)
    }
    setImmediate(look)
    return Effect.sync(() => {
      isStopped = true
    })
  })

/** After this many turns without work and without a sleep, the effect will never end. */
const hopelessTurns = 20_000

/** Turns of the event loop in which an interrupted effect closes what it has opened. */
const closingTurns = 1000

/** How long a call of the adapter may take, in milliseconds of virtual time. */
const longestCall = 24 * 3_600_000

/** How often the clock jumps, at most: a call that sleeps for a millisecond again and again takes a day too. */
const mostJumps = 100_000

/**
 * Runs the effect in a scope, with a clock that starts at `startMillis` (unix milliseconds). An effect that never ends is
 * a breach, and so is a call of the adapter that takes more than 24 hours. Closing the scope counts as a call.
 */
export const inVirtualTime = <A, E, R>(
  startMillis: number,
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E | Breach, Exclude<R, Scope.Scope>> =>
  Effect.gen(function* () {
    yield* watchRealTimeWork
    const progress = yield* CurrentTrial
    const clock = makeVirtualClock(startMillis)
    progress.now = clock.currentTimeMillisUnsafe
    const { isIdle, scheduler } = makeCountedScheduler()
    // Detached, because a child that cannot be interrupted would be waited for.
    const fiber = yield* self.pipe(
      Effect.scoped,
      Effect.provideService(Clock.Clock, clock),
      Effect.provideService(Scheduler.Scheduler, scheduler),
      Effect.forkDetach
    )
    yield* Effect.addFinalizer(() => Effect.sync(() => fiber.interruptUnsafe()))
    const giveUp = (message: string) =>
      Effect.gen(function* () {
        fiber.interruptUnsafe()
        for (let turns = 0; turns < closingTurns && fiber.pollUnsafe() === undefined; turns++) {
          yield* turn
          if (isIdle()) clock.advance()
        }
        return yield* new Breach({ message, isEndless: true })
      })
    let hopeless = 0
    let jumps = 0
    while (fiber.pollUnsafe() === undefined) {
      yield* untilQuiet(isIdle)
      if (fiber.pollUnsafe() !== undefined) break
      const next = clock.nextEnd()
      hopeless = next === null ? hopeless + 1 : 0
      jumps += next === null ? 0 : 1
      const call = progress.oldest
      if (hopeless > hopelessTurns) {
        return yield* giveUp(
          `the call does not end: it waits for something other than a sleep or an answer (running: ${progress.calls})`
        )
      }
      if (next !== null && call !== undefined && next - call.since > longestCall) {
        return yield* giveUp(`${call.name} has not ended after 24 hours of virtual time`)
      }
      if (jumps > mostJumps) {
        return yield* giveUp(`the trial has slept ${mostJumps} times and goes on (running: ${progress.calls})`)
      }
      clock.advance()
    }
    return yield* Fiber.join(fiber)
  }).pipe(Effect.scoped)
