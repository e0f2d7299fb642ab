import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import { TestClock } from "effect/testing"
import { memoryPushLog, type PushLogFailure, type PushLogService } from "../../src/push/PushLog.ts"
import { reachable } from "../../src/push/reachable.ts"

/** A log that answers, fails, hangs or throws, and counts what it is asked. */
const makeLog = () => {
  const state = { away: Effect.void as Effect.Effect<void, PushLogFailure>, asked: 0 }
  const memory = memoryPushLog()
  const ask = <A>(question: Effect.Effect<A, PushLogFailure>) =>
    Effect.suspend(() => {
      state.asked += 1
      return Effect.andThen(state.away, question)
    })
  const log: PushLogService = {
    claim: (...claim) => ask(memory.claim(...claim)),
    done: (...done) => ask(memory.done(...done)),
    release: (...release) => ask(memory.release(...release))
  }
  return { state, log }
}

/** Runs an effect in virtual time: what it gives, how many seconds it takes, and what it logs. */
const timed = <A>(self: Effect.Effect<A>) =>
  Effect.gen(function* () {
    const logged: Array<string> = []
    const logger = Logger.make(({ message }) => logged.push(String(message)))
    const start = yield* Clock.currentTimeMillis
    const fiber = yield* Effect.forkChild(
      self.pipe(
        Effect.flatMap((value) => Effect.map(Clock.currentTimeMillis, (end) => ({ value, end }))),
        Effect.provide(Logger.layer([logger]))
      )
    )
    yield* TestClock.adjust("4 seconds")
    const { end, value } = yield* Fiber.join(fiber)
    return { value, seconds: (end - start) / 1000, logged }
  })

const waysToBeAway: ReadonlyArray<readonly [string, Effect.Effect<void, PushLogFailure>, number]> = [
  ["fails", Effect.fail({ message: "connection refused" }), 0],
  ["throws", Effect.die(new Error("not written well")), 0],
  ["hangs", Effect.never, 1]
]

describe.each(waysToBeAway)("a push log that %s", (_how, away, seconds) => {
  it.effect("costs one short wait and one warning, whatever it is asked, and is asked again later", () =>
    Effect.gen(function* () {
      const { log, state } = makeLog()
      const notes = reachable(log)
      state.away = away
      const all = yield* timed(
        Effect.gen(function* () {
          const claims = [yield* notes.claim("a", "h", 60), yield* notes.claim("b", "h", 60)]
          yield* notes.done("a", "h", 60)
          yield* notes.release("b", "h")
          return claims
        })
      )
      assert.deepStrictEqual(all.value, ["away", "away"])
      assert.deepStrictEqual([all.seconds, state.asked, all.logged.length], [seconds, 1, 1])
      assert.include(all.logged[0], "messages are handled and not noted")
      assert.notInclude(all.logged[0], "not written well")

      // Four seconds are over; it is asked again after five.
      const later = yield* timed(Effect.andThen(Effect.sleep("2 seconds"), notes.claim("a", "h", 60)))
      assert.deepStrictEqual([later.value, state.asked, later.logged.length], ["away", 2, 0])
      state.away = Effect.void
      yield* TestClock.adjust("5 seconds")
      assert.deepStrictEqual((yield* timed(notes.claim("a", "h", 60))).value, "new")
    })
  )

  it.effect("does not keep a fiber that cannot be interrupted", () =>
    Effect.gen(function* () {
      const { log, state } = makeLog()
      state.away = away
      const { seconds: took } = yield* timed(Effect.uninterruptible(reachable(log).done("a", "h", 60)))
      assert.strictEqual(took, seconds)
    })
  )
})
