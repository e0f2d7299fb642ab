import { assert, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { HandOver } from "../../src/account/HandOver.ts"

/** When a source may begin, in milliseconds since 1970. */
const beginning = (wait: Effect.Effect<void>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(Effect.andThen(wait, Clock.currentTimeMillis))
    yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

it.effect("the first source of an operation begins at once", () =>
  Effect.gen(function* () {
    assert.strictEqual(yield* beginning(new HandOver().to("common", "one", 500)), 0)
  })
)

it.effect("another source begins one turn's time after the last turn of that operation", () =>
  Effect.gen(function* () {
    const handOver = new HandOver()
    yield* handOver.to("common", "one", 500)
    handOver.noteTurn("one", 2000)
    handOver.noteTurn("one", 1000)
    handOver.noteTurn("another", 9000)
    const begins = yield* beginning(handOver.to("own", "one", 500))
    assert.strictEqual(begins, 2500)
  })
)

it.effect("a source that goes on does not wait for its own turns", () =>
  Effect.gen(function* () {
    const handOver = new HandOver()
    yield* handOver.to("common", "one", 500)
    handOver.noteTurn("one", 2000)
    assert.strictEqual(yield* beginning(handOver.to("common", "one", 500)), 0)
  })
)

it.effect("another source begins not before the earliest time that is given for it", () =>
  Effect.gen(function* () {
    const handOver = new HandOver()
    yield* handOver.to("common", "one", 500)
    handOver.noteTurn("one", 2000)
    assert.strictEqual(yield* beginning(handOver.to("own", "one", 500, 4000)), 4000)
  })
)
