import { assert, describe, it } from "@effect/vitest"
import { type AdapterManifest, adapterContract, type OrderAdapter, type Quota } from "@huidan/core"
import { Effect, Option, Stream } from "effect"
import { HttpClient, HttpClientError, HttpClientResponse } from "effect/http"
import { TestClock } from "effect/testing"
import { countQuotas } from "../src/store/countQuotas.ts"

const quotaOf = (requests: number, seconds: number, verified = true): Quota => ({
  requests,
  seconds,
  source: "a test",
  verified
})

const operation = {
  title: "One order",
  answers: "order",
  use: "call",
  needs: [],
  method: "GET",
  path: "/detail",
  quota: quotaOf(100, 60),
  paging: null,
  windowSeconds: null,
  carries: [],
  document: "",
  unverified: []
} as const

const operations: AdapterManifest["operations"] = {
  detail: operation,
  "detail.old": { ...operation, title: "One order, before", path: "/old/detail", quota: quotaOf(5, 600, false) },
  free: { ...operation, path: "/free", quota: null },
  push: { ...operation, use: "receive", path: "/push" }
}

type Send = (path: string, times?: number) => Effect.Effect<void>

/** An adapter that sends what it is asked to, and how it is opened. */
const adapterWith = (answer: (url: URL) => Response | "reset", named: AdapterManifest["operations"] = operations) => {
  const http = HttpClient.make((request, url) => {
    const response = answer(url)
    return response === "reset"
      ? Effect.fail(
          new HttpClientError.HttpClientError({ reason: new HttpClientError.TransportError({ request, cause: null }) })
        )
      : Effect.succeed(HttpClientResponse.fromWeb(request, response))
  })
  return Effect.gen(function* () {
    let send: Send = () => Effect.void
    const open = Effect.gen(function* () {
      const client = Option.getOrThrow(yield* Effect.serviceOption(HttpClient.HttpClient))
      send = (path, times = 1) =>
        Effect.forEach(Array.from({ length: times }), () => Effect.ignore(client.get(`http://h/base${path}?t=1`)), {
          discard: true
        })
      return adapterOf(named)
    })
    const { quotas } = yield* countQuotas(open)
    return { quotas, send: (path: string, times?: number) => send(path, times) }
  }).pipe(Effect.provideService(HttpClient.HttpClient, http))
}

const adapterOf = (named: AdapterManifest["operations"]): OrderAdapter => ({
  contract: adapterContract,
  manifest: {
    contract: adapterContract,
    platform: "fake",
    name: { zh: "测试平台", en: "Test platform" },
    package: "@huidan/adapter-fake",
    version: "1.0.0",
    capabilities: { getOrder: true, listOrders: null, receivePush: true },
    operations: named,
    errors: [],
    secrets: [],
    shopOption: null
  },
  getOrder: () => Effect.never,
  listOrders: () => Stream.never,
  receivePush: () => Effect.never,
  decode: () => Effect.never,
  decodeRow: () => Effect.never,
  explain: () => Effect.never,
  explainRow: () => Effect.never,
  encode: () => assert.fail("nothing is encoded"),
  encodeQuarantined: () => assert.fail("nothing is encoded")
})

describe("the quotas of a shop", () => {
  it.effect("count each operation by its path, and only those that are called and have a quota", () =>
    Effect.gen(function* () {
      const { quotas, send } = yield* adapterWith(() => new Response("{}"))
      yield* send("/detail", 2)
      yield* send("/old/detail")
      yield* send("/free")
      yield* send("/push")
      yield* send("/elsewhere")
      assert.deepStrictEqual(yield* quotas, [
        { operation: "detail", title: "One order", used: 2, requests: 100, seconds: 60, verified: true },
        { operation: "detail.old", title: "One order, before", used: 1, requests: 5, seconds: 600, verified: false }
      ])
    })
  )

  it.effect("count requests that fail, and those that are refused", () =>
    Effect.gen(function* () {
      let asked = 0
      const { quotas, send } = yield* adapterWith(() =>
        asked++ % 2 === 0 ? "reset" : new Response("", { status: 429 })
      )
      yield* send("/detail", 4)
      assert.deepStrictEqual([asked, (yield* quotas)[0]?.used], [4, 4])
    })
  )

  it.effect("leave out what is older than the window of each", () =>
    Effect.gen(function* () {
      const { quotas, send } = yield* adapterWith(() => new Response("{}"))
      const used = Effect.map(quotas, (all) => all.map((each) => each.used))
      yield* send("/detail", 3)
      yield* send("/old/detail", 2)
      yield* TestClock.adjust("30 seconds")
      yield* send("/detail", 4)
      assert.deepStrictEqual(yield* used, [7, 2])
      yield* TestClock.adjust("29 seconds")
      assert.deepStrictEqual(yield* used, [7, 2])
      yield* TestClock.adjust("1 second")
      assert.deepStrictEqual(yield* used, [4, 2])
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(yield* used, [0, 2])
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* used, [0, 0])
    })
  )

  it.effect("hold for windows of less than a second", () =>
    Effect.gen(function* () {
      const named = { detail: { ...operation, quota: quotaOf(2, 0.25) } }
      const { quotas, send } = yield* adapterWith(() => new Response("{}"), named)
      yield* send("/detail", 2)
      yield* TestClock.adjust("240 millis")
      yield* send("/detail")
      assert.strictEqual((yield* quotas)[0]?.used, 3)
      yield* TestClock.adjust("10 millis")
      assert.strictEqual((yield* quotas)[0]?.used, 1)
    })
  )
})
