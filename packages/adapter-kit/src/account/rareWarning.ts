import { visibleText } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"

/** In milliseconds. */
const interval = 60_000

/** A warning that is logged at most once per minute; calls in between do nothing. */
export const makeRareWarning = (message: string): ((detail: string) => Effect.Effect<void>) => {
  let loggedAt = Number.NEGATIVE_INFINITY
  return (detail) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      if (now - loggedAt < interval) return Effect.void
      loggedAt = now
      return Effect.logWarning(message, visibleText(detail))
    })
}
