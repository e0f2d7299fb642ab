/**
 * What follows from a platform's refusals for its quota: pauses, and a wider spread. A refusal slows the whole account,
 * not one request; processes that share a store slow down together, and each for itself while the store is out of reach.
 */
import type { Quota } from "@huidan/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { inMonotonicTime, monotonicMillis } from "./monotonicTime.ts"
import { defaultSpread, maximumSpread } from "./Quota.ts"
import type { QuotaRefusal, RefusalStoreService } from "./RefusalStore.ts"
import { makeRareWarning } from "./rareWarning.ts"
import { makeSharedStore } from "./sharedStore.ts"

export interface Refusals {
  /** Notes a refusal of an operation. `retryAfter` in seconds. */
  readonly note: (operation: string, quota: Quota | null, retryAfter: number | null) => Effect.Effect<void>
  /** Seconds for which an operation is paused; 0 if it is not. */
  readonly pauseLeft: (operation: string, quota: Quota | null) => Effect.Effect<number>
  /** The assumed jitter of the operation's request arrival, in milliseconds. */
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

/** A refusal, and when it was, in milliseconds by the monotonic clock. */
interface DatedRefusal extends QuotaRefusal {
  readonly at: number
}

/** How long the operation itself pauses, in milliseconds; other operations of the account may go on earlier. */
const pauseOf = ({ retryAfter, window }: QuotaRefusal): number => Math.ceil(Math.max(retryAfter, window) * 1000)

/** When it may go on, by the monotonic clock. */
const untilOf = (refusal: DatedRefusal | undefined): number =>
  refusal === undefined ? Number.NEGATIVE_INFINITY : refusal.at + pauseOf(refusal)

/** A spread that refusals widened goes back after an hour without one. In milliseconds. */
const spreadMemory = 3_600_000

/** How old what others noted may be. */
const readEvery = Duration.millis(100)

/** A store that does not answer within this is out of reach. */
const answerLimit = Duration.seconds(1)

const outOfReach =
  "the store of shared refusals does not answer: this process slows down only for what the platform refused it"

export const makeRefusals = ({ key, spread, store }: RefusalsOptions): Effect.Effect<Refusals> =>
  Effect.gen(function* () {
    const refusals = new Map<string, DatedRefusal>()
    const shared = makeSharedStore(answerLimit)
    const rareWarning = makeRareWarning(outOfReach)
    const warn = ({ message }: { readonly message: string }) => rareWarning(message)

    /** The refusal that lasts longest counts. */
    const remember = (operation: string, refusal: DatedRefusal): void => {
      if (untilOf(refusals.get(operation)) <= untilOf(refusal)) refusals.set(operation, refusal)
    }

    /** Takes over what other processes noted. */
    const read =
      store === null
        ? Effect.void
        : yield* Effect.gen(function* () {
            const asked = yield* monotonicMillis
            const noted = yield* shared.ask(store.read(key))
            for (const [operation, { age, ...refusal }] of noted) remember(operation, { ...refusal, at: asked - age })
          }).pipe(
            Effect.cachedWithTTL((exit) => (Exit.isSuccess(exit) ? readEvery : Duration.zero)),
            Effect.map((reading) => Effect.catch(inMonotonicTime(reading), warn))
          )

    const share = (operation: string, refusal: QuotaRefusal): Effect.Effect<void> => {
      const pause = pauseOf(refusal)
      const times = { pause, forgottenAfter: Math.max(pause, spreadMemory) }
      return store === null ? Effect.void : Effect.catch(shared.ask(store.write(key, operation, refusal, times)), warn)
    }

    const widenedSpread = (operation: string, now: number): number | null => {
      const refusal = refusals.get(operation)
      return refusal === undefined || now - refusal.at > spreadMemory ? null : refusal.spread
    }

    /** The spread after a refusal: doubled, unless the refusal says nothing new about it. */
    const spreadAfter = (operation: string, quota: Quota | null, now: number): number | null => {
      const before = refusals.get(operation)
      // Requests that were on their way when the first one was refused.
      const isOfSamePause = before !== undefined && untilOf(before) > now && before.spread !== null
      // Without a quota the platform was unavailable, not used too fast.
      if (quota === null || isOfSamePause) return widenedSpread(operation, now)
      const doubled = (widenedSpread(operation, now) ?? spread(quota)) * 2
      return Math.min(maximumSpread(quota), Math.max(defaultSpread(quota), doubled))
    }

    return {
      note: Effect.fnUntraced(function* (operation, quota, retryAfter) {
        const now = yield* monotonicMillis
        yield* read
        const refusal = {
          window: quota?.seconds ?? 1,
          retryAfter: retryAfter ?? 0,
          spread: spreadAfter(operation, quota, now)
        }
        if (now + pauseOf(refusal) < untilOf(refusals.get(operation))) return
        remember(operation, { ...refusal, at: now })
        yield* share(operation, refusal)
      }),
      pauseLeft: (operation, quota) =>
        Effect.andThen(
          read,
          Effect.map(monotonicMillis, (now) => {
            let until = now
            for (const [refused, refusal] of refusals) {
              if (untilOf(refusal) <= now && now - refusal.at > spreadMemory) refusals.delete(refused)
              const window = refused === operation ? refusal.window : Math.min(refusal.window, quota?.seconds ?? 1)
              until = Math.max(until, refusal.at + Math.max(refusal.retryAfter, window) * 1000)
            }
            return (until - now) / 1000
          })
        ),
      spreadOf: (operation, quota) =>
        Effect.map(monotonicMillis, (now) => widenedSpread(operation, now) ?? spread(quota))
    }
  })
