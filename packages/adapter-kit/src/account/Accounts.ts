/**
 * The accounts of a program. Clients of one process find each other by the account's key; processes find each other
 * through the Redis of the rate limiter and of the stores.
 */
import type { Quota } from "@huidan/core"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type { Redis } from "effect/persistence/Redis"
import type { Account } from "./Account.ts"
import { type AccountQuota, makeAccountQuota } from "./AccountQuota.ts"
import { makeBreaker } from "./Breaker.ts"
import { memoryRateLimiter } from "./Limiter.ts"
import { defaultSpread } from "./Quota.ts"
import { RefusalStore, type RefusalStoreService } from "./RefusalStore.ts"
import { makeRefusals } from "./Refusals.ts"
import { layerRefusalsRedis } from "./redisRefusalStore.ts"
import { layerTokensRedis } from "./redisTokenStore.ts"
import { memoryTokenStore, TokenStore, type TokenStoreService } from "./TokenStore.ts"
import { makeTurns } from "./Turns.ts"

export interface AccountsService {
  /** `quotaKey` names what shares the quota if that is not the account: an application, an address. */
  readonly get: (key: string, quotaKey?: string) => Effect.Effect<Account>
}

/** How accounts share a quota. */
export interface AccountsOptions {
  /** Among how many processes a quota is shared while they have no common limiter; 1 unless given. */
  readonly quotaShares?: number
  /**
   * Assumed jitter of request arrival, as a part of a quota's window: 0.02 is 2 %. Unless given, 2 % and at least 20 ms.
   */
  readonly spread?: number
}

/** What accounts are made of. */
interface AccountsParts {
  /** The limiter that processes share; `null`: each has only its own. */
  readonly limiter: RateLimiter.RateLimiter | null
  readonly tokens: TokenStoreService
  /** Where processes share what the platform refused; `null`: each keeps it to itself. */
  readonly refusals: RefusalStoreService | null
}

const makeAccounts = (
  { limiter: common, refusals: store, tokens }: AccountsParts,
  { quotaShares: shares = 1, spread: part }: AccountsOptions
): Effect.Effect<AccountsService> =>
  Effect.gen(function* () {
    const breaker = yield* makeBreaker
    const own = yield* memoryRateLimiter
    const spread = part === undefined ? defaultSpread : (quota: Quota) => quota.seconds * 1000 * part
    const quotas = new Map<string, AccountQuota>()
    return {
      get: Effect.fnUntraced(function* (key, quotaKey = key) {
        const quota =
          quotas.get(quotaKey) ??
          makeAccountQuota(
            yield* makeRefusals({ key: quotaKey, store, spread }),
            makeTurns({ key: quotaKey, common, own, shares })
          )
        quotas.set(quotaKey, quota)
        return { key, ...quota, tokens, breaker }
      })
    }
  })

/** The accounts of this process, unless a layer provides others. */
export class Accounts extends Context.Reference<AccountsService>("@huidan/adapter-kit/Accounts", {
  defaultValue: () => Effect.runSync(makeAccounts({ limiter: null, tokens: memoryTokenStore(), refusals: null }, {}))
}) {}

const accountsWith = (limiter: RateLimiter.RateLimiter | null, options: AccountsOptions) =>
  Effect.gen(function* () {
    const tokens = Option.getOrElse(yield* Effect.serviceOption(TokenStore), memoryTokenStore)
    const refusals = Option.getOrNull(yield* Effect.serviceOption(RefusalStore))
    return yield* makeAccounts({ limiter, tokens, refusals }, options)
  })

/**
 * Accounts of their own, with the `TokenStore` of the context, else one in memory: for programs that keep tokens in
 * files, share quotas without Redis, or keep two environments apart (tests).
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

/** How accounts share a quota through Redis. */
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
