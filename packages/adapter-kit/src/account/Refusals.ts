/**
 * What follows from a platform's refusals for its quota: pauses, and a wider spread. A refusal slows the whole account,
 * not one request; processes that share a store slow down together, and each for itself where the store is away.
 */
import type { Quota } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { defaultSpread, maximumSpread } from "./Quota.ts"
import type { QuotaRefusal, RefusalStoreService } from "./RefusalStore.ts"

export interface Refusals {
  /** Notes a refusal of an operation. `retryAfter` in seconds. */
  readonly note: (operation: string, quota: Quota | null, retryAfter: number | null) => Effect.Effect<void>
  /** Seconds for which an operation is paused; 0 where it is not. */
  readonly pauseLeft: (operation: string, quota: Quota | null) => Effect.Effect<number>
  /** By how much the operation's arrivals are taken to spread, in milliseconds. */
  readonly spreadOf: (operation: string, quota: Quota) => Effect.Effect<number>
}

export interface RefusalsOptions {
  /** The account's quota key. */
  readonly key: string
  /** `null`: this process keeps its refusals to itself. */
  readonly store: RefusalStoreService | null
  /** The spread before anything was refused, in milliseconds. */
  readonly spread: (quota: Quota) => number
}

/** Spreads widen by refusals and go back after an hour without one. In milliseconds. */
const spreadMemory = 3_600_000

/** How old what others noted may be. */
const readEvery = Duration.millis(100)

/** A store that does not answer within this is away, and left alone for a while. */
const answerLimit = Duration.seconds(1)
const leftAlone = Duration.seconds(5)

/** A store that is away is complained of at most this often. */
const complaintEvery = 60_000

export const makeRefusals = ({ key, spread, store }: RefusalsOptions): Effect.Effect<Refusals> =>
  Effect.gen(function* () {
    const refusals = new Map<string, QuotaRefusal>()
    let complainedAt = Number.NEGATIVE_INFINITY

    const complain = ({ message }: { readonly message: string }): Effect.Effect<void> =>
      Effect.flatMap(Clock.currentTimeMillis, (now) => {
        if (now - complainedAt < complaintEvery) return Effect.void
        complainedAt = now
        return Effect.logWarning(
          "what the platform refused other processes is out of reach: this one slows down for its own refusals alone",
          message
        )
      })

    const answered = <A, E extends { readonly message: string }>(effect: Effect.Effect<A, E>) =>
      Effect.timeoutOrElse(effect, {
        duration: answerLimit,
        orElse: () => Effect.fail({ message: `no answer within ${Duration.format(answerLimit)}` })
      })

    const remember = (operation: string, refusal: QuotaRefusal): void => {
      if ((refusals.get(operation)?.until ?? 0) <= refusal.until) refusals.set(operation, refusal)
    }

    const read =
      store === null
        ? Effect.void
        : yield* answered(store.read(key)).pipe(
            Effect.tap((noted) =>
              Effect.sync(() => {
                for (const [operation, refusal] of noted) remember(operation, refusal)
              })
            ),
            Effect.tapError(complain),
            Effect.cachedWithTTL((exit) => (Exit.isSuccess(exit) ? readEvery : leftAlone)),
            Effect.map(Effect.ignore)
          )

    const widenedTo = (operation: string, now: number): number | null => {
      const refusal = refusals.get(operation)
      return refusal === undefined || now - refusal.at > spreadMemory ? null : refusal.spread
    }

    const spreadOf = (operation: string, quota: Quota): Effect.Effect<number> =>
      Effect.map(Clock.currentTimeMillis, (now) => {
        return widenedTo(operation, now) ?? spread(quota)
      })

    return {
      note: Effect.fnUntraced(function* (operation, quota, retryAfter) {
        const now = yield* Clock.currentTimeMillis
        const window = quota?.seconds ?? 1
        const until = now + Math.ceil(Math.max(retryAfter ?? 0, window) * 1000)
        yield* read
        if (until < (refusals.get(operation)?.until ?? 0)) return
        const before = refusals.get(operation)
        // Requests that were on their way when the first was refused say nothing new.
        const pausedBefore = before !== undefined && before.until > now && before.spread !== null
        const widened =
          quota === null || pausedBefore
            ? // A platform that is away says nothing of how requests spread: what its quota taught stays.
              widenedTo(operation, now)
            : Math.min(maximumSpread(quota), Math.max(defaultSpread(quota), (yield* spreadOf(operation, quota)) * 2))
        const refusal = { at: now, until, window, retryAfter: retryAfter ?? 0, spread: widened }
        remember(operation, refusal)
        if (store === null) return
        yield* answered(store.write(key, operation, refusal, Math.max(until - now, spreadMemory))).pipe(
          Effect.catch(complain)
        )
      }),
      pauseLeft: (operation, quota) =>
        Effect.andThen(
          read,
          Effect.map(Clock.currentTimeMillis, (now) => {
            let until = now
            for (const [refused, refusal] of refusals) {
              if (refusal.until <= now && now - refusal.at > spreadMemory) refusals.delete(refused)
              const window = refused === operation ? refusal.window : Math.min(refusal.window, quota?.seconds ?? 1)
              until = Math.max(until, refusal.at + Math.max(refusal.retryAfter, window) * 1000)
            }
            return (until - now) / 1000
          })
        ),
      spreadOf
    }
  })
