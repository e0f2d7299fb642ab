/** Times as people in China read them: Asia/Shanghai, whatever the zone of this machine is. */
import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"

/** An instant: in memory, as ISO 8601 text, or as Unix milliseconds. */
export type Moment = DateTime.Utc | string | number

const utcOf = (moment: Moment): DateTime.Utc => (DateTime.isDateTime(moment) ? moment : DateTime.makeUnsafe(moment))

/** `2026-03-30 16:23:02`, Asia/Shanghai. */
export const timeText = (moment: Moment): string => formatWallTime(utcOf(moment))

/** `03-30 16:23`, Asia/Shanghai: for places with little room. */
export const shortTimeText = (moment: Moment): string => timeText(moment).slice(5, 16)

/** `2026-03-30`, Asia/Shanghai. */
export const dayText = (moment: Moment): string => timeText(moment).slice(0, 10)

const dayMillis = 86_400_000
const shanghaiOffset = 8 * 3_600_000

/** The first instant of a day of Asia/Shanghai that is written `YYYY-MM-DD`, `plusDays` later, in Unix milliseconds. */
export const startOfDay = (day: string, plusDays = 0): number =>
  Date.parse(`${day}T00:00:00.000Z`) - shanghaiOffset + plusDays * dayMillis

/** An instant of Asia/Shanghai that is written `YYYY-MM-DDTHH:MM`, in Unix milliseconds; `null` for other text. */
export const instantOf = (text: string): number | null => {
  const at = Date.parse(`${text}:00.000Z`)
  return Number.isNaN(at) ? null : at - shanghaiOffset
}

/** The day that is `days` before an instant, `YYYY-MM-DD` of Asia/Shanghai. */
export const dayBefore = (moment: Moment, days: number): string =>
  dayText(DateTime.toEpochMillis(utcOf(moment)) - days * dayMillis)

/** A length of time in its largest unit. */
export interface Span {
  readonly unit: "seconds" | "minutes" | "hours" | "days"
  readonly count: number
}

/** Milliseconds in the largest unit that they reach twice, rounded down. */
export const spanOf = (millis: number): Span => {
  const seconds = Math.max(0, Math.floor(millis / 1000))
  if (seconds < 120) return { unit: "seconds", count: seconds }
  if (seconds < 7200) return { unit: "minutes", count: Math.floor(seconds / 60) }
  if (seconds < 172_800) return { unit: "hours", count: Math.floor(seconds / 3600) }
  return { unit: "days", count: Math.floor(seconds / 86_400) }
}
