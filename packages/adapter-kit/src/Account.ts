/**
 * What all clients of one platform account share: its quota and its token. Clients of one process find each other by
 * the account's key; processes find each other through the limiter's and the token store's Redis.
 *
 * This is the package's one file that knows Effect's (unstable) rate limiter.
 */
import type { Quota } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { type Breaker, makeBreaker } from "./Breaker.ts"
import { bucketOf, defaultSpread, maximumSpread, shareOf } from "./Quota.ts"
import { memoryTokenStore, type TokenStore } from "./TokenStore.ts"

export interface AccountQuota {
  /**
   * Waits until one request of this operation may go. A pause of more than `patience` seconds is not waited for: it
   * fails with the seconds that are left of it.
   */
  readonly acquire: (operation: string, quota: Quota, patience?: number) => Effect.Effect<void, Paused>
  /**
   * The platform refused for its quota: the operation pauses for `retryAfter` seconds or the quota's window, whichever
   * is longer, and the whole account with it, but no other operation for longer than its own window.
   */
  readonly refused: (operation: string, quota: Quota | null, retryAfter: number | null) => Effect.Effect<void>
  /** Seconds for which an operation is paused; 0 where it is not. */
  readonly pauseLeft: (operation: string, quota: Quota | null) => Effect.Effect<number>
}

export interface Account extends AccountQuota {
  readonly key: string
  readonly tokens: TokenStore
  /** Open after repeated failures: calls then fail at once, and one probe at a time finds out whether it is over. */
  readonly breaker: Breaker
}

/** The platform asked for a pause, of which so many seconds are left. */
export interface Paused {
  readonly secondsLeft: number
}

export interface AccountsService {
  /** `quotaKey` names what shares the quota, where that is not the account: an application, an address. */
  readonly get: (key: string, quotaKey?: string) => Effect.Effect<Account>
}

export interface AccountsOptions {
  readonly tokens?: TokenStore
  /** Among how many processes a quota is shared where no limiter is common to them; 1 unless given. */
  readonly quotaShares?: number
  /** By how much the delays of arriving requests are taken to spread, in parts of a quota's window; see `defaultSpread`. */
  readonly spread?: number
}

interface Limiters {
  /** The one that all who share the account use; `null`: each process has its own. */
  readonly common: RateLimiter.RateLimiter | null
  /** This process's own, also for when the common one is out of reach. */
  readonly own: RateLimiter.RateLimiter
  readonly shares: number
  /** In milliseconds. */
  readonly spread: (quota: Quota) => number
}

/** The last refusal of an operation; times in milliseconds since 1970, spans in seconds. */
interface Refusal {
  readonly at: number
  readonly until: number
  readonly window: number
  readonly retryAfter: number
}

/** Spreads widen by refusals and go back after an hour without one. */
const spreadMemory = 3_600_000

/** A limiter that is out of reach is complained of at most this often. */
const complaintEvery = 60_000

/** A common limiter answers within this, or is out of reach: clients of Redis wait for a lost connection for ever. */
const answerLimit = Duration.seconds(1)

/** Timers are late by a few milliseconds on any machine. */
const timerMillis = 5

/** How often a request gives up a turn that it came late to. */
const timesLate = 3

/** How long a limiter that was out of reach is left alone. */
const leftAlone = 5000

const makeAccountQuota = (key: string, limiters: Limiters): AccountQuota => {
  const spreads = new Map<string, { readonly millis: number; readonly since: number }>()
  const refusals = new Map<string, Refusal>()
  let complainedAt = Number.NEGATIVE_INFINITY
  let awayUntil = Number.NEGATIVE_INFINITY

  const pauseLeft = (operation: string, quota: Quota | null): Effect.Effect<number> =>
    Effect.map(Clock.currentTimeMillis, (now) => {
      let until = now
      for (const [refused, refusal] of refusals) {
        if (refusal.until <= now) refusals.delete(refused)
        const window = refused === operation ? refusal.window : Math.min(refusal.window, quota?.seconds ?? 1)
        until = Math.max(until, refusal.at + Math.max(refusal.retryAfter, window) * 1000)
      }
      return (until - now) / 1000
    })

  const waitForPause = (operation: string, quota: Quota, patience: number): Effect.Effect<void, Paused> =>
    Effect.gen(function* () {
      const secondsLeft = yield* pauseLeft(operation, quota)
      if (secondsLeft <= 0) return
      if (secondsLeft > patience) return yield* Effect.fail({ secondsLeft })
      yield* Effect.sleep(Duration.seconds(secondsLeft))
      yield* waitForPause(operation, quota, patience)
    })

  const spreadOf = (operation: string, quota: Quota, now: number): number => {
    const widened = spreads.get(operation)
    return widened === undefined || now - widened.since > spreadMemory ? limiters.spread(quota) : widened.millis
  }

  /** A bucket that this process has not used yet: its burst is spent first, for what was sent before may still count. */
  const begun = new Set<string>()

  /** When the request may go, in milliseconds since 1970. */
  const consume = (limiter: RateLimiter.RateLimiter, operation: string, quota: Quota, spread: number) =>
    Effect.gen(function* () {
      const { limit, windowMillis } = bucketOf(quota, spread)
      const bucket = `${limiter === limiters.own ? "own" : "common"}/${operation}`
      const tokens = begun.has(bucket) ? 1 : limit
      begun.add(bucket)
      const now = yield* Clock.currentTimeMillis
      const { delay } = yield* limiter.consume({
        key: `${key}/${operation}`,
        limit,
        window: Duration.millis(windowMillis),
        tokens,
        algorithm: "token-bucket",
        onExceeded: "delay"
      })
      return now + Duration.toMillis(delay)
    })

  const complain = (detail: string): Effect.Effect<void> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (now - complainedAt < complaintEvery) return Effect.void
      complainedAt = now
      const share = limiters.shares === 1 ? "the whole quota" : `a ${limiters.shares}th of the quota`
      return Effect.logWarning(`the shared limiter is out of reach: this process goes on with ${share}`, detail)
    })

  /** Where the common limiter cannot be asked, this process's share of the quota. */
  const takeTurn = (operation: string, quota: Quota, spread: number, now: number) => {
    const { common, own, shares } = limiters
    const fallback = Effect.orDie(consume(own, operation, shareOf(quota, shares), spread))
    if (common === null || now < awayUntil) return fallback
    return consume(common, operation, quota, spread).pipe(
      Effect.timeoutOrElse({
        duration: answerLimit,
        orElse: () => Effect.fail({ message: `no answer within ${Duration.format(answerLimit)}` })
      }),
      Effect.catch(({ message }) => {
        awayUntil = now + leftAlone
        return Effect.andThen(complain(message), fallback)
      })
    )
  }

  /**
   * A request that waited through a pause takes a new turn: else all that wait would go at once when it ends. So does one
   * whose process was held up, for the same reason; but not for ever, where a process is always late.
   */
  const acquire = (operation: string, quota: Quota, patience: number, late = 0): Effect.Effect<void, Paused> =>
    Effect.gen(function* () {
      yield* waitForPause(operation, quota, patience)
      const asked = yield* Clock.currentTimeMillis
      const spread = spreadOf(operation, quota, asked)
      const turn = Math.max(yield* takeTurn(operation, quota, spread, asked), yield* Clock.currentTimeMillis)
      yield* Effect.sleep(Duration.millis(turn - (yield* Clock.currentTimeMillis)))
      const now = yield* Clock.currentTimeMillis
      if ((yield* pauseLeft(operation, quota)) > 0) yield* acquire(operation, quota, patience)
      else if (now - turn > Math.max(timerMillis, spread / 2) && late < timesLate)
        yield* acquire(operation, quota, patience, late + 1)
    })

  return {
    acquire: (operation, quota, patience = Number.POSITIVE_INFINITY) => acquire(operation, quota, patience),
    refused: Effect.fnUntraced(function* (operation, quota, retryAfter) {
      const now = yield* Clock.currentTimeMillis
      const window = quota?.seconds ?? 1
      const until = now + Math.max(retryAfter ?? 0, window) * 1000
      if (until < (refusals.get(operation)?.until ?? 0)) return
      refusals.set(operation, { at: now, until, window, retryAfter: retryAfter ?? 0 })
      if (quota === null) return
      const doubled = Math.max(defaultSpread(quota), spreadOf(operation, quota, now) * 2)
      const millis = Math.min(maximumSpread(quota), doubled)
      spreads.set(operation, { millis, since: now })
    }),
    pauseLeft
  }
}

const makeAccounts = (
  common: RateLimiter.RateLimiter | null,
  options: AccountsOptions
): Effect.Effect<AccountsService> =>
  Effect.gen(function* () {
    const breaker = yield* makeBreaker
    const { spread } = options
    const limiters: Limiters = {
      common,
      own: yield* memoryLimiter,
      shares: options.quotaShares ?? 1,
      spread: spread === undefined ? defaultSpread : (quota) => quota.seconds * 1000 * spread
    }
    const tokens = options.tokens ?? memoryTokenStore()
    const quotas = new Map<string, AccountQuota>()
    return {
      get: (key, quotaKey = key) =>
        Effect.sync(() => {
          const quota = quotas.get(quotaKey) ?? makeAccountQuota(quotaKey, limiters)
          quotas.set(quotaKey, quota)
          return { key, ...quota, tokens, breaker }
        })
    }
  })

const memoryLimiter = RateLimiter.make.pipe(Effect.provide(Layer.fresh(RateLimiter.layerStoreMemory)))

/** The accounts of this process, unless a layer says otherwise. */
export class Accounts extends Context.Reference<AccountsService>("@huidan/adapter-kit/Accounts", {
  defaultValue: () => Effect.runSync(makeAccounts(null, {}))
}) {}

/** Accounts of this process alone: for programs that share quotas without Redis, or keep two worlds apart. */
export const localAccountsLayer = (options: AccountsOptions): Layer.Layer<never> =>
  Layer.effect(Accounts, makeAccounts(null, options))

/** The same with every option as it is unless given: for tests. */
export const accountsLayer: Layer.Layer<never> = localAccountsLayer({})

/**
 * Accounts whose quotas many processes share through the `RateLimiter` of the context (its Redis store), and whose
 * tokens through the given store.
 */
export const sharedAccountsLayer = (options: AccountsOptions): Layer.Layer<never, never, RateLimiter.RateLimiter> =>
  Layer.effect(
    Accounts,
    Effect.flatMap(RateLimiter.RateLimiter, (limiter) => makeAccounts(limiter, options))
  )
