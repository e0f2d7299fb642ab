/** Changes the time zone of this process while an effect runs. */
import * as Effect from "effect/Effect"
import { type Breach, breach } from "./Breach.ts"

/**
 * `behindUtc` is the zone's offset at the beginning of 1970 in minutes, by which one sees that the change took effect.
 */
export interface MachineZone {
  readonly name: string
  readonly behindUtc: number
}

/** Runs the effect as on a machine in this zone. Fails if the time zone of this process cannot be changed. */
export const inTimeZone = <A, E, R>(zone: MachineZone, self: Effect.Effect<A, E, R>): Effect.Effect<A, E | Breach, R> =>
  Effect.acquireUseRelease(
    Effect.sync(() => {
      const before = process.env["TZ"]
      process.env["TZ"] = zone.name
      return before
    }),
    () =>
      Effect.suspend(
        (): Effect.Effect<A, E | Breach, R> =>
          new Date(0).getTimezoneOffset() === zone.behindUtc ? self : breach(`${unchangeable} (${zone.name})`)
      ),
    (before) =>
      Effect.sync(() => {
        if (before === undefined) delete process.env["TZ"]
        else process.env["TZ"] = before
      })
  )

const unchangeable =
  'the time zone of this process cannot be changed, so the law cannot be tried: this works in the main thread of a process only. Set `pool: "forks"` in the configuration of vitest'
