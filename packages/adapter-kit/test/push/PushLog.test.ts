import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import type * as Scope from "effect/Scope"
import { TestClock } from "effect/testing"
import type { RedisClient } from "../../src/account/RedisClient.ts"
import { keyValuePushLog } from "../../src/push/keyValuePushLog.ts"
import { pushLogOf, redisPushLog } from "../../src/push/PromisePushLog.ts"
import { memoryPushLog, type PushLogFailure, type PushLogService } from "../../src/push/PushLog.ts"
import { pushLogInRedis } from "../../src/push/pushLogInRedis.ts"
import { fakeRedis, ioRedisOf, nodeRedisOf } from "./fakeRedis.ts"

const memoryStore = Effect.map(Layer.build(KeyValueStore.layerMemory), (context) =>
  Context.get(context, KeyValueStore.KeyValueStore)
)

const ofPromises = <E, R>(client: Effect.Effect<RedisClient, E, R>) =>
  Effect.map(client, (each) => pushLogOf(redisPushLog(each)))

const logs: ReadonlyArray<readonly [string, Effect.Effect<PushLogService, never, Scope.Scope>]> = [
  ["in memory", Effect.sync(() => memoryPushLog())],
  ["in a key-value store", Effect.map(memoryStore, keyValuePushLog)],
  ["in Redis", Effect.sync(() => pushLogInRedis(fakeRedis().redis))],
  ["of promises, by the client of redis", Effect.suspend(() => ofPromises(nodeRedisOf(fakeRedis().redis)))],
  ["of promises, by the client of ioredis", Effect.suspend(() => ofPromises(ioRedisOf(fakeRedis().redis)))]
]

/** A digest, as keys are. */
const key = (number: number): string => number.toString(16).padStart(64, "0")
const [lease, keep] = [60, 600]

describe.each(logs)("a push log %s", (_where, make) => {
  const withLog = (use: (log: PushLogService) => Effect.Effect<void, PushLogFailure>) =>
    Effect.scoped(Effect.flatMap(make, use))

  it.effect("gives a message to one of many who claim it at once", () =>
    withLog((log) =>
      Effect.gen(function* () {
        const claims = yield* Effect.forEach(
          Array.from({ length: 50 }, (_, index) => `holder ${index}`),
          (holder) => log.claim(key(1), holder, lease),
          { concurrency: "unbounded" }
        )
        assert.deepStrictEqual(claims.toSorted(), ["new", ...Array.from({ length: 49 }, () => "running")])
        assert.strictEqual(yield* log.claim(key(2), "another", lease), "new")
      })
    )
  )

  it.effect("knows a message that was handled until its time is over", () =>
    withLog((log) =>
      Effect.gen(function* () {
        yield* log.claim(key(1), "a", lease)
        yield* log.done(key(1), "a", keep)
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "done")
        yield* TestClock.adjust("599 seconds")
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "done")
        yield* TestClock.adjust("1 second")
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "new")
      })
    )
  )

  it.effect("gives a message again once it is released, by its holder alone", () =>
    withLog((log) =>
      Effect.gen(function* () {
        yield* log.claim(key(1), "a", lease)
        yield* log.release(key(1), "b")
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "running")
        yield* log.release(key(1), "a")
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "new")
      })
    )
  )

  it.effect("gives a message again when the lease of a dead holder is over, and not before", () =>
    withLog((log) =>
      Effect.gen(function* () {
        yield* log.claim(key(1), "dead", lease)
        yield* TestClock.adjust("59 seconds")
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "running")
        yield* TestClock.adjust("1 second")
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "new")
      })
    )
  )

  it.effect("does not let a holder whose lease is over end the claim of the next one", () =>
    withLog((log) =>
      Effect.gen(function* () {
        yield* log.claim(key(1), "slow", lease)
        yield* TestClock.adjust("60 seconds")
        yield* log.claim(key(1), "next", lease)
        yield* log.release(key(1), "slow")
        assert.strictEqual(yield* log.claim(key(1), "c", lease), "running")
        yield* log.done(key(1), "slow", keep)
        assert.strictEqual(yield* log.claim(key(1), "c", lease), "running")
        yield* log.done(key(1), "next", keep)
        assert.strictEqual(yield* log.claim(key(1), "c", lease), "done")
      })
    )
  )

  it.effect("notes a message that was handled after its lease was over, if nobody took it", () =>
    withLog((log) =>
      Effect.gen(function* () {
        yield* log.claim(key(1), "slow", lease)
        yield* TestClock.adjust("61 seconds")
        yield* log.done(key(1), "slow", keep)
        assert.strictEqual(yield* log.claim(key(1), "b", lease), "done")
      })
    )
  )
})

describe("a push log in memory", () => {
  it.effect("remembers a number of messages, and forgets the oldest", () =>
    Effect.gen(function* () {
      const log = memoryPushLog(3)
      for (const number of [1, 2, 3, 4]) {
        yield* log.claim(key(number), "a", lease)
        yield* log.done(key(number), "a", keep)
      }
      const claims = yield* Effect.forEach([4, 3, 2, 1], (number) => log.claim(key(number), "b", lease))
      assert.deepStrictEqual(claims, ["done", "done", "done", "new"])
    })
  )

  it.effect("holds a message whose handling takes long beside many others", () =>
    Effect.gen(function* () {
      const log = memoryPushLog(2)
      yield* log.claim(key(0), "long", lease)
      for (const number of [1, 2, 3, 4]) {
        yield* log.claim(key(number), "a", lease)
        yield* log.done(key(number), "a", keep)
      }
      assert.strictEqual(yield* log.claim(key(0), "b", lease), "running")
    })
  )
})

describe("a push log in a key-value store", () => {
  it.effect("is known to a process that starts again: what was done stays done, what was running is free", () =>
    Effect.gen(function* () {
      const store = yield* memoryStore
      const before = keyValuePushLog(store)
      yield* before.claim(key(1), "a", lease)
      yield* before.done(key(1), "a", keep)
      yield* before.claim(key(2), "a", lease)
      const after = keyValuePushLog(store)
      assert.deepStrictEqual(
        [yield* after.claim(key(1), "b", lease), yield* after.claim(key(2), "b", lease)],
        ["done", "new"]
      )
    }).pipe(Effect.scoped)
  )

  it.effect("notes nothing while another holder claims the message, not even for a process that starts again", () =>
    Effect.gen(function* () {
      const store = yield* memoryStore
      const log = keyValuePushLog(store)
      yield* log.claim(key(1), "slow", lease)
      yield* TestClock.adjust("60 seconds")
      yield* log.claim(key(1), "next", lease)
      yield* log.done(key(1), "slow", keep)
      assert.strictEqual(yield* keyValuePushLog(store).claim(key(1), "b", lease), "new")
    }).pipe(Effect.scoped)
  )

  it.effect("does not grow: entries keep a number of messages, and none whose time is over", () =>
    Effect.gen(function* () {
      const store = yield* memoryStore
      const log = keyValuePushLog(store)
      const note = (number: number) =>
        Effect.andThen(log.claim(key(number), "a", lease), log.done(key(number), "a", keep))
      for (let number = 0; number < 200; number++) yield* note(number)
      assert.strictEqual(yield* store.size, 1)
      const full = (yield* store.get("pushes-000"))?.length ?? 0
      assert.isBelow(full, 64 * 110)
      yield* TestClock.adjust("601 seconds")
      yield* note(200)
      assert.isBelow((yield* store.get("pushes-000"))?.length ?? 0, 110)
    }).pipe(Effect.scoped)
  )

  it.effect("takes an entry that it cannot read for an empty one", () =>
    Effect.gen(function* () {
      const store = yield* memoryStore
      yield* store.set("pushes-000", "{ cut")
      const log = keyValuePushLog(store)
      assert.strictEqual(yield* log.claim(key(1), "a", lease), "new")
      yield* log.done(key(1), "a", keep)
      assert.strictEqual(yield* keyValuePushLog(store).claim(key(1), "b", lease), "done")
    }).pipe(Effect.scoped)
  )

  it.effect("holds no message that it could not look up", () =>
    Effect.gen(function* () {
      const store = yield* memoryStore
      const state = { isAway: true }
      const error = new KeyValueStore.KeyValueStoreError({ method: "get", message: "away", key: "a" })
      const log = keyValuePushLog({
        ...store,
        get: (name) => (state.isAway ? Effect.fail(error) : store.get(name))
      })
      assert.strictEqual((yield* Effect.flip(log.claim(key(1), "a", lease))).message, "away")
      state.isAway = false
      assert.strictEqual(yield* log.claim(key(1), "b", lease), "new")
    }).pipe(Effect.scoped)
  )
})

describe("a push log in Redis", () => {
  it.effect("is shared by all who have its Redis, under keys that end by themselves", () =>
    Effect.gen(function* () {
      const { kept, redis } = fakeRedis()
      const client = yield* nodeRedisOf(redis)
      const [one, other] = [pushLogInRedis(redis, "shop:"), pushLogOf(redisPushLog(client, { prefix: "shop:" }))]
      yield* one.claim(key(1), "a", lease)
      assert.strictEqual(yield* other.claim(key(1), "b", lease), "running")
      yield* one.done(key(1), "a", keep)
      assert.strictEqual(yield* other.claim(key(1), "b", lease), "done")
      assert.deepStrictEqual([...kept], [[`shop:${key(1)}`, { value: "done", until: 600_000 }]])
    })
  )

  it.effect("fails for an answer that its script does not give", () =>
    Effect.gen(function* () {
      const log = pushLogInRedis({ send: <A>() => Effect.succeed("PONG" as A) })
      assert.include((yield* Effect.flip(log.claim(key(1), "a", lease))).message, "something else")
      const promises = redisPushLog({ sendCommand: async () => "PONG" })
      assert.strictEqual((yield* Effect.flip(pushLogOf(promises).claim(key(1), "a", lease))).message, "Error")
    })
  )
})
