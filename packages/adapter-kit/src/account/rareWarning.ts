import { visibleText } from "@huidan/core"
import * as Effect from "effect/Effect"
import { monotonicMillis } from "./monotonicTime.ts"

/** In milliseconds. */
const interval = 60_000

/** A warning that is logged at most once per minute; calls in between do nothing. */
export const makeRareWarning = (message: string): ((detail: string) => Effect.Effect<void>) => {
  let loggedAt = Number.NEGATIVE_INFINITY
  return (detail) =>
    Effect.flatMap(monotonicMillis, (now) => {
      if (now - loggedAt < interval) return Effect.void
      loggedAt = now
      return Effect.logWarning(message, visibleText(detail))
    })
}
