import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as KeyValueStore from "effect/persistence/KeyValueStore"
import type * as Scope from "effect/Scope"
import { TestClock } from "effect/testing"
import { keyValuePushLog, memoryPushLog, type PushLogService } from "../../src/push/PushLog.ts"

const stored = Effect.map(Layer.build(KeyValueStore.layerMemory), (context) =>
  keyValuePushLog(Context.get(context, KeyValueStore.KeyValueStore))
)

const logs: ReadonlyArray<readonly [string, Effect.Effect<PushLogService, never, Scope.Scope>]> = [
  ["in memory", Effect.sync(memoryPushLog)],
  ["in a key-value store", stored]
]

describe.each(logs)("a push log %s", (_where, make) => {
  it.effect("knows a message again until its time is over", () =>
    Effect.gen(function* () {
      const log = yield* make
      const isDuplicate = (key: string) => Effect.map(log.note(key, 60), ({ duplicate }) => duplicate)
      assert.deepStrictEqual(
        [yield* isDuplicate("a"), yield* isDuplicate("a"), yield* isDuplicate("b")],
        [false, true, false]
      )
      yield* TestClock.adjust("59 seconds")
      assert.isTrue(yield* isDuplicate("a"))
      yield* TestClock.adjust("1 second")
      assert.isFalse(yield* isDuplicate("a"))
    }).pipe(Effect.scoped)
  )
})

describe("a push log whose store is away", () => {
  it.effect("takes every message for a new one", () =>
    Effect.gen(function* () {
      const away = Effect.fail(new KeyValueStore.KeyValueStoreError({ method: "get", message: "away", key: "a" }))
      const context = yield* Layer.build(KeyValueStore.layerMemory)
      const log = keyValuePushLog({ ...Context.get(context, KeyValueStore.KeyValueStore), get: () => away })
      assert.deepStrictEqual(
        [yield* log.note("a", 60), yield* log.note("a", 60)],
        [{ duplicate: false }, { duplicate: false }]
      )
    }).pipe(Effect.scoped)
  )
})
