/** The machine's time zone, as programs see it, changed while an effect runs. */
import * as Effect from "effect/Effect"
import { type Breach, breach } from "./Breach.ts"

/** A zone, and minutes by which it lies behind UTC at the beginning of 1970: so one sees that the change took effect. */
export interface MachineZone {
  readonly name: string
  readonly behindUtc: number
}

/** Runs the effect as on a machine of this zone. Fails where the zone of this process cannot be changed. */
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
  "the time zone of this process cannot be changed, so the law cannot be tried: zones change in a process's main thread alone; set `pool: \"forks\"` in vitest's configuration"
