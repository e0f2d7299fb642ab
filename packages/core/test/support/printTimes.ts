/** Prints wall times, their instants, and the wall times again: run under several zones, it must print the same. */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { formatWallTime, parseWallTime } from "../../src/index.ts"

/** Among them hours that New York skips or has twice, and days on which Shanghai once had summer time. */
const texts = [
  "2022-03-30 16:23:02",
  "2022-03-13 02:30:00",
  "2022-11-06 01:30:00",
  "1988-07-01 12:00:00",
  "1991-09-15 01:30:00",
  "2022-01-01 00:00:00"
]

for (const text of texts) {
  const instant = Result.getOrThrow(parseWallTime(text))
  if (instant !== null) process.stdout.write(`${text} ${DateTime.formatIso(instant)} ${formatWallTime(instant)}\n`)
}
