import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { type NumberedPagesOptions, numberedPages } from "../../src/lists/numberedPages.ts"
import { at, ids, iso, later, listOptions, numberedPage } from "./support.ts"

const start = at("2024-01-01T00:00:00Z")
const hour = 3_600_000

/** One order every 20 minutes for three days, listed oldest first in pages of 10; windows of a day. */
const created = Array.from({ length: 216 }, (_, index) => DateTime.toEpochMillis(start) + index * (hour / 3))

const platform = (extra: Partial<NumberedPagesOptions["query"]> = {}) => {
  const requests: Array<readonly [string, string, number]> = []
  const options: NumberedPagesOptions = {
    ...listOptions(),
    query: { by: "created", since: start, until: at("2024-01-04T00:00:00Z"), ...extra },
    firstPage: 0,
    pageSize: 10,
    maxRows: null,
    totalLimit: 10_000_000,
    fetchPage: ({ since, until }, page) => {
      requests.push([iso(since), iso(until), page])
      const rows = created
        .flatMap((time, index) => (time >= since && time < until ? [index + 1] : []))
        .slice(page * 10, page * 10 + 10)
      return numberedPage(rows.map((id) => ({ id })))
    }
  }
  return { options, requests }
}

const all = created.map((_, index) => index + 1)

describe("the pages of a query", () => {
  it.effect("cover every window once, in order, none longer than allowed", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2025-01-01T00:00:00Z")))
      const { options, requests } = platform()
      const pages = yield* Stream.runCollect(numberedPages(options))
      assert.deepStrictEqual(ids(pages), all)
      assert.isTrue(requests.every(([since, until]) => Date.parse(until) - Date.parse(since) <= 86_400_000))
      assert.deepStrictEqual(pages.map((page) => page.complete).indexOf(true), pages.length - 1)
    })
  )

  it.effect("resumed after any page, nothing is lost and nothing more than a page repeated", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2025-01-01T00:00:00Z")))
      const pages = yield* Stream.runCollect(numberedPages(platform().options))
      for (const [index, page] of pages.entries()) {
        if (page.complete) continue
        const rest = yield* Stream.runCollect(numberedPages(platform({ after: page.cursor }).options))
        assert.deepStrictEqual([...ids(pages.slice(0, index + 1)), ...ids(rest)], all)
      }
    })
  )

  it.effect("the upper bound is pinned a minute before now", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2024-01-02T12:01:00Z")))
      const { options, requests } = platform()
      yield* Stream.runDrain(numberedPages(options))
      assert.strictEqual(requests.at(-1)?.[1], "2024-01-02T12:00:00.000Z")
    })
  )

  it.effect("the upper bound stays a minute before the first answer while time goes on", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2024-01-02T11:51:00Z")))
      const { options, requests } = platform()
      const fetchPage: NumberedPagesOptions["fetchPage"] = (window, page) =>
        Effect.tap(options.fetchPage(window, page), TestClock.adjust("10 minutes"))
      yield* Stream.runDrain(numberedPages({ ...options, fetchPage }))
      assert.strictEqual(requests.at(-1)?.[1], "2024-01-02T12:00:00.000Z")
    })
  )

  it.effect("an empty span is one complete page without a request; a foreign cursor is refused", () =>
    Effect.gen(function* () {
      const { options, requests } = platform({ until: start })
      const pages = yield* Stream.runCollect(numberedPages(options))
      assert.deepStrictEqual([pages.length, pages[0]?.complete, requests.length], [1, true, 0])
      const error = yield* Effect.flip(Stream.runCollect(numberedPages(platform({ after: "{}" }).options)))
      assert.strictEqual(error.reason._tag, "InvalidRequest")
    })
  )
})

/** A list by update time: 95 orders, pages of 10, oldest change first; between requests orders change and leave the window. */
const moving = (options: { readonly changeEvery: number; readonly maxRows?: number; readonly growAt?: number }) => {
  const updated = new Map(
    Array.from({ length: 95 }, (_, index) => [index + 1, DateTime.toEpochMillis(start) + index * 60_000])
  )
  const requests: Array<{
    readonly since: number
    readonly until: number
    readonly page: number
    readonly total: number
  }> = []
  const pages = numberedPages({
    ...listOptions(),
    query: { by: "updated", since: start, until: at("2024-01-02T00:00:00Z") },
    firstPage: 1,
    pageSize: 10,
    maxRows: options.maxRows ?? null,
    totalLimit: 10_000_000,
    fetchPage: ({ since, until }, page) => {
      if (requests.length > 0 && requests.length % options.changeEvery === 0)
        updated.set(((requests.length * 7) % 95) + 1, until + 1)
      if (requests.length === options.growAt) updated.set(999, until - 1)
      const rows = [...updated]
        .filter(([, time]) => time >= since && time < until)
        .sort(([, left], [, right]) => left - right)
      requests.push({ since, until, page, total: rows.length })
      const list = rows.slice((page - 1) * 10, page * 10).map(([id]) => ({ id }))
      return numberedPage(list, rows.length)
    }
  })
  return { pages, requests, updated }
}

describe("a list by update time", () => {
  const now = later

  it.effect("read from its last page, it loses nothing while rows leave it", () =>
    Effect.gen(function* () {
      yield* now
      const { pages, requests, updated } = moving({ changeEvery: 1 })
      const read = new Set(ids(yield* Stream.runCollect(pages)))
      const until = DateTime.toEpochMillis(at("2024-01-02T00:00:00Z"))
      const stayed = [...updated].filter(([, time]) => time < until).map(([id]) => id)
      assert.deepStrictEqual(
        stayed.filter((id) => !read.has(id)),
        []
      )
      assert.deepStrictEqual(
        requests.map(({ page }) => page),
        [1, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
      )
    })
  )

  it.effect("a window that grew is read again", () =>
    Effect.gen(function* () {
      yield* now
      const { pages } = moving({ changeEvery: 1000, growAt: 5 })
      const read = ids(yield* Stream.runCollect(pages))
      assert.deepStrictEqual(
        read.toSorted((left, right) => left - right),
        [...Array.from({ length: 95 }, (_, index) => index + 1), 999]
      )
    })
  )

  it.effect("a window deeper than the platform pages is split until it fits", () =>
    Effect.gen(function* () {
      yield* now
      const { pages, requests } = moving({ changeEvery: 1000, maxRows: 20 })
      const read = ids(yield* Stream.runCollect(pages))
      assert.deepStrictEqual(
        read.toSorted((left, right) => left - right),
        Array.from({ length: 95 }, (_, index) => index + 1)
      )
      assert.isTrue(requests.every(({ page, total }) => total <= 20 || page === 1))
    })
  )
})

describe("a platform that does not keep to its paging", () => {
  const now = later
  const pagesOf = (overrides: Partial<NumberedPagesOptions>) =>
    numberedPages({
      ...listOptions(),
      query: { by: "created", since: start, until: at("2024-01-04T00:00:00Z") },
      firstPage: 0,
      pageSize: 2,
      maxRows: null,
      totalLimit: 10_000_000,
      fetchPage: () => Effect.die("not asked"),
      ...overrides
    })
  const rows = numberedPage

  it.effect("one that ignores the page number is found out, not read for ever", () =>
    Effect.gen(function* () {
      yield* now
      let requests = 0
      const fetchPage = () =>
        Effect.andThen(
          Effect.sync(() => requests++),
          rows([{ id: 1 }, { id: 2 }])
        )
      const error = yield* Effect.flip(Stream.runDrain(pagesOf({ fetchPage })))
      assert.deepStrictEqual([error.reason._tag, requests], ["ResponseDecode", 2])
    })
  )

  it.effect("a bad row on the border of two windows is shown once", () =>
    Effect.gen(function* () {
      yield* now
      const fetchPage: NumberedPagesOptions["fetchPage"] = (_, page) => rows(page === 0 ? [{ note: "no id" }] : [])
      const pages = yield* Stream.runCollect(pagesOf({ fetchPage }))
      assert.deepStrictEqual(
        pages.map(({ records }) => records.length),
        [1, 0, 0, 0, 0, 0]
      )
    })
  )

  it.effect("a cursor of another list, or out of all bounds, is refused", () =>
    Effect.gen(function* () {
      yield* now
      const cursorBehind = (fetchPage: NumberedPagesOptions["fetchPage"]) =>
        Effect.map(Stream.runCollect(Stream.take(pagesOf({ fetchPage }), 1)), ([first]) => first?.cursor ?? "")
      const cursor = yield* cursorBehind(() => rows([]))
      const within = yield* cursorBehind(() => rows([{ id: 1 }, { id: 2 }]))
      const reasonOf = (after: string, operation = "many") =>
        Effect.map(
          Effect.result(
            Stream.runDrain(
              pagesOf({
                operation,
                query: { by: "created", since: start, until: start, after },
                fetchPage: () => rows([])
              })
            )
          ),
          (result) => (result._tag === "Failure" ? result.failure.reason._tag : "read")
        )
      assert.strictEqual(yield* reasonOf(cursor), "read")
      assert.strictEqual(yield* reasonOf(cursor, "one"), "InvalidRequest")
      assert.strictEqual(yield* reasonOf(cursor.replace(/"until":\d+/, '"until":9e15')), "InvalidRequest")
      const endingAt = (end: number) => reasonOf(within.replace(/"end":\d+/, `"end":${end}`))
      const [since, day] = [DateTime.toEpochMillis(start), 24 * hour]
      assert.strictEqual(yield* endingAt(since + day), "read")
      assert.strictEqual(yield* endingAt(since + day + 1), "InvalidRequest")
      assert.strictEqual(yield* endingAt(since), "InvalidRequest")
    })
  )
})

describe("windows", () => {
  const now = later
  const fetched = numberedPage

  it.effect("reach back into the one before by the overlap, at most by half of it", () =>
    Effect.gen(function* () {
      yield* now
      const windowsOf = (overlapSeconds: number) => {
        const since: Array<string> = []
        const { options } = platform({ until: at("2024-01-02T12:00:00Z") })
        const pages = numberedPages({
          ...options,
          overlapSeconds,
          fetchPage: (window) => {
            since.push(iso(window.since))
            return fetched([])
          }
        })
        return Effect.as(Stream.runDrain(Stream.take(pages, 2)), since)
      }
      assert.deepStrictEqual(yield* windowsOf(600), ["2024-01-01T00:00:00.000Z", "2024-01-01T23:50:00.000Z"])
      assert.deepStrictEqual(yield* windowsOf(90_000), ["2024-01-01T00:00:00.000Z", "2024-01-01T12:00:00.000Z"])
    })
  )

  it.effect("of one second that is deeper than the platform pages fail, and say what helps", () =>
    Effect.gen(function* () {
      yield* now
      const requests: Array<number> = []
      const { options } = platform({ until: at("2024-01-01T00:00:08Z") })
      const pages = numberedPages({
        ...options,
        maxRows: 20,
        fetchPage: ({ since, until }) => {
          requests.push(until - since)
          return fetched([], 21)
        }
      })
      const { reason } = yield* Effect.flip(Stream.runDrain(pages))
      assert.deepStrictEqual([reason._tag, requests], ["InvalidRequest", [8000, 4000, 2000, 1000]])
    })
  )

  it.effect.each([
    ["created", null, [1, 0, 0, 0, 1, 0, 0]],
    ["updated", 1, [1, 0, 1]]
  ] as const)(
    "forget rows that lie behind them, by %s: one that comes back later is shown again",
    ([by, total, shown]) =>
      Effect.gen(function* () {
        yield* now
        const { options } = platform({ by })
        const pages = yield* Stream.runCollect(
          numberedPages({
            ...options,
            fetchPage: ({ since }) =>
              iso(since).startsWith("2024-01-02")
                ? fetched([], total === null ? null : 0)
                : fetched([{ note: "no id" }], total)
          })
        )
        assert.deepStrictEqual(
          pages.map(({ records }) => records.length),
          [...shown]
        )
      })
  )
})
