/** Several processes over one token store with locks. */
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import type { AccessToken } from "../../src/account/AccessToken.ts"
import { makeAccessTokens } from "../../src/account/AccessTokens.ts"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { type StoredToken, TokenStore, type TokenStoreService } from "../../src/account/TokenStore.ts"
import { textTokenStore } from "../../src/account/textTokenStore.ts"
import { toItsEnd } from "./toItsEnd.ts"

/** What processes share: a store whose commands take `latency`, and a platform whose tokens take `delay` seconds. */
const openShared = ({ delay = 0, latency = 0 }: { delay?: number; latency?: number } = {}) => {
  const texts = new Map<string, string>()
  const locks = new Map<string, { holder: string; until: number }>()
  const state = { delay, latency, alwaysLocked: false, asked: 0, takes: 0, warnings: [] as Array<string> }
  const command = <A>(answer: (now: number) => A) =>
    Effect.suspend(() => Effect.delay(Effect.map(Clock.currentTimeMillis, answer), Duration.millis(state.latency)))
  const openStore = () =>
    textTokenStore({
      name: "test",
      get: (key) => command(() => texts.get(key) ?? null),
      set: (key, text) => command(() => void texts.set(key, text)),
      locks: {
        take: (lock, holder, millis) =>
          command((now) => {
            state.takes++
            if (state.alwaysLocked || (locks.get(lock)?.until ?? 0) > now) return false
            locks.set(lock, { holder, until: now + millis })
            return true
          }),
        release: (lock, holder) =>
          command(() => {
            if (locks.get(lock)?.holder === holder) locks.delete(lock)
          })
      }
    })
  const log = Logger.layer([Logger.make(({ message }) => state.warnings.push([message].flat().map(String).join(" ")))])
  /** The tokens of a process of its own. */
  const process = Effect.gen(function* () {
    const account = yield* (yield* Accounts).get("a")
    return makeAccessTokens(account, {
      name: "token",
      life: 7200,
      fetch: () =>
        Effect.suspend(() => {
          const number = ++state.asked
          const issued = { value: Redacted.make(`t${number}`), expiresIn: 7200, refresh: Redacted.make(`r${number}`) }
          return Effect.delay(Effect.succeed(issued), Duration.seconds(state.delay))
        })
    })
  }).pipe(Effect.provide(Layer.fresh(layer().pipe(Layer.provide(Layer.sync(TokenStore, openStore))))))
  return { state, process, quietly: Effect.provide(log) }
}

const valueOf = Effect.map((token: AccessToken) => Redacted.value(token.value))
const all = <A, E>(calls: ReadonlyArray<Effect.Effect<A, E>>) => Effect.all(calls, { concurrency: "unbounded" })
const secondsOf = <A, E>(self: Effect.Effect<A, E>) =>
  Effect.map(Effect.timed(self), ([duration]) => Duration.toSeconds(duration))

describe("a slow store", () => {
  it.effect("is locked once by 50 calls whose token was refused", () =>
    Effect.gen(function* () {
      const { process, quietly, state } = openShared({ latency: 150 })
      const { get, replace } = yield* process
      const dead = yield* toItsEnd(get).pipe(quietly)
      const calls = Array.from({ length: 50 }, () => replace(dead))
      assert.isBelow(yield* toItsEnd(secondsOf(all(calls))).pipe(quietly), 2)
      assert.deepStrictEqual([state.takes, state.asked], [2, 2])
    })
  )

  it.effect("that is away does not hide a token that was read from it", () =>
    Effect.gen(function* () {
      const { process, quietly, state } = openShared({ latency: 10 })
      yield* toItsEnd(Effect.flatMap(process, ({ get }) => get))
      const other = yield* process
      assert.strictEqual(yield* toItsEnd(valueOf(other.get)), "t1")
      state.latency = 3_600_000
      const calls = Effect.replicateEffect(other.get, 3)
      assert.isBelow(yield* toItsEnd(secondsOf(calls)).pipe(quietly), 3)
      assert.strictEqual(state.asked, 1)
    })
  )
})

describe("a lock that another process holds", () => {
  it.effect("is waited for until that process has the token, however long the platform takes: one request", () =>
    Effect.gen(function* () {
      const { process, quietly, state } = openShared({ delay: 7 })
      const processes = yield* all(Array.from({ length: 4 }, () => process))
      const first = yield* toItsEnd(all(processes.map(({ get }) => get))).pipe(quietly)
      assert.deepStrictEqual(
        first.map(({ value }) => Redacted.value(value)),
        ["t1", "t1", "t1", "t1"]
      )
      const replaced = yield* toItsEnd(
        all(processes.map(({ replace }, index) => valueOf(replace(first[index]!))))
      ).pipe(quietly)
      assert.deepStrictEqual([replaced, state.asked], [["t2", "t2", "t2", "t2"], 2])
      assert.deepStrictEqual(state.warnings, [])
    })
  )

  it.effect("keeps no call waiting whose token is still valid", () =>
    Effect.gen(function* () {
      const { process, quietly, state } = openShared({ latency: 10 })
      const [first, second] = [yield* process, yield* process]
      for (const { get } of [first, second]) yield* toItsEnd(get)
      yield* TestClock.adjust("6500 seconds")
      state.delay = 20
      const wait = Effect.delay(secondsOf(Effect.replicateEffect(second.get, 10)), "1 second")
      const [, seconds] = yield* toItsEnd(all([Effect.as(first.get, 0), wait])).pipe(quietly)
      assert.isBelow(seconds!, 1.5)
      assert.deepStrictEqual([state.asked, yield* valueOf(toItsEnd(second.get)), state.warnings], [2, "t2", []])
    })
  )

  it.effect("for ever costs one wait of its own life, and then none for a while", () =>
    Effect.gen(function* () {
      const { process, quietly, state } = openShared()
      state.alwaysLocked = true
      const { get, replace } = yield* process
      const calls = all(Array.from({ length: 20 }, () => get))
      assert.closeTo(yield* toItsEnd(secondsOf(calls)).pipe(quietly), 30, 1)
      const again = Effect.flatMap(get, replace)
      for (let call = 0; call < 3; call++) assert.isBelow(yield* toItsEnd(secondsOf(again)).pipe(quietly), 1)
      assert.lengthOf(state.warnings, 1)
    })
  )
})

describe("several clients of several processes", () => {
  it.effect.each([1, 5, 6])("ask once for each token that dies, and all end with the newest (%i)", (seed) =>
    Effect.gen(function* () {
      const { process, quietly, state } = openShared({ delay: seed % 4, latency: (seed * 37) % 120 })
      const clients = (yield* all(Array.from({ length: 2 + (seed % 3) }, () => process))).flatMap((one) => [one, one])
      let dead = yield* toItsEnd(all(clients.map(({ get }) => get))).pipe(quietly)
      for (let round = 2; round <= 4; round++) {
        const last = dead
        // Not all notice it at the same moment, and those who come last have a token that was replaced long before.
        const calls = clients.map(({ get, replace }, index) =>
          Effect.delay(
            (index + round) % 3 === 0 ? Effect.andThen(get, replace(last[index]!)) : replace(last[index]!),
            Duration.millis(((index + 1) * seed * 313) % 3000)
          )
        )
        dead = yield* toItsEnd(all(calls)).pipe(quietly)
        assert.deepStrictEqual([...new Set(dead.map(({ value }) => Redacted.value(value)))], [`t${round}`])
        assert.strictEqual(state.asked, round)
      }
      const now = yield* toItsEnd(all(clients.map(({ get }) => valueOf(get)))).pipe(quietly)
      assert.deepStrictEqual([...new Set(now)], ["t4"])
      assert.deepStrictEqual(state.warnings, [])
    })
  )
})

describe("a lock of a custom store", () => {
  const openWith = (exclusively: TokenStoreService["exclusively"]) => {
    const texts = new Map<string, StoredToken>()
    const state = { asked: 0, warnings: [] as Array<string> }
    const store: TokenStoreService = {
      name: "custom",
      get: (key) => Effect.sync(() => texts.get(key) ?? null),
      set: (key, token) => Effect.sync(() => void texts.set(key, token)),
      exclusively
    }
    const tokens = (key: string, seconds = 0) =>
      Effect.gen(function* () {
        const account = yield* (yield* Accounts).get(key)
        return makeAccessTokens(account, {
          name: "token",
          life: 7200,
          fetch: () =>
            Effect.suspend(() => {
              const issued = { value: Redacted.make(`t${++state.asked}`), expiresIn: 7200 }
              return Effect.delay(Effect.succeed(issued), Duration.seconds(seconds))
            })
        })
      })
    const log = Logger.layer([
      Logger.make(({ message }) => state.warnings.push([message].flat().map(String).join(" ")))
    ])
    const provided = Effect.provide([layer().pipe(Layer.provide(Layer.succeed(TokenStore, store))), log])
    return { state, tokens, provided }
  }

  it.effect("that hangs costs one bounded wait, for all accounts", () => {
    const { provided, state, tokens } = openWith(() => Effect.never)
    return toItsEnd(
      Effect.gen(function* () {
        assert.strictEqual(yield* secondsOf((yield* tokens("a")).get), 60)
        assert.strictEqual(yield* secondsOf((yield* tokens("b")).get), 0)
        assert.deepStrictEqual([state.asked, state.warnings.length], [2, 1])
      }).pipe(provided)
    )
  })

  it.effect("is waited for while a renewal takes longer than that", () => {
    const { provided, state, tokens } = openWith((_, effect) => effect)
    return toItsEnd(
      Effect.gen(function* () {
        assert.strictEqual(yield* secondsOf((yield* tokens("a", 70)).get), 70)
        assert.deepStrictEqual([state.asked, state.warnings], [1, []])
      }).pipe(provided)
    )
  })
})
