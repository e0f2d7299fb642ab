/** By whose days the sums of a store are computed. */
import { formatWallTime } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as SqlClient from "effect/sql/SqlClient"
import { UnusableStore } from "./StoreError.ts"

/** `YYYY-MM-DD` */
export type Day = string

export interface DayZone {
  /** The name of an IANA time zone. */
  readonly name: string
  /** The day of a moment, which is in Unix milliseconds. */
  readonly dayOf: (instant: number) => Day
}

/** The zone of the platforms. */
const standard = "Asia/Shanghai"

const setting = "day_zone"

/**
 * The zone of the store; with `writes` a new store gets the wanted one. Fails if there is no such zone, or if it is not that of
 * the store: sums by days of two zones could not be added.
 */
export const openDayZone = Effect.fnUntraced(function* (wanted: string | undefined, writes: boolean) {
  const sql = yield* SqlClient.SqlClient
  const named = zoneOf(wanted ?? standard)
  if (named === null) {
    return yield* new UnusableStore({
      message: `"${wanted}" is not the name of a time zone by which days are counted: name one as \`Asia/Shanghai\``
    })
  }
  if (writes) {
    yield* sql`INSERT INTO settings (name, value) VALUES (${setting}, ${named.name}) ON CONFLICT (name) DO NOTHING`
  }
  const [row] = yield* sql<{ value: string }>`SELECT value FROM settings WHERE name = ${setting}`
  const stored = row === undefined ? named : zoneOf(row.value)
  if (stored === null || (wanted !== undefined && stored.name !== named.name)) {
    return yield* new UnusableStore({
      message: `the store counts days by ${row?.value}, for ever: configure that zone, or make another store to count by ${named.name}`
    })
  }
  return stored
})

/** `null` if there is no such zone. Offsets, such as `+08:00`, are refused: days of a place can be longer or shorter. */
const zoneOf = (name: string): DayZone | null => {
  if (!/^[A-Za-z]/.test(name)) return null
  // A name that is written otherwise, or is an older one, stands for the same zone.
  const zone = Option.getOrNull(DateTime.zoneMakeNamed(name))
  if (zone === null) return null
  const known = new Intl.DateTimeFormat("en", { timeZone: zone.id }).resolvedOptions().timeZone
  // The time of the platforms has an offset that never changes: it needs no calendar.
  if (known === standard) {
    return { name: known, dayOf: (instant) => formatWallTime(DateTime.makeUnsafe(instant)).slice(0, 10) }
  }
  return {
    name: known,
    dayOf: (instant) => DateTime.formatIsoDate(DateTime.setZone(DateTime.makeUnsafe(instant), zone))
  }
}
