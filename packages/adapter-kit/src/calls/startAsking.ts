import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"

/**
 * Notes the moment at which a request is sent. What it gives says when that was, and is run when the answer is there:
 * only an answer tells what the time is on the platform. For now it is the time of this machine.
 */
export const startAsking: Effect.Effect<Effect.Effect<DateTime.Utc>> = Effect.map(DateTime.now, Effect.succeed)
