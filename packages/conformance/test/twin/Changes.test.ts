import { describe, expect, it } from "@effect/vitest"
import { encodeOrder, type Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import {
  defaultBaseTime,
  fieldChanges,
  makeTwin,
  type OrderChange,
  type RunningTwin,
  type TwinDefinition,
  type TwinOptions,
  transitionsAmong,
  trueStates
} from "../../src/index.ts"
import { makeOrderShelf } from "../../src/world/OrderShelf.ts"
import { twin } from "../corner-shop/twin.ts"

const states = [
  trueStates.unpaid,
  trueStates.paid,
  trueStates.partlyShipped,
  trueStates.shipped,
  trueStates.shippedAfterSale,
  trueStates.shippedPartlyRefunded,
  trueStates.completed,
  trueStates.timedOut,
  trueStates.refundedShipped
] as const

/** The shop with orders that change. */
const living: TwinDefinition = {
  ...twin,
  limits: {
    ...twin.limits,
    states,
    has: { ...twin.limits.has, refundRecords: true },
    changes: { transitions: transitionsAmong(states), fields: fieldChanges }
  },
  push: {
    message: (order, sequence) => ({ orderId: order.orderId, content: { id: order.orderId, sequence } }),
    deliver: (messages, { at, signer }) =>
      Effect.succeed({
        method: "POST",
        url: "https://reader.example/push",
        headers: { signer, at: String(at) },
        body: new TextEncoder().encode(JSON.stringify(messages.map(({ content }) => content)))
      }),
    largestBatch: 1,
    coversTime: true,
    accepts: () => true
  }
}

const start = DateTime.toEpochMillis(defaultBaseTime)

const openShop = (options: TwinOptions = {}) =>
  Effect.gen(function* () {
    yield* TestClock.setTime(start)
    const world = yield* makeTwin(living, { seed: 3, orders: 12, ...options })
    const ask = (method: string, path: string, query: string, body = "") =>
      Effect.map(
        world.respond({
          method,
          path,
          query,
          headers: { "content-type": "application/x-www-form-urlencoded" },
          body
        }),
        (response) => JSON.parse(response._tag === "Answer" ? response.body : "null")
      )
    const { token } = yield* ask("GET", "/token", "secret=corner-secret")
    return {
      world,
      detail: (id: string) =>
        Effect.map(ask("POST", "/order/detail", `token=${token}`, `id=${id}`), ({ data }) => data),
      list: (from: number, to: number) =>
        Effect.map(
          ask("GET", "/order/list", `token=${token}&from=${from / 1000}&to=${to / 1000}&size=20`),
          ({ data }) => (data?.rows ?? data?.orders ?? []) as ReadonlyArray<{ readonly id: unknown }>
        )
    }
  })

const updatedOf = ({ times }: Order): number => DateTime.toEpochMillis(times.updated!)

const inTheEnd = (world: RunningTwin): string =>
  JSON.stringify(world.orders().map((order) => encodeOrder(order, { reveal: true, raw: null })))

describe("changes", () => {
  it.effect("several changes within one second have its update time, and never go back", () =>
    Effect.gen(function* () {
      const { world } = yield* openShop()
      const { orderId } = world.orders().find(({ status }) => status.trade === "active")!
      yield* TestClock.adjust(300)
      const first = yield* world.advance(orderId)
      yield* TestClock.adjust(300)
      const second = yield* world.advance(orderId)
      expect([updatedOf(first!.order), updatedOf(second!.order)]).toEqual([start, start])
      expect(second!.before).toBe(first!.order)
      expect(DateTime.toEpochMillis(second!.at)).toBe(start + 600)
      yield* TestClock.setTime(start - 60_000)
      expect(updatedOf((yield* world.advance(orderId))!.order)).toBe(start)
    })
  )

  it.effect("can be asked for by kind, and are not made where the state does not allow them", () =>
    Effect.gen(function* () {
      const { world } = yield* openShop()
      const { orderId } = (yield* world.createNow())!
      expect(yield* world.advance(orderId, "ship")).toBeNull()
      expect((yield* world.advance(orderId, "pay"))!.order.times.paid).not.toBeNull()
      const noted = (yield* world.advance(orderId, "change seller note"))!
      expect(noted.order.notes.seller).not.toEqual(noted.before!.notes.seller)
      expect((yield* world.advance(orderId, "ship"))!.order.delivery.shipments).toHaveLength(1)
      expect(yield* world.advance(orderId, "pay")).toBeNull()
      expect(yield* world.advance("no such order")).toBeNull()
      const poisoned = world.poisoned()[0]!.orderId
      expect(yield* world.advance(poisoned)).toBeNull()
    })
  )

  it.effect("a created order is new in this second", () =>
    Effect.gen(function* () {
      const { world } = yield* openShop()
      yield* TestClock.adjust(1700)
      const { before, kind, order } = (yield* world.createNow())!
      expect([before, kind, order.status.trade]).toEqual([null, "create", "pending"])
      expect(DateTime.toEpochMillis(order.times.created!)).toBe(start + 1000)
      expect(order.times.updated).toEqual(order.times.created)
    })
  )

  it.effect("a platform that declares none has none", () =>
    Effect.gen(function* () {
      const world = yield* makeTwin(twin, { orders: 5 })
      expect(yield* world.advanceAny()).toBeNull()
      expect(yield* world.advance(world.orders()[0]!.orderId)).toBeNull()
      const push = world.pushOf({ number: 1, order: world.orders()[0]! })
      expect(yield* push).toBeNull()
    })
  )

  it.effect("are pushed as the platform pushes, signed when they are sent", () =>
    Effect.gen(function* () {
      const { world } = yield* openShop()
      const change: OrderChange = (yield* world.advanceAny())!
      yield* TestClock.adjust(5000)
      const push = (yield* world.pushOf(change))!
      expect(push.headers).toEqual({ signer: "platform", at: String(start + 5000) })
      expect(JSON.parse(new TextDecoder().decode(push.body))).toEqual([{ id: change.orderId, sequence: change.number }])
    })
  )

  it.effect("the same seed and calls make the same history, byte for byte", () => {
    const history = Effect.gen(function* () {
      const { detail, list, world } = yield* openShop({ lag: { listSeconds: 20, detailSeconds: 5 } })
      const seen: Array<unknown> = []
      for (let step = 0; step < 60; step++) {
        const change = step % 7 === 0 ? yield* world.createNow() : yield* world.advanceAny()
        seen.push(change?.kind, yield* detail(change!.orderId), yield* list(start - 1000, start + 100_000))
        yield* TestClock.adjust(700)
      }
      return JSON.stringify([seen, world.journal(), inTheEnd(world)])
    })
    return Effect.gen(function* () {
      expect(yield* history).toBe(yield* history)
    })
  })
})

describe("replicas", () => {
  const lag = { listSeconds: 30, detailSeconds: 10 }

  it.effect("are behind by no more than they may, lists and details apart", () =>
    Effect.gen(function* () {
      const { detail, list, world } = yield* openShop({ lag })
      const { orderId } = (yield* world.createNow())!
      const has = { detail: new Map<number, number>(), list: new Map<number, number>() }
      for (let second = 0; second <= 40; second++) {
        for (let times = 0; times < 3; times++) {
          const found = (yield* detail(orderId)) !== null
          const listed = (yield* list(start - 1000, start + 100_000)).length === 1
          has.detail.set(second, (has.detail.get(second) ?? 0) + Number(found))
          has.list.set(second, (has.list.get(second) ?? 0) + Number(listed))
        }
        yield* TestClock.adjust(1000)
      }
      const behindAt = (what: keyof typeof has) =>
        [...has[what]].flatMap(([second, answers]) => (answers < 3 ? [second] : []))
      expect(Math.max(...behindAt("detail"))).toBeLessThan(10)
      expect(Math.max(...behindAt("list"))).toBeLessThan(30)
      expect(Math.max(...behindAt("list"))).toBeGreaterThan(10)
      expect(behindAt("detail").length).toBeGreaterThan(3)
    })
  )

  it.effect("filter and sort by what they have", () =>
    Effect.gen(function* () {
      const { list, world } = yield* openShop({ lag })
      const { orderId } = world.orders().find(({ status }) => status.trade === "active")!
      yield* TestClock.adjust(60_000)
      yield* world.advance(orderId)
      yield* TestClock.adjust(5000)
      const lengths = new Set<number>()
      for (let times = 0; times < 20; times++) {
        lengths.add((yield* list(start + 60_000, start + 61_000)).length)
        yield* TestClock.adjust(250)
      }
      expect([...lengths].sort()).toEqual([0, 1])
    })
  )

  it("keep what they need and no more, over 100 000 changes", () => {
    const [order] = Effect.runSync(makeTwin(living, { orders: 1 })).orders()
    const shelf = makeOrderShelf([order!], 10_000)
    let most = 0
    for (let change = 0; change < 100_000; change++) {
      shelf.change(order!, change * 500)
      most = Math.max(most, shelf.earlierStates())
    }
    expect(most).toBeLessThanOrEqual(21)
    expect(shelf.all()).toHaveLength(1)
  })
})

it.effect("the journal holds as many requests as it may, and the truth counts all", () =>
  Effect.gen(function* () {
    const { detail, world } = yield* openShop({ journalSize: 5 })
    for (let request = 0; request < 23; request++) yield* detail(world.orders()[0]!.orderId)
    expect(world.journal().map(({ request }) => request)).toEqual([20, 21, 22, 23, 24])
    expect(world.truth().requests).toBe(24)
  })
)
