import { assert, describe, it } from "@effect/vitest"
import { isOrder, type OrderPage } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { type OrderPagesOptions, orderPages } from "../src/index.ts"
import { codec } from "./support.ts"

const at = (iso: string) => DateTime.makeUnsafe(iso)
const start = at("2024-01-01T00:00:00Z")
const hour = 3_600_000

/** One order every 20 minutes for three days, listed oldest first in pages of 10; windows of a day. */
const created = Array.from({ length: 216 }, (_, index) => DateTime.toEpochMillis(start) + index * (hour / 3))

const platform = (extra: Partial<OrderPagesOptions["query"]> = {}) => {
  const requests: Array<readonly [string, string, number]> = []
  const options: OrderPagesOptions = {
    codec,
    operation: "many",
    query: { by: "created", since: start, until: at("2024-01-04T00:00:00Z"), ...extra },
    windowSeconds: 86_400,
    firstPage: 0,
    pageSize: 10,
    fetchPage: ({ since, until }, page) => {
      requests.push([DateTime.formatIso(since), DateTime.formatIso(until), page])
      const rows = created
        .flatMap((time, index) =>
          time >= DateTime.toEpochMillis(since) && time < DateTime.toEpochMillis(until) ? [index + 1] : []
        )
        .slice(page * 10, page * 10 + 10)
      const body = JSON.stringify({ code: 0, data: { list: rows.map((id) => ({ id })) } })
      return Effect.map(codec.decode("many", body), (records) => ({ records, rows: rows.length, total: null }))
    }
  }
  return { options, requests }
}

const ids = (pages: ReadonlyArray<OrderPage>): ReadonlyArray<number> =>
  pages.flatMap((page) => page.records.flatMap((record) => (isOrder(record) ? [Number(record.orderId)] : [])))

const all = created.map((_, index) => index + 1)

describe("the pages of a query", () => {
  it.effect("cover every window once, in order, none longer than allowed", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2025-01-01T00:00:00Z")))
      const { options, requests } = platform()
      const pages = yield* Stream.runCollect(orderPages(options))
      assert.deepStrictEqual(ids(pages), all)
      assert.isTrue(requests.every(([since, until]) => Date.parse(until) - Date.parse(since) <= 86_400_000))
      assert.deepStrictEqual(pages.map((page) => page.complete).indexOf(true), pages.length - 1)
    })
  )

  it.effect("resumed after any page, nothing is lost and nothing more than a page repeated", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2025-01-01T00:00:00Z")))
      const pages = yield* Stream.runCollect(orderPages(platform().options))
      for (const [index, page] of pages.entries()) {
        if (page.complete) continue
        const rest = yield* Stream.runCollect(orderPages(platform({ after: page.cursor }).options))
        assert.deepStrictEqual([...ids(pages.slice(0, index + 1)), ...ids(rest)], all)
      }
    })
  )

  it.effect("the upper bound is pinned a minute before now", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2024-01-02T12:01:00Z")))
      const { options, requests } = platform()
      yield* Stream.runDrain(orderPages(options))
      assert.strictEqual(requests.at(-1)?.[1], "2024-01-02T12:00:00.000Z")
    })
  )

  it.effect("an empty span is one complete page without a request; a foreign cursor is refused", () =>
    Effect.gen(function* () {
      const { options, requests } = platform({ until: start })
      const pages = yield* Stream.runCollect(orderPages(options))
      assert.deepStrictEqual([pages.length, pages[0]?.complete, requests.length], [1, true, 0])
      const error = yield* Effect.flip(Stream.runCollect(orderPages(platform({ after: "{}" }).options)))
      assert.strictEqual(error.reason._tag, "InvalidRequest")
    })
  )
})
