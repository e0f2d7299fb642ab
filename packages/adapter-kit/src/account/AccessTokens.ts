/** An account's token: fetched once for all that wait for it, renewed before it expires, replaced once it is refused. */
import type { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { AccessToken } from "./AccessToken.ts"
import type { Account } from "./Account.ts"
import type { KnownTokens, PreviousToken } from "./HolderTokens.ts"
import { monotonicMillis } from "./monotonicTime.ts"
import { makeRareWarning } from "./rareWarning.ts"

/** A token as the platform issued it. */
export interface FetchedToken {
  readonly value: Redacted.Redacted<string>
  /** Seconds to live from now, as the platform states them; `null` if it states no number. */
  readonly expiresIn: number | null
  /** The refresh token, if the platform issues one with each access token. */
  readonly refresh?: Redacted.Redacted<string>
}

/**
 * Requests a token. Gets the token that is to be replaced, `null` for the first: some platforms renew with a refresh
 * token. If another secret obtained that token, for example the one before a rotation, only its refresh token is given:
 * the platform decides whether it accepts it. `refused` is whether the platform refused the access token although it
 * should still be valid.
 */
export type FetchToken = (previous: PreviousToken | null, refused: boolean) => Effect.Effect<FetchedToken, AdapterError>

/** Where an account's access tokens come from. */
export interface TokenSource {
  /** Names the token among those of its account: a part of the key under which it is stored. */
  readonly name: string
  /** How long a token is valid as the platform documents it, in seconds: none is used for longer. */
  readonly life: number
  /** Requests a token. Of all processes that share the token store one at a time runs it. */
  readonly fetch: FetchToken
}

export interface AccessTokens {
  readonly get: Effect.Effect<AccessToken, AdapterError>
  /** A token in place of one that the platform refused. */
  readonly replace: (dead: AccessToken) => Effect.Effect<AccessToken, AdapterError>
}

/** Whether a token need not be renewed yet: more than a tenth of its life is left. `now` by the monotonic clock. */
const isFreshToken = (token: AccessToken | null, now: number): token is AccessToken =>
  token !== null && now < token.expiresAt - (token.expiresAt - token.takenAt) / 10

const sameToken = (left: AccessToken, right: AccessToken): boolean =>
  Redacted.value(left.value) === Redacted.value(right.value) && left.takenAt === right.takenAt

const isToken = (token: AccessToken | FetchedToken): token is AccessToken => "takenAt" in token

/** How long a renewal that failed is not tried again while the token is valid, in milliseconds. */
const renewalPause = 30_000

/** How long a renewal is left to the process that has the lock while the token is valid, in milliseconds. */
const othersPause = 1000

/** How long a token is used whose life is not stated in a usable way, at most. In seconds. */
const cautiousLife = 7200

/** How long a token is used, in whole seconds, and what is odd about the life that the platform states. */
const lifeOf = (stated: number | null, documented: number): { readonly life: number; readonly odd: string | null } => {
  if (stated === null || Number.isNaN(stated)) return { life: Math.min(documented, cautiousLife), odd: "no number" }
  const odd = Number.isInteger(stated) && stated > 0 && stated <= documented ? null : `${stated} s`
  const life = stated < 1 ? Math.min(documented, cautiousLife) : Math.min(documented, Math.floor(stated))
  return { life, odd }
}

/**
 * The tokens of an account, for the holder of one secret. While the current token is valid, a renewal that fails does not
 * fail the call. Nothing that is stored changes unless the platform gave a token.
 *
 * Of all processes that share the store one at a time runs `fetch`, and its result is stored before it is used.
 */
export const makeAccessTokens = (account: Account, { fetch, life: documented, name }: TokenSource): AccessTokens => {
  const key = `${account.key}/${name}`
  const warnOfLife = makeRareWarning("the platform states an odd life of a token")
  let renewableFrom = Number.NEGATIVE_INFINITY
  /** A token that was refused is replaced by a later one only: an earlier one was renewed for a reason. */
  const usable = (own: AccessToken | null, dead: AccessToken | null, now: number): AccessToken | null =>
    isFreshToken(own, now) && (dead === null || (own.takenAt >= dead.takenAt && !sameToken(own, dead))) ? own : null
  const goOnWith = (living: AccessToken | null, error: AdapterError) =>
    Effect.gen(function* () {
      const now = yield* monotonicMillis
      if (living === null || now >= living.expiresAt || error.reason._tag === "Configuration") return yield* error
      renewableFrom = now + renewalPause
      const minutes = Math.floor((living.expiresAt - now) / 60_000)
      yield* Effect.logWarning(
        `the token cannot be renewed: the current one is valid for ${minutes} min more`,
        error.message
      )
      return living
    })
  /** What can be used without a renewal; `null`: nothing. */
  const among = (tokens: Effect.Effect<KnownTokens>, dead: AccessToken | null) =>
    Effect.gen(function* () {
      const { own, previous } = yield* tokens
      const now = yield* monotonicMillis
      const living = dead === null && own !== null && now < own.expiresAt ? own : null
      const current = usable(own, dead, now) ?? (now < renewableFrom ? living : null)
      return { own, previous, living, current, now }
    })
  const found = (dead: AccessToken | null) => among(account.tokens.read(key), dead)
  const remembered = (dead: AccessToken | null) => among(account.tokens.remembered(key), dead)
  /** While another process renews: its token as soon as it is there, and until then the current one, if it is valid. */
  const whileOthersRenew = (dead: AccessToken | null) =>
    Effect.map(found(dead), ({ current, living, now }) => {
      if (current !== null || living === null) return current
      renewableFrom = now + othersPause
      return living
    })
  const renew = (dead: AccessToken | null) =>
    account.tokens.exclusively(
      key,
      Effect.gen(function* () {
        const { current, living, now, own, previous } = yield* found(dead)
        if (current !== null) return current
        const refused = dead !== null && isFreshToken(own, now) && previous?.value !== null
        const fetched = yield* Effect.catch(fetch(previous, refused), (error) => goOnWith(living, error))
        if (isToken(fetched)) return fetched
        const { life, odd } = lifeOf(fetched.expiresIn, documented)
        if (odd !== null) yield* warnOfLife(`${odd}: the token is used for ${life} s, or until the platform refuses it`)
        const takenAt = yield* monotonicMillis
        const token: AccessToken = {
          value: fetched.value,
          takenAt,
          expiresAt: takenAt + life * 1000,
          refresh: fetched.refresh ?? null
        }
        yield* account.tokens.write(key, token)
        return token
      }),
      Effect.map(remembered(dead), ({ current }) => current),
      whileOthersRenew(dead)
    )
  const take = (dead: AccessToken | null) =>
    Effect.flatMap(found(dead), ({ current }) => (current === null ? renew(dead) : Effect.succeed(current)))
  return { get: take(null), replace: take }
}
