/** Reading list 1.0 over a small platform. */
import { assert, describe, it } from "@effect/vitest"
import { isOrder, type OrderAdapter, type OrderPage, type OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { make } from "../../src/index.ts"
import type { FakePlatform, FakePlatformOptions } from "../support/fakePlatform.ts"
import { credentials, run } from "../support/run.ts"

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
  it.effect.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false]
  ] as const)(
    "loses and doubles nothing, whether begin_time is inclusive (%s) and end_time is (%s)",
    ([beginInclusive, endInclusive]) =>
      Effect.gen(function* () {
        const { asked, result } = yield* runList(pagesOf(), { created, beginInclusive, endInclusive })
        const pages = result._tag === "Success" ? result.success : []
        assert.deepStrictEqual(idsOf(pages), wanted)
        assert.strictEqual(pages[0]!.records.filter(isOrder)[0]!.key, "xiaoe/app/o_0")
        const lists = asked.slice(1)
        assert.deepStrictEqual(lists[0]!.body, {
          access_token: "xe_1",
          data: {
            // A second more on either side.
            begin_time: String(start - 1),
            end_time: String(start + day - 1),
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
      assert.deepInclude(asked[1]!.body["data"], { begin_time: String(start), end_time: String(start + day) })
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
