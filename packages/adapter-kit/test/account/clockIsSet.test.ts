/** The machine's clock is set while the program runs: nothing that lasts gets longer or shorter. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import { makeAccessTokens } from "../../src/account/AccessTokens.ts"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { monotonicMillis } from "../../src/account/monotonicTime.ts"
import { RefusalStore } from "../../src/account/RefusalStore.ts"
import { makeRareWarning } from "../../src/account/rareWarning.ts"
import { type StoredToken, TokenStore, type TokenStoreService } from "../../src/account/TokenStore.ts"
import { startCallTime } from "../../src/calls/CallTime.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { jumpingClock } from "../jumpingClock.ts"
import { codec, fakeHttp, manifest, ok, outcomeOf, quota } from "../support.ts"
import { memoryRefusalStore } from "./memoryRefusalStore.ts"

const start = Date.UTC(2024, 5, 1, 12)

/** Runs something on a machine whose clock can be set, in an hour of test time at most. */
const inAnHour = <A, E>(body: (set: (seconds: number) => void) => Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.gen(function* () {
    yield* TestClock.setTime(start)
    const { onMachine, set } = yield* jumpingClock
    const fiber = yield* Effect.forkChild(onMachine(body(set)))
    // In steps: what a step wakes may sleep again.
    for (let minute = 0; minute < 180; minute++) yield* TestClock.adjust("1 minute")
    return yield* Fiber.join(fiber)
  })

const accounts = Effect.provide(Layer.fresh(layer()))
const getAccount = Effect.flatMap(Accounts, (service) => service.get("a"))
const secondsOf = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const from = yield* monotonicMillis
    yield* self
    return ((yield* monotonicMillis) - from) / 1000
  })

const hour = 3600

describe.each([
  ["back by an hour", -hour],
  ["forwards by an hour", hour],
  ["forwards by a year", 366 * 24 * hour]
] as const)("a clock that is set %s", (_words, by) => {
  it.effect("leaves the turns within the quota as they are", () =>
    inAnHour((set) =>
      Effect.gen(function* () {
        const account = yield* getAccount
        const sent: Array<number> = []
        const send = Effect.andThen(
          account.acquire("one", quota, { now: 120, later: 120 }),
          Effect.map(monotonicMillis, (now) => sent.push(now))
        )
        const waiting = yield* Effect.forkChild(
          Effect.forEach(Array.from({ length: 40 }), () => send, { concurrency: "unbounded" })
        )
        yield* Effect.sleep("500 millis")
        set(by)
        yield* Effect.forEach(Array.from({ length: 40 }), () => send, { concurrency: "unbounded" })
        yield* Fiber.join(waiting)
        assert.strictEqual(sent.length, 80)
        const from = sent[0]!
        const inWindow = (window: number) =>
          sent.filter((time) => time - from >= window && time - from < window + 1000).length
        for (let window = 0; window < 5000; window += 50) assert.isAtMost(inWindow(window), quota.requests)
        assert.isAtMost(sent.at(-1)! - from, 4500)
      }).pipe(accounts)
    )
  )

  it.effect("leaves a pause that the platform asked for as it is, also for another process", () =>
    inAnHour((set) =>
      Effect.gen(function* () {
        const processOf = Effect.provideService(
          Effect.provide(getAccount, Layer.fresh(layer())),
          RefusalStore,
          memoryRefusalStore()
        )
        const [first, second] = [yield* processOf, yield* processOf]
        assert.strictEqual(yield* second.pauseLeft("one", quota), 0)
        yield* first.refused("one", quota, 60)
        yield* Effect.sleep("1 second")
        set(by)
        for (const account of [first, second]) assert.closeTo(yield* account.pauseLeft("one", quota), 59, 0.01)
        yield* Effect.sleep("1 minute")
        for (const account of [first, second]) assert.strictEqual(yield* account.pauseLeft("one", quota), 0)
      })
    )
  )

  it.effect("leaves a circuit open for half a minute", () =>
    inAnHour((set) =>
      Effect.gen(function* () {
        const account = yield* getAccount
        const fake = fakeHttp((index) => (index < 5 ? "reset" : ok.clone()))
        const pipeline = makePipeline({
          manifest,
          codec,
          client: fake.client,
          account,
          tokens: null,
          retry: { times: 0, base: 0, cap: 0, total: 60 }
        })
        const call = Effect.map(
          Effect.exit(
            pipeline.call({
              operation: "one",
              request: () => Effect.succeed(HttpClientRequest.get("http://shop.test/one"))
            })
          ),
          outcomeOf
        )
        for (let failure = 0; failure < 5; failure++) assert.strictEqual(yield* call, "Transport")
        yield* Effect.sleep("10 seconds")
        set(by)
        assert.strictEqual(yield* call, "PlatformUnavailable")
        assert.strictEqual(fake.urls.length, 5)
        yield* Effect.sleep("21 seconds")
        assert.strictEqual(yield* call, "success")
      }).pipe(accounts)
    )
  )

  it.effect("leaves a token its life, in memory and in a store", () =>
    inAnHour((set) =>
      Effect.gen(function* () {
        const entries = new Map<string, StoredToken>()
        const store: TokenStoreService = {
          name: "test",
          get: (key) => Effect.sync(() => entries.get(key) ?? null),
          set: (key, token) => Effect.sync(() => void entries.set(key, token)),
          exclusively: (_key, effect) => effect
        }
        for (const shared of [null, store]) {
          let fetched = 0
          const account = yield* shared === null
            ? getAccount
            : Effect.provideService(Effect.provide(getAccount, Layer.fresh(layer())), TokenStore, shared)
          const tokens = makeAccessTokens(account, {
            name: `token of ${shared?.name}`,
            life: 7200,
            fetch: () => Effect.sync(() => ({ value: Redacted.make(`t${++fetched}`), expiresIn: 3600 }))
          })
          const value = Effect.map(tokens.get, (token) => Redacted.value(token.value))
          assert.strictEqual(yield* value, "t1")
          set(by)
          yield* Effect.sleep("53 minutes")
          assert.deepStrictEqual([yield* value, fetched], ["t1", 1])
          yield* Effect.sleep("2 minutes")
          assert.deepStrictEqual([yield* value, fetched], ["t2", 2])
          // One that the platform refuses is replaced by a token that is used, whatever the clock said before.
          set(-by)
          assert.strictEqual(Redacted.value((yield* tokens.replace(yield* tokens.get)).value), "t3")
          assert.deepStrictEqual([yield* value, fetched], ["t3", 3])
        }
      }).pipe(accounts)
    )
  )

  it.effect("leaves a call its time, a wait its length and a warning its minute", () =>
    inAnHour((set) =>
      Effect.gen(function* () {
        const time = yield* startCallTime(10)
        const warn = makeRareWarning("rare")
        yield* warn("first")
        yield* Effect.sleep("3 seconds")
        set(by)
        assert.strictEqual(yield* time.left, 7)
        yield* warn("second")
        const account = yield* getAccount
        yield* account.acquire("one", quota)
        const slow = { ...quota, requests: 1, seconds: 10 }
        yield* account.acquire("slow", slow)
        const waited = yield* Effect.forkChild(secondsOf(account.acquire("slow", slow)))
        yield* Effect.sleep("1 second")
        set(by)
        assert.closeTo(yield* Fiber.join(waited), 10.2, 0.1)
      }).pipe(accounts)
    )
  )
})

it.effect("a token that another machine's clock dates in the future does not hide a newer one", () =>
  inAnHour(() =>
    Effect.gen(function* () {
      const ahead = hour * 1000
      let entry: StoredToken | null = null
      const store: TokenStoreService = {
        name: "test",
        get: () => Effect.sync(() => entry),
        // What the second process writes is lost.
        set: (_key, { expiresAt, takenAt, ...token }) =>
          Effect.suspend(() => {
            if (entry !== null) return Effect.fail({ message: "no space left" })
            entry = { ...token, takenAt: takenAt + ahead, expiresAt: expiresAt + ahead }
            return Effect.void
          }),
        exclusively: (_key, effect) => effect
      }
      let fetched = 0
      const sourceOf = {
        name: "token",
        life: 7200,
        fetch: () => Effect.sync(() => ({ value: Redacted.make(`t${++fetched}`), expiresIn: 3600 }))
      }
      const processOf = Effect.provideService(Effect.provide(getAccount, Layer.fresh(layer())), TokenStore, store)
      yield* makeAccessTokens(yield* processOf, sourceOf).get
      const second = makeAccessTokens(yield* processOf, sourceOf)
      const found = yield* second.get
      assert.deepStrictEqual([Redacted.value(found.value), fetched], ["t1", 1])
      yield* Effect.sleep("1 second")
      assert.strictEqual(Redacted.value((yield* second.replace(found)).value), "t2")
      assert.deepStrictEqual([Redacted.value((yield* second.get).value), fetched], ["t2", 2])
      // The clock that was ahead does not make its token live longer than an hour either.
      assert.isAtMost(found.expiresAt - (yield* monotonicMillis), 3600_000)
    })
  )
)
