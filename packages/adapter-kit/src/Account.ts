/**
 * What all clients of one platform account share: its quota and its token. Clients of one process find each other by
 * the account's key.
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
import * as Semaphore from "effect/Semaphore"
import { bucketOf, defaultSpread, maximumSpread } from "./Quota.ts"
import { type AccessToken, memoryTokenStore, type TokenStore } from "./TokenStore.ts"

export interface Account {
  /** Waits until one request of this operation may go. */
  readonly acquire: (operation: string, quota: Quota) => Effect.Effect<void>
  /** The platform refused for its quota: the whole account pauses, for `retryAfter` seconds or the quota's own window. */
  readonly refused: (operation: string, quota: Quota | null, retryAfter: number | null) => Effect.Effect<void>
  readonly tokens: TokenStore
  /** Held by whoever fetches a token, so that it is one at a time. */
  readonly tokenLock: Semaphore.Semaphore
}

export interface AccountsService {
  readonly get: (key: string) => Effect.Effect<Account>
}

/** Spreads widen by refusals and go back after an hour without one. */
const spreadMemory = 3_600_000

const makeAccount = (key: string, limiter: RateLimiter.RateLimiter): Account => {
  const spreads = new Map<string, { readonly millis: number; readonly since: number }>()
  let pausedUntil = 0
  const waitForPause: Effect.Effect<void> = Effect.gen(function* () {
    const rest = pausedUntil - (yield* Clock.currentTimeMillis)
    if (rest <= 0) return
    yield* Effect.sleep(Duration.millis(rest))
    yield* waitForPause
  })
  const spreadOf = (operation: string, quota: Quota, now: number): number => {
    const widened = spreads.get(operation)
    return widened === undefined || now - widened.since > spreadMemory ? defaultSpread(quota) : widened.millis
  }
  const tokens = new Map<string, AccessToken>()
  return {
    acquire: Effect.fnUntraced(function* (operation, quota) {
      yield* waitForPause
      const bucket = bucketOf(quota, spreadOf(operation, quota, yield* Clock.currentTimeMillis))
      const { delay } = yield* limiter
        .consume({
          key: `${key}/${operation}`,
          limit: bucket.limit,
          window: Duration.millis(bucket.windowMillis),
          algorithm: "token-bucket",
          onExceeded: "delay"
        })
        .pipe(Effect.orDie)
      yield* Effect.sleep(delay)
      yield* waitForPause
    }),
    refused: Effect.fnUntraced(function* (operation, quota, retryAfter) {
      const now = yield* Clock.currentTimeMillis
      const pause = Math.max(retryAfter ?? 0, quota?.seconds ?? 1) * 1000
      pausedUntil = Math.max(pausedUntil, now + pause)
      if (quota === null) return
      spreads.set(operation, {
        millis: Math.min(maximumSpread(quota), spreadOf(operation, quota, now) * 2),
        since: now
      })
    }),
    tokens: memoryTokenStore(tokens),
    tokenLock: Semaphore.makeUnsafe(1)
  }
}

const makeAccounts = (limiter: RateLimiter.RateLimiter): AccountsService => {
  const accounts = new Map<string, Account>()
  return {
    get: (key) =>
      Effect.sync(() => {
        const known = accounts.get(key)
        if (known !== undefined) return known
        const account = makeAccount(key, limiter)
        accounts.set(key, account)
        return account
      })
  }
}

const memoryLimiter = RateLimiter.make.pipe(Effect.provide(RateLimiter.layerStoreMemory))

/** The accounts of this process, unless a layer says otherwise. */
export class Accounts extends Context.Reference<AccountsService>("@huidan/adapter-kit/Accounts", {
  defaultValue: () => makeAccounts(Effect.runSync(memoryLimiter))
}) {}

/** Accounts of their own: for tests, and for programs that keep two worlds apart. */
export const accountsLayer: Layer.Layer<never> = Layer.effect(Accounts, Effect.map(memoryLimiter, makeAccounts))
