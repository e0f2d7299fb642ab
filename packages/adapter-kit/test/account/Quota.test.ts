import { assert, describe, it } from "@effect/vitest"
import type { Quota } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as RateLimiter from "effect/persistence/RateLimiter"
import { TestClock } from "effect/testing"
import type { Account } from "../../src/account/Account.ts"
import { Accounts, type AccountsOptions, layer, layerShared } from "../../src/account/Accounts.ts"
import { bucketOf, defaultSpread } from "../../src/account/Quota.ts"
import { RefusalStore } from "../../src/account/RefusalStore.ts"

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

/** An account of a process of its own, its limiter upon the store of the context. */
const accountOf = (options: AccountsOptions) =>
  Effect.flatMap(Accounts, (accounts) => accounts.get("a")).pipe(
    Effect.provide(Layer.fresh(layerShared(options))),
    Effect.provideServiceEffect(RateLimiter.RateLimiter, RateLimiter.make)
  )

/** A clock of a process that is held up: sleeps that end meanwhile end when it goes on. */
const withoutTimersIn = (clock: Clock.Clock, from: number, to: number): Clock.Clock => ({
  ...clock,
  sleep: (duration) =>
    Effect.suspend(() => {
      const end = clock.currentTimeMillisUnsafe() + Duration.toMillis(duration)
      return clock.sleep(
        Duration.millis(
          end > from && end < to ? to - clock.currentTimeMillisUnsafe() : end - clock.currentTimeMillisUnsafe()
        )
      )
    })
})

/** Windows for which requests are there; a small quota needs many, for its use to be measured to a percent. */
const windowsOf = (quota: Quota): number => Math.max(4, 1200 / quota.requests)

/** Which part of the quota was used between the first window and the last one. */
const shareUsed = (arrivals: ReadonlyArray<number>, quota: Quota): number => {
  const window = quota.seconds * 1000
  const end = (windowsOf(quota) - 1) * window
  const arrived = arrivals.filter((time) => time >= window && time < end).length
  return (arrived * window) / (quota.requests * (end - window))
}

/** Requests sent as fast as the accounts let them: when each arrives. */
const arrivalsOf = (accounts: ReadonlyArray<Account>, quota: Quota, spread: number) =>
  Effect.gen(function* () {
    const arrivals: Array<number> = []
    const delay = delays(7, spread)
    const fibers = yield* Effect.forkChild(
      Effect.all(
        Array.from({ length: quota.requests * windowsOf(quota) }, (_, index) =>
          Effect.gen(function* () {
            yield* accounts[index % accounts.length]!.acquire("one", quota)
            arrivals.push((yield* Clock.currentTimeMillis) + delay())
          })
        ),
        { concurrency: "unbounded" }
      )
    )
    yield* TestClock.adjust(`${quota.seconds * windowsOf(quota) * 1.3} seconds`)
    yield* Fiber.join(fibers)
    return arrivals
  })

describe.each(quotas)("$requests per $seconds s", (quota) => {
  it("keeps b + r·(T + J) within N", () => {
    const spread = defaultSpread(quota)
    const { limit, windowMillis } = bucketOf(quota, spread)
    const rate = limit / windowMillis
    const most = (limit === 1 ? 0 : limit) + rate * (quota.seconds * 1000 + spread)
    assert.isAtMost(most, quota.requests + 1e-6)
  })

  describe.each([0, 0.02, 0.1])("arrivals that spread by %d of the window", (spread) => {
    it.effect.each([1, 4])(
      "limiters that share a store: %d; none is refused, at least T / (T + J) − 1 % is used",
      (limiters) =>
        Effect.gen(function* () {
          const accounts = yield* Effect.all(Array.from({ length: limiters }, () => accountOf({ spread })))
          const window = quota.seconds * 1000
          const arrivals = yield* arrivalsOf(accounts, quota, spread * window)
          assert.isAtMost(fullestWindow(arrivals, window), quota.requests)
          assert.isAtLeast(shareUsed(arrivals, quota), 1 / (1 + spread) - 0.01)
        }).pipe(Effect.provide(RateLimiter.layerStoreMemory))
    )
  })

  it.effect("what a held up process could not send in time does not leave all at once", () =>
    Effect.gen(function* () {
      const window = quota.seconds * 1000
      const clock = yield* Effect.clockWith(Effect.succeed)
      const heldUp = withoutTimersIn(clock, window * 1.2, window * 1.7)
      const account = yield* (yield* Accounts).get("a")
      const arrivals = yield* arrivalsOf([account], quota, 0).pipe(Effect.provideService(Clock.Clock, heldUp))
      assert.isAtMost(fullestWindow(arrivals, window), quota.requests)
    }).pipe(Effect.provide(layer()))
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
    }).pipe(Effect.provide(layer()))
  )
})

it.effect("a fresh bucket has no burst: what the process before it sent may still count", () =>
  Effect.gen(function* () {
    const account = yield* (yield* Accounts).get("a")
    const quota: Quota = { requests: 3000, seconds: 10, source: "test", verified: true }
    let sent = 0
    const fibers = yield* Effect.forkChild(
      Effect.all(
        Array.from({ length: 10 }, () =>
          Effect.andThen(account.acquire("one", quota), () => Effect.sync(() => sent++))
        ),
        { concurrency: "unbounded" }
      )
    )
    yield* TestClock.adjust("1 millis")
    assert.strictEqual(sent, 1)
    yield* TestClock.adjust("1 second")
    yield* Fiber.join(fibers)
  }).pipe(Effect.provide(layer()))
)

it.effect("processes without a common limiter take their shares of a quota", () =>
  Effect.gen(function* () {
    const shares = Layer.fresh(layer({ quotaShares: 4 }))
    const accounts = yield* Effect.all(
      Array.from({ length: 4 }, () =>
        Effect.provide(
          Effect.flatMap(Accounts, (service) => service.get("a")),
          shares
        )
      )
    )
    const [, twentyPerSecond] = quotas
    const arrivals = yield* arrivalsOf(accounts, twentyPerSecond!, 19)
    assert.isAtMost(fullestWindow(arrivals, 1000), 20)
    assert.isAtLeast(shareUsed(arrivals, twentyPerSecond!), 0.95)
  })
)

describe("a shared limiter that is out of reach", () => {
  const gone = new RateLimiter.RateLimiterError({
    reason: new RateLimiter.RateLimitStoreError({ message: "connection refused" })
  })
  const limiterOf = (consume: Effect.Effect<never, RateLimiter.RateLimiterError>) =>
    RateLimiter.RateLimiter.of({
      [RateLimiter.TypeId]: RateLimiter.TypeId,
      consume: () => consume,
      adaptiveConsume: () => consume,
      adaptiveFeedback: () => consume
    })

  it.effect.each([
    ["refuses the connection", Effect.fail(gone)],
    ["never answers", Effect.never]
  ] as const)("%s: each process goes on with its share, and says so once a minute", ([, consume]) =>
    Effect.gen(function* () {
      const warnings: Array<string> = []
      const log = Logger.make(({ logLevel, message }) => warnings.push(`${logLevel} ${String(message)}`))
      const shared = Layer.fresh(layerShared({ quotaShares: 4 }))
      const [, twentyPerSecond] = quotas
      const accounts = yield* Effect.all(
        Array.from({ length: 4 }, () =>
          Effect.flatMap(Accounts, (service) => service.get("a")).pipe(
            Effect.provide(shared),
            Effect.provideService(RateLimiter.RateLimiter, limiterOf(consume))
          )
        )
      )
      const arrivals = yield* arrivalsOf(accounts, twentyPerSecond!, 19).pipe(Effect.provide(Logger.layer([log])))
      assert.isAtMost(fullestWindow(arrivals, 1000), 20)
      assert.isAtLeast(shareUsed(arrivals, twentyPerSecond!), 0.95)
      assert.strictEqual(warnings.length, 4, "one of each process")
      assert.match(warnings[0]!, /^Warn .*out of reach.*1\/4 of the quota/)
    })
  )
})

it.effect.each([
  ["never answers", Duration.infinity],
  ["answers late", Duration.millis(900)]
] as const)("a store of refusals that %s lets no window hold more than the quota", ([, delay]) =>
  Effect.gen(function* () {
    const [, twentyPerSecond] = quotas
    const late = <A>(answer: A) =>
      Duration.isFinite(delay) ? Effect.delay(Effect.succeed(answer), delay) : Effect.never
    const account = yield* Effect.flatMap(Accounts, (service) => service.get("a")).pipe(
      Effect.provide(Layer.fresh(layer())),
      Effect.provideService(RefusalStore, { read: () => late(new Map()), write: () => late(undefined) })
    )
    const sent: Array<number> = []
    const one = Effect.andThen(
      account.acquire("one", twentyPerSecond!),
      Effect.map(Clock.currentTimeMillis, (now) => sent.push(now))
    )
    yield* Effect.forkChild(
      Effect.all(
        Array.from({ length: 30 }, () => Effect.forever(one)),
        { concurrency: "unbounded" }
      )
    )
    for (let step = 0; step < 300; step++) yield* TestClock.adjust("100 millis")
    assert.isAtMost(fullestWindow(sent, 1000), 20)
    assert.isAtLeast(sent.length, 20)
  }).pipe(Effect.provide(Logger.layer([])))
)

/** As a store that was killed, not one that hangs. */
it.effect.each(quotas.slice(1))(
  "a shared limiter that fails at once lets no window hold more than the quota: $requests per $seconds s",
  (quota) =>
    Effect.gen(function* () {
      const { limiter, state } = yield* restartable
      const failing = RateLimiter.RateLimiter.of({
        ...limiter,
        consume: (options) =>
          Effect.suspend(() =>
            state.away
              ? Effect.fail(
                  new RateLimiter.RateLimiterError({ reason: new RateLimiter.RateLimitStoreError({ message: "gone" }) })
                )
              : limiter.consume(options)
          )
      })
      const accounts = yield* Effect.all(
        Array.from({ length: 3 }, () =>
          Effect.flatMap(Accounts, (service) => service.get("a")).pipe(
            Effect.provide(Layer.fresh(layerShared({ quotaShares: 3 }))),
            Effect.provideService(RateLimiter.RateLimiter, failing)
          )
        )
      )
      const sent: Array<number> = []
      // The first process has most to send: the others hold few turns when the limiter dies.
      const perSecond = quota.requests / quota.seconds
      yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 2 * perSecond }, (_, index) =>
            Effect.andThen(
              accounts[index % 5 === 0 ? 1 + (index % 2) : 0]!.acquire("one", quota),
              Effect.map(Clock.currentTimeMillis, (now) => sent.push(now))
            ).pipe(Effect.forever)
          ),
          { concurrency: "unbounded" }
        )
      )
      const wait = (seconds: number) =>
        Effect.forEach(Array.from({ length: seconds * 10 }), () => TestClock.adjust("100 millis"), { discard: true })
      yield* wait(2 * quota.seconds)
      state.away = true
      yield* wait(2 * quota.seconds + 1)
      assert.isAtMost(fullestWindow(sent, quota.seconds * 1000), quota.requests)
      const late = sent.filter((time) => time >= 3 * quota.seconds * 1000 + 1000).length
      assert.isAtLeast(late, 0.85 * quota.requests)
    }).pipe(Effect.provide(Logger.layer([])))
)

/** A limiter whose store can be taken away, and comes back empty. */
const restartable = Effect.gen(function* () {
  const fresh = RateLimiter.make.pipe(Effect.provide(Layer.fresh(RateLimiter.layerStoreMemory)))
  const state = { current: yield* fresh, away: false }
  const limiter = RateLimiter.RateLimiter.of({
    ...state.current,
    consume: (options) => Effect.suspend(() => (state.away ? Effect.never : state.current.consume(options)))
  })
  return { limiter, state, fresh }
})

describe("a shared limiter that comes back empty", () => {
  it.effect.each(quotas)("lets no window hold more than the quota: $requests per $seconds s", (quota) =>
    Effect.gen(function* () {
      const { fresh, limiter, state } = yield* restartable
      const accounts = yield* Effect.all(
        Array.from({ length: 4 }, () =>
          Effect.flatMap(Accounts, (service) => service.get("a")).pipe(
            Effect.provide(Layer.fresh(layerShared({ quotaShares: 4 }))),
            Effect.provideService(RateLimiter.RateLimiter, limiter)
          )
        )
      )
      const window = quota.seconds * 1000
      const sent: Array<number> = []
      const sender = (account: Account) =>
        Effect.gen(function* () {
          yield* account.acquire("one", quota)
          sent.push(yield* Clock.currentTimeMillis)
        })
      // As many requests wait as one second serves.
      yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: quota.requests / quota.seconds }, (_, index) =>
            Effect.forever(sender(accounts[index % accounts.length]!))
          ),
          { concurrency: "unbounded" }
        )
      )
      const wait = (seconds: number) =>
        Effect.forEach(Array.from({ length: seconds * 10 }), () => TestClock.adjust("100 millis"))
      yield* wait(12)
      state.away = true
      yield* wait(3)
      state.current = yield* fresh
      state.away = false
      yield* wait(30)
      assert.isAtMost(fullestWindow(sent, window), quota.requests)
      const late = sent.filter((time) => time >= 30_000 && time < 40_000).length
      assert.isAtLeast(late, 0.9 * 10 * (quota.requests / quota.seconds))
    }).pipe(Effect.provide(Logger.layer([])))
  )
})

describe("turns of calls that were given up", () => {
  const tenPerSecond: Quota = { requests: 10, seconds: 1, source: "test", verified: true }
  const secondsOf = <A, E>(self: Effect.Effect<A, E>) =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(Effect.timed(self))
      yield* TestClock.adjust("1 minute")
      const [duration] = yield* Fiber.join(fiber)
      return Duration.toSeconds(duration)
    })

  it.effect("are given back: the next call does not wait for 300 of them, in whichever process it is", () =>
    Effect.gen(function* () {
      const { limiter } = yield* restartable
      const processOf = Effect.flatMap(Accounts, (service) => service.get("a")).pipe(
        Effect.provide(Layer.fresh(layerShared())),
        Effect.provideService(RateLimiter.RateLimiter, limiter)
      )
      const [first, second] = [yield* processOf, yield* processOf]
      for (const next of [first, second]) {
        const calls = yield* Effect.forEach(Array.from({ length: 300 }), () =>
          Effect.forkChild(first.acquire("one", tenPerSecond))
        )
        yield* TestClock.adjust("150 millis")
        yield* Fiber.interruptAll(calls)
        assert.isAtMost(yield* secondsOf(next.acquire("one", tenPerSecond)), next === first ? 0.25 : 1.25)
      }
    })
  )

  it.effect("go to those behind them, and no window holds more than the quota", () =>
    Effect.gen(function* () {
      const account = yield* (yield* Accounts).get("a")
      const sent: Array<number> = []
      const calls = yield* Effect.forEach(Array.from({ length: 300 }), () =>
        Effect.forkChild(
          Effect.andThen(
            account.acquire("one", tenPerSecond),
            Effect.map(Clock.currentTimeMillis, (now) => sent.push(now))
          )
        )
      )
      const isGivenUp = (index: number) => index < 200 || index % 3 === 0
      for (let step = 0; step < 4; step++) {
        yield* TestClock.adjust("270 millis")
        yield* Fiber.interruptAll(calls.filter((_, index) => isGivenUp(index) && index % 4 === step))
      }
      yield* TestClock.adjust("1 minute")
      const living = calls.filter((_, index) => !isGivenUp(index)).length
      assert.isAtLeast(sent.length, living)
      assert.isAtMost(sent.length, living + 11)
      assert.isAtMost(fullestWindow(sent, 1000), tenPerSecond.requests)
      assert.isAtMost(sent.at(-1)! / 1000, sent.length / 9.5)
    }).pipe(Effect.provide(layer()))
  )
})
