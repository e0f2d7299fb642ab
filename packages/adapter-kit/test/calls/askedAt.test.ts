/** When an answer was asked for: the moment at which the attempt that was answered was sent, by the platform's clock. */
import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { TestClock } from "effect/testing"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { makePlatformClock } from "../../src/calls/PlatformClock.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { type Answer, codec, fakeHttp, json, quota, withQuota } from "../support.ts"

const start = Date.UTC(2024, 5, 1)
const call = { operation: "one", request: () => Effect.succeed(HttpClientRequest.get("http://shop.test/one")) }

interface World {
  /** Seconds by which the platform's clock is ahead of ours; `null`: its answers state no time. */
  readonly ahead: number | null
  /** The answer to the nth request, and the seconds that it takes. */
  readonly answers?: (index: number) => readonly [seconds: number, answer: Answer]
  /** Requests in an hour. */
  readonly requests?: number
  readonly calls?: number
  /** Gets the seconds after `start` at which each request was sent. */
  readonly sent?: Array<number>
}

const well = () => json({ code: 0, data: { id: 1 } })

/** Seconds after `start`, by our clock, at which the answers of so many calls, begun together, were asked for. */
const asked = ({ ahead, answers = () => [7, well()], calls = 1, requests = 20, sent = [] }: World) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(start)
    const { client } = fakeHttp((index) =>
      Effect.gen(function* () {
        const [seconds, answer] = answers(index)
        sent.push(((yield* Clock.currentTimeMillis) - start) / 1000)
        yield* Effect.sleep(`${seconds} seconds`)
        if (!(answer instanceof Response) || ahead === null) return answer
        const now = new Date((yield* Clock.currentTimeMillis) + ahead * 1000)
        answer.headers.set("date", now.toUTCString())
        return answer
      })
    )
    const account = yield* (yield* Accounts).get("a")
    const manifest = withQuota({ ...quota, requests, seconds: 3600 })
    const pipeline = makePipeline({ manifest, codec, client, account, tokens: null, clock: makePlatformClock("shop") })
    const fiber = yield* Effect.forkChild(
      Effect.all(
        Array.from({ length: calls }, () => pipeline.call(call)),
        { concurrency: "unbounded" }
      )
    )
    yield* TestClock.adjust("3 hours")
    return (yield* Fiber.join(fiber)).map(({ askedAt }) => (DateTime.toEpochMillis(askedAt) - start) / 1000)
  }).pipe(Effect.provide(layer({ spread: 0 })))

describe("askedAt", () => {
  it.effect.each([240, 0, -240, 86_400])(
    "is the platform's time, which is %i s ahead, before its answer came",
    (ahead) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* asked({ ahead }), [ahead])
      })
  )

  it.effect("is our own time while the platform states none", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* asked({ ahead: null }), [0])
    })
  )

  it.effect("is that of the attempt that was answered", () =>
    Effect.gen(function* () {
      const sent: Array<number> = []
      const answers = (index: number) => {
        const failed = index === 0 ? ([3, "reset"] as const) : ([2, json({ code: 9 })] as const)
        return index < 2 ? failed : ([5, well()] as const)
      }
      const [askedAt] = yield* asked({ ahead: 60, answers, sent })
      assert.strictEqual(sent.length, 3)
      assert.closeTo(askedAt ?? 0, (sent[2] ?? 0) + 60, 0.001)
    })
  )

  it.effect("is not when a call began that waited for its turn", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* asked({ ahead: 240, calls: 2, requests: 1 }), [240, 3600 + 240])
    })
  )
})
