import * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"

export interface AccessToken {
  readonly value: Redacted.Redacted<string>
  /** When it was taken and when it dies, in milliseconds since 1970. */
  readonly takenAt: number
  readonly expiresAt: number
}

/** Where an account's token is kept. One of a process, a file or Redis: who shares it shares the token. */
export interface TokenStore {
  readonly get: (key: string) => Effect.Effect<AccessToken | null>
  readonly set: (key: string, token: AccessToken) => Effect.Effect<void>
  /** Forgets a token that the platform called dead, unless a newer one has taken its place. */
  readonly remove: (key: string, token: AccessToken) => Effect.Effect<void>
}

export const memoryTokenStore = (tokens: Map<string, AccessToken> = new Map()): TokenStore => ({
  get: (key) => Effect.sync(() => tokens.get(key) ?? null),
  set: (key, token) => Effect.sync(() => void tokens.set(key, token)),
  remove: (key, token) =>
    Effect.sync(() => {
      if (tokens.get(key) === token) tokens.delete(key)
    })
})
