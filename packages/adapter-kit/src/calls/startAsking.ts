import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { monotonicMillis } from "../account/monotonicTime.ts"
import type { PlatformClock } from "./PlatformClock.ts"

/**
 * Notes the moment at which a request is sent. What it gives says when that was, and is run when the answer is there:
 * only an answer tells what the time is on the platform. By this machine's clock while no answer has told it.
 */
export const startAsking = (clock: PlatformClock | undefined): Effect.Effect<Effect.Effect<DateTime.Utc>> =>
  Effect.gen(function* () {
    const sentAt = yield* Clock.currentTimeMillis
    const sent = yield* monotonicMillis
    return Effect.gen(function* () {
      const now = yield* clock?.stated ?? Effect.succeed(null)
      return DateTime.makeUnsafe(now === null ? sentAt : now - ((yield* monotonicMillis) - sent))
    })
  })
