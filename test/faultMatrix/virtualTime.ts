/**
 * Lets virtual time pass, but waits for work in real time: Web Crypto's signatures, and bodies that are read and
 * decompressed. Otherwise a call would seem to take minutes on a busy machine.
 */
import { isWorking } from "@huidan/conformance"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"

const turn: Effect.Effect<void> = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

const idle: Effect.Effect<void> = Effect.gen(function* () {
  // A fiber with much to do yields several times before it starts such work.
  let quietTurns = 0
  while (quietTurns < 4) {
    yield* turn
    quietTurns = isWorking() ? 0 : quietTurns + 1
  }
})

export const passTime = (seconds: number): Effect.Effect<void> =>
  Effect.andThen(TestClock.adjust(Duration.seconds(seconds)), idle)

export const passTimeUntilDone = (fiber: Fiber.Fiber<unknown, unknown>): Effect.Effect<void> =>
  Effect.gen(function* () {
    yield* idle
    while (fiber.pollUnsafe() === undefined) yield* passTime(1)
  })
