/** Where an account's tokens are kept. Processes share a store because a platform ends a token when it issues the next. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as PartitionedSemaphore from "effect/PartitionedSemaphore"
import * as Schema from "effect/Schema"

/** A token as stores keep it. */
export const StoredToken = Schema.Struct({
  value: Schema.RedactedFromValue(Schema.String),
  /** When it was issued, in milliseconds since 1970 by the clock of the machine. */
  takenAt: Schema.Int,
  /** When it expires, in milliseconds since 1970. */
  expiresAt: Schema.Int,
  /** The refresh token; `null` if the platform issues none. */
  refresh: Schema.NullOr(Schema.RedactedFromValue(Schema.String)),
  /**
   * By which a holder of the secret that obtained the token knows it again: a random salt, and what only the secret gives
   * with it. `null` if no secret obtained it.
   */
  holder: Schema.NullOr(Schema.Struct({ salt: Schema.String, proof: Schema.String }))
})
/** A token as stores keep it. */
export interface StoredToken extends Schema.Schema.Type<typeof StoredToken> {}

/** A token as JSON text with the access token and the refresh token in the clear, for stores only. */
export const StoredTokenText = Schema.fromJsonString(StoredToken)

/** Why a store could not be used. */
export interface TokenStoreFailure {
  readonly message: string
}

/** A token store. While it fails, or does not answer, each process goes on with the tokens that it knows. */
export interface TokenStoreService {
  /** What warnings call it: `Redis`. */
  readonly name: string
  /** The token of a key; `null` if there is none. */
  readonly get: (key: string) => Effect.Effect<StoredToken | null, TokenStoreFailure>
  /** Stores a token under a key, in place of the one before. */
  readonly set: (key: string, token: StoredToken) => Effect.Effect<void, TokenStoreFailure>
  /**
   * Runs an effect while no other one of this key runs, in any process that shares the store. While another process has
   * the lock, a store may ask for `instead` now and then, and give its value without running the effect; `null`: wait on.
   */
  readonly exclusively: <A, E, R>(
    key: string,
    effect: Effect.Effect<A, E, R>,
    instead?: Effect.Effect<A | null, E, R>
  ) => Effect.Effect<A, E, R>
}

/** The token store of the context. Without one accounts keep tokens in this process. */
export class TokenStore extends Context.Service<TokenStore, TokenStoreService>()("@huidan/adapter-kit/TokenStore") {}

/** Runs one effect at a time for each key, within this process. */
export const exclusivelyInProcess = (): TokenStoreService["exclusively"] => {
  const locks = new Map<string, PartitionedSemaphore.PartitionedSemaphore<null>>()
  return (key, effect) =>
    Effect.suspend(() => {
      const lock = locks.get(key) ?? PartitionedSemaphore.makeUnsafe<null>({ permits: 1 })
      locks.set(key, lock)
      return lock.withPermit(null)(effect)
    })
}

/** A year after a refresh token was issued at the latest, it is forgotten. In milliseconds. */
const longestRefresh = 366 * 86_400_000

/** How long a store has to keep a token from when it was issued, in milliseconds. A refresh token outlives its access token. */
export const keptFor = ({ expiresAt, refresh, takenAt }: StoredToken): number =>
  Math.max(1, expiresAt - takenAt, refresh === null ? 0 : longestRefresh)
