/**
 * The times of stored tokens. A store that processes share knows the time of the machines' clocks, a process only measures
 * by its monotonic clock: so a clock that is set changes nothing for a token that the process knows.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { AccessToken } from "./AccessToken.ts"
import { monotonicMillis } from "./monotonicTime.ts"
import type { StoredToken } from "./TokenStore.ts"

/** A token in the time of this process. One that was issued in the future by the machine's clock counts from now. */
export const ofStored = ({ expiresAt, refresh, takenAt, value }: StoredToken): Effect.Effect<AccessToken> =>
  Effect.gen(function* () {
    const age = Math.max(0, (yield* Clock.currentTimeMillis) - takenAt)
    const issued = (yield* monotonicMillis) - age
    return { value, refresh, takenAt: issued, expiresAt: issued + (expiresAt - takenAt) }
  })

/** A token in the time of the machine's clock. */
export const toStored = (token: AccessToken, holder: StoredToken["holder"]): Effect.Effect<StoredToken> =>
  Effect.gen(function* () {
    const age = (yield* monotonicMillis) - token.takenAt
    const takenAt = Math.round((yield* Clock.currentTimeMillis) - age)
    const expiresAt = takenAt + Math.round(token.expiresAt - token.takenAt)
    return { value: token.value, refresh: token.refresh, takenAt, expiresAt, holder }
  })

/** Whether two entries of a store are the same token. */
export const isSameEntry = (left: StoredToken, right: StoredToken): boolean =>
  left.takenAt === right.takenAt &&
  left.expiresAt === right.expiresAt &&
  Redacted.value(left.value) === Redacted.value(right.value)
