import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** Unix milliseconds as Asia/Shanghai wall time; `-` if there is no time. */
export const instantText = (millis: number | null): string =>
  millis === null ? "-" : formatWallTime(DateTime.makeUnsafe(millis))

/** Unix milliseconds in ISO 8601, UTC. */
export const instantJson = (millis: number | null): string | null =>
  millis === null ? null : DateTime.formatIso(DateTime.makeUnsafe(millis))
