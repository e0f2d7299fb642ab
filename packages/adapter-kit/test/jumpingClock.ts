import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** The clock of a machine that somebody sets while the program runs: what lasts is measured by the test clock. */
export const jumpingClock = Effect.map(
  Effect.clockWith((clock) => Effect.succeed(clock)),
  (clock) => {
    let ahead = 0
    const millis = () => clock.currentTimeMillisUnsafe() + ahead
    const nanos = () => BigInt(Math.round(millis())) * 1_000_000n
    const machine: Clock.Clock = {
      currentTimeMillisUnsafe: millis,
      currentTimeNanosUnsafe: nanos,
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      currentTimeMillis: Effect.sync(millis),
      currentTimeNanos: Effect.sync(nanos),
      monotonicTimeNanos: clock.monotonicTimeNanos,
      sleep: (duration) => clock.sleep(duration)
    }
    return {
      /** Sets the machine's clock by so many seconds. */
      set: (seconds: number) => {
        ahead += seconds * 1000
      },
      onMachine: Effect.provideService(Clock.Clock, machine)
    }
  }
)
