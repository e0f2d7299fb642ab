import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { parseInstant } from "../parseInstant.ts"
import { UsageError } from "../UsageError.ts"

/** The period of `--since` and `--until`, in Unix milliseconds; it ends now if `--until` is left out. */
export const readPeriod = Effect.fnUntraced(function* (input: {
  readonly since: string
  readonly until: Option.Option<string>
}) {
  const since = DateTime.toEpochMillis(yield* Effect.fromResult(parseInstant("since", input.since)))
  const until = Option.isSome(input.until)
    ? DateTime.toEpochMillis(yield* Effect.fromResult(parseInstant("until", input.until.value)))
    : yield* Clock.currentTimeMillis
  if (since < until) return { since, until }
  return yield* new UsageError({
    message: "--until is not after --since",
    advice: "--until is exclusive: give a time after --since."
  })
})
