/**
 * The platform's time, as its answers state it in their `Date` header: what "now" means for lists and signatures.
 *
 * Each answer gives the difference between the platform's clock and this machine's monotonic one; the median of the last
 * five counts. So this machine's clock may be wrong, and may be set while the program runs.
 */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { monotonicMillis } from "../account/monotonicTime.ts"

/** The `Date` of an answer. Milliseconds; a whole second. */
export interface StatedTime {
  /** Since 1970. */
  readonly at: number
  /** When it came, by the monotonic clock. */
  readonly heardAt: number
}

/** The platform's clock. Times are milliseconds since 1970. */
export interface PlatformClock {
  /** The platform's now; without an answer that states it, this machine's. */
  readonly now: Effect.Effect<number>
  /** The platform's now; `null` while no answer has stated it. */
  readonly stated: Effect.Effect<number | null>
  /** Notes the time of an answer whose code says success; `null` if it states none. */
  readonly note: (time: StatedTime | null) => Effect.Effect<void>
  /** The platform called a request's time wrong: this machine's clock counts until an answer states the time again. */
  readonly doubt: Effect.Effect<void>
}

/** How many answers count. */
const remembered = 5

/** A difference between the clocks that is worth a warning, in milliseconds. */
const noticeable = 60_000

/** The platform's clock for one adapter. `platform` names it in warnings. */
export const makePlatformClock = (platform: string): PlatformClock => {
  /** The platform's time less the monotonic one, of the last answers. */
  let differences: ReadonlyArray<number> = []
  let isSilent = false
  const warned = { different: false, silent: false }

  const warnOnce = (about: keyof typeof warned, message: string): Effect.Effect<void> =>
    Effect.suspend(() => {
      if (warned[about]) return Effect.void
      warned[about] = true
      return Effect.logWarning(message)
    })

  const stated = Effect.map(monotonicMillis, (now) => {
    const difference = median(differences)
    return difference === null ? null : now + difference
  })

  return {
    stated,
    now: Effect.gen(function* () {
      const known = yield* stated
      if (known !== null) return known
      if (isSilent) {
        yield* warnOnce(
          "silent",
          `${platform} states no time in its answers (header Date): this machine's clock is used`
        )
      }
      return yield* Clock.currentTimeMillis
    }),
    note: (time) =>
      Effect.gen(function* () {
        isSilent = time === null
        if (time === null) return
        differences = [...differences, time.at - time.heardAt].slice(-remembered)
        const ahead = (yield* Clock.currentTimeMillis) - ((yield* stated) ?? 0)
        if (Math.abs(ahead) <= noticeable) return
        const seconds = Math.round(Math.abs(ahead) / 1000)
        yield* warnOnce(
          "different",
          `this machine's clock is ${seconds} s ${ahead < 0 ? "behind" : "ahead of"} that of ${platform}, whose time is used: set this machine's clock by NTP`
        )
      }),
    doubt: Effect.sync(() => {
      differences = []
    })
  }
}

/** `null` of nothing; of an even number the earlier of the two in the middle. */
const median = (numbers: ReadonlyArray<number>): number | null =>
  numbers.toSorted((left, right) => left - right)[Math.ceil(numbers.length / 2) - 1] ?? null

/** An HTTP date as RFC 9110 wants it written (`Sat, 01 Jun 2024 02:00:00 GMT`), in milliseconds since 1970, else `null`. */
export const parseHttpDate = (text: string | undefined): number | null => {
  if (text === undefined || !httpDate.test(text)) return null
  const millis = Date.parse(text)
  return Number.isNaN(millis) ? null : millis
}

const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/
