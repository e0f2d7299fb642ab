import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import { monotonicMillis } from "./monotonicTime.ts"
import type { TokenStoreFailure, TokenStoreService } from "./TokenStore.ts"

/** Nobody waits longer for a lock, and no process keeps one for longer: twice the time that our stores lock for. */
const limit = Duration.seconds(60)

/** How long the locks of a store that hangs are left alone, in milliseconds. */
const leftAlone = 600_000

/**
 * `exclusively` of a store that somebody else wrote. One that neither runs the renewal, nor asks what to take instead, nor
 * ends within a minute hangs: then the renewal runs without the lock, and the store's locks are left alone for ten minutes.
 * The renewal runs once, also if the store goes on later.
 */
export const boundedLock = (
  store: Pick<TokenStoreService, "exclusively">,
  warn: (failure: TokenStoreFailure) => Effect.Effect<void>
): (<A, E, R>(
  key: string,
  renew: Effect.Effect<A, E, R>,
  instead: Effect.Effect<A | null, E, R>
) => Effect.Effect<A, E, R>) => {
  let aloneUntil = Number.NEGATIVE_INFINITY
  return (key, renew, instead) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        if ((yield* monotonicMillis) < aloneUntil) return yield* restore(renew)
        /** How often the store gave a sign, and how many of its questions are being answered. */
        let [signs, running] = [0, 0]
        let isGivenUp = false
        const seen = <B, E, R>(effect: Effect.Effect<B, E, R>): Effect.Effect<B, E, R> =>
          Effect.suspend(() => {
            if (isGivenUp) return Effect.interrupt
            signs++
            running++
            return Effect.ensuring(
              effect,
              Effect.sync(() => {
                running--
              })
            )
          })
        const once = yield* Effect.cached(renew)
        const asked = yield* Effect.forkDetach(restore(store.exclusively(key, seen(once), seen(instead))), {
          startImmediately: true
        })
        const wait: typeof renew = Effect.suspend(() => {
          const before = signs
          return Effect.flatMap(Effect.timeoutOption(Fiber.await(asked), limit), (exit) => {
            if (Option.isSome(exit)) return exit.value
            return running > 0 || signs > before ? wait : goOnAlone
          })
        })
        const goOnAlone: typeof renew = Effect.gen(function* () {
          isGivenUp = true
          aloneUntil = (yield* monotonicMillis) + leftAlone
          yield* warn({ message: `no answer within ${Duration.format(limit)}` })
          return yield* once
        })
        return yield* Effect.ensuring(
          restore(wait),
          Effect.sync(() => asked.interruptUnsafe())
        )
      })
    )
}
