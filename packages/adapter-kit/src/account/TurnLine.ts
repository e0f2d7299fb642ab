/** Those who wait for their turns of one operation, in the order in which they came. */
import type { Quota } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as PartitionedSemaphore from "effect/PartitionedSemaphore"
import { sleepUntil } from "./HandOver.ts"
import { monotonicMillis } from "./monotonicTime.ts"

export interface TurnLine {
  /**
   * Waits for a turn, which `take` takes from a limiter, and gives the moment of the turn. The turn of a call that is given
   * up meanwhile goes to the next one.
   */
  readonly wait: (take: Effect.Effect<number>) => Effect.Effect<number>
}

/**
 * How many of one process have taken their turns at the same time: all processes together as many as one second serves. A
 * limiter takes no turn back: so those behind wait without one, and others who share the limiter do not wait for the turns
 * of calls that were given up.
 */
export const placesOf = ({ requests, seconds }: Quota, shares: number): number =>
  Math.max(1, Math.ceil(requests / seconds / shares))

export const makeTurnLine = (quota: Quota, shares: number): TurnLine => {
  const places = PartitionedSemaphore.makeUnsafe<null>({ permits: placesOf(quota, shares) })
  /** Turns that were given back, earliest first. */
  let free: ReadonlyArray<number> = []

  const takeFree = (now: number): number | null => {
    const [first, ...rest] = free.filter((turn) => turn >= now)
    free = rest
    return first ?? null
  }

  return {
    wait: (take) =>
      Effect.uninterruptibleMask((restore) =>
        Effect.gen(function* () {
          const turn = takeFree(yield* monotonicMillis) ?? (yield* restore(take))
          const giveBack = Effect.sync(() => {
            free = [...free, turn].toSorted((left, right) => left - right)
          })
          yield* Effect.onInterrupt(restore(sleepUntil(turn)), () => giveBack)
          return turn
        })
      ).pipe(places.withPermit(null))
  }
}
