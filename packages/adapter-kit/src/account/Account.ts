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
import * as Option from "effect/Option"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { Redis } from "effect/persistence/Redis"
import { type Breaker, makeBreaker } from "./Breaker.ts"
import { bucketOf, defaultSpread, shareOf } from "./Quota.ts"
import { RefusalStore, type RefusalStoreService } from "./RefusalStore.ts"
import { makeRefusals, type Refusals } from "./Refusals.ts"
import { layerRefusalsRedis } from "./redisRefusalStore.ts"
import { layerTokensRedis } from "./redisTokenStore.ts"
import { memoryTokenStore, TokenStore, type TokenStoreService } from "./TokenStore.ts"

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
  readonly tokens: TokenStoreService
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
  /** Where processes tell each other what the platform refused; each keeps it to itself where this is left out. */
  readonly refusals?: RefusalStore
  /** Among how many processes a quota is shared where no limiter is common to them; 1 unless given. */
  readonly quotaShares?: number
  /** By how much the delays of arriving requests are taken to spread, in parts of a quota's window; see `defaultSpread`. */
  readonly spread?: number
}

/** The limiter that all share, this process's own, or first this one and then the other. */
type Giver = "common" | "own" | "both"

interface Limiters {
  /** The one that all who share the account use; `null`: each process has its own. */
  readonly common: RateLimiter.RateLimiter | null
  /** This process's own, also for when the common one is out of reach. */
  readonly own: RateLimiter.RateLimiter
  readonly shares: number
  /** In milliseconds. */
  readonly spread: (quota: Quota) => number
}

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

const sleepUntil = (time: number): Effect.Effect<void> =>
  Effect.flatMap(Clock.currentTimeMillis, (now) => Effect.sleep(Duration.millis(time - now)))

const makeAccountQuota = (key: string, limiters: Limiters, refusals: Refusals): AccountQuota => {
  const { pauseLeft, spreadOf } = refusals
  let complainedAt = Number.NEGATIVE_INFINITY
  let awayUntil = Number.NEGATIVE_INFINITY

  const waitForPause = (operation: string, quota: Quota, patience: number): Effect.Effect<void, Paused> =>
    Effect.gen(function* () {
      const secondsLeft = yield* pauseLeft(operation, quota)
      if (secondsLeft <= 0) return
      if (secondsLeft > patience) return yield* Effect.fail({ secondsLeft })
      yield* Effect.sleep(Duration.seconds(secondsLeft))
      yield* waitForPause(operation, quota, patience)
    })

  /**
   * Until when this process keeps to its share beside the common limiter that is back: others, which still go by their
   * shares, come back to it by then.
   */
  let apartUntil = Number.NEGATIVE_INFINITY

  /** Who gives an operation its turns, and the last turn that was given. */
  const givers = new Map<string, { readonly by: Giver; readonly from: number }>()
  const lastTurns = new Map<string, number>()

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

  /** The common limiter, maybe an empty one, will know nothing of what was sent without it: bursts are spent anew. */
  const goApart = (now: number): void => {
    if (now >= apartUntil) begun.clear()
    awayUntil = now + leftAlone
    apartUntil = awayUntil + leftAlone + Duration.toMillis(answerLimit)
  }

  /** Who gives turns from now on knows nothing of those given before: they are waited for, and the time of one more. */
  const handOver = (operation: string, by: Giver, ownWindow: number): Effect.Effect<void> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const before = givers.get(operation)
      const giver = before?.by === by ? before : { by, from: (lastTurns.get(operation) ?? -ownWindow) + ownWindow }
      givers.set(operation, giver)
      return giver.from <= now ? Effect.void : sleepUntil(giver.from)
    })

  /** Where the common limiter cannot be asked, this process's share of the quota. */
  const takeTurn = (operation: string, quota: Quota, spread: number, now: number): Effect.Effect<number> => {
    const { common, own, shares } = limiters
    const share = shareOf(quota, shares)
    const { windowMillis } = bucketOf(share, spread)
    const ownTurn = Effect.orDie(consume(own, operation, share, spread))
    const aloneTurn = Effect.andThen(handOver(operation, "own", windowMillis), ownTurn)
    if (common === null || now < awayUntil) return aloneTurn
    const commonTurn = consume(common, operation, quota, spread).pipe(
      Effect.timeoutOrElse({
        duration: answerLimit,
        orElse: () => Effect.fail({ message: `no answer within ${Duration.format(answerLimit)}` })
      })
    )
    const turn =
      now < apartUntil
        ? handOver(operation, "both", windowMillis).pipe(
            Effect.andThen(ownTurn),
            Effect.flatMap(sleepUntil),
            Effect.andThen(commonTurn)
          )
        : Effect.andThen(handOver(operation, "common", windowMillis), commonTurn)
    return Effect.catch(turn, ({ message }) => {
      goApart(now)
      return Effect.andThen(complain(message), aloneTurn)
    })
  }

  /**
   * A request that waited through a pause takes a new turn: else all that wait would go at once when it ends. So does one
   * whose process was held up, for the same reason; but not for ever, where a process is always late.
   */
  const acquire = (operation: string, quota: Quota, patience: number, late = 0): Effect.Effect<void, Paused> =>
    Effect.gen(function* () {
      yield* waitForPause(operation, quota, patience)
      const asked = yield* Clock.currentTimeMillis
      const spread = yield* spreadOf(operation, quota)
      const turn = Math.max(yield* takeTurn(operation, quota, spread, asked), yield* Clock.currentTimeMillis)
      lastTurns.set(operation, Math.max(turn, lastTurns.get(operation) ?? 0))
      yield* sleepUntil(turn)
      const now = yield* Clock.currentTimeMillis
      if ((yield* pauseLeft(operation, quota)) > 0) yield* acquire(operation, quota, patience)
      else if (now - turn > Math.max(timerMillis, spread / 2) && late < timesLate)
        yield* acquire(operation, quota, patience, late + 1)
    })

  return {
    acquire: (operation, quota, patience = Number.POSITIVE_INFINITY) => acquire(operation, quota, patience),
    refused: refusals.note,
    pauseLeft
  }
}

/** What accounts share beyond this process. */
interface SharedParts {
  readonly limiter: RateLimiter.RateLimiter | null
  readonly tokens: TokenStoreService
  /** Where processes share what the platform refused; `null`: each process keeps it to itself. */
  readonly refusals: RefusalStoreService | null
}

const makeAccounts = (
  { limiter: common, refusals: store, tokens }: SharedParts,
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
    const refusalsOf = (key: string) => makeRefusals({ key, store, spread: limiters.spread })
    const quotas = new Map<string, AccountQuota>()
    return {
      get: Effect.fnUntraced(function* (key, quotaKey = key) {
        const quota = quotas.get(quotaKey) ?? makeAccountQuota(quotaKey, limiters, yield* refusalsOf(quotaKey))
        quotas.set(quotaKey, quota)
        return { key, ...quota, tokens, breaker }
      })
    }
  })

const memoryLimiter = RateLimiter.make.pipe(Effect.provide(Layer.fresh(RateLimiter.layerStoreMemory)))

/** The accounts of this process, unless a layer says otherwise. */
export class Accounts extends Context.Reference<AccountsService>("@huidan/adapter-kit/Accounts", {
  defaultValue: () => Effect.runSync(makeAccounts(ofThisProcess(), {}))
}) {}

const ofThisProcess = (): SharedParts => ({ limiter: null, tokens: memoryTokenStore(), refusals: null })

const accountsWith = (limiter: RateLimiter.RateLimiter | null, options: AccountsOptions) =>
  Effect.gen(function* () {
    const tokens = Option.getOrElse(yield* Effect.serviceOption(TokenStore), memoryTokenStore)
    const refusals = Option.getOrNull(yield* Effect.serviceOption(RefusalStore))
    return yield* makeAccounts({ limiter, tokens, refusals }, options)
  })

/**
 * Accounts of their own, with the `TokenStore` of the context, else one in memory: for programs that keep tokens in files,
 * share quotas without Redis, or keep two worlds apart (tests).
 */
export const layer = (options: AccountsOptions = {}): Layer.Layer<never> =>
  Layer.effect(Accounts, accountsWith(null, options))

/**
 * Accounts whose quotas many processes share through the `RateLimiter` of the context, with the `TokenStore` of the
 * context, else one in memory.
 */
export const layerShared = (options: AccountsOptions = {}): Layer.Layer<never, never, RateLimiter.RateLimiter> =>
  Layer.effect(
    Accounts,
    Effect.flatMap(RateLimiter.RateLimiter, (limiter) => accountsWith(limiter, options))
  )

export interface RedisAccountsOptions extends AccountsOptions {
  /** What all keys begin with; `huidan:` unless given. */
  readonly prefix?: string
}

/** Accounts that many processes share through the Redis of the context: quotas, refusals and tokens. */
export const layerRedis = ({
  prefix = "huidan:",
  ...options
}: RedisAccountsOptions = {}): Layer.Layer<never, never, Redis> =>
  layerShared(options).pipe(
    Layer.provide([
      layerTokensRedis(`${prefix}token:`),
      layerRefusalsRedis(`${prefix}refusals:`),
      RateLimiter.layer.pipe(Layer.provide(RateLimiter.layerStoreRedis({ prefix: `${prefix}quota:` })))
    ])
  )
