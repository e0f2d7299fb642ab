import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Logger from "effect/Logger"
import * as Redis from "effect/persistence/Redis"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import type { StoredToken } from "../../src/account/TokenStore.ts"
import { textTokenStore } from "../../src/account/textTokenStore.ts"
import { tokensInRedis } from "../../src/account/tokensInRedis.ts"

const token = (value: string): StoredToken => ({
  value: Redacted.make(value),
  takenAt: 0,
  expiresAt: 7_200_000,
  refresh: null,
  holder: { salt: "s", proof: "p" }
})

/** The few commands that a token store sends, and a connection that can be lost. */
const fakeRedis = () => {
  const kept = new Map<string, string>()
  /** In milliseconds. */
  const lifetimes = new Map<string, number>()
  const state = { lost: false }
  const answer = (command: string, [key = "", value = "", option, ...rest]: ReadonlyArray<string>): unknown => {
    if (command === "GET") return kept.get(key) ?? null
    if (command === "EVAL") return kept.delete(option ?? "")
    if (option === "NX" && kept.has(key)) return null
    kept.set(key, value)
    lifetimes.set(key, Number(rest.at(-1)))
    return "OK"
  }
  const redis = Redis.make({
    send: <A>(command: string, ...parameters: ReadonlyArray<string>) =>
      Effect.suspend(() => (state.lost ? Effect.never : Effect.sync(() => answer(command, parameters) as A))),
    connect: Effect.never,
    pool: {},
    subscribe: () => Effect.never
  })
  return { redis, state, kept, lifetimes }
}

describe("tokens in Redis", () => {
  it.effect("are shared by all who have the store", () =>
    Effect.gen(function* () {
      const { redis } = fakeRedis()
      const store = yield* redis
      yield* tokensInRedis(store).set("a", token("t1"))
      const found = yield* tokensInRedis(store).get("a")
      assert.strictEqual(found === null ? null : Redacted.value(found.value), "t1")
    })
  )

  it.effect("are renewed by one process at a time", () =>
    Effect.gen(function* () {
      const { kept, redis } = fakeRedis()
      const store = yield* redis
      let running = 0
      const renew = Effect.gen(function* () {
        assert.strictEqual(++running, 1)
        yield* Effect.sleep("1 second")
        running--
      })
      const fibers = yield* Effect.forkChild(
        Effect.all(
          [1, 2, 3].map(() => tokensInRedis(store).exclusively("a", renew)),
          { concurrency: "unbounded" }
        )
      )
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fibers)
      assert.deepStrictEqual([...kept.keys()], [])
    })
  )

  it.effect(
    "are renewed without a lock that others never give up, for which one call waits, and an abort ends the wait",
    () =>
      Effect.gen(function* () {
        const warnings: Array<string> = []
        const logger = Logger.make(({ message }) => warnings.push([message].flat().map(String).join(" ")))
        const released: Array<string> = []
        const store = textTokenStore({
          name: "test",
          get: () => Effect.succeed(null),
          set: () => Effect.void,
          locks: { take: () => Effect.succeed(false), release: (lock) => Effect.sync(() => released.push(lock)) }
        })
        const renew = (key: string) =>
          store.exclusively(key, Effect.succeed("renewed")).pipe(Effect.provide(Logger.layer([logger])))
        const waiting = yield* Effect.forkChild(
          Effect.all(
            Array.from({ length: 20 }, () => renew("a")),
            { concurrency: 20 }
          )
        )
        const givenUp = yield* Effect.forkChild(renew("b"))
        // The holder is made in real time.
        yield* Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))
        yield* TestClock.adjust("29 seconds")
        yield* Fiber.interrupt(givenUp)
        assert.deepStrictEqual([waiting.pollUnsafe(), released], [undefined, ["b:lock"]])
        yield* TestClock.adjust("1 second")
        assert.lengthOf(yield* Fiber.join(waiting), 20)
        assert.lengthOf(warnings, 1)
        assert.match(warnings[0] ?? "", /\(test\) cannot be locked: .* others hold a lock for longer than 30 s$/)
        assert.deepStrictEqual(released, ["b:lock"])
      })
  )

  it.effect("fail while a connection is lost, and are renewed without the lock", () =>
    Effect.gen(function* () {
      const { redis, state } = fakeRedis()
      const store = tokensInRedis(yield* redis)
      yield* store.set("a", token("t1"))
      state.lost = true
      const warnings: Array<string> = []
      const log = Logger.make(({ logLevel, message }) => warnings.push(`${logLevel} ${String(message)}`))
      const renewing = yield* Effect.forkChild(
        store.exclusively("a", Effect.succeed("renewed")).pipe(Effect.provide(Logger.layer([log])))
      )
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(yield* Fiber.join(renewing), "renewed")
      assert.match(warnings.join(), /^Warn the token store \(Redis\) cannot be locked/)
      assert.notInclude(warnings.join(), "t1")
    })
  )

  it.effect("keep a refresh token longer than its access token", () =>
    Effect.gen(function* () {
      const { lifetimes, redis } = fakeRedis()
      const store = tokensInRedis(yield* redis)
      yield* store.set("a", token("t1"))
      yield* store.set("b", { ...token("t1"), refresh: Redacted.make("r1") })
      // Whatever the clock of the machine says.
      yield* TestClock.adjust("3 hours")
      yield* store.set("c", token("t1"))
      for (const key of ["a", "c"]) assert.strictEqual(lifetimes.get(`huidan:token:${key}`), 7_200_000)
      assert.isAbove(lifetimes.get("huidan:token:b") ?? 0, 30 * 86_400_000)
    })
  )
})
