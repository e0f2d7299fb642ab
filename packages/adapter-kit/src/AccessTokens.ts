/** An account's token: fetched once however many wait for it, renewed before it dies, replaced once it is dead. */
import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { Account } from "./Account.ts"
import type { AccessToken } from "./TokenStore.ts"

export interface FetchedToken {
  readonly value: Redacted.Redacted<string>
  /** Seconds to live from now. */
  readonly expiresIn: number
}

export interface AccessTokens {
  readonly get: Effect.Effect<AccessToken, AdapterError>
  /** The platform said that this token is dead. */
  readonly dead: (token: AccessToken) => Effect.Effect<void>
}

/** A token is renewed when a tenth of its life is left. */
const isFresh = (token: AccessToken | null, now: number): token is AccessToken =>
  token !== null && now < token.expiresAt - (token.expiresAt - token.takenAt) / 10

export const makeAccessTokens = (
  account: Account,
  key: string,
  fetch: Effect.Effect<FetchedToken, AdapterError>
): AccessTokens => {
  const stored = Effect.gen(function* () {
    const token = yield* account.tokens.get(key)
    return isFresh(token, yield* Clock.currentTimeMillis) ? token : null
  })
  const renew = Effect.gen(function* () {
    const takenMeanwhile = yield* stored
    if (takenMeanwhile !== null) return takenMeanwhile
    const fetched = yield* fetch
    const takenAt = yield* Clock.currentTimeMillis
    const token: AccessToken = { value: fetched.value, takenAt, expiresAt: takenAt + fetched.expiresIn * 1000 }
    yield* account.tokens.set(key, token)
    return token
  })
  return {
    get: Effect.flatMap(stored, (token) =>
      token === null ? account.tokenLock.withPermit(renew) : Effect.succeed(token)
    ),
    dead: (token) => account.tokens.remove(key, token)
  }
}
