/** Where the reading of a list begins, and up to where it goes: a settle time before the platform's now. */
import type { AdapterError } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import {
  cursorPosition,
  finished,
  firstPosition,
  type ListPosition,
  lastMillis,
  type PagesOptions,
  windowAt
} from "./ListPosition.ts"
import { second } from "./TimeWindow.ts"

/** The beginning of a reading. */
export interface ListStart {
  readonly position: ListPosition
  /** Whether `position.until` is final. If not, the platform's time is not known yet: see `fixUntil`. */
  readonly isFixed: boolean
}

/** Clocks that differ by less agree: the header `Date` has whole seconds and needs time to come. */
const sameTime = 2 * second

/** Where a query begins: at its first moment, or where its cursor says. */
export const startList = (options: PagesOptions): Effect.Effect<ListStart, AdapterError> =>
  Effect.gen(function* () {
    const { clock, overlapSeconds, query, settleSeconds } = options
    const asked = {
      since: inRange(DateTime.toEpochMillis(query.since)),
      until: inRange(DateTime.toEpochMillis(query.until))
    }
    const position =
      query.after === undefined ? firstPosition(options, asked) : yield* cursorPosition(options, query.after)
    if (query.after !== undefined && position.since < position.until) return { position, isFixed: true }

    const { from, settled } = position
    const known = yield* clock.stated
    const limit = settledBefore(known ?? (yield* Clock.currentTimeMillis), settleSeconds)
    const isNothing = Math.min(asked.until, limit) <= settled
    // If this machine's clock is behind, by however much, there may be something: a small window finds out the time.
    const isUnsure = isNothing && known === null && asked.until > settled
    const until = isUnsure ? Math.min(asked.until, settled + second) : Math.min(asked.until, limit)
    if (isNothing && !isUnsure) return { position: finished(position), isFixed: true }
    const since = query.after === undefined ? asked.since : Math.max(from, settled - overlapSeconds * second)
    return { position: { ...position, until, ...windowAt(since) }, isFixed: known !== null }
  })

/** The position with its final `until`, after the first answer; `null` if nothing is settled. */
export const fixUntil = (
  options: PagesOptions,
  position: ListPosition
): Effect.Effect<ListPosition | null, AdapterError> =>
  Effect.gen(function* () {
    const { clock, query, settleSeconds } = options
    const limit = settledBefore(yield* clock.now, settleSeconds)
    const until = Math.min(inRange(DateTime.toEpochMillis(query.until)), limit)
    if (until <= position.settled) return null
    // A window that ends this little later is settled up to `until`, and need not be asked for again.
    const isSame = Math.abs(position.until - until) <= sameTime
    return { ...position, until: isSame ? Math.min(position.until, until) : until }
  })

/** Whether a window with this end must be asked for again, because the list is settled only up to `until`. */
export const endsTooLate = (end: number, until: number): boolean => end - until > sameTime

/** A whole second, for it is not over before the next one: orders of many platforms have whole seconds. */
const settledBefore = (now: number, settleSeconds: number): number =>
  inRange(Math.floor(now / second) * second - settleSeconds * second)

/** Whole milliseconds, as platforms have them at most: an order is not before a fraction of one and behind its beginning. */
const inRange = (millis: number): number => Math.min(Math.max(0, Math.ceil(millis)), lastMillis)
