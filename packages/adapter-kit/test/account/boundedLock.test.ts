/** Locks of stores that somebody else wrote, and that do not do what they should. */
import { assert, describe, it } from "@effect/vitest"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { boundedLock } from "../../src/account/boundedLock.ts"
import type { TokenStoreService } from "../../src/account/TokenStore.ts"

type Exclusively = TokenStoreService["exclusively"]

/** A lock, a renewal that takes so many seconds, and what happened. */
const open = (exclusively: Exclusively, { seconds = 0, instead = Effect.succeed<string | null>(null) } = {}) => {
  const state = { begun: 0, running: 0, warnings: 0 }
  const locked = boundedLock({ exclusively }, () => Effect.sync(() => void state.warnings++))
  const renew = Effect.suspend(() => {
    state.running++
    const token = Effect.succeed(`t${++state.begun}`)
    return Effect.ensuring(
      seconds === 0 ? token : Effect.delay(token, Duration.seconds(seconds)),
      Effect.sync(() => void state.running--)
    )
  })
  return { state, call: locked("key", renew, instead) }
}

/** What a call gives, and after how many seconds. */
const inSeconds = <A, E>(call: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(Effect.timed(call))
    yield* TestClock.adjust("10 minutes")
    const [duration, token] = yield* Fiber.join(fiber)
    return [Duration.toSeconds(duration), token]
  })

const release = Effect.sleep("20 millis")

interface Case {
  readonly name: string
  readonly exclusively: Exclusively
  readonly seconds?: number
  readonly instead?: Effect.Effect<string | null>
  /** How long the call takes, in seconds. */
  readonly takes: number
}

const failing: ReadonlyArray<Case> = [
  { name: "hangs", exclusively: () => Effect.never, takes: 60 },
  { name: "hangs and cannot be interrupted", exclusively: () => Effect.uninterruptible(Effect.never), takes: 60 },
  {
    name: "asks for another token for ever",
    exclusively: (_, __, instead = Effect.succeed(null)) =>
      Effect.forever(Effect.andThen(instead, Effect.sleep("10 seconds"))),
    takes: 60
  },
  {
    name: "waits for another token for ever",
    exclusively: (_, effect, instead = Effect.succeed(null)) => Effect.andThen(instead, effect),
    instead: Effect.never,
    takes: 60
  },
  {
    name: "begins after its time",
    exclusively: (_, effect) => Effect.uninterruptible(Effect.delay(effect, "90 seconds")),
    seconds: 50,
    takes: 110
  },
  {
    name: "does not end after the renewal",
    exclusively: (_, effect) => Effect.ensuring(effect, Effect.never),
    takes: 3
  },
  {
    name: "does not end after a long renewal",
    exclusively: (_, effect) => Effect.ensuring(effect, Effect.never),
    seconds: 70,
    takes: 73
  },
  { name: "dies", exclusively: () => Effect.die(new Error("broken")), takes: 0 },
  {
    name: "throws an exception",
    exclusively: () => {
      throw new Error("broken")
    },
    takes: 0
  },
  { name: "interrupts itself", exclusively: () => Effect.interrupt, takes: 0 },
  {
    name: "dies during the renewal",
    exclusively: (_, effect) => Effect.andThen(Effect.timeoutOption(effect, "1 second"), Effect.die("broken")),
    seconds: 5,
    takes: 5
  },
  {
    name: "dies after the renewal",
    exclusively: (_, effect) => Effect.andThen(effect, Effect.die("broken")),
    seconds: 5,
    takes: 5
  }
]

describe("a store that", () => {
  it.effect.each(failing)("$name: one renewal in bounded time, then none of its locks for a while", (one) =>
    Effect.gen(function* () {
      const { call, state } = open(one.exclusively, one)
      const fiber = yield* Effect.forkChild(Effect.timed(call))
      yield* TestClock.adjust("4 minutes")
      const exit = fiber.pollUnsafe()
      assert.isDefined(exit)
      const [duration, token] = yield* exit!
      assert.deepStrictEqual([Duration.toSeconds(duration), token], [one.takes, "t1"])
      assert.deepStrictEqual(state, { begun: 1, running: 0, warnings: 1 })
      assert.deepStrictEqual(yield* inSeconds(call), [one.seconds ?? 0, "t2"])
      assert.deepStrictEqual(state, { begun: 2, running: 0, warnings: 1 })
    })
  )

  it.effect("passes the renewal's own error on is not to blame for it", () =>
    Effect.gen(function* () {
      let [locks, warnings] = [0, 0]
      const exclusively: Exclusively = (_, effect) =>
        Effect.andThen(
          Effect.sync(() => locks++),
          effect
        )
      const locked = boundedLock({ exclusively }, () => Effect.sync(() => void warnings++))
      const call = Effect.flip(locked("key", Effect.fail("refused"), Effect.succeed(null)))
      assert.deepStrictEqual([yield* call, yield* call, locks, warnings], ["refused", "refused", 2, 0])
    })
  )

  it.effect("is given up is interrupted, and gets the renewed token if it goes on", () =>
    Effect.gen(function* () {
      const ends: Array<unknown> = []
      const noted = <A, E, R>(self: Effect.Effect<A, E, R>) =>
        Effect.onExit(self, (exit) => Effect.sync(() => void ends.push(exit._tag)))
      yield* inSeconds(open(() => noted(Effect.never)).call)
      let questions = 0
      const goesOn: Exclusively = (_, effect, instead = Effect.succeed(null)) => {
        const ask: typeof effect = Effect.flatMap(instead, (found) =>
          found === null ? Effect.delay(ask, "7 seconds") : Effect.succeed(found)
        )
        return Effect.uninterruptible(noted(ask))
      }
      const counted = Effect.sync(() => {
        questions++
        return null
      })
      const { call, state } = open(goesOn, { seconds: 1, instead: counted })
      assert.deepStrictEqual(yield* inSeconds(call), [61, "t1"])
      assert.deepStrictEqual([ends, questions, state.begun], [["Failure", "Success"], 9, 1])
    })
  )

  it.effect("asks twice at once, or again after its own limit, gets one renewal", () =>
    Effect.gen(function* () {
      for (const exclusively of [
        (_, effect) => Effect.map(Effect.all([effect, effect], { concurrency: 2 }), ([token]) => token),
        (_, effect) => Effect.retry(Effect.orDie(Effect.timeout(effect, "20 seconds")), { times: 2 }),
        (_, effect) => Effect.timeoutOrElse(effect, { duration: "20 seconds", orElse: () => effect })
      ] satisfies ReadonlyArray<Exclusively>) {
        const { call, state } = open(exclusively, { seconds: 30 })
        assert.deepStrictEqual(yield* inSeconds(call), [30, "t1"])
        assert.strictEqual(state.begun, 1)
      }
    })
  )

  it.effect("finds another token renews nothing", () =>
    Effect.gen(function* () {
      const { call, state } = open(
        (_, effect, instead = Effect.succeed(null)) =>
          Effect.flatMap(instead, (found) => (found === null ? effect : Effect.succeed(found))),
        {
          instead: Effect.delay(Effect.succeed("other"), "5 seconds")
        }
      )
      assert.deepStrictEqual(yield* inSeconds(call), [5, "other"])
      assert.deepStrictEqual(state, { begun: 0, running: 0, warnings: 0 })
    })
  )
})

describe("a call that is interrupted", () => {
  /** How long its end takes, in seconds, and whether the lock was released and the renewal had ended by then. */
  const interrupted = (exclusively: (released: () => void) => Exclusively) =>
    Effect.gen(function* () {
      let isReleased = false
      const { call, state } = open(
        exclusively(() => {
          isReleased = true
        }),
        { seconds: 100 }
      )
      const fiber = yield* Effect.forkChild(call)
      yield* TestClock.adjust("1 second")
      const end = yield* Effect.forkChild(
        Effect.map(Effect.timed(Fiber.interrupt(fiber)), ([duration]) => ({
          seconds: Duration.toSeconds(duration),
          isReleased,
          running: state.running
        }))
      )
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(state.warnings, 0)
      return yield* Fiber.join(end)
    })

  it.effect("ends once the lock is released", () =>
    Effect.gen(function* () {
      const ended = { seconds: 0.02, isReleased: true, running: 0 }
      const during = interrupted((released) => (_, effect) => Effect.ensuring(effect, Effect.map(release, released)))
      assert.deepStrictEqual(yield* during, ended)
      const before = interrupted((released) => () => Effect.ensuring(Effect.never, Effect.map(release, released)))
      assert.deepStrictEqual(yield* before, ended)
      const guarded = interrupted(
        (released) => (_, effect) => Effect.uninterruptible(Effect.ensuring(effect, Effect.map(release, released)))
      )
      assert.deepStrictEqual(yield* guarded, ended)
    })
  )

  it.effect("does not wait for ever for a lock that is not released", () =>
    Effect.gen(function* () {
      const call = interrupted(() => (_, effect) => Effect.ensuring(effect, Effect.never))
      assert.deepStrictEqual(yield* call, { seconds: 3, isReleased: false, running: 0 })
    })
  )
})
