/** Time that nobody sets: what lasts, and what waits, is measured by it. Only differences mean something. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** Milliseconds by the monotonic clock. */
export const monotonicMillis: Effect.Effect<number> = Effect.map(Clock.monotonicTimeNanos, (nanos) => millisOf(nanos))

const millisOf = (nanos: bigint): number => Number(nanos / 1_000_000n)

/**
 * Runs an effect whose "now" is the monotonic clock: for parts of Effect that measure how long something lasts by the
 * clock of the machine.
 */
export const inMonotonicTime = <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.clockWith((clock) => Effect.provideService(self, Clock.Clock, monotonic(clock)))

const monotonic = (clock: Clock.Clock): Clock.Clock => {
  const nanos = () => clock.monotonicTimeNanosUnsafe()
  const millis = () => millisOf(nanos())
  return {
    currentTimeMillisUnsafe: millis,
    currentTimeNanosUnsafe: nanos,
    monotonicTimeNanosUnsafe: nanos,
    currentTimeMillis: Effect.sync(millis),
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) => clock.sleep(duration)
  }
}
