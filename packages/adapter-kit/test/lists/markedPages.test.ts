import { assert, describe, it } from "@effect/vitest"
import type { OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { type MarkedPage, type MarkedPagesOptions, markedPages } from "../../src/lists/markedPages.ts"
import { at, decoded, ids, later, listOptions } from "./support.ts"

const start = at("2024-01-01T00:00:00Z")
const minute = 60_000
const pageSize = 10

/** 100 orders, five in each second minute of the first 40, in windows of a quarter of an hour. */
const times = new Map(
  Array.from({ length: 100 }, (_, index) => [
    index + 1,
    DateTime.toEpochMillis(start) + Math.floor(index / 5) * 2 * minute
  ])
)
const all = [...times.keys()]

interface Asked {
  readonly since: number
  readonly until: number
  readonly mark: string | null
}

/** A platform whose marks stand behind a row. `behind` is called after each answer. */
const platform = (
  query: Partial<OrderQuery> = {},
  behind: (rows: ReadonlyArray<number>, changing: Map<number, number>) => void = () => undefined,
  markOf: (id: number) => string = (id) => `m${id}`
) => {
  const requests: Array<Asked> = []
  const changing = new Map(times)
  const fetchPage: MarkedPagesOptions["fetchPage"] = ({ since, until }, mark) => {
    requests.push({ since, until, mark })
    const marked = mark === null ? undefined : Number(mark.slice(1))
    const rows = [...changing]
      .filter(([id, time]) => {
        const last = marked === undefined ? undefined : times.get(marked)
        return (
          time >= since && time < until && (last === undefined || time > last || (time === last && id > (marked ?? 0)))
        )
      })
      .sort(([one, left], [other, right]) => left - right || one - other)
      .map(([id]) => id)
    const page = rows.slice(0, pageSize)
    behind(page, changing)
    return Effect.map(
      decoded(page.map((id) => ({ id }))),
      (records): MarkedPage => ({
        received: records,
        records,
        next: rows.length > pageSize ? markOf(page.at(-1) ?? 0) : null
      })
    )
  }
  const options: MarkedPagesOptions = {
    ...listOptions(),
    query: { by: "updated", since: start, until: at("2024-01-01T01:00:00Z"), ...query },
    windowSeconds: 900,
    fetchPage
  }
  return { options, requests }
}

describe("pages found by marks", () => {
  it.effect("cover every window once, in order, none longer than allowed", () =>
    Effect.gen(function* () {
      yield* later
      const { options, requests } = platform()
      const pages = yield* Stream.runCollect(markedPages(options))
      assert.deepStrictEqual(ids(pages), all)
      assert.isTrue(requests.every(({ since, until }) => until - since <= 900_000))
      assert.strictEqual(
        pages.findIndex(({ complete }) => complete),
        pages.length - 1
      )
    })
  )

  it.effect("resumed after any page, nothing is lost and nothing repeated", () =>
    Effect.gen(function* () {
      yield* later
      const pages = yield* Stream.runCollect(markedPages(platform().options))
      for (const [index, page] of pages.entries()) {
        if (page.complete) continue
        const { options, requests } = platform({ after: page.cursor })
        const rest = yield* Stream.runCollect(markedPages(options))
        assert.deepStrictEqual([...ids(pages.slice(0, index + 1)), ...ids(rest)], all)
        assert.strictEqual(requests.length, pages.length - index - 1)
      }
    })
  )

  it.effect("lose nothing while orders that were read are updated", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform({}, (rows, changing) => {
        for (const id of rows.slice(0, 3)) changing.set(id, DateTime.toEpochMillis(at("2024-01-02T00:00:00Z")))
      })
      assert.deepStrictEqual(ids(yield* Stream.runCollect(markedPages(options))), all)
    })
  )

  it.effect("the upper bound is pinned a minute before now, and stays the same when the list is resumed", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(DateTime.toEpochMillis(at("2024-01-01T00:31:00Z")))
      const { options, requests } = platform()
      const [first] = yield* Stream.runCollect(Stream.take(markedPages(options), 1))
      yield* later
      const resumed = platform({ after: first?.cursor ?? "" })
      yield* Stream.runDrain(markedPages(resumed.options))
      assert.strictEqual(requests.length, 1)
      assert.strictEqual(resumed.requests.at(-1)?.until, DateTime.toEpochMillis(at("2024-01-01T00:30:00Z")))
    })
  )

  it.effect("states that are not asked for are left out", () =>
    Effect.gen(function* () {
      yield* later
      const pages = yield* Stream.runCollect(markedPages(platform({ states: ["completed"] }).options))
      assert.deepStrictEqual([ids(pages), pages.at(-1)?.complete], [[], true])
    })
  )

  it.effect("an empty span is one complete page without a request", () =>
    Effect.gen(function* () {
      const { options, requests } = platform({ until: start })
      const pages = yield* Stream.runCollect(markedPages(options))
      assert.deepStrictEqual([pages.length, pages[0]?.complete, requests.length], [1, true, 0])
    })
  )

  it.effect.each(["the cursor of nothing", "{}", "of a numbered list"])("a foreign cursor is refused: %s", (cursor) =>
    Effect.gen(function* () {
      yield* later
      const [page] = yield* Stream.runCollect(Stream.take(markedPages(platform().options), 1))
      const { mark: _mark, ...numbered } = JSON.parse(page?.cursor ?? "{}")
      const after = cursor === "of a numbered list" ? JSON.stringify(numbered) : cursor
      const error = yield* Effect.flip(Stream.runCollect(markedPages(platform({ after }).options)))
      assert.strictEqual(error.reason._tag, "InvalidRequest")
    })
  )

  it.effect("a platform that stands still ends the list with an error, not never", () =>
    Effect.gen(function* () {
      yield* later
      const sameMark = yield* Effect.flip(Stream.runCollect(markedPages(platform({}, undefined, () => "m1").options)))
      const marks = platform()
      const { fetchPage } = marks.options
      const fresh = (): MarkedPagesOptions["fetchPage"] => {
        let number = 0
        return (window) => Effect.map(fetchPage(window, null), (page) => ({ ...page, next: `m${++number}` }))
      }
      const sameRows = yield* Effect.flip(Stream.runCollect(markedPages({ ...marks.options, fetchPage: fresh() })))
      assert.deepStrictEqual([sameMark.reason._tag, sameRows.reason._tag], ["ResponseDecode", "ResponseDecode"])
    })
  )

  it.effect("empty pages whose marks come again end the list with an error, also after a resume", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform()
      let requests = 0
      const fetchPage: MarkedPagesOptions["fetchPage"] = (_, mark) => {
        requests++
        return Effect.succeed({ received: [], records: [], next: mark === "m1" ? "m2" : "m1" })
      }
      const [first] = yield* Stream.runCollect(Stream.take(markedPages({ ...options, fetchPage }), 1))
      for (const after of [{}, { after: first?.cursor ?? "" }]) {
        requests = 0
        const list = markedPages({ ...options, fetchPage, query: { ...options.query, ...after } })
        const error = yield* Effect.flip(Stream.runDrain(list))
        assert.deepStrictEqual([error.reason._tag, requests], ["ResponseDecode", 3])
      }
    })
  )

  it.effect("empty pages that always have a new mark end the list with an error", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform()
      let requests = 0
      const fetchPage: MarkedPagesOptions["fetchPage"] = () =>
        Effect.succeed({ received: [], records: [], next: `m${++requests}` })
      const error = yield* Effect.flip(Stream.runDrain(markedPages({ ...options, fetchPage })))
      assert.include(error.message, "found 101 empty pages in a row")
      assert.strictEqual(requests, 101)
    })
  )

  it.effect("a mark of an earlier window is another page", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform()
      const fetchPage: MarkedPagesOptions["fetchPage"] = (_, mark) =>
        Effect.succeed({ received: [], records: [], next: mark === null ? "m1" : null })
      const pages = yield* Stream.runCollect(markedPages({ ...options, fetchPage }))
      assert.lengthOf(pages, 8)
    })
  )
})
