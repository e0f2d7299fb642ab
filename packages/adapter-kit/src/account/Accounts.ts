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
import * as Redacted from "effect/Redacted"
import type { Account } from "./Account.ts"
import { type AccountQuota, makeAccountQuota } from "./AccountQuota.ts"
import { makeBreaker } from "./Breaker.ts"
import { makeTokenKeeper } from "./HolderTokens.ts"
import { memoryRateLimiter } from "./Limiter.ts"
import { defaultSpread } from "./Quota.ts"
import { RefusalStore, type RefusalStoreService } from "./RefusalStore.ts"
import { makeRefusals } from "./Refusals.ts"
import { layerRefusalsRedis } from "./redisRefusalStore.ts"
import { TokenStore, type TokenStoreService } from "./TokenStore.ts"
import { makeTurns } from "./Turns.ts"
import { layerTokensRedis } from "./tokensInRedis.ts"

/** Who uses an account. */
export interface AccountUse {
  /** What shares the quota if that is not the account: an application, an address. */
  readonly quotaKey?: string | undefined
  /**
   * The secret with which the account is used. Clients with the same one share tokens and the circuit breaker; clients
   * with another one share the quota alone. Left out, or `null`, if requests need no secret.
   */
  readonly secret?: Redacted.Redacted<string> | null
  /** Where its tokens are kept, if not in the store of the accounts. */
  readonly tokenStore?: TokenStoreService | null
}

export interface AccountsService {
  /** The account of this key: platform, address and holder. A key holds nothing that comes from a secret. */
  readonly get: (key: string, use?: AccountUse) => Effect.Effect<Account>
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
  /** Where processes share tokens; `null`: each keeps its own. */
  readonly tokens: TokenStoreService | null
  /** The tokens over that store. */
  readonly keeper: ReturnType<typeof makeTokenKeeper>
  /** Where processes share what the platform refused; `null`: each keeps it to itself. */
  readonly refusals: RefusalStoreService | null
}

const makeAccounts = (
  { keeper, limiter: common, refusals: store, tokens }: AccountsParts,
  { quotaShares: shares = 1, spread: part }: AccountsOptions
): Effect.Effect<AccountsService> =>
  Effect.gen(function* () {
    const breaker = yield* makeBreaker
    const own = yield* memoryRateLimiter
    const spread = part === undefined ? defaultSpread : (quota: Quota) => quota.seconds * 1000 * part
    const quotas = new Map<string, AccountQuota>()
    const keepers = new WeakMap<TokenStoreService, typeof keeper>()
    const keeperOver = (other: TokenStoreService | null): typeof keeper => {
      if (other === null || other === tokens) return keeper
      const known = keepers.get(other) ?? makeTokenKeeper(other)
      keepers.set(other, known)
      return known
    }
    const secrets = new Map<string | null, number>()
    /** The number of a secret in this process: nothing shows the secret itself. */
    const numberOf = (secret: string | null): number => {
      const number = secrets.get(secret) ?? secrets.size
      secrets.set(secret, number)
      return number
    }
    return {
      get: Effect.fnUntraced(function* (key, { quotaKey = key, secret = null, tokenStore = null } = {}) {
        const held = secret === null ? null : Redacted.value(secret)
        const quota =
          quotas.get(quotaKey) ??
          makeAccountQuota(
            yield* makeRefusals({ key: quotaKey, store, spread }),
            makeTurns({ key: quotaKey, common, own, shares })
          )
        quotas.set(quotaKey, quota)
        return {
          key,
          ...quota,
          tokens: keeperOver(tokenStore).heldBy(held),
          breaker,
          circuit: `${key} ${numberOf(held)}`
        }
      })
    }
  })

/** The accounts of this process, unless a layer provides others. */
export class Accounts extends Context.Reference<AccountsService>("@huidan/adapter-kit/Accounts", {
  defaultValue: () =>
    Effect.runSync(makeAccounts({ limiter: null, tokens: null, keeper: makeTokenKeeper(null), refusals: null }, {}))
}) {}

const accountsWith = (limiter: RateLimiter.RateLimiter | null, options: AccountsOptions) =>
  Effect.gen(function* () {
    const tokens = Option.getOrNull(yield* Effect.serviceOption(TokenStore))
    const refusals = Option.getOrNull(yield* Effect.serviceOption(RefusalStore))
    const keeper = makeTokenKeeper(tokens)
    yield* Effect.addFinalizer(() => keeper.storeMissing)
    return yield* makeAccounts({ limiter, tokens, keeper, refusals }, options)
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
