import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import { TestClock } from "effect/testing"
import { makeRareWarning } from "../../src/account/rareWarning.ts"

it.effect("a rare warning is logged at most once per minute", () =>
  Effect.gen(function* () {
    const logged: Array<unknown> = []
    const warn = makeRareWarning("out of reach")
    yield* TestClock.adjust("1 hour")
    yield* Effect.gen(function* () {
      for (const detail of ["first", "second"]) yield* warn(detail)
      yield* TestClock.adjust("59 seconds")
      yield* warn("third")
      yield* TestClock.adjust("1 second")
      yield* warn("fourth")
    }).pipe(Effect.provide(Logger.layer([Logger.make(({ logLevel, message }) => logged.push([logLevel, message]))])))
    assert.deepStrictEqual(logged, [
      ["Warn", ["out of reach", "first"]],
      ["Warn", ["out of reach", "fourth"]]
    ])
  })
)
