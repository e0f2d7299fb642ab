import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Schedule from "effect/Schedule"
import type * as Stdio from "effect/Stdio"
import { makeProgressLine } from "./progressLine.ts"

/** Shows on a terminal what a command does, and for how long it has done so, until the work ends. */
export const whileWorking = <A, E, R>(
  text: string,
  work: Effect.Effect<A, E, R>
): Effect.Effect<A, E, R | Stdio.Stdio> =>
  Effect.gen(function* () {
    const progress = yield* makeProgressLine
    const began = yield* Clock.currentTimeMillis
    const tick = Effect.flatMap(Clock.currentTimeMillis, (now) =>
      progress.show(`${text}, ${Math.max(0, Math.round((now - began) / 1000))} s`)
    )
    const ticking = yield* Effect.forkChild(Effect.repeat(tick, Schedule.spaced("1 second")))
    return yield* work.pipe(Effect.ensuring(Effect.andThen(Fiber.interrupt(ticking), progress.clear)))
  })
