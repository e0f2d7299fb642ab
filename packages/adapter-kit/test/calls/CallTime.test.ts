import { assert, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { startCallTime } from "../../src/calls/CallTime.ts"

it.effect("the time of a call runs, but not while it waits for its turn", () =>
  Effect.gen(function* () {
    const time = yield* startCallTime(10)
    yield* TestClock.adjust("3 seconds")
    assert.strictEqual(yield* time.left, 7)
    const turn = yield* Effect.forkChild(time.notCounting(Effect.as(Effect.sleep("1 hour"), "turn")))
    yield* TestClock.adjust("1 hour")
    assert.strictEqual(yield* Fiber.join(turn), "turn")
    assert.strictEqual(yield* time.left, 7)
    yield* TestClock.adjust("9 seconds")
    assert.strictEqual(yield* time.left, -2)
  })
)
