/** An account's quota: pauses that the platform asked for, then a turn within the quota. */
import type { Quota } from "@huidan/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { monotonicMillis } from "./monotonicTime.ts"
import type { Refusals } from "./Refusals.ts"
import type { Turns } from "./Turns.ts"

/** The platform asked for a pause; so many seconds of it are left. */
export interface Paused {
  readonly secondsLeft: number
}

/** The longest pause that a request waits for, in seconds. */
export interface Patience {
  /** For a pause that is on when the request is made. */
  readonly now: number
  /** For one that begins while it waits. */
  readonly later: number
}

export interface AccountQuota {
  /**
   * Waits until one request of this operation may go. A pause that is longer than `patience` is not waited for: it fails
   * with the seconds left. An operation without a quota waits for nothing.
   */
  readonly acquire: (operation: string, quota: Quota | null, patience?: Patience) => Effect.Effect<void, Paused>
  /**
   * The platform refused for its quota: the operation pauses for `retryAfter` seconds or the quota's window, whichever
   * is longer, and the whole account with it, but no other operation for longer than its own window.
   */
  readonly refused: (operation: string, quota: Quota | null, retryAfter: number | null) => Effect.Effect<void>
  /** Seconds for which an operation is paused; 0 if it is not. */
  readonly pauseLeft: (operation: string, quota: Quota | null) => Effect.Effect<number>
}

/** Timers are late by a few milliseconds on any machine. */
const timerMillis = 5

/** How often a request gives up a turn that it came late to: a process may always be late. */
const timesLate = 3

const always: Patience = { now: Number.POSITIVE_INFINITY, later: Number.POSITIVE_INFINITY }

export const makeAccountQuota = ({ note, pauseLeft, spreadOf }: Refusals, turns: Turns): AccountQuota => {
  const waitForPause = (operation: string, quota: Quota | null, patience: Patience): Effect.Effect<void, Paused> =>
    Effect.gen(function* () {
      const secondsLeft = yield* pauseLeft(operation, quota)
      if (secondsLeft <= 0) return
      if (secondsLeft > patience.now) return yield* Effect.fail({ secondsLeft })
      if (quota === null) return
      yield* Effect.sleep(Duration.seconds(secondsLeft))
      yield* waitForPause(operation, quota, { ...patience, now: patience.later })
    })

  /**
   * After a pause a request takes a new turn: otherwise all that waited would go at once. So does one whose process was
   * held up.
   */
  const takeTurn = (operation: string, quota: Quota, patience: number, late: number): Effect.Effect<void, Paused> =>
    Effect.gen(function* () {
      const spread = yield* spreadOf(operation, quota)
      const turn = yield* turns.wait(operation, quota, spread)
      const isPaused = (yield* pauseLeft(operation, quota)) > 0
      // Others are asked for their pauses: that may take a while, and what fell due meanwhile is late.
      const now = yield* monotonicMillis
      const isLate = now - turn > Math.max(timerMillis, spread / 2) && late < timesLate
      if (!isPaused && !isLate) return
      yield* waitForPause(operation, quota, { now: patience, later: patience })
      yield* takeTurn(operation, quota, patience, isPaused ? 0 : late + 1)
    })

  return {
    acquire: (operation, quota, patience = always) =>
      Effect.andThen(
        waitForPause(operation, quota, patience),
        quota === null ? Effect.void : takeTurn(operation, quota, patience.later, 0)
      ),
    refused: note,
    pauseLeft
  }
}
