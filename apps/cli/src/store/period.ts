import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { parseInstant } from "../parseInstant.ts"
import { UsageError } from "../UsageError.ts"

interface PeriodFlags {
  readonly since: string
  readonly until: Option.Option<string>
}

/** The period of `--since` and `--until`, in Unix milliseconds; `until` is `null` if it is left out. */
export const readOpenPeriod = Effect.fnUntraced(function* (input: PeriodFlags) {
  const since = DateTime.toEpochMillis(yield* Effect.fromResult(parseInstant("since", input.since)))
  if (Option.isNone(input.until)) {
    if (since < (yield* Clock.currentTimeMillis)) return { since, until: null }
    return yield* new UsageError({ message: "--since is in the future", advice: "Give a time before now." })
  }
  const until = DateTime.toEpochMillis(yield* Effect.fromResult(parseInstant("until", input.until.value)))
  if (since < until) return { since, until }
  return yield* new UsageError({
    message: "--until is not after --since",
    advice: "--until is exclusive: give a time after --since."
  })
})

/** The same; it ends now if `--until` is left out. */
export const readPeriod = Effect.fnUntraced(function* (input: PeriodFlags) {
  const { since, until } = yield* readOpenPeriod(input)
  return { since, until: until ?? (yield* Clock.currentTimeMillis) }
})
