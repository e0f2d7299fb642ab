/** What the twin of Xiaoe lets pass and what it refuses: token, quota, windows, pages, filters. */
import { describe, expect, it } from "@effect/vitest"
import type { RunningTwin } from "@huidan/conformance"
import type { Json } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as TestClock from "effect/testing/TestClock"
import { makeXiaoeTwin, unverifiedFailureCode } from "../twin/index.ts"
import { at, listAt, numberAt, textAt } from "./support/readJson.ts"
import {
  answerOf,
  askToken,
  credentials,
  detail10,
  detail20,
  list10,
  makeWorld,
  paths,
  post,
  send,
  takeToken
} from "./support/twinWorld.ts"

const unverified = Number(unverifiedFailureCode)
const baseSeconds = Date.UTC(2024, 5, 1) / 1000

/** A world whose clock is at the base time of its orders. */
const opened = Effect.fnUntraced(function* (orders = 40) {
  const world = makeWorld({ seed: 4, orders })
  yield* TestClock.setTime(baseSeconds * 1000)
  return { world, token: yield* takeToken(world) }
})

const list = (world: RunningTwin, token: string, data: Readonly<Record<string, string | number>>) =>
  post(world, paths[list10], { access_token: token, data })

describe("token", () => {
  it.effect("is given for two hours to who knows the secret", () =>
    Effect.gen(function* () {
      const world = makeWorld({ orders: 1 })
      const { body } = yield* askToken(world)
      expect(body).toMatchObject({ code: 0, msg: "success", data: { expires_in: 7200 } })
      const token = textAt(body, "data", "access_token")
      expect(token).toMatch(/^xe_/)
      expect(token.length).toBeLessThanOrEqual(512)
      expect(JSON.stringify(world.journal())).not.toContain(credentials.secret_key)
    })
  )

  const { app_id, client_id, secret_key, grant_type } = credentials
  it.effect.each([
    ["2001", { client_id, secret_key, grant_type }],
    ["2002", { ...credentials, app_id: "appOther" }],
    ["2003", { app_id, client_id, grant_type }],
    ["2004", { ...credentials, secret_key: "wrong" }],
    ["2005", { app_id, client_id, secret_key }],
    ["2006", { ...credentials, grant_type: "password" }],
    ["2020", { ...credentials, client_id: "xopOther" }]
  ] as const)("is refused with %s", ([code, parameters]) =>
    Effect.gen(function* () {
      const answer = yield* askToken(makeWorld({ orders: 1 }), parameters)
      expect([answer.status, String(answer.code), at(answer.body, "data")]).toEqual([200, code, null])
    })
  )

  it.effect("is refused with 2051 to an address that is not on the list", () =>
    Effect.gen(function* () {
      const { code } = yield* askToken(makeWorld({ orders: 1 }, makeXiaoeTwin({ ipAllowed: false })))
      expect(code).toBe(2051)
    })
  )

  it.effect("dies five minutes after another one was taken, and after two hours", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened()
      const ask = (access_token: string) =>
        Effect.map(post(world, paths[detail10], { access_token, order_id: "o_none" }), ({ code }) => code)
      const second = yield* takeToken(world)
      yield* TestClock.adjust("299 seconds")
      expect([yield* ask(token), yield* ask(second)]).toEqual([unverified, unverified])
      yield* TestClock.adjust("1 second")
      expect([yield* ask(token), yield* ask(second)]).toEqual([2008, unverified])
      yield* TestClock.adjust("2 hours")
      expect(yield* ask(second)).toBe(2008)
    })
  )

  it.effect("belongs into the JSON body", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened()
      const path = paths[detail20]
      expect((yield* post(world, path, { order_id: "o_none" })).code).toBe(2007)
      expect((yield* send(world, "POST", path, { query: `access_token=${token}`, body: "{}" })).code).toBe(2007)
      const form = { "content-type": "application/x-www-form-urlencoded" }
      expect((yield* send(world, "POST", path, { body: `access_token=${token}`, headers: form })).code).toBe(2007)
    })
  )
})

describe("quota", () => {
  const full = Effect.fnUntraced(function* (path: string, requests: number, seconds: number, refused: number) {
    const { token, world } = yield* opened(1)
    const ask = Effect.map(post(world, path, { access_token: token, order_id: "o_none" }), ({ code }) => code)
    yield* ask
    yield* TestClock.adjust(seconds * 500)
    for (let count = 1; count < requests; count++) expect(yield* ask).not.toBe(refused)
    expect(yield* ask).toBe(refused)
    yield* TestClock.adjust(seconds * 500 - 1)
    expect(yield* ask).toBe(refused)
    // The first one leaves the window, and one more is let in.
    yield* TestClock.adjust(1)
    expect([yield* ask, yield* ask]).toEqual([unverified, refused])
  })

  it.effect("is 20 in any second for detail 2.0 (2054)", () => full(paths[detail20], 20, 1, 2054))
  it.effect("is 3000 in any ten seconds for detail 1.0 (2053)", () => full(paths[detail10], 3000, 10, 2053))
  it.effect("is 100 in any ten minutes for tokens (2053)", () =>
    Effect.gen(function* () {
      const world = makeWorld({ orders: 1 })
      for (let count = 0; count < 100; count++) expect((yield* askToken(world)).code).toBe(0)
      expect((yield* askToken(world)).code).toBe(2053)
      yield* TestClock.adjust("10 minutes")
      expect((yield* askToken(world)).code).toBe(0)
    })
  )
})

describe("requests", () => {
  it.effect("with another method are 2055, to another address 2052", () =>
    Effect.gen(function* () {
      const world = makeWorld({ orders: 1 })
      expect((yield* send(world, "GET", paths[detail10])).code).toBe(2055)
      expect((yield* send(world, "POST", "/token")).code).toBe(2055)
      expect((yield* send(world, "POST", "/xe.order.none/1.0.0")).code).toBe(2052)
      expect(world.journal().map(({ outcome }) => outcome)).toEqual(["method", "method", "unknown-path"])
    })
  )

  it.effect("for a detail answer that order, or the code that is not published", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened()
      const order = world.orders()[7]!
      for (const operation of [detail10, detail20] as const) {
        const found = yield* post(world, paths[operation], { access_token: token, order_id: order.orderId })
        expect(at(found.body, "data")).toEqual(answerOf(world, operation, order))
        const none = yield* post(world, paths[operation], { access_token: token, order_id: "o_none" })
        expect(none.code).toBe(unverified)
      }
    })
  )
})

describe("list 1.0", () => {
  /** All pages of one window. */
  const readWindow = Effect.fnUntraced(function* (
    world: RunningTwin,
    token: string,
    begin: number,
    end: number,
    size: number
  ) {
    const rows: Array<Json> = []
    for (let page = 0; ; page++) {
      const data = { begin_time: begin, end_time: end, page_size: size, page_index: page, order_by: "created_at:asc" }
      const { body } = yield* list(world, token, data)
      const found = listAt(body, "data")
      if (found.length === 0) return rows
      rows.push(...found)
    }
  })

  it.effect("gives every order once, over its windows and pages, three of them spoilt", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened(60)
      const rows: Array<Json> = []
      for (let day = 0; day < 21; day++) {
        const end = baseSeconds - day * 86_400
        rows.push(...(yield* readWindow(world, token, end - 86_399, end, 7)))
      }
      const all = [...world.orders(), ...world.poisoned()].map(({ orderId }) => orderId)
      expect(rows).toHaveLength(all.length)
      expect(new Set(rows.map((row) => at(row, "order_id")))).toEqual(
        new Set([...all.filter((id) => id !== world.poisoned()[1]?.orderId), undefined])
      )
      expect(rows.filter((row) => at(row, "price") === 1.5)).toHaveLength(1)
      expect(rows.filter((row) => at(row, "settle_time") === "2024-02-30 25:61:61")).toHaveLength(1)
      expect(world.poisoned().every(({ served }) => served)).toBe(true)
    })
  )

  it.effect("answers the newest ten of the last day where nothing is asked, or asked beside data", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened(600)
      const plain = yield* post(world, paths[list10], { access_token: token })
      const beside = yield* post(world, paths[list10], {
        access_token: token,
        page_size: 50,
        page_index: 1,
        order_state: 2
      })
      expect(listAt(plain.body, "data")).toHaveLength(10)
      expect(beside.body).toEqual(plain.body)
      const times = listAt(plain.body, "data").map((row) => textAt(row, "created_at"))
      expect(times).toEqual(times.toSorted().toReversed())
      const sinceYesterday = DateTime.makeUnsafe((baseSeconds - 86_400) * 1000)
      const newest = world
        .orders()
        .filter(({ times: known }) => DateTime.isGreaterThanOrEqualTo(known.created!, sinceYesterday))
      expect(newest.length).toBeGreaterThan(10)
    })
  )

  it.effect("refuses windows beyond a day, pages beyond 50 and other orders", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened()
      const ask = (data: Readonly<Record<string, string | number>>) =>
        Effect.map(list(world, token, data), ({ code }) => code)
      const end_time = baseSeconds
      expect(yield* ask({ begin_time: end_time - 86_400, end_time, page_size: 50 })).toBe(0)
      expect(yield* ask({ begin_time: String(end_time - 86_400), end_time: String(end_time), page_size: "50" })).toBe(0)
      expect(yield* ask({ begin_time: end_time - 86_401, end_time })).toBe(unverified)
      expect(yield* ask({ begin_time: end_time + 1, end_time })).toBe(unverified)
      expect(yield* ask({ page_size: 51 })).toBe(unverified)
      expect(yield* ask({ page_size: "many" })).toBe(unverified)
      expect(yield* ask({ order_by: "updated_at:asc" })).toBe(unverified)
      expect(yield* ask({ order_by: "created_at:asc" })).toBe(0)
      expect(world.journal().at(-1)).toMatchObject({ operation: list10, outcome: "ok" })
    })
  )

  it.effect("chooses by state, kind of purchase, source, goods and user", () =>
    Effect.gen(function* () {
      const { token, world } = yield* opened(600)
      const window = { begin_time: baseSeconds - 86_400 * 3, end_time: baseSeconds - 86_400 * 2, page_size: 50 }
      const all = listAt((yield* list(world, token, window)).body, "data")
      const asked = (name: string, value: string | number) =>
        Effect.map(list(world, token, { ...window, [name]: value }), ({ body }) => listAt(body, "data"))
      expect(all.length).toBeGreaterThan(15)
      for (const name of ["order_state", "client_type", "user_id", "goods_no", "resource_type"]) {
        const value = at(all.find((row) => at(row, name) !== "")!, name) as string | number
        expect(yield* asked(name, value)).toEqual(all.filter((row) => at(row, name) === value))
      }
      for (const [value, codes] of [
        [2, [2]],
        [3, [3]],
        [4, [5, 6]],
        [5, [13, 14]]
      ] as const) {
        const expected = all.filter((row) => (codes as ReadonlyArray<number>).includes(numberAt(row, "payment_type")))
        expect(yield* asked("payment_type", value)).toEqual(expected)
      }
    })
  )
})
