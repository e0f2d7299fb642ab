import { assert, describe, it } from "@effect/vitest"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { TestClock } from "effect/testing"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { type Answer, codec, fakeHttp, json, manifest, ok, outcomeOf, quota, withQuota } from "../support.ts"

const call = { operation: "one", request: () => Effect.succeed(HttpClientRequest.get("http://shop.test/one")) }

const proxySocket = { remoteAddress: "127.0.0.1", remotePort: 3128 }

/** Runs one call under virtual time: how it ended, and how many requests it took. */
const run = (answers: (index: number) => Answer | Effect.Effect<Answer>) =>
  Effect.gen(function* () {
    const { client, urls } = fakeHttp(answers)
    const account = yield* (yield* Accounts).get("a")
    const pipeline = makePipeline({ manifest, codec, client, account, tokens: null })
    const fiber = yield* Effect.forkChild(Effect.exit(pipeline.call(call)))
    yield* TestClock.adjust("1 hour")
    return { exit: yield* Fiber.join(fiber), requests: urls.length }
  }).pipe(Effect.provide(layer()))

describe("retries", () => {
  const cases: ReadonlyArray<readonly [string, (index: number) => Answer | Effect.Effect<Answer>, string, number]> = [
    ["a success needs one request", () => ok.clone(), "success", 1],
    ["a platform that is busy twice", (index) => (index < 2 ? json({ code: 9 }) : ok.clone()), "success", 3],
    ["a platform that stays busy: five tries", () => json({ code: 9 }), "PlatformUnavailable", 5],
    ["a reset connection", (index) => (index < 1 ? "reset" : ok.clone()), "success", 2],
    [
      "HTTP 502 with a page",
      (index) => (index < 1 ? new Response("<html>", { status: 502 }) : ok.clone()),
      "success",
      2
    ],
    ["HTML with 200 is tried once more", () => new Response("<html>"), "ResponseDecode", 2],
    ["a rejected request is not repeated", () => json({ code: 77 }), "PlatformRejected", 1],
    ["a wrong address is not repeated", () => new Response("nothing here", { status: 404 }), "Configuration", 1],
    ["no answer within the time limit", () => Effect.never, "Timeout", 4],
    [
      "Retry-After within the total time",
      (index) => (index < 1 ? json({}, 429, { "retry-after": "30" }) : ok.clone()),
      "success",
      2
    ],
    ["Retry-After beyond the total time", () => json({}, 429, { "retry-after": "3600" }), "RateLimited", 1],
    [
      "HTTP 503 whose Retry-After is within the total time",
      (index) => (index < 1 ? json({}, 503, { "retry-after": "30" }) : ok.clone()),
      "success",
      2
    ],
    ["HTTP 503 whose Retry-After is beyond it", () => json({}, 503, { "retry-after": "3600" }), "RateLimited", 1],
    ["Retry-After beyond all numbers", () => json({}, 429, { "retry-after": "9".repeat(400) }), "RateLimited", 1],
    [
      "a body that ends within a character is asked for once more",
      () => new Response(new Uint8Array([123, 0xe6, 0xb1])),
      "ResponseDecode",
      2
    ],
    [
      "HTTP 502 with a page in another encoding",
      (index) => (index < 1 ? new Response(new Uint8Array([0xb4, 0xed, 0xce, 0xf3]), { status: 502 }) : ok.clone()),
      "success",
      2
    ]
  ]
  it.effect.each(cases)("%s", ([, answers, expected, requests]) =>
    Effect.gen(function* () {
      const result = yield* run(answers)
      assert.deepStrictEqual([outcomeOf(result.exit), result.requests], [expected, requests])
    })
  )
})

it.effect("a request is made, and signed, when its turn has come", () =>
  Effect.gen(function* () {
    const sent: Array<number> = []
    const noteIn = (moments: Array<number>) => Effect.map(Clock.currentTimeMillis, (now) => void moments.push(now))
    const { client } = fakeHttp(() => Effect.as(noteIn(sent), ok.clone()))
    const account = yield* (yield* Accounts).get("a")
    const pipeline = makePipeline({ manifest, codec, client, account, tokens: null })
    const signed: Array<number> = []
    const signing = Effect.as(noteIn(signed), HttpClientRequest.get("http://shop.test/one"))
    const calls = Array.from({ length: 200 }, () => pipeline.call({ operation: "one", request: () => signing }))
    const fiber = yield* Effect.forkChild(Effect.all(calls, { concurrency: "unbounded" }))
    yield* TestClock.adjust("1 minute")
    yield* Fiber.join(fiber)
    assert.isAbove(sent.at(-1) ?? 0, 9000)
    assert.deepStrictEqual(signed, sent)
  }).pipe(Effect.provide(layer()))
)

describe("the circuit breaker", () => {
  it.effect("after five calls that failed for good the platform is left alone, then probed by one request", () =>
    Effect.gen(function* () {
      let down = true
      const { client, urls } = fakeHttp(() => (down ? json({}, 503) : ok.clone()))
      const account = yield* (yield* Accounts).get("a")
      const pipeline = makePipeline({
        manifest,
        codec,
        client,
        account,
        tokens: null,
        retry: { times: 0, base: 1, cap: 1, total: 10 }
      })
      const one = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.exit(pipeline.call(call)))
        yield* TestClock.adjust("1 second")
        return outcomeOf(yield* Fiber.join(fiber))
      })
      for (let index = 0; index < 5; index++) assert.strictEqual(yield* one, "PlatformUnavailable")
      assert.strictEqual(urls.length, 5)
      for (let index = 0; index < 3; index++) assert.strictEqual(yield* one, "PlatformUnavailable")
      assert.strictEqual(urls.length, 5)
      yield* TestClock.adjust("30 seconds")
      down = false
      assert.strictEqual(yield* one, "success")
      assert.strictEqual(yield* one, "success")
      assert.strictEqual(urls.length, 7)
    }).pipe(Effect.provide(layer()))
  )

  /** A pipeline that repeats nothing, and how many requests it has sent. */
  const single = (answer: () => Answer | Effect.Effect<Answer>, timeLimit?: number) =>
    Effect.gen(function* () {
      const { client, urls } = fakeHttp(answer)
      const account = yield* (yield* Accounts).get("a")
      const retry = { times: 0, base: 1, cap: 1, total: 60 }
      const limit = timeLimit === undefined ? {} : { timeLimit }
      const { call: send } = makePipeline({
        manifest: withQuota(null),
        codec,
        client,
        account,
        tokens: null,
        retry,
        ...limit
      })
      return { send: send(call), urls }
    })

  it.effect.each<readonly [string, () => Answer | Effect.Effect<Answer>]>([
    ["HTTP 503 without a readable code", () => json({}, 503)],
    ["HTTP 502 with a page", () => new Response("<html>", { status: 502 })],
    ["a reset connection", () => "reset"],
    ["a refused connection", () => ({ cause: { code: "ECONNREFUSED", address: "10.0.0.7", port: 80 } })],
    ["a connection that is not accepted in time", () => ({ cause: { code: "ETIMEDOUT" } })],
    ["no answer within the default time limit", () => Effect.never]
  ])("opens after five times %s", ([, answer]) =>
    Effect.gen(function* () {
      const { send, urls } = yield* single(answer)
      const fiber = yield* Effect.forkChild(Effect.replicateEffect(Effect.exit(send), 6, { discard: true }))
      yield* TestClock.adjust("151 seconds")
      yield* Fiber.join(fiber)
      assert.strictEqual(urls.length, 5)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("says why it is open, and when it sends a call again", () =>
    Effect.gen(function* () {
      let answer: Answer | Effect.Effect<Answer> = { cause: { code: "ECONNREFUSED" } }
      const { send, urls } = yield* single(() => answer)
      const details = Effect.map(Effect.flip(send), ({ reason }) =>
        reason._tag === "PlatformUnavailable" ? reason.detail : ""
      )
      yield* Effect.replicateEffect(details, 5, { discard: true })
      yield* TestClock.adjust("10 seconds")
      const why =
        "not sent, because calls before it failed (the last: shop.test refused the connection: nothing listens there)"
      assert.strictEqual(yield* details, `${why}; the next one is sent in 20 s`)
      yield* TestClock.adjust("20 seconds")
      answer = Effect.never
      const probe = yield* Effect.forkChild(Effect.flip(send), { startImmediately: true })
      assert.strictEqual(yield* details, `${why}; one is sent now, to see whether that is over`)
      yield* TestClock.adjust("30 seconds")
      yield* Fiber.join(probe)
      assert.include(yield* details, "(the last: no answer within 30 s); the next one is sent in 30 s")
      assert.strictEqual(urls.length, 6)
    }).pipe(Effect.provide(layer()))
  )

  it.effect.each<readonly [string, () => Answer | Effect.Effect<Answer>, number?]>([
    ["a rejected request", () => json({ code: 77 })],
    ["a code that says that the platform is busy", () => json({ code: 9 })],
    ["such a code with HTTP 503", () => json({ code: 9 }, 503)],
    ["an address that is not the platform's", () => new Response("nothing here", { status: 404 })],
    ["a page of HTML", () => new Response("<html>")],
    ["no answer within the short time limit of a caller", () => Effect.never, 0.001],
    ["a network that asks for a login", () => new Response("<html>", { status: 511 })],
    ["a proxy that refuses", () => ({ cause: { code: "ECONNREFUSED", address: "127.0.0.1", port: 3128 } })],
    ["a proxy that ends the connection", () => ({ cause: { code: "UND_ERR_SOCKET", socket: proxySocket } })],
    ["a function `fetch` that throws", () => ({ cause: new TypeError("undefined is not a function") })],
    ...[
      "EAI_AGAIN",
      "ENOTFOUND",
      "ENETUNREACH",
      "EHOSTUNREACH",
      "EMFILE",
      "EPROTO",
      "ERR_SSL_X",
      "CERT_HAS_EXPIRED"
    ].map((code) => [code, () => ({ cause: { code } })] as const)
  ])("does not open by %s", ([, answer, timeLimit]) =>
    Effect.gen(function* () {
      const { send, urls } = yield* single(answer, timeLimit)
      const fiber = yield* Effect.forkChild(Effect.replicateEffect(Effect.exit(send), 20, { discard: true }))
      yield* TestClock.adjust("1 second")
      yield* Fiber.join(fiber)
      assert.isAtLeast(urls.length, 20)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("does not open by calls that were given up, nor close by a probe that was", () =>
    Effect.gen(function* () {
      let answer: () => Answer | Effect.Effect<Answer> = () => Effect.never
      const { send, urls } = yield* single(() => answer())
      const giveUp = Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(send)
        yield* TestClock.adjust("1 second")
        yield* Fiber.interrupt(fiber)
      })
      yield* Effect.replicateEffect(giveUp, 8, { discard: true })
      assert.strictEqual(urls.length, 8)
      answer = () => "reset"
      yield* Effect.replicateEffect(Effect.exit(send), 6, { discard: true })
      assert.strictEqual(urls.length, 13)
      yield* TestClock.adjust("30 seconds")
      answer = () => Effect.never
      yield* giveUp
      answer = () => "reset"
      yield* Effect.replicateEffect(Effect.exit(send), 3, { discard: true })
      assert.strictEqual(urls.length, 15)
    }).pipe(Effect.provide(layer()))
  )
})

describe("quota", () => {
  it.effect("a refusal pauses the whole account", () =>
    Effect.gen(function* () {
      const times: Array<number> = []
      const { client } = fakeHttp((index) =>
        Effect.map(
          Effect.clockWith((clock) => clock.currentTimeMillis),
          (now) => {
            times.push(now)
            return index === 0 ? json({ code: 8 }, 200, { "retry-after": "10" }) : ok.clone()
          }
        )
      )
      const account = yield* (yield* Accounts).get("a")
      const pipeline = makePipeline({ manifest, codec, client, account, tokens: null })
      const first = yield* Effect.forkChild(pipeline.call(call))
      yield* TestClock.adjust("100 millis")
      const second = yield* Effect.forkChild(pipeline.call({ ...call, operation: "many" }))
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(first)
      yield* Fiber.join(second)
      assert.strictEqual(times.length, 3)
      assert.isTrue(
        times.slice(1).every((time) => time >= 10_000),
        `sent at ${times.join()}`
      )
    }).pipe(Effect.provide(layer()))
  )

  it.effect(
    "a pause that outlasts a call's time is not waited for, by this call and by those that come behind it",
    () =>
      Effect.gen(function* () {
        const { client, urls } = fakeHttp((index) =>
          index === 0 ? json({ code: 8 }, 200, { "retry-after": "3600" }) : ok.clone()
        )
        const account = yield* (yield* Accounts).get("a")
        const pipeline = makePipeline({ manifest, codec, client, account, tokens: null })
        const first = yield* Effect.exit(pipeline.call(call))
        const second = yield* Effect.exit(pipeline.call({ ...call, operation: "many" }))
        assert.deepStrictEqual([outcomeOf(first), outcomeOf(second), urls.length], ["RateLimited", "RateLimited", 1])
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(outcomeOf(yield* Effect.exit(pipeline.call(call))), "success")
      }).pipe(Effect.provide(layer()))
  )

  it.effect("a refusal without Retry-After pauses for the quota's window, also where that is longer than a call", () =>
    Effect.gen(function* () {
      const { client, urls } = fakeHttp((index) => (index === 0 ? json({ code: 8 }) : ok.clone()))
      const account = yield* (yield* Accounts).get("a")
      const hundred = withQuota({ ...quota, requests: 100, seconds: 600 })
      const pipeline = makePipeline({ manifest: hundred, codec, client, account, tokens: null })
      assert.deepStrictEqual([outcomeOf(yield* Effect.exit(pipeline.call(call))), urls.length], ["RateLimited", 1])
      yield* TestClock.adjust("600 seconds")
      assert.strictEqual(outcomeOf(yield* Effect.exit(pipeline.call(call))), "success")
    }).pipe(Effect.provide(layer()))
  )
})

describe("a pause longer than a call may take", () => {
  it.effect("fails every call that waits for it, and says how long it lasts", () =>
    Effect.gen(function* () {
      const slow = { requests: 1, seconds: 10, source: "test", verified: true }
      const { client, urls } = fakeHttp((index) =>
        index === 0 ? json({}, 429, { "retry-after": "3600" }) : ok.clone()
      )
      const account = yield* (yield* Accounts).get("a")
      const pipeline = makePipeline({ manifest: withQuota(slow), codec, client, account, tokens: null })
      const fibers = yield* Effect.forkChild(
        Effect.all([pipeline.call(call), pipeline.call(call)].map(Effect.flip), { concurrency: "unbounded" })
      )
      yield* TestClock.adjust("2 minutes")
      const errors = yield* Fiber.join(fibers)
      assert.deepStrictEqual(
        errors.map(({ reason }) => reason._tag),
        ["RateLimited", "RateLimited"]
      )
      assert.isTrue(errors.every(({ reason }) => reason._tag === "RateLimited" && (reason.retryAfter ?? 0) > 3000))
      assert.strictEqual(urls.length, 1)
    }).pipe(Effect.provide(layer()))
  )

  it.effect.each([
    [429, "a day", "86400", undefined, 3600],
    [503, "a day", "86400", undefined, 3600],
    [429, "a date in a thousand years", "Mon, 01 Jan 3024 00:00:00 GMT", undefined, 3600],
    [429, "a day", "86400", 60, 60],
    [503, "a day", "86400", 7200, 7200]
  ] as const)(
    "HTTP %s with a wait of %s is kept for an hour, or as long as the option says",
    ([status, , wait, longestPause, seconds]) =>
      Effect.gen(function* () {
        const { client, urls } = fakeHttp((index) =>
          index === 0 ? json({}, status, { "retry-after": wait }) : ok.clone()
        )
        const account = yield* (yield* Accounts).get("a")
        const limits = longestPause === undefined ? {} : { longestPause }
        const pipeline = makePipeline({ manifest, codec, client, account, tokens: null, ...limits })
        const send = Effect.gen(function* () {
          const fiber = yield* Effect.forkChild(Effect.exit(pipeline.call(call)))
          yield* TestClock.adjust("1 second")
          return outcomeOf(yield* Fiber.join(fiber))
        })
        const first = yield* Effect.forkChild(Effect.exit(pipeline.call(call)))
        yield* TestClock.adjust("2 minutes")
        yield* Fiber.join(first)
        const left = seconds - 120
        if (left > 120) {
          yield* TestClock.adjust(`${left - 125} seconds`)
          assert.strictEqual(yield* send, "RateLimited")
          assert.strictEqual(urls.length, 1)
          yield* TestClock.adjust("125 seconds")
        }
        assert.strictEqual(yield* send, "success")
        assert.strictEqual(urls.length, left > 120 ? 2 : 3)
      }).pipe(Effect.provide(layer()))
  )

  it.effect("of one operation holds another up no longer than that one's own window", () =>
    Effect.gen(function* () {
      const account = yield* (yield* Accounts).get("a")
      const long = { requests: 100, seconds: 600, source: "test", verified: true }
      const short = { requests: 20, seconds: 1, source: "test", verified: true }
      yield* account.refused("token", long, null)
      assert.strictEqual(yield* account.pauseLeft("token", long), 600)
      assert.strictEqual(yield* account.pauseLeft("one", short), 1)
      yield* account.refused("one", short, 30)
      assert.strictEqual(yield* account.pauseLeft("many", short), 30)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("waiting for one's turn is no part of the call's time", () =>
    Effect.gen(function* () {
      const slow = { requests: 1, seconds: 60, source: "test", verified: true }
      const { client } = fakeHttp((index) => (index === 4 ? json({ code: 9 }) : ok.clone()))
      const account = yield* (yield* Accounts).get("a")
      const pipeline = makePipeline({ manifest: withQuota(slow), codec, client, account, tokens: null })
      const fibers = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 5 }, () => Effect.exit(pipeline.call(call))),
          { concurrency: "unbounded" }
        )
      )
      yield* TestClock.adjust("1 hour")
      assert.deepStrictEqual((yield* Fiber.join(fibers)).map(outcomeOf), Array(5).fill("success"))
    }).pipe(Effect.provide(layer()))
  )
})
