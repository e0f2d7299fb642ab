import type * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Random from "effect/Random"
import type { ReachableLog } from "./reachable.ts"

/** What became of a message: handled now, handled before, in other hands, or not handled. */
export type Handled =
  | { readonly _tag: "Handled" | "Before" | "Running" }
  | { readonly _tag: "Failed"; readonly cause: Cause.Cause<unknown> }

/** How long claims and handled messages are remembered, in seconds. */
export interface PushTimes {
  readonly lease: number
  readonly keep: number
}

/**
 * Handles a message unless it was handled before or is being handled: claims it, handles it, and notes that it is done only
 * if that succeeded. A message that is not handled, for whatever reason, is free again.
 */
export const handleOnce = <R>(
  log: ReachableLog,
  key: string,
  { keep, lease }: PushTimes,
  handle: Effect.Effect<void, unknown, R>
): Effect.Effect<Handled, never, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.gen(function* () {
      const holder = yield* newHolder
      const release = log.release(key, holder)
      const claim = yield* Effect.onInterrupt(restore(log.claim(key, holder, lease)), () => release)
      if (claim === "done") return { _tag: "Before" }
      if (claim === "running") return { _tag: "Running" }
      const exit = yield* Effect.exit(restore(handle))
      const isSuccess = Exit.isSuccess(exit)
      if (claim === "new") yield* isSuccess ? log.done(key, holder, keep) : release
      return isSuccess ? { _tag: "Handled" } : { _tag: "Failed", cause: exit.cause }
    })
  )

/** 128 random bits. */
const newHolder: Effect.Effect<string> = Effect.map(
  Effect.replicateEffect(Random.nextIntBetween(0, 0xffff_ffff), 4),
  (words) => words.map((word) => word.toString(16).padStart(8, "0")).join("")
)
