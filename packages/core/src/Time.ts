/** Instants. Platforms print Asia/Shanghai wall time without a zone; the machine's own zone is never used. */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"

/** 9999-12-31T23:59:59.999Z: ISO 8601 text with four-digit years ends there. */
const lastInstant = 253_402_300_799_999

/** Unix seconds of 0001-01-01T00:00:00Z: the time that programs in Go print if none was set. */
const startOfYear1 = -62_135_596_800

const shanghaiOffset = 8 * 60 * 60 * 1000

const wallTime =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/

/** What platforms print for "not set": `null` in the order. */
const unset = new Set([
  "",
  "0",
  "-",
  "--",
  "0000-00-00",
  "0000-00-00 00:00:00",
  "-0001-11-30 00:00:00",
  "0001-01-01",
  "0001-01-01 00:00:00",
  "0001-01-01T00:00:00Z",
  "1970-01-01 08:00:00"
])

/**
 * Wall time as text → instant in UTC; `null` if the text is one of the platforms' spellings of "not set" (`""`, `"0"`,
 * `"--"`, `"0000-00-00 00:00:00"` …).
 *
 * Text without a zone is Asia/Shanghai (+08:00); a written zone counts. Fails for a day or hour that does not exist,
 * and outside the years 1900 to 9999; the failure says what was expected.
 *
 * ```ts
 * import { parseWallTime } from "@huidan/core"
 * import { DateTime, Result } from "effect"
 *
 * const created = Result.getOrThrow(parseWallTime("2022-03-30 16:23:02"))
 * created === null ? null : DateTime.formatIso(created) // => "2022-03-30T08:23:02.000Z"
 * parseWallTime("0000-00-00 00:00:00") // => Result.succeed(null)
 * ```
 */
export const parseWallTime = (text: string): Result.Result<DateTime.Utc | null, string> => {
  const trimmed = text.trim()
  if (unset.has(trimmed)) return Result.succeed(null)
  const match = wallTime.exec(trimmed)
  if (match === null) return Result.fail(expectedWallTime)
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(match[index] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const millis = Number((match[7] ?? "").padEnd(3, "0"))
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millis)
  const back = new Date(local)
  const exists =
    year >= 1900 &&
    // A day that the month does not have falls in another month.
    back.getUTCMonth() === month - 1 &&
    hour < 24 &&
    minute < 60 &&
    second < 60
  if (!exists) return Result.fail(expectedWallTime)
  const instant = local - zoneOffset(match[8])
  return instant > lastInstant ? Result.fail(expectedWallTime) : Result.succeed(DateTime.makeUnsafe(instant))
}

/**
 * Unix seconds → instant; `null` for 0 and for the start of the year 1, which mean "not set". Fails for fractions and
 * outside the years 1970 to 9999.
 *
 * ```ts
 * import { parseUnixSeconds } from "@huidan/core"
 * import { Result } from "effect"
 *
 * parseUnixSeconds(0) // => Result.succeed(null)
 * parseUnixSeconds(-1) // => Result.fail("unix seconds")
 * ```
 */
export const parseUnixSeconds = (seconds: number): Result.Result<DateTime.Utc | null, string> =>
  seconds === 0 || seconds === startOfYear1
    ? Result.succeed(null)
    : Number.isInteger(seconds) && seconds > 0 && seconds <= 253_402_300_799
      ? Result.succeed(DateTime.makeUnsafe(seconds * 1000))
      : Result.fail("unix seconds")

/**
 * An instant as Asia/Shanghai wall time, as platforms expect it in requests; fractions of a second are cut off.
 *
 * ```ts
 * import { formatWallTime } from "@huidan/core"
 * import { DateTime } from "effect"
 *
 * formatWallTime(DateTime.makeUnsafe("2022-03-30T08:23:02Z")) // => "2022-03-30 16:23:02"
 * ```
 */
export const formatWallTime = (instant: DateTime.Utc): string =>
  new Date(DateTime.toEpochMillis(instant) + shanghaiOffset).toISOString().slice(0, 19).replace("T", " ")

/** An instant as unix seconds, rounded down. */
export const toUnixSeconds = (instant: DateTime.Utc): number => Math.floor(DateTime.toEpochMillis(instant) / 1000)

const expectedWallTime = "a time as YYYY-MM-DD HH:mm:ss"

const zoneOffset = (zone: string | undefined): number => {
  if (zone === undefined) return shanghaiOffset
  if (zone === "Z") return 0
  const digits = zone.replace(":", "")
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return (zone.startsWith("-") ? -1 : 1) * minutes * 60_000
}
