/** Refusals in Redis, as far as they can be told without one: `pnpm bench quota` shares them through a real one. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redis from "effect/persistence/Redis"
import type { QuotaRefusal } from "../../src/account/RefusalStore.ts"
import { redisRefusalStore } from "../../src/account/redisRefusalStore.ts"

const refusal: QuotaRefusal = { window: 1, retryAfter: 7, spread: 40 }

const redisWith = (send: (command: string, parameters: ReadonlyArray<string>) => unknown) =>
  Redis.make({
    send: <A>(command: string, ...parameters: ReadonlyArray<string>) =>
      Effect.sync(() => send(command, parameters) as A),
    connect: Effect.never,
    pool: {},
    subscribe: () => Effect.never
  })

describe("refusals in Redis", () => {
  it.effect("are as old as the clock of Redis says, and never younger than now", () =>
    Effect.gen(function* () {
      for (const [at, age] of [
        [1000, 2500],
        [9000, 0]
      ] as const) {
        const text = JSON.stringify({ ...refusal, at, until: at + 7000 })
        const store = redisRefusalStore(yield* redisWith(() => [3500, ["one", text]]))
        assert.deepStrictEqual([...(yield* store.read("a"))], [["one", { ...refusal, age }]])
      }
    })
  )

  it.effect("of an account that has none are none", () =>
    Effect.gen(function* () {
      const store = redisRefusalStore(yield* redisWith(() => [3500, []]))
      assert.strictEqual((yield* store.read("a")).size, 0)
    })
  )

  it.effect("that nobody can read are left out, and the others count", () =>
    Effect.gen(function* () {
      const good = JSON.stringify({ ...refusal, at: 3000, until: 10_000 })
      const bad = ['{"at":"yesterday"}', '{"at":1', "7", ""]
      const fields = ["one", good, ...bad.flatMap((text, index) => [`bad${index}`, text]), "two", good]
      const store = redisRefusalStore(yield* redisWith(() => [3500, fields]))
      assert.deepStrictEqual([...(yield* store.read("a")).keys()], ["one", "two"])
    })
  )

  it.effect("are written by one script, in a field of their operation, for as long as they count", () =>
    Effect.gen(function* () {
      const sent: Array<ReadonlyArray<string>> = []
      const store = redisRefusalStore(
        yield* redisWith((command, parameters) => {
          sent.push([command, ...parameters.slice(1)])
          return 1
        })
      )
      yield* store.write("a", "one", refusal, { pause: 7000, forgottenAfter: 3_600_000 })
      assert.deepStrictEqual(sent, [
        ["EVAL", "1", "huidan:refusals:a", "one", JSON.stringify(refusal), "7000", "3600000"]
      ])
    })
  )
})
