import { assert, describe, it } from "@effect/vitest"
import type { AdapterError } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import * as Logger from "effect/Logger"
import * as Redacted from "effect/Redacted"
import { TestClock } from "effect/testing"
import type { AccessToken } from "../../src/account/AccessToken.ts"
import { makeAccessTokens } from "../../src/account/AccessTokens.ts"
import { Accounts, layer } from "../../src/account/Accounts.ts"
import { makePipeline } from "../../src/calls/RequestPipeline.ts"
import { type Answer, codec, fakeHttp, json, ok, outcomeOf, withQuota } from "../support.ts"

describe("tokens", () => {
  const withTokens = (answer: (url: string) => Answer) =>
    Effect.gen(function* () {
      const { client, urls } = fakeHttp((_index, _request, url) => answer(url.href))
      const account = yield* (yield* Accounts).get("a")
      let fetched = 0
      const fetch = Effect.sync(() => ({ value: Redacted.make(`t${++fetched}`), expiresIn: 7200 })).pipe(
        Effect.delay("1 second")
      )
      const tokens = makeAccessTokens(account, { name: "token", life: 7200, fetch: () => fetch })
      const pipeline = makePipeline({ manifest: withQuota(null), codec, client, account, tokens })
      const get = pipeline.call({
        operation: "one",
        request: (token) =>
          Effect.succeed(
            HttpClientRequest.get(`http://shop.test/?t=${token === null ? "" : Redacted.value(token.value)}`)
          )
      })
      return { get, urls, fetched: () => fetched }
    })

  it.effect("100 requests that wait share one refresh; the next one comes when a tenth of the life is left", () =>
    Effect.gen(function* () {
      const { fetched, get } = yield* withTokens(() => ok.clone())
      const fiber = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 100 }, () => get),
          { concurrency: "unbounded" }
        )
      )
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(fetched(), 1)
      yield* Fiber.join(fiber)
      yield* TestClock.adjust("6481 seconds")
      const later = yield* Effect.forkChild(get)
      yield* TestClock.adjust("2 seconds")
      yield* Fiber.join(later)
      assert.strictEqual(fetched(), 2)
    }).pipe(Effect.provide(layer()))
  )

  /** A token of 7200 s, whose renewal ends as the test says. */
  const renewing = (renewal: { outcome: Effect.Effect<never, AdapterError> | null }) =>
    Effect.gen(function* () {
      const account = yield* (yield* Accounts).get("a")
      let fetched = 0
      const tokens = makeAccessTokens(account, {
        name: "token",
        life: 7200,
        fetch: () =>
          Effect.suspend(() => {
            fetched++
            return renewal.outcome ?? Effect.succeed({ value: Redacted.make(`t${fetched}`), expiresIn: 7200 })
          })
      })
      return { tokens, fetched: () => fetched }
    })
  const failing = (reason: AdapterError["reason"]) => Effect.suspend(() => Effect.fail(codec.failure("token", reason)))
  const valueOf = Effect.map((token: AccessToken) => Redacted.value(token.value))

  it.effect("10 000 that ask while a token is fetched get that token", () =>
    Effect.gen(function* () {
      const account = yield* (yield* Accounts).get("a")
      let fetched = 0
      const tokens = makeAccessTokens(account, {
        name: "token",
        life: 7200,
        fetch: () =>
          Effect.delay(
            Effect.sync(() => ({ value: Redacted.make(`t${++fetched}`), expiresIn: 7200 })),
            "1 second"
          )
      })
      const waiting = yield* Effect.forkChild(
        Effect.all(
          Array.from({ length: 10_000 }, () => valueOf(tokens.get)),
          { concurrency: "unbounded" }
        )
      )
      yield* TestClock.adjust("2 seconds")
      assert.strictEqual(fetched, 1)
      assert.deepStrictEqual(new Set(yield* Fiber.join(waiting)), new Set(["t1"]))
    }).pipe(Effect.provide(layer()))
  )

  it.effect.each([
    { _tag: "PlatformUnavailable" },
    { _tag: "Timeout", after: 30 },
    { _tag: "Transport", detail: "reset" },
    { _tag: "RateLimited", retryAfter: 600 },
    { _tag: "PlatformRejected" }
  ] as const)("one that lives serves while its renewal fails: $_tag", (reason) =>
    Effect.gen(function* () {
      const warnings: Array<string> = []
      const log = Logger.make(({ message }) => warnings.push(String(message)))
      const renewal: Parameters<typeof renewing>[0] = { outcome: null }
      const { fetched, tokens } = yield* renewing(renewal)
      yield* tokens.get
      yield* TestClock.adjust("6500 seconds")
      renewal.outcome = failing(reason)
      const served = valueOf(tokens.get).pipe(Effect.provide(Logger.layer([log])))
      assert.strictEqual(yield* served, "t1")
      // Nobody asks again for half a minute.
      yield* TestClock.adjust("29 seconds")
      assert.deepStrictEqual([yield* served, fetched(), warnings.length], ["t1", 2, 1])
      assert.match(warnings[0]!, /^the token cannot be renewed: the current one is valid for 11 min more/)
      assert.notInclude(warnings.join(), "t1")
      yield* TestClock.adjust("2 seconds")
      assert.deepStrictEqual([yield* served, fetched()], ["t1", 3])
      renewal.outcome = null
      yield* TestClock.adjust("31 seconds")
      assert.deepStrictEqual([yield* served, fetched()], ["t4", 4])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("one that is dead, by its time or by the platform's word, does not", () =>
    Effect.gen(function* () {
      const renewal: Parameters<typeof renewing>[0] = { outcome: null }
      const { tokens } = yield* renewing(renewal)
      const first = yield* tokens.get
      yield* TestClock.adjust("6500 seconds")
      renewal.outcome = failing({ _tag: "PlatformUnavailable" })
      assert.strictEqual((yield* Effect.flip(tokens.replace(first))).reason._tag, "PlatformUnavailable")
      yield* TestClock.adjust("700 seconds")
      assert.strictEqual((yield* Effect.flip(tokens.get)).reason._tag, "PlatformUnavailable")
    }).pipe(Effect.provide(layer()))
  )

  it.effect("one that lives does not hide a wrong configuration", () =>
    Effect.gen(function* () {
      const renewal: Parameters<typeof renewing>[0] = { outcome: null }
      const { tokens } = yield* renewing(renewal)
      yield* tokens.get
      yield* TestClock.adjust("6500 seconds")
      renewal.outcome = failing({ _tag: "Configuration", detail: "another shop's token" })
      assert.strictEqual((yield* Effect.flip(tokens.get)).reason._tag, "Configuration")
    }).pipe(Effect.provide(layer()))
  )

  it.effect("a dead token is replaced once, and the request repeated once", () =>
    Effect.gen(function* () {
      const { fetched, get, urls } = yield* withTokens((url) => (url.endsWith("t1") ? json({ code: 7 }) : ok.clone()))
      const fiber = yield* Effect.forkChild(get)
      yield* TestClock.adjust("1 minute")
      yield* Fiber.join(fiber)
      assert.deepStrictEqual([fetched(), urls.length], [2, 2])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("a token that stays dead fails after two requests", () =>
    Effect.gen(function* () {
      const { get, urls } = yield* withTokens(() => json({ code: 7 }))
      const fiber = yield* Effect.forkChild(Effect.exit(get))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(outcomeOf(yield* Fiber.join(fiber)), "Authentication")
      assert.strictEqual(urls.length, 2)
    }).pipe(Effect.provide(layer()))
  )

  it.effect.each([
    ["a fraction", 1800.5, 1800],
    ["nothing that is a number", null, 7200],
    ["no time", 0, 7200],
    ["less than a second", 0.4, 7200],
    ["a time in the past", -60, 7200],
    ["longer than the platform documents", 1e18, 604_800],
    ["a number that is none", Number.NaN, 7200]
  ] as const)("one whose life is %s is used all the same, and costs one warning a minute", ([, expiresIn, life]) =>
    Effect.gen(function* () {
      const warnings: Array<string> = []
      const log = Logger.make(({ message }) => warnings.push(String(message)))
      const account = yield* (yield* Accounts).get("a")
      let fetched = 0
      const tokens = makeAccessTokens(account, {
        name: "token",
        life: 604_800,
        fetch: () => Effect.sync(() => ({ value: Redacted.make(`t${++fetched}`), expiresIn }))
      })
      const first = yield* tokens.get.pipe(Effect.provide(Logger.layer([log])))
      assert.strictEqual((first.expiresAt - first.takenAt) / 1000, life)
      const again = yield* tokens.replace(first).pipe(Effect.provide(Logger.layer([log])))
      assert.deepStrictEqual([Redacted.value(again.value), fetched, warnings.length], ["t2", 2, 1])
      yield* TestClock.adjust("2 minutes")
      yield* tokens.replace(again).pipe(Effect.provide(Logger.layer([log])))
      assert.strictEqual(warnings.length, 2)
      assert.match(warnings[0]!, new RegExp(`^the platform states an odd life of a token.*used for ${life} s`))
    }).pipe(Effect.provide(layer()))
  )
})
