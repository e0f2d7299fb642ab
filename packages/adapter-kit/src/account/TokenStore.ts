/** Where an account's tokens are kept. Who shares a store shares its tokens: a platform kills one when it gives the next. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Semaphore from "effect/Semaphore"

export const AccessToken = Schema.Struct({
  value: Schema.RedactedFromValue(Schema.String),
  /** When it was taken and when it dies, in milliseconds since 1970. */
  takenAt: Schema.Int,
  expiresAt: Schema.Int,
  /** What the next token is asked with, where the platform rotates one. */
  refresh: Schema.NullOr(Schema.RedactedFromValue(Schema.String))
})
export interface AccessToken extends Schema.Schema.Type<typeof AccessToken> {}

/** A token as JSON text, its secrets in the clear: for stores alone. */
export const AccessTokenText = Schema.fromJsonString(AccessToken)

/** A store never fails: one that is out of reach holds nothing, and says so in the log. */
export interface TokenStoreService {
  readonly get: (key: string) => Effect.Effect<AccessToken | null>
  readonly set: (key: string, token: AccessToken) => Effect.Effect<void>
  /** Runs alone among all who share the store. */
  readonly exclusively: <A, E, R>(key: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** The token store of the context. Accounts keep tokens in this process where there is none. */
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

/** One at a time per key, within this process. */
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
