import { describe, expect, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { makeTwin, makeTwinHttpClient, noParts, type TwinDefinition } from "../../src/index.ts"
import { twin } from "../corner-shop/twin.ts"
import { openCornerShop } from "../support.ts"

const bodyOf = ({ text }: { readonly text: string }) => JSON.parse(text)

const withNoBuyer = (order: Order): Order => ({ ...order, buyer: { ...order.buyer, id: "nobody" } })

describe("orders", () => {
  it.effect("an order is served by its id, an unknown id is not found", () =>
    Effect.gen(function* () {
      const { world, issue, detail } = yield* openCornerShop()
      const token = yield* issue
      const order = world.orders()[3]!
      const answer = yield* detail(token, order.orderId)
      expect(answer.text).toBe(world.body("order.detail", [order]))
      expect(answer.text).toContain(order.orderId)
      expect(bodyOf(yield* detail(token, "1")).code).toBe(404)
      expect(world.journal().map(({ outcome, orderIds }) => [outcome, orderIds])).toEqual([
        ["ok", []],
        ["ok", [order.orderId]],
        ["not-found", []]
      ])
    })
  )

  it.effect("a list has every order once on all its pages, poisoned orders included", () =>
    Effect.gen(function* () {
      const { world, issue, list } = yield* openCornerShop()
      const token = yield* issue
      const pages = yield* Effect.forEach([1, 2, 3, 4, 5], (page) => list(token, page), { concurrency: 1 })
      expect(pages.map((page) => bodyOf(page).data.rows.length)).toEqual([20, 20, 20, 3, 0])
      expect(pages.map((page) => bodyOf(page).data.total)).toEqual([63, 63, 63, 63, 63])
      const served = world.journal().flatMap(({ orderIds }) => orderIds)
      expect(new Set(served).size).toBe(63)
    })
  )

  it.effect("a request to a list that the platform does not allow is refused", () =>
    Effect.gen(function* () {
      const { issue, list } = yield* openCornerShop()
      expect(bodyOf(yield* list(yield* issue, 1, 21)).code).toBe(400)
    })
  )

  it.effect("the truth counts all orders and those served, and names the poisons", () =>
    Effect.gen(function* () {
      const { world, issue, list } = yield* openCornerShop()
      expect(world.truth().served.orders).toBe(0)
      const token = yield* issue
      yield* Effect.forEach([1, 2, 3], (page) => list(token, page))
      const { all, served, poisoned, requests, orderIds } = world.truth()
      expect(all.orders).toBe(60)
      expect(all.payable).toBe(world.orders().reduce((sum, order) => sum + (order.amounts.payable ?? 0), 0))
      expect(Object.values(all.byState).reduce((sum, { orders }) => sum + orders, 0)).toBe(60)
      const poisonSent = poisoned.filter((each) => each.served).length
      expect(served.orders).toBe(60 - poisonSent)
      expect(poisoned.map(({ poison }) => poison)).toEqual([
        "an amount below one fen",
        "no order id",
        "a day that does not exist"
      ])
      expect(requests).toBe(4)
      expect(orderIds).not.toContain(poisoned[0]?.orderId)
    })
  )

  it.effect("poison spoils the row of its order", () =>
    Effect.gen(function* () {
      const { world, issue, detail } = yield* openCornerShop()
      const token = yield* issue
      const rows = yield* Effect.forEach(world.poisoned(), ({ orderId }) => Effect.map(detail(token, orderId), bodyOf))
      expect(rows[0].data.payable).toBe(0.015)
      expect(rows[1].data).not.toHaveProperty("id")
      expect(rows[2].data.created).toBe("2024-02-31 10:00:00")
    })
  )

  it.effect("an order that is touched has a new update time and is otherwise the same", () =>
    Effect.gen(function* () {
      const { world } = yield* openCornerShop()
      const order = world.orders()[0]!
      const moment = DateTime.makeUnsafe("2024-07-01T00:00:00Z")
      world.touch(order.orderId, moment)
      expect(world.orders()[0]).toEqual({ ...order, times: { ...order.times, updated: moment } })
    })
  )
})

describe("a door", () => {
  it.effect("whose calls ask several operations expects what their answers carry together", () =>
    Effect.gen(function* () {
      const { world } = yield* openCornerShop()
      const order = world.orders()[0]!
      const tells = { "order.detail": { carries: ["/buyer/id"], restate: withNoBuyer } }
      const door = { name: "more", options: {}, secrets: {}, tells }
      expect(world.expected("order.detail", order)).toMatchObject({ amounts: { payable: order.amounts.payable } })
      expect(world.expected("order.detail", order, door)).toMatchObject({
        amounts: { payable: null },
        buyer: { id: "nobody" }
      })
      expect(world.expected("order.list", order, door)).toEqual(world.expected("order.list", order))
    })
  )
})

describe("tokens", () => {
  it.effect("expire", () =>
    Effect.gen(function* () {
      const { world, issue, detail } = yield* openCornerShop()
      const [order] = world.orders()
      const token = yield* issue
      yield* TestClock.adjust("7199 seconds")
      expect(bodyOf(yield* detail(token, order!.orderId)).code).toBe(0)
      yield* TestClock.adjust("1 second")
      expect(bodyOf(yield* detail(token, order!.orderId)).code).toBe(401)
    })
  )

  it.effect("become invalid after the grace period when another one is issued", () =>
    Effect.gen(function* () {
      const { world, issue, detail } = yield* openCornerShop()
      const { orderId } = world.orders()[0]!
      const old = yield* issue
      const fresh = yield* issue
      expect(fresh).not.toBe(old)
      yield* TestClock.adjust("299 seconds")
      expect(bodyOf(yield* detail(old, orderId)).code).toBe(0)
      yield* TestClock.adjust("1 second")
      expect(bodyOf(yield* detail(old, orderId)).code).toBe(401)
      expect(bodyOf(yield* detail(fresh, orderId)).code).toBe(0)
    })
  )

  it.effect("need the right secret", () =>
    Effect.gen(function* () {
      const { world, get } = yield* openCornerShop()
      expect(bodyOf(yield* get("/token?secret=wrong")).code).toBe(403)
      expect(world.journal()[0]?.outcome).toBe("credentials")
    })
  )
})

describe("quota", () => {
  it.effect("is a sliding window: five requests in any second, wherever it begins", () =>
    Effect.gen(function* () {
      const { issue, list } = yield* openCornerShop()
      const token = yield* issue
      const codes = (count: number) =>
        Effect.map(Effect.all(Array.from({ length: count }, () => list(token, 1))), (answers) =>
          answers.map((answer) => bodyOf(answer).code)
        )
      yield* TestClock.adjust("900 millis")
      expect(yield* codes(5)).toEqual([0, 0, 0, 0, 0])
      yield* TestClock.adjust("999 millis")
      expect(yield* codes(2)).toEqual([429, 429])
      yield* TestClock.adjust("1 millis")
      expect(yield* codes(6)).toEqual([0, 0, 0, 0, 0, 429])
    })
  )

  it.effect("of one operation does not limit the others, and refusals are in the journal", () =>
    Effect.gen(function* () {
      const { world, issue, list, detail } = yield* openCornerShop()
      const token = yield* issue
      yield* Effect.all(Array.from({ length: 6 }, () => list(token, 1)))
      expect(bodyOf(yield* detail(token, world.orders()[0]!.orderId)).code).toBe(0)
      expect(world.journal().filter(({ outcome }) => outcome === "quota")).toHaveLength(1)
    })
  )
})

describe("journal", () => {
  it.effect("has time, request and outcome, and no secret", () =>
    Effect.gen(function* () {
      const { world, issue, detail, get } = yield* openCornerShop()
      yield* TestClock.adjust("5 seconds")
      const token = yield* issue
      const { orderId } = world.orders()[0]!
      yield* detail(token, orderId)
      yield* get("/nothing?secret=corner-secret")
      const journal = world.journal()
      expect(journal.map(({ fingerprint: _fingerprint, ...entry }) => entry)).toEqual([
        {
          request: 1,
          operation: "token",
          at: 5000,
          parameters: {},
          outcome: "ok",
          status: 200,
          fault: null,
          selection: null,
          orderIds: []
        },
        {
          request: 2,
          operation: "order.detail",
          at: 5000,
          parameters: { id: orderId },
          outcome: "ok",
          status: 200,
          fault: null,
          selection: null,
          orderIds: [orderId]
        },
        {
          request: 3,
          operation: null,
          at: 5000,
          parameters: {},
          outcome: "unknown-path",
          status: 404,
          fault: null,
          selection: null,
          orderIds: []
        }
      ])
      expect(new Set(journal.map(({ fingerprint }) => fingerprint)).size).toBe(3)
      expect(JSON.stringify(journal)).not.toContain(token)
      expect(JSON.stringify(journal)).not.toContain("corner-secret")
    })
  )
})

describe("the HTTP client", () => {
  it.effect("reaches the twin only", () =>
    Effect.gen(function* () {
      const world = yield* makeTwin(twin)
      const http = makeTwinHttpClient(world, "http://corner.test/base")
      const error = yield* Effect.flip(http.get("http://elsewhere.test/base/token"))
      expect(error.reason._tag).toBe("TransportError")
      expect(world.journal()).toEqual([])
    })
  )
})

describe("a definition that cannot run", () => {
  const answer = twin.operations["order.detail"]!.answer!
  const wrong: ReadonlyArray<readonly [string, Partial<TwinDefinition>, string]> = [
    [
      "has a field pattern that names no field",
      { operations: { odd: { endpoint: null, answer: { ...answer, carries: ["/amounts/total"] } } } },
      "twin of corner_shop: odd carries fields that an order does not have: /amounts/total"
    ],
    [
      "makes the same id for several orders",
      { limits: { ...twin.limits, has: noParts, orderId: () => "1" } },
      "twin of corner_shop: limits.orderId made only 1 different ids for 103 orders"
    ],
    [
      "has two operations at one address",
      { operations: { a: twin.operations["token"]!, b: twin.operations["token"]! } },
      "twin of corner_shop: two operations have the address GET /token"
    ]
  ]

  it.effect.each(wrong)("%s", ([, part, message]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(makeTwin({ ...twin, ...part }))
      expect(error.message).toBe(message)
    })
  )
})
