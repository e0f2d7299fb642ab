import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { monotonicMillis } from "./monotonicTime.ts"

/** Where turns come from: the limiter that processes share, this process's own, or both of them. */
export type TurnSource = "common" | "own" | "both"

/** What an operation takes its turns from at present. */
interface CurrentSource {
  readonly source: TurnSource
  /** Its first turn, in milliseconds by the monotonic clock. */
  readonly from: number
}

export const sleepUntil = (time: number): Effect.Effect<void> =>
  Effect.flatMap(monotonicMillis, (now) => Effect.sleep(Duration.millis(time - now)))

/**
 * The change from one source of turns to another. The new source does not know the turns that the old one gave, so its
 * first turn is one turn's time after the last of them.
 */
export class HandOver {
  private readonly currentSources = new Map<string, CurrentSource>()
  private readonly lastTurns = new Map<string, number>()

  /**
   * Waits until an operation may take turns from this source. `turnMillis` is the time between two turns; a change to the
   * source happens not before `earliest`, in milliseconds by the monotonic clock.
   */
  to(
    source: TurnSource,
    operation: string,
    turnMillis: number,
    earliest = Number.NEGATIVE_INFINITY
  ): Effect.Effect<void> {
    return Effect.flatMap(monotonicMillis, (now) => {
      const before = this.currentSources.get(operation)
      const current =
        before?.source === source
          ? before
          : {
              source,
              from: Math.max(earliest, (this.lastTurns.get(operation) ?? Number.NEGATIVE_INFINITY) + turnMillis)
            }
      this.currentSources.set(operation, current)
      return current.from <= now ? Effect.void : sleepUntil(current.from)
    })
  }

  /** Notes a turn that was given, in milliseconds by the monotonic clock. */
  noteTurn(operation: string, turn: number): void {
    this.lastTurns.set(operation, Math.max(turn, this.lastTurns.get(operation) ?? turn))
  }
}
