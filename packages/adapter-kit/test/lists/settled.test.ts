/** Up to where a list is right: by the platform's time, page by page, and from one reading to the next. */
import { assert, describe, it } from "@effect/vitest"
import type { AdapterError, OrderPage, OrderQuery } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { monotonicMillis } from "../../src/account/monotonicTime.ts"
import { makePlatformClock } from "../../src/calls/PlatformClock.ts"
import { markedPages } from "../../src/lists/markedPages.ts"
import { type NumberedPagesOptions, numberedPages } from "../../src/lists/numberedPages.ts"
import { at, decoded, ids, iso, listOptions, millis, numberedPage } from "./support.ts"

const start = millis("2024-01-01T00:00:00Z")
const second = 1000
const minute = 60 * second

interface World {
  /** Seconds by which this machine's clock is ahead of the platform's. */
  readonly ahead: number
  /** Whether the platform states its time. */
  readonly states?: boolean
  readonly more?: Partial<NumberedPagesOptions>
}

/** A platform with an order every ten seconds, which are there as soon as they are made. */
const world = ({ ahead, more = {}, states = true }: World) => {
  const asked: Array<readonly [since: string, until: string]> = []
  const platformNow = Effect.map(Clock.currentTimeMillis, (now) => now - ahead * second)
  /** Another adapter of the shop, as in another process: it has not heard the platform's time yet. */
  const open = (): Omit<NumberedPagesOptions, "query"> => {
    const clock = makePlatformClock("shop")
    const answer = Effect.gen(function* () {
      const now = yield* platformNow
      const heardAt = yield* monotonicMillis
      yield* clock.note(states ? { at: Math.floor(now / second) * second, heardAt } : null)
      return Array.from({ length: Math.max(0, Math.floor((now - start) / (10 * second)) + 1) }, (_, index) => index)
    })
    return {
      ...listOptions(),
      clock,
      firstPage: 1,
      pageSize: 1000,
      maxRows: null,
      totalLimit: 10_000_000,
      fetchPage: (window, page) =>
        Effect.flatMap(answer, (there) => {
          asked.push([iso(window.since), iso(window.until)])
          const all = there.filter((index) => {
            const time = start + index * 10 * second
            return time >= window.since && time < window.until
          })
          return numberedPage(
            all.slice((page - 1) * 1000, page * 1000).map((index) => ({ id: index + 1 })),
            all.length
          )
        }),
      ...more
    }
  }
  return { asked, open, platformNow }
}

const collect = (options: Omit<NumberedPagesOptions, "query">, query: OrderQuery) =>
  Stream.runCollect(numberedPages({ ...options, query }))

const last = (pages: ReadonlyArray<OrderPage>): OrderPage => {
  const page = pages.at(-1)
  assert.isDefined(page)
  return page
}

const atMinute = (minutes: number) => DateTime.makeUnsafe(start + minutes * minute)
const from = (since: number, until: number): OrderQuery => ({
  by: "created",
  since: atMinute(since),
  until: atMinute(until)
})

describe("a list is settled", () => {
  it.effect.each([
    [0, 60],
    [0, 0],
    [0, 180],
    [600, 60],
    [3600, 60],
    [-600, 60],
    [-3600, 60]
  ] as const)("with our clock %i s ahead, up to %i s before the platform's now", ([ahead, settleSeconds]) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 120 * minute + ahead * second + 300)
      const { open, platformNow } = world({ ahead, more: { settleSeconds } })
      const pages = yield* collect(open(), from(0, 10_000))
      const settledUntil = DateTime.toEpochMillis(last(pages).settledUntil)
      assert.strictEqual(settledUntil, Math.floor((yield* platformNow) / second) * second - settleSeconds * second)
      const wanted = Array.from(
        { length: (120 * minute - settleSeconds * second) / (10 * second) },
        (_, index) => index + 1
      )
      assert.includeMembers([...ids(pages)], wanted)
      // A clock that is right by a second or two costs no request.
      assert.isTrue(last(pages).complete)
    })
  )

  it.effect("by this machine's clock, if the platform states no time", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 120 * minute)
      const { open } = world({ ahead: 600, states: false })
      const page = last(yield* collect(open(), from(0, 10_000)))
      assert.deepStrictEqual(page.settledUntil, atMinute(119))
    })
  )

  it.effect("only up to `until`, and not before a window is read to its end", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 10_000 * minute)
      const { open } = world({ ahead: 0, more: { pageSize: 1000, windowSeconds: 3600 } })
      const pages = yield* collect({ ...open(), pageSize: 1000 }, from(0, 150))
      assert.deepStrictEqual(
        pages.map(({ settledUntil }) => settledUntil),
        [atMinute(60), atMinute(120), atMinute(150)]
      )
      for (const by of ["created", "updated"] as const) {
        const small = open()
        const fetchPage: NumberedPagesOptions["fetchPage"] = (window, page) =>
          Effect.map(small.fetchPage(window, 1), ({ received, total }) => {
            const records = received.slice((page - 1) * 100, page * 100)
            return { received: records, records, total }
          })
        const read = yield* collect({ ...small, pageSize: 100, fetchPage }, { ...from(0, 90), by })
        const settled = read.map(({ settledUntil }) => (DateTime.toEpochMillis(settledUntil) - start) / minute)
        // Four pages of the first hour, two of the half hour.
        assert.deepStrictEqual(settled, [0, 0, 0, 60, 60, 90])
      }
    })
  )
})

describe("our clock", () => {
  it.effect("costs no request while it is right", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 120 * minute + 999)
      const { asked, open } = world({ ahead: 0 })
      yield* collect(open(), from(0, 10_000))
      assert.lengthOf(asked, 1)
    })
  )

  it.effect("if it is ahead, the window is asked for again; if it is behind, another one is asked for", () =>
    Effect.gen(function* () {
      for (const [ahead, windows] of [
        [600, ["02:09:00", "01:59:00"]],
        [-600, ["01:49:00", "01:59:00"]]
      ] as const) {
        yield* TestClock.setTime(start + 120 * minute + ahead * second)
        const { asked, open } = world({ ahead })
        yield* collect(open(), from(0, 10_000))
        assert.deepStrictEqual(
          asked.map(([, until]) => until.slice(11, 19)),
          [...windows]
        )
      }
    })
  )

  it.effect("if it says that nothing is settled, a small window finds out the platform's time", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 60 * minute)
      const { asked, open } = world({ ahead: -3600 })
      const pages = yield* collect(open(), from(70, 10_000))
      assert.deepStrictEqual(last(pages).settledUntil, atMinute(119))
      assert.deepStrictEqual(
        asked[0]?.map((time) => time.slice(11, 19)),
        ["01:10:00", "01:10:01"]
      )
      const nothing = world({ ahead: 0 })
      const empty = yield* collect(nothing.open(), from(70, 10_000))
      assert.deepStrictEqual(
        empty.map(({ complete, records, settledUntil }) => [records.length, complete, settledUntil]),
        [[0, true, atMinute(70)]]
      )
    })
  )

  it.effect("does not lead into the far future: one request finds out the time, and no more is asked", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start)
      const future = { by: "created", since: at("2025-01-01T00:00:00Z"), until: at("2025-01-02T00:00:00Z") } as const
      for (const states of [true, false]) {
        const { asked, open } = world({ ahead: 0, states })
        const one = open()
        const pages = yield* collect(one, future)
        assert.deepStrictEqual([asked.length, ids(pages), last(pages).complete], [1, [], true])
        yield* collect(one, future)
        assert.lengthOf(asked, states ? 1 : 2)
      }
    })
  )

  it.effect("may be days behind: orders are read, and read on", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start - 3 * 1440 * minute)
      const { open, platformNow } = world({ ahead: -(3 * 86_400 + 3600) })
      assert.strictEqual(yield* platformNow, start + 60 * minute)
      const pages = yield* collect(open(), from(10, 10_000))
      assert.deepStrictEqual(last(pages).settledUntil, atMinute(59))
      assert.lengthOf(ids(pages), 49 * 6)
      yield* TestClock.adjust("10 minutes")
      const rest = yield* collect(open(), { ...from(10, 10_000), after: last(pages).cursor })
      assert.deepStrictEqual(last(rest).settledUntil, atMinute(69))
    })
  )
})

describe("reading on", () => {
  const clocks: ReadonlyArray<readonly [ahead: number, states: boolean, settleSeconds: number]> = [
    [0, true, 60],
    [0, false, 60],
    [0, true, 0],
    [1.9, true, 0],
    [600, true, 60],
    [3600, true, 0],
    [-600, true, 60]
  ]
  const ways = {
    "from the last cursor, in one process": { isOne: true, byCursor: true },
    "from the last cursor, in another process each time": { isOne: false, byCursor: true },
    "from `settledUntil`": { isOne: false, byCursor: false }
  } as const
  const cases = clocks.flatMap((clock) => Object.keys(ways).map((way) => [...clock, way as keyof typeof ways] as const))

  it.effect.each(cases)(
    "our clock %f s ahead, the platform states its time (%s), settled after %i s, %s: nothing is lost",
    ([ahead, states, settleSeconds, way]) =>
      Effect.gen(function* () {
        const { byCursor, isOne } = ways[way]
        yield* TestClock.setTime(start + 7 * minute + ahead * second)
        const { open, platformNow } = world({ ahead, states, more: { settleSeconds } })
        const one = open()
        const read = new Set<number>()
        let query: OrderQuery = { by: "created", since: atMinute(0), until: atMinute(0) }
        let settled = start
        for (let round = 0; round < 40; round++) {
          yield* TestClock.adjust(`${7 + (round % 5) * 31} seconds`)
          const until = yield* DateTime.now
          const pages = yield* collect(isOne ? one : open(), { ...query, until })
          const { cursor, settledUntil } = last(pages)
          for (const id of ids(pages)) read.add(id)
          query = byCursor ? { ...query, after: cursor } : { ...query, since: settledUntil }
          assert.isAtLeast(DateTime.toEpochMillis(settledUntil), settled)
          settled = DateTime.toEpochMillis(settledUntil)
          const there = Array.from({ length: Math.ceil((settled - start) / (10 * second)) }, (_, index) => index + 1)
          assert.deepStrictEqual(
            there.filter((id) => !read.has(id)),
            []
          )
          // Our clock is the caller's `until`: it bounds what is read if it is behind.
          const now = Math.min(yield* platformNow, DateTime.toEpochMillis(until))
          assert.isAtMost(settled, Math.max(start, now))
          if (states || ahead === 0) assert.isAtLeast(settled, now - (settleSeconds + 3) * second)
        }
      })
  )

  it.effect("to the same `until` gives nothing and asks for nothing; to a later one goes on", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 10_000 * minute)
      const { asked, open } = world({ ahead: 0, more: { overlapSeconds: 30 } })
      const first = yield* collect(open(), from(0, 10))
      const requests = asked.length
      const again = yield* collect(open(), { ...from(0, 10), after: last(first).cursor })
      assert.deepStrictEqual([ids(again), last(again).complete, asked.length], [[], true, requests])
      const rest = yield* collect(open(), { ...from(0, 20), after: last(first).cursor })
      assert.deepStrictEqual(asked.at(-1), [iso(start + 9.5 * minute), iso(start + 20 * minute)])
      assert.deepStrictEqual(last(rest).settledUntil, atMinute(20))
      assert.deepStrictEqual(
        [...ids(first), ...ids(rest)].toSorted((one, other) => one - other),
        [...Array.from({ length: 120 }, (_, index) => index + 1), 58, 59, 60].toSorted((one, other) => one - other)
      )
    })
  )

  it.effect("the overlap does not reach behind the list's own beginning", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 10_000 * minute)
      const { asked, open } = world({ ahead: 0, more: { overlapSeconds: 3600 } })
      const first = yield* collect(open(), from(5, 10))
      yield* collect(open(), { ...from(5, 20), after: last(first).cursor })
      assert.strictEqual(asked.at(-1)?.[0], iso(start + 5 * minute))
    })
  )

  it.effect("needs the time and the states of the cursor's list", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 10_000 * minute)
      const { asked, open } = world({ ahead: 0 })
      const page = last(yield* collect(open(), { ...from(0, 10), states: ["closed", "active"] }))
      const requests = asked.length
      const query = { ...from(0, 20), after: page.cursor }
      const refusals: ReadonlyArray<readonly [OrderQuery, RegExp]> = [
        [{ ...query, states: ["closed", "active"], by: "updated" }, /by created, not by updated/],
        [query, /other states/],
        [{ ...query, states: ["closed"] }, /other states/]
      ]
      for (const [refused, words] of refusals) {
        const error: AdapterError = yield* Effect.flip(collect(open(), refused))
        assert.strictEqual(error.reason._tag, "InvalidRequest")
        assert.match(error.message, words)
      }
      assert.lengthOf(asked, requests)
      assert.isTrue(last(yield* collect(open(), { ...query, states: ["active", "closed", "active"] })).complete)
    })
  )
})

describe("a list with marks", () => {
  it.effect("settles, overlaps and goes on like one with numbers", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 120 * minute)
      const { open } = world({ ahead: 600 })
      const asked: Array<readonly [string, string]> = []
      const options = { ...open(), settleSeconds: 180, overlapSeconds: 600, windowSeconds: 3600 }
      const fetchPage = (window: { readonly since: number; readonly until: number }) =>
        Effect.gen(function* () {
          yield* options.fetchPage(window, 1)
          asked.push([iso(window.since).slice(11, 19), iso(window.until).slice(11, 19)])
          const records = yield* decoded([])
          return { received: records, records, next: null }
        })
      const read = (query: OrderQuery) => Stream.runCollect(markedPages({ ...options, fetchPage, query }))
      const pages = yield* read(from(0, 10_000))
      assert.deepStrictEqual(last(pages).settledUntil, atMinute(107))
      yield* TestClock.adjust("5 minutes")
      const rest = yield* read({ ...from(0, 10_000), after: last(pages).cursor })
      assert.deepStrictEqual(last(rest).settledUntil, atMinute(112))
      assert.deepStrictEqual(asked, [
        ["00:00:00", "01:00:00"],
        ["00:50:00", "01:47:00"],
        ["01:37:00", "01:52:00"]
      ])
    })
  )
})
