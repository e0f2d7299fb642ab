/** Lists against the simulated platform: windows, depth, resumption, states, limits that differ. */
import { assert, describe, it } from "@effect/vitest"
import { Accounts } from "@huidan/adapter-kit"
import type { RunningTwin } from "@huidan/conformance"
import { isQuarantined, type OrderQuery, type TradeState } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientResponse from "effect/http/HttpClientResponse"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import { type DoudianOptions, make } from "../../src/index.ts"
import { doorOf, lastDays, official, openWorld, orderIdsOf, passingTime, shopOptions } from "../support/twinShop.ts"

interface Door {
  readonly name: string
  readonly by: OrderQuery["by"]
  readonly operation: string
  readonly options: Partial<typeof DoudianOptions.Encoded>
}

const doors: ReadonlyArray<Door> = [
  { name: "fengchao", by: "created", operation: "fengchao.trade.list", options: {} },
  { name: "official", by: "created", operation: "order.searchList", options: official },
  { name: "official", by: "updated", operation: "order.searchList", options: official }
]

const list = (
  world: RunningTwin,
  door: Door,
  query: Partial<OrderQuery> = {},
  more: Partial<typeof DoudianOptions.Encoded> = {}
) =>
  Effect.gen(function* () {
    const doudian = yield* make(shopOptions(world, { ...door.options, ...more }))
    return yield* Stream.runCollect(doudian.listOrders({ by: door.by, ...lastDays(world, 30), ...query }))
  }).pipe(passingTime(), Effect.provide(doorOf(world)))

const sorted = (ids: ReadonlyArray<string>): ReadonlyArray<string> => ids.toSorted()

const allIds = (world: RunningTwin): ReadonlyArray<string> => sorted(world.orders().map(({ orderId }) => orderId))

const requestsOf = (world: RunningTwin, door: Door) =>
  world.journal().filter(({ operation }) => operation === door.operation)

const prefixOf = ({ by }: Door): string => (by === "created" ? "create_time" : "update_time")

const windowOf = (door: Door, { parameters }: ReturnType<typeof requestsOf>[number]): number =>
  Number(parameters[`${prefixOf(door)}_end`]) - Number(parameters[`${prefixOf(door)}_start`])

describe.each(doors)("$name, by $by", (door) => {
  it.effect("gives every order once, quarantines unreadable rows, and fills its pages", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(1, 120)
      const pages = yield* list(world, door)
      assert.deepStrictEqual(sorted(orderIdsOf(pages)), allIds(world))
      assert.lengthOf(
        pages.flatMap((page) => page.records.filter(isQuarantined)),
        3
      )
      assert.isTrue(pages.at(-1)?.complete)
      const requests = requestsOf(world, door)
      assert.isTrue(requests.every(({ outcome }) => outcome === "ok"))
      assert.deepStrictEqual(new Set(requests.map(({ parameters }) => String(parameters["size"]))), new Set(["100"]))
      assert.strictEqual(String(requests[0]?.parameters["page"]), "0")
    })
  )

  it.effect("never asks for a longer window than allowed, and none is refused", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(2, 40)
      const pages = yield* list(world, door, lastDays(world, 400))
      assert.deepStrictEqual(sorted(orderIdsOf(pages)), allIds(world))
      const requests = requestsOf(world, door)
      assert.isAbove(requests.length, 4)
      assert.isTrue(requests.every(({ outcome }) => outcome === "ok"))
      assert.strictEqual(Math.max(...requests.map((request) => windowOf(door, request))), 90 * 86_400)
    })
  )

  it.effect("keeps to the limits that the options name", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(3, 80)
      const listLimits = { pageSize: 30, windowSeconds: 20 * 86_400, maxRows: 50 }
      const pages = yield* list(world, door, {}, { listLimits })
      assert.deepStrictEqual(sorted(orderIdsOf(pages)), allIds(world))
      for (const request of requestsOf(world, door)) {
        assert.strictEqual(String(request.parameters["size"]), "30")
        assert.isAtMost(windowOf(door, request), 20 * 86_400)
        assert.isAtMost((Number(request.parameters["page"]) + 1) * 30, 50)
      }
    })
  )

  it.effect(
    "fails with the option's name if an answer has more orders than that allows, or states a larger total",
    () =>
      Effect.gen(function* () {
        const world = yield* openWorld(3, 60)
        for (const option of ["rowLimit", "totalLimit"]) {
          const error = yield* Effect.flip(list(world, door, {}, { [option]: 10 }))
          assert.include(error.message, `(option \`${option}\`)`)
          assert.strictEqual(error.reason._tag, "ResponseDecode")
          assert.strictEqual((yield* list(world, door, {}, { [option]: 100 })).at(-1)?.complete, true)
        }
        assert.isTrue(requestsOf(world, door).every(({ outcome }) => outcome === "ok"))
      })
  )

  it.effect("resumed at every cursor, loses nothing and repeats at most a page", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(4, 60)
      const limits = { listLimits: { pageSize: 8, windowSeconds: 6 * 86_400 } }
      const pages = yield* list(world, door, {}, limits)
      assert.isAbove(pages.length, 8)
      for (const [index, page] of pages.entries()) {
        if (page.complete) continue
        const before = orderIdsOf(pages.slice(0, index + 1))
        const after = orderIdsOf(yield* list(world, door, { after: page.cursor }, limits))
        assert.deepStrictEqual(sorted([...new Set([...before, ...after])]), allIds(world))
        assert.isAtMost(before.length + after.length - allIds(world).length, 8)
      }
    })
  )

  it.effect("gives the orders of a span, its first second included, its last one not", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(5, 60)
      const times = world.orders().map((order) => DateTime.toEpochMillis(order.times[door.by] ?? world.baseTime))
      const [since = 0, until = 0] = [10, 40].map((index) => times.toSorted((left, right) => left - right)[index])
      const span = { since: DateTime.makeUnsafe(since), until: DateTime.makeUnsafe(until) }
      const expected = world
        .orders()
        .filter((_, index) => (times[index] ?? 0) >= since && (times[index] ?? 0) < until)
        .map(({ orderId }) => orderId)
      assert.isAbove(expected.length, 20)
      assert.deepStrictEqual(sorted(orderIdsOf(yield* list(world, door, span))), sorted(expected))
      const fraction = { ...span, since: DateTime.makeUnsafe(since - 999) }
      assert.deepStrictEqual(sorted(orderIdsOf(yield* list(world, door, fraction))), sorted(expected))
    })
  )

  it.effect("gives the orders of the states that are asked for", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(6, 60)
      const choices: ReadonlyArray<ReadonlyArray<TradeState>> = [["closed"], ["active"], ["completed", "closed"], []]
      for (const states of choices) {
        const expected = world
          .orders()
          .filter(({ status }) => status.trade !== null && states.includes(status.trade))
          .map(({ orderId }) => orderId)
        assert.deepStrictEqual(sorted(orderIdsOf(yield* list(world, door, { states }))), sorted(expected))
      }
    })
  )
})

const [fengchao, , byUpdate] = doors as [Door, Door, Door]

describe("what the platform filters by state", () => {
  const cases: ReadonlyArray<readonly [string, ReadonlyArray<TradeState>, string | undefined]> = [
    ["closed orders stay closed", ["closed"], "4"],
    ["no order leaves the end of its course", ["closed", "active", "completed"], "2,3,101,105,5,4"],
    ["active orders move on", ["active"], undefined],
    ["nor are those in the middle safe", ["pending", "closed"], undefined],
    ["an unknown state has no code", ["unknown", "closed"], undefined],
    ["no state", [], undefined]
  ]
  it.effect.each(cases)("of 蜂巢: %s", ([_, states, codes]) =>
    Effect.gen(function* () {
      const world = yield* openWorld(8, 5)
      yield* list(world, fengchao, { states })
      const combined = codes === undefined ? undefined : `[{"order_status":"${codes}"}]`
      assert.strictEqual(requestsOf(world, fengchao)[0]?.parameters["combine_status"], combined)
    })
  )
})

describe("a list by update time", () => {
  it.effect("is read from its last page, and loses nothing while orders change and leave it", () =>
    Effect.gen(function* () {
      const moving = {
        scripted: [{ request: 1, times: 1000, operation: byUpdate.operation, fault: { kind: "rows-move" } }]
      } as const
      const world = yield* openWorld(11, 100, moving)
      const { until } = lastDays(world, 30)
      const read = new Set(orderIdsOf(yield* list(world, byUpdate, {}, { listLimits: { pageSize: 10 } })))
      const stayed = world
        .orders()
        .filter(({ times }) => times.updated !== null && DateTime.isLessThan(times.updated, until))
      assert.isAbove(stayed.length, 40)
      assert.isBelow(stayed.length, 95)
      assert.deepStrictEqual(
        stayed.map(({ orderId }) => orderId).filter((orderId) => !read.has(orderId)),
        []
      )
      const asked = requestsOf(world, byUpdate).map(({ parameters }) => Number(parameters["page"]))
      assert.deepStrictEqual(
        asked.slice(1),
        asked.slice(1).toSorted((left, right) => right - left)
      )
    })
  )

  it.effect("is filtered by the platform, whatever states are asked for", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(12, 5)
      yield* list(world, byUpdate, { states: ["active"] })
      assert.deepStrictEqual(requestsOf(world, byUpdate)[0]?.parameters["combine_status"], [
        { order_status: "2,3,101,105" }
      ])
    })
  )
})

describe("a list that is not as assumed", () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ shop_id: 1, order_id: String(index + 1), create_time: 1717200000 }))
  const answering = (data: unknown) => {
    const client = HttpClient.make((request) =>
      Effect.succeed(HttpClientResponse.fromWeb(request, new Response(JSON.stringify({ code: 0, data }))))
    )
    return Effect.gen(function* () {
      const world = yield* openWorld(9, 1)
      const doudian = yield* make(shopOptions(world)).pipe(Effect.provideService(HttpClient.HttpClient, client))
      const span = { since: DateTime.makeUnsafe(1717199000_000), until: DateTime.makeUnsafe(1717201000_000) }
      return yield* Effect.result(Stream.runCollect(doudian.listOrders({ by: "created", ...span })))
    }).pipe(passingTime(), Effect.provide(Layer.fresh(Accounts.layer())))
  }

  const short: ReadonlyArray<readonly [string, unknown, object]> = [
    [
      "the same page for every number",
      { total: 300, shop_order_list: rows(50) },
      { _tag: "ListContradiction", stated: 300, received: 50 }
    ],
    [
      "fewer rows than its total",
      { total: "3", shop_order_list: rows(2) },
      { _tag: "ListContradiction", stated: 3, received: 2 }
    ],
    [
      "a list of another name",
      { total: 2, orders: rows(2) },
      { _tag: "ResponseDecode", pointer: "/data/shop_order_list" }
    ],
    ...[[], {}, null].map(
      (data) =>
        [
          `data ${JSON.stringify(data)}`,
          data,
          { _tag: "ResponseDecode", pointer: "/data/shop_order_list", found: "nothing" }
        ] as const
    )
  ]
  it.effect.each(short)("%s: fails, nothing is left out silently", ([_, data, reason]) =>
    Effect.gen(function* () {
      const result = yield* answering(data)
      assert.deepInclude(result._tag === "Failure" ? result.failure.reason : {}, reason)
    })
  )

  it.effect("pages that hold less than was asked for are all read", () =>
    Effect.gen(function* () {
      for (const door of doors) {
        const world = yield* openWorld(13, 120, {
          scripted: [{ request: 1, times: 1000, operation: door.operation, fault: { kind: "page-size", size: 30 } }]
        })
        assert.deepStrictEqual(sorted(orderIdsOf(yield* list(world, door))), allIds(world))
      }
    })
  )

  it.effect("a list of nothing is empty; rows without a total are read until a page has no new ones", () =>
    Effect.gen(function* () {
      for (const data of [{ total: 0, shop_order_list: null }, { shop_order_list: [] }]) {
        const result = yield* answering(data)
        assert.deepStrictEqual(result._tag === "Success" ? orderIdsOf(result.success) : result.failure, [])
      }
      const result = yield* answering({ shop_order_list: rows(3) })
      assert.deepStrictEqual(result._tag === "Success" ? orderIdsOf(result.success) : result.failure, ["1", "2", "3"])
    })
  )

  it.effect("orders of another shop fail the page", () =>
    Effect.gen(function* () {
      const two = [...rows(1), { ...rows(1)[0], order_id: "2", shop_id: 2 }]
      const result = yield* answering({ total: 2, shop_order_list: two })
      assert.strictEqual(result._tag === "Failure" ? result.failure.reason._tag : "", "Configuration")
    })
  )
})

describe("what a door does not list by", () => {
  it.effect("is NotSupported, without a request", () =>
    Effect.gen(function* () {
      const world = yield* openWorld(10, 1)
      const error = yield* Effect.flip(list(world, fengchao, { by: "updated" }))
      assert.strictEqual(error.reason._tag, "NotSupported")
      assert.lengthOf(world.journal(), 0)
    })
  )
})
