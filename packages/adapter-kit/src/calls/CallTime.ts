import * as Effect from "effect/Effect"
import { monotonicMillis } from "../account/monotonicTime.ts"

/** The time that one call may take: all its attempts together. */
export interface CallTime {
  /** Seconds that are left; below 0 if it took longer. */
  readonly left: Effect.Effect<number>
  /** Runs something whose time does not count: waiting for a turn within the quota. */
  readonly notCounting: <A, E>(self: Effect.Effect<A, E>) => Effect.Effect<A, E>
}

/** Starts the clock of a call that may take so many seconds. */
export const startCallTime = (total: number): Effect.Effect<CallTime> =>
  Effect.map(monotonicMillis, (startedAt): CallTime => {
    let notCounted = 0
    return {
      left: Effect.map(monotonicMillis, (now) => total - (now - startedAt - notCounted) / 1000),
      notCounting: (self) =>
        Effect.gen(function* () {
          const start = yield* monotonicMillis
          const result = yield* self
          notCounted += (yield* monotonicMillis) - start
          return result
        })
    }
  })
