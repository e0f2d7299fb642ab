/**
 * The platform's clock as the answers of a shop tell it. It goes on by the monotonic clock, so that it stays right when this
 * machine's clock is set.
 */
import type { Order } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { Arrived } from "../store/raiseWants.ts"

export interface PlatformTime {
  /** The platform's now; this machine's until the first answer. */
  readonly now: Effect.Effect<Arrived>
  /**
   * Notes when an order was asked for, by the platform's clock, and when the call began, by the monotonic one. Answers with
   * the platform's now (Unix milliseconds) until `corrected` was run; then with `null`.
   */
  readonly note: (askedAt: number, began: number) => Effect.Effect<number | null>
  /** What was noted by this machine's clock is set right. */
  readonly corrected: Effect.Effect<void>
}

/** Milliseconds by the monotonic clock; only differences mean something. */
export const monotonicMillis: Effect.Effect<number> = Effect.map(Clock.monotonicTimeNanos, (nanos) =>
  Number(nanos / 1_000_000n)
)

/** How many answers count. */
const remembered = 5

export const makePlatformTime = (): PlatformTime => {
  /** The platform's time less the monotonic one, at most: a request is sent some time after its call begins. */
  let differences: ReadonlyArray<number> = []
  let isCorrected = false
  return {
    now: Effect.gen(function* () {
      if (differences.length === 0) return { at: yield* Clock.currentTimeMillis, isMachineTime: true }
      return { at: (yield* monotonicMillis) + Math.min(...differences), isMachineTime: false }
    }),
    note: (askedAt, began) =>
      Effect.gen(function* () {
        differences = [...differences, askedAt - began].slice(-remembered)
        if (isCorrected) return null
        return (yield* monotonicMillis) + Math.min(...differences)
      }),
    corrected: Effect.sync(() => {
      isCorrected = true
    })
  }
}

/** When an order was asked for; `otherwise` if its answer does not say. Unix milliseconds. */
export const askedAtOf = ({ source }: Order, otherwise: number): number =>
  source.askedAt === null ? otherwise : DateTime.toEpochMillis(source.askedAt)
