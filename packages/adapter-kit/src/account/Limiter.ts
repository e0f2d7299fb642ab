/** One rate limiter, and the turns of operations that it gives. */
import type { Quota } from "@huidan/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { inMonotonicTime, monotonicMillis } from "./monotonicTime.ts"
import { bucketOf } from "./Quota.ts"

export interface Limiter {
  /**
   * Takes the next turn of an operation: when its request may go, in milliseconds by the monotonic clock. `spread` is the jitter of
   * request arrival, in milliseconds.
   */
  readonly takeTurn: (
    operation: string,
    quota: Quota,
    spread: number
  ) => Effect.Effect<number, RateLimiter.RateLimiterError>
  /** Spends the burst of every bucket again at its next turn. */
  readonly spendBursts: () => void
}

/** The limiter of an account. Limiters over one store share their turns. */
export const makeLimiter = (limiter: RateLimiter.RateLimiter, key: string): Limiter => {
  /** Operations whose burst is spent: requests from before the first turn may still count at the platform. */
  const begun = new Set<string>()
  return {
    takeTurn: Effect.fnUntraced(function* (operation, quota, spread) {
      const { limit, windowMillis } = bucketOf(quota, spread)
      const tokens = begun.has(operation) ? 1 : limit
      begun.add(operation)
      const now = yield* monotonicMillis
      const { delay } = yield* inMonotonicTime(
        limiter.consume({
          key: `${key}/${operation}`,
          limit,
          window: Duration.millis(windowMillis),
          tokens,
          algorithm: "token-bucket",
          onExceeded: "delay"
        })
      )
      return now + Duration.toMillis(delay)
    }),
    spendBursts: () => begun.clear()
  }
}

/** A rate limiter of this process. */
export const memoryRateLimiter: Effect.Effect<RateLimiter.RateLimiter> = RateLimiter.make.pipe(
  Effect.provide(Layer.fresh(RateLimiter.layerStoreMemory))
)
