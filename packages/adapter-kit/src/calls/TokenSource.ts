/** How an adapter asks for access tokens. */
import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { FetchedToken } from "../account/AccessTokens.ts"
import type { AccessToken } from "../account/TokenStore.ts"
import type { Traced } from "../mapping/Traced.ts"
import type { Operation } from "./Operation.ts"
import type { Shop } from "./Shop.ts"

/** Where an account's access tokens come from. */
export interface TokenSource {
  /** Names the token among those of its account: a part of the key under which it is stored. */
  readonly name: string
  /**
   * Asks for a token. Gets the token that is to be replaced, `null` for the first: some platforms renew with a token of
   * its own. It runs alone among all who share the token store.
   */
  readonly fetch: (previous: AccessToken | null) => Effect.Effect<FetchedToken, AdapterError>
}

/** What a token's answer says. */
export interface StatedToken {
  readonly value: Traced<string | null>
  /** Seconds to live from now. */
  readonly expiresIn: number
  /** What the next token is asked with, where the platform rotates it. */
  readonly refresh?: Traced<string | null>
}

/** Asks for a token; an answer without one fails with `ResponseDecode` at the place where it should be. */
export const requestToken = <Options, Argument, Answer>(
  shop: Shop<Options>,
  operation: Operation<Argument, Options, Answer>,
  argument: Argument,
  /** `now` in milliseconds since 1970. */
  stated: (answer: Answer, now: number) => StatedToken
): Effect.Effect<FetchedToken, AdapterError> =>
  Effect.gen(function* () {
    const answer = yield* shop.answer(operation, argument)
    const { expiresIn, refresh, value } = stated(answer, yield* Clock.currentTimeMillis)
    if (value.value === null) {
      const place = { pointer: value.from[0] ?? "", expected: "an access token", found: "nothing", position: null }
      return yield* shop.failure(operation.name, { _tag: "ResponseDecode", ...place })
    }
    const next = refresh?.value ?? null
    return {
      value: Redacted.make(value.value),
      expiresIn,
      ...(next === null ? {} : { refresh: Redacted.make(next) })
    }
  })
