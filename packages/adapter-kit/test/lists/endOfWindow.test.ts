/** Where a window ends: no answer that contradicts itself makes a list shorter without an error. */
import { assert, describe, it } from "@effect/vitest"
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { type NumberedPage, type NumberedPagesOptions, numberedPages } from "../../src/lists/numberedPages.ts"
import { at, ids, iso, later, listOptions, millis, numberedPage } from "./support.ts"

const start = millis("2024-01-01T00:00:00Z")
const until = millis("2024-01-02T00:00:00Z")
const minute = 60_000

interface Asked {
  /** Counted from 1. */
  readonly request: number
  /** Counted from 1. */
  readonly page: number
  /** The ids of the window, sorted. */
  readonly all: ReadonlyArray<number>
  /** The orders of the platform and their times: what is changed here shows in the next answer. */
  readonly orders: Map<number, number>
}

interface Answer {
  readonly rows: ReadonlyArray<number>
  readonly total: number | null
}

/** How a platform answers otherwise than it should. */
type Trouble = (answer: Answer, asked: Asked) => Answer

/** A platform with an order each minute, in pages of ten from page 1. */
const platform = (count: number, by: OrderQuery["by"], trouble: Trouble, more: Partial<NumberedPagesOptions> = {}) => {
  const orders = new Map(Array.from({ length: count }, (_, index) => [index + 1, start + index * minute]))
  const pages: Array<number> = []
  const fetchPage: NumberedPagesOptions["fetchPage"] = (window, page): Effect.Effect<NumberedPage, AdapterError> => {
    const all = [...orders]
      .filter(([, time]) => time >= window.since && time < window.until)
      .toSorted(([one, left], [other, right]) => left - right || one - other)
      .map(([id]) => id)
    const asked = { request: pages.push(page), page, all, orders }
    const { rows, total } = trouble({ rows: all.slice((page - 1) * 10, page * 10), total: all.length }, asked)
    return numberedPage(
      rows.map((id) => ({ id })),
      total
    )
  }
  const options: NumberedPagesOptions = {
    ...listOptions(),
    query: { by, since: DateTime.makeUnsafe(start), until: DateTime.makeUnsafe(until) },
    firstPage: 1,
    pageSize: 10,
    maxRows: null,
    totalLimit: 1_000_000_000,
    fetchPage,
    ...more
  }
  return { options, orders, pages }
}

/** The pages until the list ends or fails. */
const read = (options: NumberedPagesOptions) =>
  Effect.gen(function* () {
    const pages: Array<OrderPage> = []
    const list = Stream.runForEach(numberedPages(options), (page) => Effect.sync(() => void pages.push(page)))
    const result = yield* Effect.result(list)
    return { pages, error: result._tag === "Failure" ? result.failure : null }
  })

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const sorted = (numbers: ReadonlyArray<number>) => numbers.toSorted((left, right) => left - right)
const both = ["created", "updated"] as const

const none: Trouble = (answer) => answer
const only =
  (applies: (asked: Asked) => boolean, trouble: Trouble): Trouble =>
  (answer, asked) =>
    applies(asked) ? trouble(answer, asked) : answer

/** Trouble that a further reading does not have, or that needs none: the list is whole. */
const passing: ReadonlyArray<readonly [string, number, Trouble]> = [
  ["nothing is wrong", 35, none],
  ["there is nothing", 0, none],
  ["exactly one page", 10, none],
  ["exactly two pages", 20, none],
  [
    "later pages state the total 0",
    35,
    only(
      ({ page }) => page > 1,
      ({ rows }) => ({ rows, total: 0 })
    )
  ],
  ["the total is −1", 35, ({ rows }) => ({ rows, total: -1 })],
  ["no total is stated", 35, ({ rows }) => ({ rows, total: null })],
  ["the total stops at 20", 45, ({ rows, total }) => ({ rows, total: Math.min(20, total ?? 0) })],
  [
    "the total stops at 20, and the last page, a full one, comes again behind the end",
    40,
    (_, { all, page }) => ({ rows: all.slice((Math.min(page, 4) - 1) * 10, Math.min(page, 4) * 10), total: 20 })
  ],
  [
    "each reading lacks another row, and all of them together none",
    45,
    only(
      ({ page }) => page === 3,
      ({ rows, total }, { request }) => ({ rows: rows.filter((_, index) => index !== request % 10), total })
    )
  ],
  ["pages have four rows", 35, ({ total }, { all, page }) => ({ rows: all.slice((page - 1) * 4, page * 4), total })],
  [
    "pages have four rows, and no total is stated",
    35,
    (_, { all, page }) => ({ rows: all.slice((page - 1) * 4, page * 4), total: null })
  ],
  [
    "the third page is empty once",
    45,
    only(
      ({ request }) => request === 3,
      ({ total }) => ({ rows: [], total })
    )
  ],
  [
    "a page lacks a row once",
    45,
    only(
      ({ request }) => request === 3,
      ({ rows, total }) => ({ rows: rows.slice(1), total })
    )
  ],
  [
    "a page lacks a row, and no total is stated",
    45,
    // Without a total nobody can know of the row itself, so it does not count here.
    only(
      () => true,
      (_, { all, page }) => {
        const shown = [...all.slice(0, 14), ...all.slice(15)]
        const cut = [shown.slice(0, 10), shown.slice(10, 19), shown.slice(19, 29), shown.slice(29, 39), shown.slice(39)]
        return { rows: cut[page - 1] ?? [], total: null }
      }
    )
  ]
]

describe.each(both)("a window by %s", (by) => {
  it.effect.each(passing)("%s: the list is whole", ([name, count, trouble]) =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform(count, by, trouble)
      const { error, pages } = yield* read(options)
      assert.isNull(error)
      const expected = name.startsWith("a page lacks a row, and no")
        ? upTo(count).filter((id) => id !== 15)
        : upTo(count)
      assert.deepStrictEqual(sorted(ids(pages)), expected)
      assert.deepStrictEqual(pages.map(({ complete }) => complete).indexOf(true), pages.length - 1)
      assert.strictEqual(DateTime.toEpochMillis(pages.at(-1)?.settledUntil ?? at("1970-01-01")), until)
    })
  )

  const lasting: ReadonlyArray<readonly [string, Trouble, stated: number, received: number]> = [
    [
      "a page is always empty",
      only(
        ({ page }) => page === 3,
        ({ total }) => ({ rows: [], total })
      ),
      45,
      35
    ],
    [
      "a page always lacks a row",
      only(
        ({ page }) => page === 3,
        ({ rows, total }) => ({ rows: rows.slice(1), total })
      ),
      45,
      44
    ],
    ["there are no rows, but a total", ({ total }) => ({ rows: [], total }), 45, 0],
    ["every page is the first one", ({ total }, { all }) => ({ rows: all.slice(0, 10), total }), 45, 10],
    ["the total is a billion", ({ rows }) => ({ rows, total: 1e9 }), 1e9, 45]
  ]
  it.effect.each(lasting)(
    "%s: the list fails, and goes on behind the gap if that is accepted",
    ([_, trouble, stated, received]) =>
      Effect.gen(function* () {
        yield* later
        const { options, pages: asked } = platform(45, by, trouble)
        const { error, pages } = yield* read(options)
        assert.deepInclude(error?.reason, {
          _tag: "ListContradiction",
          stated,
          received,
          since: iso(start),
          until: iso(until)
        })
        assert.isFalse(error?.isRetryable)
        assert.isBelow(asked.length, 60)
        assert.strictEqual(ids(pages).length, received)
        assert.isTrue(
          pages.every(({ complete, settledUntil }) => !complete && DateTime.toEpochMillis(settledUntil) === start)
        )
        // The last page's own cursor reads the window again.
        const again = yield* read({ ...options, query: { ...options.query, after: pages.at(-1)?.cursor ?? "" } })
        assert.strictEqual(again.error?.reason._tag, "ListContradiction")
        const cursor = error?.reason._tag === "ListContradiction" ? error.reason.cursor : ""
        const end = at("2024-01-03T00:00:00Z")
        const rest = yield* read({
          ...options,
          fetchPage: () => numberedPage([], 0),
          query: { ...options.query, until: end, after: cursor }
        })
        assert.deepStrictEqual([rest.error, rest.pages.at(-1)?.settledUntil], [null, end])
      })
  )

  it.effect("a gap that is only warned of leaves `settledUntil` before it, and the next reading begins there", () =>
    Effect.gen(function* () {
      yield* later
      let isBroken = true
      const trouble: Trouble = (answer, { page }) => (isBroken && page === 3 ? { ...answer, rows: [] } : answer)
      const { options } = platform(45, by, trouble, { onContradiction: "warn" })
      const { error, pages } = yield* read({
        ...options,
        query: { ...options.query, until: at("2024-01-03T00:00:00Z") }
      })
      assert.isNull(error)
      assert.strictEqual(ids(pages).length, 35)
      assert.isTrue(pages.at(-1)?.complete)
      assert.isTrue(pages.every(({ settledUntil }) => DateTime.toEpochMillis(settledUntil) === start))
      isBroken = false
      const query = { ...options.query, until: at("2024-01-04T00:00:00Z"), after: pages.at(-1)?.cursor ?? "" }
      const rest = yield* read({ ...options, query })
      assert.deepStrictEqual(sorted(ids(rest.pages)), upTo(45))
      assert.deepStrictEqual(rest.pages.at(-1)?.settledUntil, at("2024-01-04T00:00:00Z"))
    })
  )

  it.effect("rows of one second in another order at every request: whole after all, or an error", () =>
    Effect.gen(function* () {
      yield* later
      const unsteady: Trouble = ({ total }, { all, page, request }) => {
        // The orders on the borders of pages change places at every second request.
        const order = all.map((id, index) => (request % 2 === 0 && index % 10 === 9 ? (all[index + 1] ?? id) : id))
        const swapped = order.map((id, index) => (request % 2 === 0 && index % 10 === 0 ? (all[index - 1] ?? id) : id))
        return { rows: swapped.slice((page - 1) * 10, page * 10), total }
      }
      const { options } = platform(45, by, unsteady)
      const { error, pages } = yield* read(options)
      if (error === null) assert.deepStrictEqual(sorted(ids(pages)), upTo(45))
      else assert.strictEqual(error.reason._tag, "ListContradiction")
    })
  )

  it.effect("a total above the limit is an error that names the option, one as large is believed", () =>
    Effect.gen(function* () {
      yield* later
      const stating = (total: number) => platform(35, by, ({ rows }) => ({ rows, total }), { totalLimit: 1000 })
      const beyond = stating(1001)
      const { error, pages } = yield* read(beyond.options)
      assert.deepStrictEqual(error?.reason, {
        _tag: "ResponseDecode",
        pointer: "",
        expected: "a total of at most 1000 rows (option `totalLimit`)",
        found: "a larger one",
        position: null
      })
      assert.deepStrictEqual([pages, beyond.pages], [[], [1]])
      assert.strictEqual((yield* read(stating(1000).options)).error?.reason._tag, "ListContradiction")
    })
  )

  it.effect("unreadable rows that are alike count one by one", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform(0, by, none)
      const fetchPage = () => numberedPage([{ note: "no id" }, { note: "no id" }, { id: 1 }], 3)
      assert.isNull((yield* read({ ...options, fetchPage })).error)
    })
  )

  it.effect("what does not belong to the window counts among its rows", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform(0, by, none)
      const fetchPage = () =>
        Effect.map(numberedPage([{ id: 1 }, { id: 2 }, { id: 3 }], 3), (page) => ({
          ...page,
          records: page.records.slice(1)
        }))
      const { error, pages } = yield* read({ ...options, fetchPage })
      assert.deepStrictEqual([error, ids(pages)], [null, [2, 3]])
    })
  )
})

describe("a list while it changes", () => {
  it.effect.each([10, 4])(
    "by created, pages of %i rows: a row that appears on a page that was read is found by reading again",
    (size) =>
      Effect.gen(function* () {
        yield* later
        const appears: Trouble = ({ total }, { all, orders, page, request }) => {
          if (request === 2) orders.set(999, start + 1)
          return { rows: all.slice((page - 1) * size, page * size), total }
        }
        const { options } = platform(35, "created", appears)
        const { error, pages } = yield* read(options)
        assert.deepStrictEqual([error, sorted(ids(pages))], [null, [...upTo(35), 999]])
      })
  )

  it.effect("by created: rows that vanish take none of the living with them", () =>
    Effect.gen(function* () {
      yield* later
      const vanish: Trouble = (answer, { orders, request }) => {
        if (request === 1) for (const id of [1, 2, 3]) orders.delete(id)
        return answer
      }
      const { options } = platform(35, "created", vanish)
      const { error, pages } = yield* read(options)
      assert.deepStrictEqual([error, sorted(ids(pages))], [null, upTo(35)])
    })
  )

  it.effect.each([true, false])(
    "by updated, a total stated (%s): rows that leave are no contradiction, and none is lost",
    (hasTotal) =>
      Effect.gen(function* () {
        yield* later
        const leave: Trouble = ({ rows, total }, { orders, request }) => {
          orders.set(((request * 7) % 95) + 1, until + request)
          return { rows, total: hasTotal ? total : null }
        }
        const { options, orders, pages: asked } = platform(95, "updated", leave)
        const { error, pages } = yield* read(options)
        assert.isNull(error)
        const read_ = new Set(ids(pages))
        const lost = [...orders].filter(([id, time]) => time < until && !read_.has(id))
        assert.deepStrictEqual(lost, [])
        // Without a total the end is looked for first.
        assert.isAtMost(asked.length, hasTotal ? 11 : 21)
      })
  )

  it.effect("by updated, without a total: a row that moved is found, though the pages at the end become empty", () =>
    Effect.gen(function* () {
      yield* later
      const leave: Trouble = ({ rows }, { orders, request }) => {
        // Order 21 moves to the second page, which was read already.
        if (request === 2) orders.set(1, until + 1)
        // The fifth page becomes empty after the sixth, which is empty, showed the end.
        if (request === 6) for (const id of [42, 43, 44, 45]) orders.set(id, until + id)
        return { rows, total: null }
      }
      const { options, pages: asked } = platform(45, "updated", leave)
      const { error, pages } = yield* read(options)
      assert.deepStrictEqual([error, sorted(ids(pages))], [null, upTo(45)])
      assert.deepStrictEqual(asked, [1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1])
    })
  )

  it.effect("by updated: a row that comes in behind what was read is found, though others left", () =>
    Effect.gen(function* () {
      yield* later
      const moves: Trouble = (answer, { orders, request }) => {
        if (request === 3) orders.set(999, until - 1)
        if (request === 4) for (const id of [91, 92, 93]) orders.set(id, until + id)
        return answer
      }
      const { options } = platform(95, "updated", moves)
      const { error, pages } = yield* read(options)
      assert.isNull(error)
      assert.include(ids(pages), 999)
    })
  )
})

/** Rows that appear among those that were read, so that the rows behind them move to later pages. */
describe("a list by creation time without a total", () => {
  /** So many rows appear at the beginning after each of these requests. */
  const appear =
    (count: number, size: number, after: (request: number) => boolean, lastComesAgain = false): Trouble =>
    (_, { all, orders, page, request }) => {
      if (after(request)) for (let each = 1; each <= count; each++) orders.set(900 + request * 100 + each, start + 1)
      const given = lastComesAgain ? Math.min(page, Math.max(1, Math.ceil(all.length / size))) : page
      return { rows: all.slice((given - 1) * size, given * size), total: null }
    }

  it.effect.each([
    ["one row, full pages", 1, 10],
    ["one row, pages of four", 1, 4],
    ["a page of rows, pages of four", 4, 4],
    ["more than a page of rows, pages of four", 6, 4]
  ] as const)("%s: the window is read again", ([_, count, size]) =>
    Effect.gen(function* () {
      yield* later
      const { options, orders } = platform(
        35,
        "created",
        appear(count, size, (request) => request === 2)
      )
      const { error, pages } = yield* read(options)
      assert.deepStrictEqual([error, sorted(ids(pages))], [null, sorted([...orders.keys()])])
      assert.deepStrictEqual(DateTime.toEpochMillis(pages.at(-1)?.settledUntil ?? at("1970-01-01")), until)
    })
  )

  const platforms = [
    [10, "empty"],
    [4, "empty"],
    [10, "the last one again"],
    [4, "the last one again"]
  ] as const
  it.effect.each(platforms)(
    "pages of %i, those behind the end %s; any number of rows, of rows that appear, any request after which: none is lost",
    ([size, behind]) =>
      Effect.gen(function* () {
        yield* later
        const isAgain = behind !== "empty"
        for (const rows of [size - 1, size, size + 1, 2 * size, 3 * size - 1, 3 * size]) {
          // Nobody can know of rows that appear after the first page that is not full.
          const fullPages = Math.floor(rows / size)
          for (const count of [1, Math.floor(size / 2), size - 1, size, size + 1, 2 * size]) {
            // Nor whether a full page that comes again is the last one again.
            if (isAgain && (rows + count) % size === 0) continue
            for (let after = 1; after <= fullPages; after++) {
              const { options, orders } = platform(
                rows,
                "created",
                appear(count, size, (request) => request === after, isAgain)
              )
              const { error, pages } = yield* read(options)
              // A full page of rows that all came before may also be a platform that stands still: then the list fails.
              if (count >= size && error !== null) continue
              assert.deepStrictEqual(
                [error, sorted(ids(pages))],
                [null, sorted([...orders.keys()])],
                `${rows} rows, ${count} appear after request ${after}`
              )
            }
          }
        }
      })
  )

  it.effect("at every reading: the list fails, or warns once and leaves `settledUntil` before the window", () =>
    Effect.gen(function* () {
      yield* later
      const { options, pages: asked } = platform(
        35,
        "created",
        appear(1, 10, (request) => request % 5 === 2)
      )
      const { error, pages } = yield* read(options)
      assert.deepInclude(error?.reason, { _tag: "ListContradiction", stated: 38, received: 37, since: iso(start) })
      assert.isTrue(pages.every(({ complete }) => !complete))
      assert.isBelow(asked.length, 18)
      const other = platform(
        35,
        "created",
        appear(1, 10, (request) => request % 5 === 2),
        { onContradiction: "warn" }
      )
      const warned = yield* read(other.options)
      assert.isNull(warned.error)
      assert.isTrue(warned.pages.at(-1)?.complete)
      assert.isTrue(warned.pages.every(({ settledUntil }) => DateTime.toEpochMillis(settledUntil) === start))
    })
  )

  it.effect.each([
    [10, 35, [1, 2, 3, 4, 5, 6]],
    [20, 37, [1, 2, 3, 4]]
  ] as const)(
    "pages of %i: a last page that comes again for every page behind it is no contradiction",
    ([pageSize, count, requests]) =>
      Effect.gen(function* () {
        yield* later
        const last = Math.ceil(count / pageSize)
        const again: Trouble = (_, { all, page }) => ({
          rows: all.slice((Math.min(page, last) - 1) * pageSize, page * pageSize),
          total: null
        })
        const { options, pages: asked } = platform(count, "created", again, { pageSize })
        const { error, pages } = yield* read(options)
        assert.deepStrictEqual([error, ids(pages), asked], [null, upTo(count), [...requests]])
      })
  )

  it.effect("a total that is too low proves nothing: rows that move count as without one", () =>
    Effect.gen(function* () {
      yield* later
      const moving = appear(1, 10, (request) => request === 2)
      const { options, orders } = platform(35, "created", (answer, asked) => ({ ...moving(answer, asked), total: 20 }))
      const { error, pages } = yield* read(options)
      assert.deepStrictEqual([error, sorted(ids(pages))], [null, sorted([...orders.keys()])])
    })
  )
})

describe("a window that was begun in another process", () => {
  /** Reads a page, after which something changes, and goes on in another process. */
  const readInTwo = (options: NumberedPagesOptions, count: number, change: () => void) =>
    Effect.gen(function* () {
      const first = yield* Stream.runCollect(Stream.take(numberedPages(options), count))
      change()
      const rest = yield* read({ ...options, query: { ...options.query, after: first.at(-1)?.cursor ?? "" } })
      return { error: rest.error, found: new Set([...ids(first), ...ids(rest.pages)]), pages: rest.pages }
    })

  const changes: ReadonlyArray<readonly [string, hasTotal: boolean, appears: number, vanishes: number]> = [
    ["an order appears on a page that was read", true, 1, 0],
    ["more orders than a page has appear on one that was read", true, 15, 0],
    ["an order appears on a page that was read, and another one vanishes", true, 1, 1],
    ["an order appears on a page that was read, and no total is stated", false, 1, 0]
  ]
  it.effect.each(changes)("by created: %s: it is found", ([_, hasTotal, appears, vanishes]) =>
    Effect.gen(function* () {
      yield* later
      for (const count of [1, 2, 3]) {
        const { options, orders } = platform(45, "created", ({ rows, total }) => ({
          rows,
          total: hasTotal ? total : null
        }))
        const { error, found } = yield* readInTwo(options, count, () => {
          for (let each = 1; each <= appears; each++) orders.set(900 + each, start + 1)
          for (let each = 0; each < vanishes; each++) orders.delete(44 - each)
        })
        assert.isNull(error)
        assert.deepStrictEqual(
          [...orders.keys()].filter((id) => !found.has(id)),
          []
        )
      }
    })
  )

  const behindTheEnd = ["empty", "the last one again"] as const
  it.effect.each(behindTheEnd)(
    "by created, without a total, pages behind the end %s: any number of rows, any number that appear after any full page",
    (behind) =>
      Effect.gen(function* () {
        yield* later
        const isAgain = behind !== "empty"
        for (const rows of [10, 11, 20, 29, 30]) {
          for (const count of [1, 4, 9]) {
            if (isAgain && (rows + count) % 10 === 0) continue
            for (let after = 1; after <= Math.floor(rows / 10); after++) {
              const { options, orders } = platform(rows, "created", (_, { all, page }) => {
                const given = isAgain ? Math.min(page, Math.ceil(all.length / 10)) : page
                return { rows: all.slice((given - 1) * 10, given * 10), total: null }
              })
              const { error, found } = yield* readInTwo(options, after, () => {
                for (let each = 1; each <= count; each++) orders.set(900 + each, start + 1)
              })
              const what = `${rows} rows, ${count} appear after page ${after}`
              assert.deepStrictEqual([error, sorted([...found])], [null, sorted([...orders.keys()])], what)
            }
          }
        }
      })
  )

  it.effect("by created: an order that appears is found, although the first one that was read vanishes", () =>
    Effect.gen(function* () {
      yield* later
      // The rows do not move, so only the total tells.
      const { options, orders } = platform(45, "created", none)
      const { error, found } = yield* readInTwo(options, 2, () => {
        orders.set(901, start + 1)
        orders.set(902, start + 44 * minute + 1)
        orders.delete(1)
      })
      assert.deepStrictEqual([error, found.has(901), found.has(902)], [null, true, true])
    })
  )

  it.effect.each(both)("by %s: a row that is missing is not made up for by rows that count twice", (by) =>
    Effect.gen(function* () {
      yield* later
      const lacks: Trouble = (answer, { page }) => (page === 3 ? { ...answer, rows: answer.rows.slice(1) } : answer)
      const { options } = platform(45, by, lacks)
      let { error, pages } = yield* read({ ...options, query: options.query })
      assert.strictEqual(error?.reason._tag, "ListContradiction")
      // Each page in a process of its own.
      let after: string | undefined
      for (let number = 0; number < 60; number++) {
        const query = { ...options.query, ...(after === undefined ? {} : { after }) }
        const list = Stream.take(numberedPages({ ...options, query }), 1)
        const result = yield* Effect.result(Stream.runCollect(list))
        if (result._tag === "Failure") break
        ;[pages, error] = [[...result.success], null]
        after = pages[0]?.cursor ?? ""
        assert.isFalse(pages[0]?.complete)
      }
    })
  )

  it.effect.each(both)("by %s: its rows of both processes count", (by) =>
    Effect.gen(function* () {
      yield* later
      const { options, pages: asked } = platform(45, by, none)
      const whole = yield* read(options)
      for (const [index, { cursor }] of whole.pages.entries()) {
        const requests = asked.length
        const rest = yield* read({ ...options, query: { ...options.query, after: cursor } })
        assert.isNull(rest.error)
        assert.deepStrictEqual(sorted(ids([...whole.pages.slice(0, index + 1), ...rest.pages])), upTo(45))
        assert.isAtMost(asked.length - requests, whole.pages.length - index)
      }
    })
  )

  it.effect("a cursor of the first version goes on with its window", () =>
    Effect.gen(function* () {
      yield* later
      const { options } = platform(45, "created", none)
      const old = {
        v: 1,
        list: "shop s1 many",
        by: "created",
        until,
        since: start,
        end: until,
        page: 3,
        total: 45,
        round: 0
      }
      const { error, pages } = yield* read({ ...options, query: { ...options.query, after: JSON.stringify(old) } })
      assert.deepStrictEqual([error, sorted(ids(pages))], [null, upTo(45)])
    })
  )
})

describe("requests", () => {
  const cases: ReadonlyArray<readonly [OrderQuery["by"], number, boolean, ReadonlyArray<number>]> = [
    ["created", 35, true, [1, 2, 3, 4]],
    ["created", 20, true, [1, 2, 3]],
    ["created", 35, false, [1, 2, 3, 4, 5]],
    ["created", 0, true, [1]],
    ["created", 0, false, [1]],
    ["updated", 35, true, [1, 4, 3, 2, 1]],
    ["updated", 20, true, [1, 3, 2, 1]],
    ["updated", 5, true, [1]],
    ["updated", 0, true, [1]],
    ["updated", 35, false, [1, 2, 3, 4, 5, 4, 3, 2, 1]]
  ]
  it.effect.each(cases)("by %s, %i orders, a total stated (%s): pages %o", ([by, count, hasTotal, expected]) =>
    Effect.gen(function* () {
      yield* later
      const { options, pages } = platform(count, by, ({ rows, total }) => ({ rows, total: hasTotal ? total : null }))
      yield* read(options)
      assert.deepStrictEqual(pages, expected)
    })
  )

  it.effect("by created: none is read again for a row that comes twice if all rows of the total came", () =>
    Effect.gen(function* () {
      yield* later
      const { options, pages } = platform(35, "created", ({ rows, total }, { page }) => ({
        rows: page === 3 ? [20, ...rows] : rows,
        total
      }))
      const found = yield* read(options)
      assert.deepStrictEqual([found.error, ids(found.pages), pages], [null, upTo(35), [1, 2, 3, 4]])
    })
  )

  it.effect("by created: none is read again for a row that appears behind the pages that were read", () =>
    Effect.gen(function* () {
      yield* later
      const appears: Trouble = (answer, { orders, request }) => {
        if (request === 2) orders.set(999, until - 1)
        return answer
      }
      const { options, pages } = platform(35, "created", appears)
      const found = yield* read(options)
      assert.deepStrictEqual([found.error, ids(found.pages), pages], [null, [...upTo(35), 999], [1, 2, 3, 4]])
    })
  )

  it.effect("by updated: none is asked for behind the page to which the total led, though its rows left", () =>
    Effect.gen(function* () {
      yield* later
      const leave: Trouble = (answer, { orders, request }) => {
        if (request === 1) for (const id of [31, 32, 33, 34, 35]) orders.set(id, until + id)
        return answer
      }
      const { options, pages } = platform(35, "updated", leave)
      const found = yield* read(options)
      assert.deepStrictEqual([found.error, sorted(ids(found.pages)), pages], [null, upTo(30), [1, 4, 3, 2, 1]])
    })
  )

  it.effect("by created: what came before a window was split does not count as rows of its first half", () =>
    Effect.gen(function* () {
      yield* later
      // A window of one page has one row more than the platform ever shows.
      const lacks: Trouble = ({ rows }, { all }) => ({ rows, total: all.length > 10 ? null : all.length + 1 })
      const { options } = platform(40, "created", lacks, { maxRows: 20 })
      const { error } = yield* read(options)
      assert.deepInclude(error?.reason, { _tag: "ListContradiction", since: iso(start), stated: 7, received: 6 })
    })
  )

  it.effect.each(both)("by %s: no page beyond the platform's depth is asked for", (by) =>
    Effect.gen(function* () {
      yield* later
      for (const stated of [true, false]) {
        const trouble: Trouble = ({ rows, total }) => ({ rows, total: stated ? total : null })
        const { options, pages } = platform(95, by, trouble, { maxRows: 30 })
        const found = yield* read(options)
        assert.deepStrictEqual([found.error, sorted(ids(found.pages))], [null, upTo(95)])
        assert.isAtMost(Math.max(...pages), 3)
      }
    })
  )
})
