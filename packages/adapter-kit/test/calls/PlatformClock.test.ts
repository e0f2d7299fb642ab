import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Logger from "effect/Logger"
import { TestClock } from "effect/testing"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { monotonicMillis } from "../../src/account/monotonicTime.ts"
import { makePlatformClock, parseHttpDate } from "../../src/calls/PlatformClock.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { codec, fakeHttp, json, manifest, ok, okBody } from "../support.ts"

const noon = Date.UTC(2024, 5, 1, 12)
const second = 1000

/** Runs an effect and collects its warnings. */
const warningsOf = <A, E>(effect: Effect.Effect<A, E>) =>
  Effect.gen(function* () {
    const warnings: Array<string> = []
    const logger = Logger.make(({ logLevel, message }) => {
      if (logLevel === "Warn") warnings.push([message].flat().join(" "))
    })
    const value = yield* Effect.provide(effect, Logger.layer([logger]))
    return { value, warnings }
  })

const said = (at: number) => Effect.map(monotonicMillis, (heardAt) => ({ at, heardAt }))

describe("the platform's clock", () => {
  it.effect("is this machine's until the platform states a time, with one warning if it never does", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const clock = makePlatformClock("shop")
      const { warnings } = yield* warningsOf(
        Effect.gen(function* () {
          assert.deepStrictEqual([yield* clock.stated, yield* clock.now], [null, noon])
          for (let answer = 0; answer < 3; answer++) {
            yield* clock.note(null)
            assert.deepStrictEqual([yield* clock.stated, yield* clock.now], [null, noon])
          }
        })
      )
      assert.deepStrictEqual(warnings, [
        "shop states no time in its answers (header Date): this machine's clock is used"
      ])
    })
  )

  it.effect("goes on by the monotonic clock, whatever happens to this machine's", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const clock = makePlatformClock("shop")
      yield* clock.note(yield* said(noon))
      yield* TestClock.adjust("5 minutes")
      const machine = yield* Effect.clockWith(Effect.succeed)
      const setBack: Clock.Clock = {
        ...machine,
        currentTimeMillis: Effect.succeed(0),
        currentTimeMillisUnsafe: () => 0
      }
      assert.strictEqual(yield* Effect.provideService(clock.now, Clock.Clock, setBack), noon + 300 * second)
    })
  )

  it.effect("is the median of the last five answers", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const clock = makePlatformClock("shop")
      const after: Array<number> = []
      for (const ahead of [0, 10, 4, 3, 1, 900, 2, 2]) {
        yield* clock.note(yield* said(noon + ahead * second))
        after.push(((yield* clock.now) - noon) / second)
      }
      assert.deepStrictEqual(after, [0, 0, 4, 3, 3, 4, 3, 2])
    })
  )

  it.effect("differs from this machine's by more than a minute: one warning with the number", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      for (const [ahead, words] of [
        [60, null],
        [600, "600 s ahead of"],
        [-61, "61 s behind"]
      ] as const) {
        const clock = makePlatformClock("shop")
        const note = Effect.flatMap(said(noon - ahead * second), clock.note)
        const { warnings } = yield* warningsOf(Effect.andThen(note, note))
        assert.strictEqual(warnings.length, words === null ? 0 : 1)
        assert.include(warnings[0] ?? "", words ?? "")
      }
    })
  )
})

describe("the time of answers", () => {
  const date = "Sat, 01 Jun 2024 11:50:00 GMT"
  const heard = (...answers: ReadonlyArray<Response>) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(noon)
      const clock = makePlatformClock("shop")
      const { client } = fakeHttp((index) => (answers[index] ?? ok).clone())
      const account = yield* (yield* Accounts).get("clock")
      const pipeline = makePipeline({
        manifest,
        codec,
        client,
        account,
        clock,
        tokens: null,
        retry: { times: 0, base: 0, cap: 0, total: 1 }
      })
      const request = () => Effect.succeed(HttpClientRequest.get("http://shop.test/"))
      for (const _ of answers) yield* Effect.ignore(pipeline.call({ operation: "one", request }))
      return yield* clock.stated
    }).pipe(
      Effect.provide(layer()),
      (self) => warningsOf(self),
      Effect.map(({ value }) => value)
    )

  it.effect("counts if the platform itself answered, and no cache", () =>
    Effect.gen(function* () {
      const at = Date.UTC(2024, 5, 1, 11, 50)
      assert.strictEqual(yield* heard(new Response(okBody, { headers: { date } })), at)
      assert.isNull(yield* heard(new Response(okBody, { headers: { date, age: "30" } })))
      assert.isNull(yield* heard(json({ code: 8 }, 200, { date })))
      assert.isNull(yield* heard(new Response("<html>", { headers: { date } })))
      assert.isNull(yield* heard(new Response(okBody, { status: 502, headers: { date } })))
      assert.isNull(yield* heard(new Response(okBody)))
      assert.isNull(yield* heard(new Response(okBody, { headers: { date: "2024-06-01 11:50:00" } })))
    })
  )

  it.effect("no longer counts if the platform calls the time of a request wrong", () =>
    Effect.gen(function* () {
      const refusing = {
        ...manifest,
        errors: [
          { code: "6", subCode: null, reason: { _tag: "Authentication", kind: "clock" } as const, text: "wrong time" }
        ]
      }
      yield* TestClock.setTime(noon)
      const clock = makePlatformClock("shop")
      yield* clock.note(yield* said(noon - 3600 * second))
      const { client } = fakeHttp(() => json({ code: 6 }))
      const account = yield* (yield* Accounts).get("doubt")
      const { makeOrderCodec } = yield* Effect.promise(() => import("../../src/codec/OrderCodec.ts"))
      const own = makeOrderCodec({
        manifest: refusing,
        envelope: { code: "code", messages: ["msg"], success: ["0"] },
        operations: {},
        shopId: "s1"
      })
      const pipeline = makePipeline({ manifest: refusing, codec: own, client, account, clock, tokens: null })
      const request = () => Effect.succeed(HttpClientRequest.get("http://shop.test/"))
      yield* Effect.ignore(pipeline.call({ operation: "one", request }))
      assert.deepStrictEqual([yield* clock.stated, yield* clock.now], [null, noon])
    }).pipe(Effect.provide(layer()), (self) => warningsOf(self))
  )

  it.each([
    ["Sat, 01 Jun 2024 02:00:00 GMT", Date.UTC(2024, 5, 1, 2)],
    ["Sat, 01 Jun 2024 02:00:00", null],
    ["2024-06-01T02:00:00Z", null],
    ["Sat, 99 Jun 2024 02:00:00 GMT", null],
    ["", null],
    [undefined, null]
  ])("%s is read in no machine's zone", (text, expected) => {
    assert.strictEqual(parseHttpDate(text), expected)
  })
})
