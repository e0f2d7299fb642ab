/** An account's token: fetched once for all that wait for it, renewed before it expires, replaced once it is refused. */
import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { Account } from "./Account.ts"
import type { AccessToken } from "./TokenStore.ts"

/** A token as the platform issued it. */
export interface FetchedToken {
  readonly value: Redacted.Redacted<string>
  /** Seconds to live from now. */
  readonly expiresIn: number
  /** The refresh token, if the platform issues one with each access token. */
  readonly refresh?: Redacted.Redacted<string>
}

/**
 * Requests a token. Gets the token that is to be replaced, `null` for the first: some platforms renew with a refresh
 * token. `refused` is whether the platform refused that token although it should still be valid.
 */
export type FetchToken = (previous: AccessToken | null, refused: boolean) => Effect.Effect<FetchedToken, AdapterError>

export interface AccessTokens {
  readonly get: Effect.Effect<AccessToken, AdapterError>
  /** A token in place of one that the platform refused. */
  readonly replace: (dead: AccessToken) => Effect.Effect<AccessToken, AdapterError>
}

/** Whether a token need not be renewed yet: more than a tenth of its life is left. `now` in milliseconds since 1970. */
const isFreshToken = (token: AccessToken | null, now: number): token is AccessToken =>
  token !== null && now < token.expiresAt - (token.expiresAt - token.takenAt) / 10

const livingToken = (token: AccessToken | null): Effect.Effect<AccessToken | null> =>
  Effect.map(Clock.currentTimeMillis, (now) => (token !== null && now < token.expiresAt ? token : null))

const isToken = (token: AccessToken | FetchedToken): token is AccessToken => "takenAt" in token

const sameToken = (left: AccessToken, right: AccessToken): boolean =>
  Redacted.value(left.value) === Redacted.value(right.value) && left.takenAt === right.takenAt

/** How long a renewal that failed is not tried again while the token is valid, in milliseconds. */
const renewalPause = 30_000

/**
 * The tokens of an account. While the current token is valid, a renewal that fails does not fail the call.
 *
 * Of all processes that share the store one at a time runs `fetch`, and its result is stored before it is used.
 */
export const makeAccessTokens = (account: Account, name: string, fetch: FetchToken): AccessTokens => {
  const key = `${account.key}/${name}`
  let renewableFrom = Number.NEGATIVE_INFINITY
  const usable = (dead: AccessToken | null) =>
    Effect.gen(function* () {
      const token = yield* account.tokens.get(key)
      const fresh = isFreshToken(token, yield* Clock.currentTimeMillis) && (dead === null || !sameToken(token, dead))
      return { token, usable: fresh ? token : null }
    })
  const goOnWith = (living: AccessToken | null, error: AdapterError) =>
    Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      if (living === null || now >= living.expiresAt || error.reason._tag === "Configuration") return yield* error
      renewableFrom = now + renewalPause
      const minutes = Math.floor((living.expiresAt - now) / 60_000)
      yield* Effect.logWarning(
        `the token cannot be renewed: the current one is valid for ${minutes} min more`,
        error.message
      )
      return living
    })
  const renew = (dead: AccessToken | null) =>
    account.tokens.exclusively(
      key,
      Effect.gen(function* () {
        const { token: previous, usable: takenMeanwhile } = yield* usable(dead)
        if (takenMeanwhile !== null) return takenMeanwhile
        const living = dead === null ? yield* livingToken(previous) : null
        const refused = isFreshToken(previous, yield* Clock.currentTimeMillis)
        if (living !== null && (yield* Clock.currentTimeMillis) < renewableFrom) return living
        const fetched = yield* Effect.catch(fetch(previous, refused), (error) => goOnWith(living, error))
        if (isToken(fetched)) return fetched
        const takenAt = yield* Clock.currentTimeMillis
        const token: AccessToken = {
          value: fetched.value,
          takenAt,
          expiresAt: takenAt + Math.floor(fetched.expiresIn * 1000),
          refresh: fetched.refresh ?? null
        }
        yield* account.tokens.set(key, token)
        return token
      })
    )
  const take = (dead: AccessToken | null) =>
    Effect.flatMap(usable(dead), (found) => (found.usable === null ? renew(dead) : Effect.succeed(found.usable)))
  return { get: take(null), replace: take }
}
