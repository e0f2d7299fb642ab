import { assert, describe, it } from "@effect/vitest"
import type { Quota } from "@huidan/core"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { TestClock } from "effect/testing"
import type { Account } from "../../src/account/Account.ts"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { RefusalStore, type RefusalStoreService } from "../../src/account/RefusalStore.ts"
import { quota } from "../support.ts"
import { memoryRefusalStore } from "./memoryRefusalStore.ts"

describe("refusals that processes share", () => {
  const processOf = (refusals: RefusalStoreService) =>
    Effect.flatMap(Accounts, (service) => service.get("a")).pipe(
      Effect.provide(Layer.fresh(layer())),
      Effect.provideService(RefusalStore, refusals)
    )
  const acquired = (account: Account, operation = "one") =>
    Effect.map(Effect.timed(account.acquire(operation, quota)), ([duration]) => Duration.toSeconds(duration))

  it.effect("pause all of them, for as long as the platform asked", () =>
    Effect.gen(function* () {
      const store = memoryRefusalStore()
      const [first, second] = [yield* processOf(store), yield* processOf(store)]
      yield* second.acquire("one", quota)
      yield* first.refused("one", quota, 7)
      yield* TestClock.adjust("100 millis")
      assert.closeTo(yield* second.pauseLeft("one", quota), 6.9, 1e-6)
      assert.closeTo(yield* second.pauseLeft("another", quota), 6.9, 1e-6)
      const waiting = yield* Effect.forkChild(acquired(second))
      yield* TestClock.adjust("20 seconds")
      assert.closeTo(yield* Fiber.join(waiting), 6.9, 0.2)
    })
  )

  it.effect("pause one that starts later, and one that already waits for its turn", () =>
    Effect.gen(function* () {
      const store = memoryRefusalStore()
      const [first, second] = [yield* processOf(store), yield* processOf(store)]
      const waiting = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 10 }), () => acquired(second), { concurrency: "unbounded" })
      )
      yield* TestClock.adjust("200 millis")
      yield* first.refused("one", quota, 7)
      const third = yield* processOf(store)
      assert.strictEqual(yield* third.pauseLeft("one", quota), 7)
      yield* TestClock.adjust("20 seconds")
      const waits = yield* Fiber.join(waiting)
      // Those whose turn came before others could know of it went.
      assert.isAtMost(waits.filter((seconds) => seconds < 7).length, 7)
      assert.isAtLeast(waits.filter((seconds) => seconds >= 7.2).length, 3)
    })
  )

  it.effect("widen the spread of all of them, for an hour", () =>
    Effect.gen(function* () {
      const store = memoryRefusalStore()
      const [first, second] = [yield* processOf(store), yield* processOf(store)]
      yield* first.refused("one", quota, null)
      yield* TestClock.adjust("2 seconds")
      /** Seconds that so many requests take. */
      const spent = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(
          Effect.timed(Effect.forEach(Array.from({ length: 21 }), () => second.acquire("one", quota)))
        )
        yield* TestClock.adjust("10 seconds")
        const [duration] = yield* Fiber.join(fiber)
        return Duration.toSeconds(duration)
      })
      assert.closeTo(yield* spent, 1.04, 0.005)
      yield* second.refused("one", quota, null)
      yield* TestClock.adjust("2 seconds")
      assert.closeTo(yield* spent, 1.08, 0.005)
      yield* TestClock.adjust("1 hour")
      assert.closeTo(yield* spent, 1.02, 0.005)
    })
  )

  it.effect("widen it once for all requests that were on their way, and not for a platform that is away", () =>
    Effect.gen(function* () {
      const account = yield* processOf(memoryRefusalStore())
      for (let request = 0; request < 10; request++) yield* account.refused("one", quota, null)
      yield* TestClock.adjust("2 seconds")
      yield* account.refused("one", null, 1)
      yield* TestClock.adjust("2 seconds")
      const fiber = yield* Effect.forkChild(
        Effect.timed(Effect.forEach(Array.from({ length: 21 }), () => account.acquire("one", quota)))
      )
      yield* TestClock.adjust("10 seconds")
      const [duration] = yield* Fiber.join(fiber)
      assert.closeTo(Duration.toSeconds(duration), 1.04, 0.005)
    })
  )

  it.effect("that last longer are not shortened by later ones of another process", () =>
    Effect.gen(function* () {
      const store = memoryRefusalStore()
      const [first, second] = [yield* processOf(store), yield* processOf(store)]
      yield* first.refused("one", quota, 3600)
      yield* second.refused("one", quota, 7)
      const third = yield* processOf(store)
      assert.strictEqual(yield* third.pauseLeft("one", quota), 3600)
    })
  )

  it.effect.each([
    ["refuses", Effect.fail({ message: "connection refused" })],
    ["never answers", Effect.never]
  ] as const)("stay with their process where the store %s, which is said once", ([, answer]) =>
    Effect.gen(function* () {
      const warnings: Array<string> = []
      const log = Logger.make(({ logLevel, message }) => warnings.push(`${logLevel} ${String(message)}`))
      const away: RefusalStoreService = { read: () => answer, write: () => answer }
      const [first, second] = [yield* processOf(away), yield* processOf(away)]
      const fiber = yield* Effect.forkChild(
        Effect.gen(function* () {
          yield* first.refused("one", quota, 60)
          return [yield* first.pauseLeft("one", quota), yield* second.pauseLeft("one", quota)] as const
        }).pipe(Effect.provide(Logger.layer([log])))
      )
      yield* TestClock.adjust("10 seconds")
      const [own, other] = yield* Fiber.join(fiber)
      assert.isAtLeast(own, 56)
      assert.strictEqual(other, 0)
      assert.strictEqual(warnings.length, 2, "one of each process")
      assert.match(warnings[0]!, /^Warn .*does not answer/)
    })
  )
})

describe("a quota key", () => {
  const slow: Quota = { requests: 1, seconds: 10, source: "test", verified: true }
  it.effect("lets accounts of one application share a quota, and nothing else", () =>
    Effect.gen(function* () {
      const accounts = yield* Accounts
      const [first, second, other] = [
        yield* accounts.get("shop 1", { quotaKey: "application" }),
        yield* accounts.get("shop 2", { quotaKey: "application" }),
        yield* accounts.get("shop 3")
      ]
      yield* first.refused("one", slow, null)
      assert.strictEqual(yield* second.pauseLeft("one", slow), 10)
      assert.strictEqual(yield* other.pauseLeft("one", slow), 0)
      assert.notStrictEqual(first.key, second.key)
    }).pipe(Effect.provide(layer()))
  )
})
