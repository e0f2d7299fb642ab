/**
 * Virtual time: whenever every fiber waits, the clock jumps to the end of the shortest sleep. A call that retries for
 * two minutes takes no real time, and runs the same on every machine.
 *
 * Work in real time (Web Crypto, reading of bodies, tasks of the scheduler) is counted, so that the clock never jumps
 * while such work is under way.
 */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Scheduler from "effect/Scheduler"
import type * as Scope from "effect/Scope"
import { type Breach, breach } from "./Breach.ts"

interface Sleeper {
  readonly until: number
  readonly latch: Latch.Latch
}

interface VirtualClock extends Clock.Clock {
  /** Jumps to the end of the shortest sleep; `false` if nobody sleeps. */
  readonly advance: () => boolean
}

const makeVirtualClock = (startMillis: number): VirtualClock => {
  let now = startMillis
  let sleepers: ReadonlyArray<Sleeper> = []
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
    advance: () => {
      if (sleepers.length === 0) return false
      now = Math.max(now, Math.min(...sleepers.map(({ until }) => until)))
      for (const { latch, until } of sleepers) if (until <= now) latch.openUnsafe()
      sleepers = sleepers.filter(({ until }) => until > now)
      return true
    }
  }
}

let working = 0

const counted = (work: () => unknown): Promise<unknown> => {
  working += 1
  return Promise.resolve(work()).finally(() => {
    working -= 1
  })
}

const bodyReaders = ["arrayBuffer", "bytes", "text", "json", "blob", "formData"]

/** Counts work in real time until the scope closes. */
const watchRealTimeWork: Effect.Effect<void, never, Scope.Scope> = Effect.asVoid(
  Effect.acquireRelease(Effect.sync(countBodiesAndCrypto), (restore) => Effect.sync(restore))
)

function countBodiesAndCrypto(): () => void {
  const readers = bodyReaders.map((name) => [name, Reflect.get(Response.prototype, name)] as const)
  for (const [name, reader] of readers) {
    if (typeof reader !== "function") continue
    Reflect.set(Response.prototype, name, function (this: Response) {
      return counted(() => Reflect.apply(reader, this, []))
    })
  }
  const ownSubtle = Object.getOwnPropertyDescriptor(globalThis.crypto, "subtle")
  const watched = new Proxy(globalThis.crypto.subtle, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== "function") return member
      return (...parameters: ReadonlyArray<unknown>) => counted(() => Reflect.apply(member, target, parameters))
    }
  })
  Object.defineProperty(globalThis.crypto, "subtle", { value: watched, configurable: true })
  return () => {
    for (const [name, reader] of readers) if (reader !== undefined) Reflect.set(Response.prototype, name, reader)
    if (ownSubtle === undefined) Reflect.deleteProperty(globalThis.crypto, "subtle")
    else Object.defineProperty(globalThis.crypto, "subtle", ownSubtle)
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
  return { scheduler, isIdle: () => tasks.pending === 0 && working === 0 }
}

const turn: Effect.Effect<void> = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Turns of the event loop without work, before the clock jumps. */
const quietTurns = 2

/** After this many turns without work and without a sleep, the effect will never end. */
const hopelessTurns = 20_000

/**
 * Runs the effect with a clock that starts at `startMillis` (unix milliseconds). An effect that never ends is a breach.
 */
export const inVirtualTime = <A, E, R>(
  startMillis: number,
  self: Effect.Effect<A, E, R>
): Effect.Effect<A, E | Breach, Exclude<R, Scope.Scope>> =>
  Effect.gen(function* () {
    yield* watchRealTimeWork
    const clock = makeVirtualClock(startMillis)
    const { isIdle, scheduler } = makeCountedScheduler()
    const fiber = yield* Effect.forkChild(
      self.pipe(Effect.provideService(Clock.Clock, clock), Effect.provideService(Scheduler.Scheduler, scheduler))
    )
    let hopeless = 0
    while (fiber.pollUnsafe() === undefined) {
      let quiet = 0
      while (quiet < quietTurns) {
        yield* turn
        quiet = isIdle() ? quiet + 1 : 0
      }
      if (fiber.pollUnsafe() !== undefined) break
      hopeless = clock.advance() ? 0 : hopeless + 1
      if (hopeless > hopelessTurns) {
        yield* Fiber.interrupt(fiber)
        return yield* breach("the call never ends: it waits for something that does not happen")
      }
    }
    return yield* Fiber.join(fiber)
  }).pipe(Effect.scoped)
