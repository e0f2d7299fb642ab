import { parseWallTime } from "@huidan/core"
import type * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { UsageError } from "./UsageError.ts"

/** A flag's time: an instant with its zone, a date (midnight in Shanghai), or Shanghai wall time. */
export const parseInstant = (flag: string, text: string): Result.Result<DateTime.Utc, UsageError> =>
  Result.match(parseWallTime(text), {
    onSuccess: (instant) => (instant === null ? notATime(flag, text) : Result.succeed(instant)),
    onFailure: () => notATime(flag, text)
  })

const notATime = (flag: string, text: string): Result.Result<never, UsageError> =>
  Result.fail(
    new UsageError({
      message: `--${flag} is not a valid time: ${JSON.stringify(text)}`,
      advice: "Write 2026-11-01, 2026-11-01 08:30 (both Shanghai time) or 2026-11-01T00:30:00Z."
    })
  )
