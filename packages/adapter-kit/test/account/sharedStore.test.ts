import { assert, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { askPromise } from "../../src/account/askPromise.ts"
import { makeSharedStore } from "../../src/account/sharedStore.ts"
import { toItsEnd } from "./toItsEnd.ts"

it.effect("a probe that hangs is the only question until it really ends, and no caller waits for its end", () =>
  Effect.gen(function* () {
    const shared = makeSharedStore(Duration.seconds(2))
    const state = { hangs: true, asked: 0 }
    const answers: Array<() => void> = []
    const question = askPromise(() => {
      state.asked++
      return state.hangs
        ? new Promise<string>((resolve) => answers.push(() => resolve("late")))
        : Promise.resolve("now")
    })
    const ask = Effect.result(shared.ask(question))
    const first = yield* toItsEnd(Effect.timed(ask))
    assert.closeTo(Duration.toSeconds(first[0]), 2, 0.2)
    for (let minute = 0; minute < 9; minute++) {
      const [duration] = yield* toItsEnd(Effect.timed(ask))
      assert.isBelow(Duration.toMillis(duration), 300)
      yield* TestClock.adjust("1 minute")
    }
    assert.strictEqual(state.asked, 2)
    state.hangs = false
    for (const answer of answers) answer()
    yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
    const answer = yield* toItsEnd(ask)
    assert.deepStrictEqual([answer._tag === "Success" && answer.success, state.asked], ["now", 3])
  })
)

it.effect("a probe whose answer is lost keeps a store away for ten minutes at most", () =>
  Effect.gen(function* () {
    const shared = makeSharedStore(Duration.seconds(2))
    let isLost = true
    const question = askPromise(() => (isLost ? new Promise<string>(() => {}) : Promise.resolve("now")))
    const ask = Effect.result(shared.ask(question))
    yield* toItsEnd(ask)
    yield* TestClock.adjust("6 seconds")
    yield* toItsEnd(ask)
    isLost = false
    yield* TestClock.adjust("10 minutes")
    assert.strictEqual((yield* toItsEnd(ask))._tag, "Success")
  })
)
