/** Orders that others go before, because their own calls failed: by the monotonic clock, and for as long as this process runs. */
import * as Effect from "effect/Effect"
import { monotonicMillis } from "./PlatformTime.ts"

export interface Postponed {
  /** How many there are. */
  readonly size: () => number
  /** Whether an order may be asked for now. */
  readonly ready: Effect.Effect<(orderId: string) => boolean>
  /** Lets an order wait: so many milliseconds the first time, and then twice as long as the last time. */
  readonly postpone: (orderId: string, firstWait: number) => Effect.Effect<void>
  readonly release: (orderId: string) => Effect.Effect<void>
}

/** In milliseconds. */
const longestWait = 3_600_000

/** How many are remembered: what is beyond is asked for again at once. */
const most = 10_000

export const makePostponed = (): Postponed => {
  const waiting = new Map<string, { readonly wait: number; readonly until: number }>()
  return {
    size: () => waiting.size,
    ready: Effect.map(
      monotonicMillis,
      (now) => (orderId) => (waiting.get(orderId)?.until ?? Number.NEGATIVE_INFINITY) <= now
    ),
    postpone: (orderId, firstWait) =>
      Effect.map(monotonicMillis, (now) => {
        const last = waiting.get(orderId)
        const wait = last === undefined ? firstWait : Math.min(2 * last.wait, longestWait)
        if (waiting.size >= most) waiting.clear()
        waiting.set(orderId, { wait, until: now + wait })
      }),
    release: (orderId) => Effect.sync(() => waiting.delete(orderId))
  }
}
