/** How an adapter requests access tokens. */
import { type AdapterError, responseDecode } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { FetchedToken } from "../account/AccessTokens.ts"
import type { Traced } from "../mapping/Traced.ts"
import type { Operation } from "./Operation.ts"
import type { Shop } from "./Shop.ts"

/** What a token's answer says. */
export interface StatedToken {
  readonly value: Traced<string | null>
  /** Seconds to live from now; `null` if the answer states no number. Read them by `Wire.seconds`, which never fails. */
  readonly expiresIn: number | null
  /** The refresh token, if the platform issues one with each access token. */
  readonly refresh?: Traced<string | null>
}

/** Requests a token. An answer without one fails with `ResponseDecode` at the pointer where it should be. */
export const requestToken = <Options, Argument, Answer>(
  shop: Shop<Options>,
  operation: Operation<Argument, Options, Answer>,
  argument: Argument,
  /** `now` is the platform's, in milliseconds since 1970. */
  stated: (answer: Answer, now: number) => StatedToken
): Effect.Effect<FetchedToken, AdapterError> =>
  Effect.gen(function* () {
    const answer = yield* shop.answer(operation, argument)
    const { expiresIn, refresh, value } = stated(answer, yield* shop.clock.now)
    if (value.value === null) {
      const reason = responseDecode({ pointer: value.from[0] ?? "", expected: "an access token", found: "nothing" })
      return yield* shop.failure(operation.name, reason)
    }
    const next = refresh?.value ?? null
    return {
      value: Redacted.make(value.value),
      expiresIn,
      ...(next === null ? {} : { refresh: Redacted.make(next) })
    }
  })
