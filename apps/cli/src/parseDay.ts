import { parseWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { UsageError } from "./UsageError.ts"

/** A flag's day, `YYYY-MM-DD`, that the calendar has: its beginning in Shanghai, in Unix milliseconds. */
export const parseDay = (flag: string, text: string): Result.Result<number, UsageError> => {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? parseWallTime(text) : null
  if (parsed !== null && Result.isSuccess(parsed) && parsed.success !== null) {
    return Result.succeed(DateTime.toEpochMillis(parsed.success))
  }
  return Result.fail(
    new UsageError({
      message: `--${flag} is not a day: ${JSON.stringify(text)}`,
      advice: "Write a day that exists as YYYY-MM-DD: 2026-11-01."
    })
  )
}
