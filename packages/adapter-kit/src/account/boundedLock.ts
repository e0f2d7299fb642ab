import * as Deferred from "effect/Deferred"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Option from "effect/Option"
import { monotonicMillis } from "./monotonicTime.ts"
import type { TokenStoreFailure, TokenStoreService } from "./TokenStore.ts"

/** Nobody waits longer for a lock: twice the time that our stores lock for. */
const takeLimit = Duration.seconds(60)

/** Nobody waits longer until a lock is given up: our stores need two seconds at most. */
const releaseLimit = Duration.seconds(3)

/** How long the locks of a store that failed are left alone, in milliseconds. */
const leftAlone = 600_000

/**
 * `exclusively` of a store that somebody else wrote. If it fails, or has not begun the renewal within a minute, the renewal
 * runs without the lock. Once the renewal has ended, or the caller is interrupted, the store has three seconds to give the
 * lock up. The locks of a store that fails, or takes longer, are left alone for ten minutes.
 *
 * The caller's fiber runs the renewal, and the store only waits for it: so it runs once, whatever the store does, and ends
 * with the caller.
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
  const leaveAlone = (message: string) =>
    Effect.flatMap(monotonicMillis, (now) => {
      aloneUntil = now + leftAlone
      return warn({ message })
    })

  return <A, E, R>(key: string, renew: Effect.Effect<A, E, R>, instead: Effect.Effect<A | null, E, R>) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        if ((yield* monotonicMillis) < aloneUntil) return yield* restore(renew)
        const begun = yield* Deferred.make<null>()
        const renewed = yield* Deferred.make<A, E>()
        /** What the store runs. If it comes too late, it gets what the renewal gave without it. */
        const begin = Effect.andThen(Deferred.succeed(begun, null), Deferred.await(renewed))
        const question = Effect.suspend(() => (Deferred.isDoneUnsafe(renewed) ? Deferred.await(renewed) : instead))
        const asked = yield* Effect.forkDetach(
          Effect.suspend(() => store.exclusively(key, begin, question)),
          { startImmediately: true }
        )
        let isGivenUp = false
        const giveUp = (message: string) =>
          Effect.suspend(() => {
            isGivenUp = true
            asked.interruptUnsafe()
            return leaveAlone(message)
          })
        const take = Effect.gen(function* () {
          const sign = Effect.raceFirst(Fiber.await(asked), Deferred.await(begun))
          /** `undefined`: nothing happened in time; `null`: the store has begun; otherwise how it ended. */
          const first = Option.getOrUndefined(yield* Effect.timeoutOption(sign, takeLimit))
          if (first === undefined) yield* giveUp(`no answer within ${Duration.format(takeLimit)}`)
          else if (first !== null) {
            if (Exit.isSuccess(first)) return first.value
            yield* giveUp("the lock failed")
          }
          return yield* renew
        })
        return yield* Effect.onExit(restore(take), (exit) =>
          Effect.gen(function* () {
            yield* Deferred.done(renewed, exit)
            if (isGivenUp) return
            const isInterrupted = Exit.hasInterrupts(exit)
            if (isInterrupted) asked.interruptUnsafe()
            const end = Option.getOrUndefined(yield* Effect.timeoutOption(Fiber.await(asked), releaseLimit))
            if (isInterrupted) return
            if (end === undefined) yield* giveUp(`no release within ${Duration.format(releaseLimit)}`)
            else if (Exit.isSuccess(exit) && Exit.isFailure(end)) yield* giveUp("the lock failed")
          })
        )
      })
    )
}
