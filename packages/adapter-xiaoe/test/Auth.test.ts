import { assert, describe, it } from "@effect/vitest"
import { Accounts } from "@huidan/adapter-kit"
import { isOrder, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { HttpClient } from "effect/http/HttpClient"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { make, type XiaoeOptions } from "../src/index.ts"
import { type FakePlatform, type FakePlatformOptions, fakePlatform } from "./support/fakePlatform.ts"

const credentials = { appId: "app", clientId: "xop1", clientSecret: Redacted.make("s3cret") }

/** Runs calls of an adapter against the fake platform, under virtual time. */
const run = <A, E>(
  use: (adapter: OrderAdapter, platform: FakePlatform) => Effect.Effect<A, E>,
  platformOptions: FakePlatformOptions = {},
  options: XiaoeOptions = credentials
) =>
  Effect.gen(function* () {
    const platform = fakePlatform(platformOptions)
    yield* TestClock.setTime(Date.parse("2024-06-01T00:00:00Z"))
    const adapter = yield* Effect.provideService(make(options), HttpClient, platform.client)
    const fiber = yield* Effect.forkChild(Effect.result(use(adapter, platform)))
    yield* TestClock.adjust("1 hour")
    return { result: yield* Fiber.join(fiber), asked: platform.asked }
  }).pipe(Effect.provide(Accounts.layer()))

describe("the token", () => {
  it.effect("comes by query, goes in the body, and serves many calls", () =>
    Effect.gen(function* () {
      const { asked } = yield* run((adapter) => Effect.andThen(adapter.getOrder("o_1"), adapter.getOrder("o_2")))
      assert.deepStrictEqual(asked[0], {
        method: "GET",
        path: "/token",
        query: { app_id: "app", client_id: "xop1", secret_key: "s3cret", grant_type: "client_credential" },
        body: {}
      })
      assert.deepStrictEqual(asked.slice(1), [
        {
          method: "POST",
          path: "/xe.ecommerce.order.detail/1.0.0",
          query: {},
          body: { access_token: "xe_1", order_id: "o_1" }
        },
        {
          method: "POST",
          path: "/xe.ecommerce.order.detail/1.0.0",
          query: {},
          body: { access_token: "xe_1", order_id: "o_2" }
        }
      ])
    })
  )

  it.effect("an old shop has no client_id", () =>
    Effect.gen(function* () {
      const { clientId: _, ...old } = credentials
      const { asked } = yield* run((adapter) => adapter.getOrder("o_1"), {}, old)
      assert.deepStrictEqual(Object.keys(asked[0]!.query), ["app_id", "secret_key", "grant_type"])
    })
  )

  it.effect("a dead one is replaced once", () =>
    Effect.gen(function* () {
      const replaced = yield* run((adapter) => adapter.getOrder("o_1"), { deadTokens: ["xe_1"] })
      assert.strictEqual(replaced.result._tag, "Success")
      assert.deepStrictEqual(
        replaced.asked.map(({ path }) => path.split("/")[1]),
        ["token", "xe.ecommerce.order.detail", "token", "xe.ecommerce.order.detail"]
      )
      const refused = yield* run((adapter) => Effect.flip(adapter.getOrder("o_1")), { deadTokens: ["xe_1", "xe_2"] })
      assert.strictEqual(refused.asked.length, 4)
      assert.deepInclude(refused.result, { _tag: "Success" })
    })
  )

  it.effect("a missing secret fails the call, not the making, and says which", () =>
    Effect.gen(function* () {
      const { asked, result } = yield* run((adapter) => Effect.flip(adapter.getOrder("o_1")), {}, { appId: "app" })
      assert.deepStrictEqual(asked, [])
      assert.include(JSON.stringify(result), "XIAOE_CLIENT_SECRET")
    })
  )
})

describe("getOrder", () => {
  it.effect("reads detail 1.0 by the option api", () =>
    Effect.gen(function* () {
      const { asked } = yield* run((adapter) => adapter.getOrder("o_1"), {}, { ...credentials, api: "1.0" })
      assert.strictEqual(asked[1]!.path, "/xe.order.detail/1.0.0")
    })
  )

  it.effect("an answer of another shop is a fault of the configuration", () =>
    Effect.gen(function* () {
      const { result } = yield* run(
        (adapter) => Effect.map(Effect.flip(adapter.getOrder("o_1")), ({ reason }) => reason._tag),
        {
          detail: () => ({ order_info: { app_id: "other", order_id: "o_1" } })
        }
      )
      assert.deepInclude(result, { success: "Configuration" })
    })
  )
})

/** As `run`, of the version whose list knows creation times only. */
const runList = <A, E>(
  use: (adapter: OrderAdapter, platform: FakePlatform) => Effect.Effect<A, E>,
  platformOptions: FakePlatformOptions = {}
) => run(use, platformOptions, { ...credentials, api: "1.0" })

const start = Date.parse("2024-01-01T00:00:00Z") / 1000
const day = 86_400
const query = (fields: Partial<OrderQuery> = {}): OrderQuery => ({
  by: "created",
  since: DateTime.makeUnsafe(start * 1000),
  until: DateTime.makeUnsafe((start + 3 * day) * 1000),
  ...fields
})
const pagesOf =
  (fields: Partial<OrderQuery> = {}) =>
  (adapter: OrderAdapter) =>
    Stream.runCollect(adapter.listOrders(query(fields)))
const idsOf = (pages: ReadonlyArray<OrderPage>) =>
  pages.flatMap((page) => page.records.flatMap((record) => (isOrder(record) ? [record.orderId] : [])))

/** Busy days, and orders exactly on the windows' borders. */
const created = [
  ...Array.from({ length: 130 }, (_, index) => start + index * 60),
  start + day - 1,
  start + day,
  start + 2 * day,
  start + 3 * day - 1,
  start + 3 * day
]
const wanted = created.flatMap((seconds, index) => (seconds < start + 3 * day ? [`o_${index}`] : []))

describe("listOrders of version 1.0", () => {
  it.effect.each([true, false])(
    "loses and doubles nothing, whether end_time is inclusive or not (%s)",
    (endInclusive) =>
      Effect.gen(function* () {
        const { asked, result } = yield* runList(pagesOf(), { created, endInclusive })
        const pages = result._tag === "Success" ? result.success : []
        assert.deepStrictEqual(idsOf(pages), wanted)
        assert.strictEqual(pages[0]!.records.filter(isOrder)[0]!.key, "xiaoe/app/o_0")
        const lists = asked.slice(1)
        assert.deepStrictEqual(lists[0]!.body, {
          access_token: "xe_1",
          data: {
            begin_time: String(start),
            end_time: String(start + day),
            page_index: "0",
            page_size: "50",
            order_by: "created_at:asc"
          }
        })
        for (const { body } of lists) {
          const { begin_time, end_time } = Object(body["data"]) as Record<string, string>
          assert.isAtMost(Number(end_time) - Number(begin_time), day)
        }
      })
  )

  it.effect("resumes behind any page", () =>
    Effect.gen(function* () {
      const whole = yield* runList(pagesOf(), { created })
      const pages = whole.result._tag === "Success" ? whole.result.success : []
      assert.isAbove(pages.length, 3)
      for (const [index, page] of pages.entries()) {
        const rest = yield* runList(pagesOf({ after: page.cursor }), { created })
        const later = rest.result._tag === "Success" ? idsOf(rest.result.success) : []
        assert.deepStrictEqual([...idsOf(pages.slice(0, index + 1)), ...later], wanted)
      }
    })
  )

  it.effect("a query within a second's fraction asks for whole seconds and no window too long", () =>
    Effect.gen(function* () {
      const since = DateTime.makeUnsafe(start * 1000 + 500)
      const { asked, result } = yield* runList(pagesOf({ since }), { created })
      assert.deepStrictEqual(result._tag === "Success" ? idsOf(result.success) : [], wanted.slice(1))
      assert.deepInclude(asked[1]!.body["data"], { begin_time: String(start + 1), end_time: String(start + 1 + day) })
    })
  )

  it.effect("states are filtered after decoding", () =>
    Effect.gen(function* () {
      const { result } = yield* runList(pagesOf({ states: ["pending"] }), { created })
      const ids = result._tag === "Success" ? idsOf(result.success) : []
      assert.deepStrictEqual(
        ids,
        wanted.filter((id) => Number(id.slice(2)) % 2 === 0)
      )
    })
  )

  it.effect("list 1.0 does not know update times", () =>
    Effect.gen(function* () {
      const { asked, result } = yield* runList((adapter) => Effect.flip(pagesOf({ by: "updated" })(adapter)))
      assert.deepStrictEqual(asked, [])
      assert.strictEqual(result._tag === "Success" ? result.success.reason._tag : null, "NotSupported")
      const adapter = yield* make({ api: "1.0" })
      assert.deepStrictEqual(adapter.manifest.capabilities.listOrders, { by: ["created"], states: false })
    })
  )

  it.effect("a foreign cursor is refused", () =>
    Effect.gen(function* () {
      const { result } = yield* runList((adapter) => Effect.flip(pagesOf({ after: "{}" })(adapter)))
      assert.strictEqual(result._tag === "Success" ? result.success.reason._tag : null, "InvalidRequest")
    })
  )
})

describe("what it does not have", () => {
  it.effect("answers NotSupported", () =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      assert.strictEqual((yield* Effect.flip(adapter.decode("order.list@3.0", "{}"))).reason._tag, "NotSupported")
    })
  )
})
