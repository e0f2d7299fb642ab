/** Reading list 2.0: over the twin, and over a small platform whose bounds are in- or exclusive. */
import { assert, describe, it } from "@effect/vitest"
import { type FaultPlan, makeTwin, makeTwinHttpClient, type RunningTwin } from "@huidan/conformance"
import {
  type AdapterError,
  formatWallTime,
  isJsonObject,
  isOrder,
  type Order,
  type OrderAdapter,
  type OrderPage,
  type OrderQuery
} from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { HttpClient } from "effect/http/HttpClient"
import * as Result from "effect/Result"
import * as Stream from "effect/Stream"
import { TestClock } from "effect/testing"
import { twin } from "../../twin/index.ts"
import { borderPlatform } from "../support/borderPlatform.ts"
import * as twinShop from "../support/twinShop.ts"

type Pages = Result.Result<ReadonlyArray<OrderPage>, AdapterError>

const under = (client: HttpClient, use: (adapter: OrderAdapter) => Effect.Effect<Pages>) =>
  twinShop.under(client, twinShop.twinOptions, use)

const pagesOf =
  (query: OrderQuery) =>
  (adapter: OrderAdapter): Effect.Effect<Pages> =>
    Effect.result(Stream.runCollect(adapter.listOrders(query)))

const read = (pages: Pages): ReadonlyArray<OrderPage> => Result.getOrThrow(pages)

const ordersOf = (pages: ReadonlyArray<OrderPage>): ReadonlyArray<Order> =>
  pages.flatMap((page) => page.records.filter(isOrder))

const world = (count: number, faults: FaultPlan = {}) =>
  Effect.gen(function* () {
    const running = yield* makeTwin(twin, { seed: 3, orders: count, days: 80, faults })
    yield* TestClock.setTime(DateTime.toEpochMillis(running.baseTime) + 120_000)
    return running
  })

const queryOf = (running: RunningTwin, by: OrderQuery["by"]): OrderQuery => ({
  by,
  since: DateTime.subtract(running.baseTime, { days: 90 }),
  until: DateTime.add(running.baseTime, { seconds: 1 })
})

const idsOf = (orders: ReadonlyArray<Order>) => orders.map(({ orderId }) => orderId)

describe("list 2.0 over the twin", () => {
  it.effect.each(["created", "updated"] as const)(
    "by %s loses and doubles nothing, within the platform's limits",
    (by) =>
      Effect.gen(function* () {
        const running = yield* world(700)
        const client = makeTwinHttpClient(running, twinShop.baseUrl)
        const pages = read(yield* under(client, pagesOf(queryOf(running, by))))
        const listed = ordersOf(pages)
        assert.deepStrictEqual(idsOf(listed).toSorted(), idsOf(running.orders()).toSorted())
        assert.strictEqual(pages.flatMap((page) => page.records).filter((record) => !isOrder(record)).length, 3)
        const calls = running.journal().filter(({ operation }) => operation === "order.list@2.0")
        assert.isAbove(calls.length, 7)
        for (const { outcome, parameters } of calls) {
          assert.strictEqual(outcome, "ok")
          const clock = by === "created" ? "created" : "update"
          const [start, end] = [parameters[`${clock}_time_start`], parameters[`${clock}_time_end`]].map((text) =>
            Date.parse(`${String(text).replace(" ", "T")}+08:00`)
          )
          assert.isAtMost(end! - start!, 28 * 86_400_000)
          assert.deepInclude(parameters, { order_by: `${by}_at`, order_asc: "asc", page_size: 100 })
          assert.isFalse(isJsonObject(parameters["data"] ?? null))
        }
      })
  )

  it.effect("by updated reads backwards, so that rows that move meanwhile are not lost", () =>
    Effect.gen(function* () {
      const fault = { kind: "rows-move" } as const
      const running = yield* world(700, { scripted: [{ request: 1, operation: "order.list@2.0", times: 12, fault }] })
      const client = makeTwinHttpClient(running, twinShop.baseUrl)
      const query = queryOf(running, "updated")
      const listed = ordersOf(read(yield* under(client, pagesOf(query))))
      // What moved out of the query's span before it was read is read by the next query.
      yield* TestClock.adjust("10 minutes")
      const later = { ...query, since: query.until, until: DateTime.add(running.baseTime, { days: 1 }) }
      const rest = ordersOf(read(yield* under(client, pagesOf(later))))
      const known = new Set([...idsOf(listed), ...idsOf(rest)])
      assert.isAbove(rest.length, 100)
      assert.deepStrictEqual(
        idsOf(running.orders()).filter((id) => !known.has(id)),
        []
      )
    })
  )

  it.effect.each(["created", "updated"] as const)("by %s resumes behind any page", (by) =>
    Effect.gen(function* () {
      const running = yield* world(250)
      const client = makeTwinHttpClient(running, twinShop.baseUrl)
      const query = queryOf(running, by)
      const pages = read(yield* under(client, pagesOf(query)))
      const all = idsOf(ordersOf(pages)).toSorted()
      for (const [index, page] of pages.entries()) {
        const rest = read(yield* under(client, pagesOf({ ...query, after: page.cursor })))
        assert.deepStrictEqual(idsOf(ordersOf([...pages.slice(0, index + 1), ...rest])).toSorted(), all)
      }
    })
  )
})

const start = Date.UTC(2024, 2, 1)
const day = 86_400_000
const border = start + 27 * day
const instants = [start - 1000, start, start + 1000, border - 1000, border, border + 1000, start + 40 * day - 1000]

describe("the bounds of a window of list 2.0", () => {
  const bounds = [
    [true, true],
    [true, false],
    [false, true],
    [false, false]
  ] as const
  it.effect.each(bounds)("lose and double nothing, with start inclusive %s and end inclusive %s", ([since, until]) =>
    Effect.gen(function* () {
      yield* TestClock.setTime(start + 100 * day)
      for (const by of ["created", "updated"] as const) {
        const platform = borderPlatform({ instants: [...instants, start + 40 * day], since, until, pageSize: 100 })
        const span = { by, since: DateTime.makeUnsafe(start), until: DateTime.makeUnsafe(start + 40 * day) }
        const listed = ordersOf(read(yield* under(platform, pagesOf(span))))
        assert.deepStrictEqual(
          listed.map(({ times }) => formatWallTime(times[by]!)),
          instants.slice(1).map((instant) => formatWallTime(DateTime.makeUnsafe(instant)))
        )
      }
    })
  )

  it.effect.each(["created", "updated"] as const)("pages of another size than asked for are all read, by %s", (by) =>
    Effect.gen(function* () {
      const fault = { kind: "page-size", size: 40 } as const
      const running = yield* world(250, { scripted: [{ request: 1, operation: "order.list@2.0", times: 1000, fault }] })
      const pages = yield* under(makeTwinHttpClient(running, twinShop.baseUrl), pagesOf(queryOf(running, by)))
      assert.deepStrictEqual(idsOf(ordersOf(read(pages))).toSorted(), idsOf(running.orders()).toSorted())
    })
  )
})
