import * as Effect from "effect/Effect"
import * as Random from "effect/Random"

/** How often, and for how long, a call is repeated. Times are seconds. */
export interface RetryPolicy {
  /** Repetitions after the first attempt. */
  readonly times: number
  /** The upper bound of the first delay; it doubles each time. */
  readonly base: number
  /** No delay is longer. */
  readonly cap: number
  /** All attempts, the delays between them and the platform's pauses; waiting for a turn within the quota does not count. */
  readonly total: number
}

export const defaultRetry: RetryPolicy = { times: 4, base: 0.5, cap: 20, total: 120 }

/** The delay after an attempt (counted from 0), in seconds. Full jitter: anywhere between 0 and the doubled bound. */
export const backoff = ({ base, cap }: RetryPolicy, attempt: number): Effect.Effect<number> =>
  Effect.map(Random.next, (random) => random * Math.min(cap, base * 2 ** attempt))
