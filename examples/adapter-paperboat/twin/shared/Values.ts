/** How Paper Boat prints ids, amounts, times and texts. Source: PLATFORM.md, 2. */
import { type Dice, type JsonNode, literal } from "@huidan/conformance"
import * as DateTime from "effect/DateTime"

/** A 64-bit integer, printed as a bare number. */
export const number = (id: string | null): JsonNode => (id === null ? null : literal(id))

/** 1990 fen are "19.90". */
export const yuan = (fen: number | null): JsonNode => {
  if (fen === null) return null
  const digits = String(Math.abs(fen)).padStart(3, "0")
  return `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

const hour = 3_600_000

/** Each data centre writes its own wall time and the offset that it has there. */
export const time = (instant: DateTime.Utc | null, dice: Dice): string | null => {
  if (instant === null) return null
  const { offset, zone } = dice.pick([
    { offset: 8, zone: "+08:00" },
    { offset: 0, zone: "Z" },
    { offset: -5, zone: "-05:00" }
  ])
  const local = DateTime.makeUnsafe(DateTime.toEpochMillis(instant) + offset * hour)
  return DateTime.formatIso(local).replace("Z", zone)
}
