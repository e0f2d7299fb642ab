import { assert, describe, it } from "@effect/vitest"
import type { Quota } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { Accounts, accountsLayer, bucketOf, defaultSpread } from "../src/index.ts"

const quotas: ReadonlyArray<Quota> = [
  { requests: 3000, seconds: 10, source: "test", verified: true },
  { requests: 20, seconds: 1, source: "test", verified: true }
]

/** The most arrivals in any half-open window of the quota's length. */
const fullestWindow = (arrivals: ReadonlyArray<number>, length: number): number => {
  const sorted = arrivals.toSorted((left, right) => left - right)
  let fullest = 0
  let first = 0
  sorted.forEach((time, last) => {
    while (time - (sorted[first] as number) >= length) first++
    fullest = Math.max(fullest, last - first + 1)
  })
  return fullest
}

/** A repeatable delay of 0 up to `spread` milliseconds. */
const delays = (seed: number, spread: number) => {
  let state = seed
  return (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state / 2 ** 32) * spread
  }
}

describe.each(quotas)("$requests per $seconds s", (quota) => {
  it("keeps b + r·(T + J) within N", () => {
    const spread = defaultSpread(quota)
    const { limit, windowMillis } = bucketOf(quota, spread)
    const rate = limit / windowMillis
    const most = (limit === 1 ? 0 : limit) + rate * (quota.seconds * 1000 + spread)
    assert.isAtMost(most, quota.requests + 1e-6)
  })

  it.effect("no sliding window is ever over the quota, and at least T / (T + J) − 1 % of it is used", () =>
    Effect.gen(function* () {
      const account = yield* (yield* Accounts).get("a")
      const arrivals: Array<number> = []
      const delay = delays(7, defaultSpread(quota) * 0.999)
      const seconds = quota.seconds * 4
      const fibers = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: quota.requests * 4 }, () =>
            Effect.gen(function* () {
              yield* account.acquire("one", quota)
              arrivals.push((yield* Clock.currentTimeMillis) + delay())
            })
          ),
          { concurrency: "unbounded" }
        )
      )
      for (let elapsed = 0; elapsed < seconds * 1.2 * 1000; elapsed += 10) yield* TestClock.adjust("10 millis")
      yield* Fiber.join(fibers)
      assert.isAtMost(fullestWindow(arrivals, quota.seconds * 1000), quota.requests)
      const window = quota.seconds * 1000
      const steady = arrivals.filter((time) => time >= window && time < 3 * window).length
      assert.isAtLeast(steady / (2 * quota.requests), window / (window + defaultSpread(quota)) - 0.01)
    }).pipe(Effect.provide(accountsLayer))
  )

  it.effect("what waits through a pause does not leave all at once when it ends", () =>
    Effect.gen(function* () {
      const account = yield* (yield* Accounts).get("a")
      const sent: Array<number> = []
      const fibers = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: quota.requests * 2 }, () =>
            Effect.andThen(
              account.acquire("one", quota),
              Effect.map(Clock.currentTimeMillis, (now) => sent.push(now))
            )
          ),
          { concurrency: "unbounded" }
        )
      )
      yield* TestClock.adjust("100 millis")
      yield* account.refused("one", quota, null)
      yield* TestClock.adjust(`${quota.seconds * 10} seconds`)
      yield* Fiber.join(fibers)
      assert.isAtMost(fullestWindow(sent, quota.seconds * 1000), quota.requests)
    }).pipe(Effect.provide(accountsLayer))
  )
})
