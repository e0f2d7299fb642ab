import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"

/** Who gives turns: the limiter that processes share, this process's own, or both of them. */
export type TurnGiver = "common" | "own" | "both"

interface Reign {
  readonly giver: TurnGiver
  /** Its first turn, in milliseconds since 1970. */
  readonly from: number
}

export const sleepUntil = (time: number): Effect.Effect<void> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.sleep(Duration.millis(time - now)))

/**
 * The change from one giver of turns to another. The new giver does not know the turns that the old one gave, so it
 * begins one turn's time after the last of them.
 */
export class HandOver {
  private readonly reigns = new Map<string, Reign>()
  private readonly lastTurns = new Map<string, number>()

  /** Waits until this giver may give an operation its turns. `turnMillis` is the time between two turns. */
  to(giver: TurnGiver, operation: string, turnMillis: number): Effect.Effect<void> {
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const before = this.reigns.get(operation)
      const reign =
        before?.giver === giver ? before : { giver, from: (this.lastTurns.get(operation) ?? -turnMillis) + turnMillis }
      this.reigns.set(operation, reign)
      return reign.from <= now ? Effect.void : sleepUntil(reign.from)
    })
  }

  /** Notes a turn that was given, in milliseconds since 1970. */
  noteTurn(operation: string, turn: number): void {
    this.lastTurns.set(operation, Math.max(turn, this.lastTurns.get(operation) ?? 0))
  }
}
