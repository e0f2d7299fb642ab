/** Where an account's tokens are kept. Processes share a store because a platform ends a token when it issues the next. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"

/** An access token. */
export const AccessToken = Schema.Struct({
  value: Schema.RedactedFromValue(Schema.String),
  /** When it was issued, in milliseconds since 1970. */
  takenAt: Schema.Int,
  /** When it expires, in milliseconds since 1970. */
  expiresAt: Schema.Int,
  /** The refresh token; `null` if the platform issues none. */
  refresh: Schema.NullOr(Schema.RedactedFromValue(Schema.String))
})
/** An access token. */
export interface AccessToken extends Schema.Schema.Type<typeof AccessToken> {}

/** A token as JSON text with its secrets in the clear, for stores only. */
export const AccessTokenText = Schema.fromJsonString(AccessToken)

/** A token store. It never fails: one that is out of reach logs a warning and has no tokens. */
export interface TokenStoreService {
  /** The token of a key; `null` if there is none. */
  readonly get: (key: string) => Effect.Effect<AccessToken | null>
  /** Stores a token under a key. */
  readonly set: (key: string, token: AccessToken) => Effect.Effect<void>
  /** Runs an effect while no other one of this key runs, in any process that shares the store. */
  readonly exclusively: <A, E, R>(key: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** The token store of the context. Without one accounts keep tokens in this process. */
export class TokenStore extends Context.Service<TokenStore, TokenStoreService>()("@huidan/adapter-kit/TokenStore") {}

/** Keeps tokens in this process. */
export const memoryTokenStore = (): TokenStoreService => {
  const tokens = new Map<string, AccessToken>()
  return {
    get: (key) => Effect.sync(() => tokens.get(key) ?? null),
    set: (key, token) => Effect.sync(() => void tokens.set(key, token)),
    exclusively: exclusivelyInProcess()
  }
}

/** Runs one effect at a time for each key, within this process. */
export const exclusivelyInProcess = (): TokenStoreService["exclusively"] => {
  const locks = new Map<string, Semaphore.Semaphore>()
  return (key, effect) =>
    Effect.suspend(() => {
      const lock = locks.get(key) ?? Semaphore.makeUnsafe(1)
      locks.set(key, lock)
      return lock.withPermit(effect)
    })
}

export const storeWarning = (store: string, doing: string) => (error: { readonly message: string }) =>
  Effect.logWarning(
    `the token store (${store}) cannot ${doing}: this process goes on with tokens of its own`,
    error.message
  )
