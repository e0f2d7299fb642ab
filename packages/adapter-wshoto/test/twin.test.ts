/** The twin by itself, against the words of Wshoto's document: what it sends, and by which rules. */
import { describe, expect, it } from "@effect/vitest"
import { twin } from "@huidan/adapter-wshoto/twin"
import { makeTwin, makeTwinHttpClient } from "@huidan/conformance"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { TestClock } from "effect/testing"

const operation = "mall.order.detail"
const baseUrl = "http://wshoto.test"
const credentials = "appid=wshoto-twin-app&app_secret=wshoto-twin-app-secret"

const open = Effect.gen(function* () {
  const world = yield* makeTwin(twin, { seed: 3, orders: 400 })
  const http = makeTwinHttpClient(world, baseUrl)
  const send = (request: HttpClientRequest.HttpClientRequest) =>
    http.execute(request).pipe(
      Effect.flatMap((response) => response.text),
      Effect.map((text) => JSON.parse(text)),
      // The document puts the secrets into the address.
      Effect.provideService(HttpClient.TracerDisabledWhen, () => true)
    )
  const token = (query: string) => send(HttpClientRequest.get(`${baseUrl}/openapi/access_token?${query}`))
  const detail = (accessToken: string, body: unknown) =>
    send(
      HttpClientRequest.post(`${baseUrl}/openapi/mall/order/detail?access_token=${accessToken}`).pipe(
        HttpClientRequest.bodyJsonUnsafe(body)
      )
    )
  const answers = world.orders().map((order) => {
    const text = world.body(operation, [order]) ?? ""
    const data = JSON.parse(text).data
    return { order, text, data: Array.isArray(data) ? data[0] : data, isList: Array.isArray(data) }
  })
  return { world, token, detail, answers }
})

/** Keys of the document's table, in its order; `integral_deduct_price` is the one that the example spells otherwise. */
const orderKeys = [
  "order_sn",
  "type",
  "user_id",
  "customer_name",
  "customer_id",
  "open_id",
  "phone_num",
  "status",
  "pay_status",
  "total_price",
  "commission_price",
  "coupon_price",
  "change_price",
  "integral",
  "integral_deduct_price",
  "freight_price",
  "pay_price",
  "pay_num",
  "coupon_id",
  "detail_list",
  "express_type",
  "express_no",
  "express_name",
  "create_time",
  "update_time",
  "remark",
  "finish_time",
  "pay_time",
  "send_time",
  "cancel_remark",
  "order_status_tag",
  "close_time",
  "refund_status",
  "refund_failure_reasons",
  "seller_comments",
  "activity_id",
  "order_address_info",
  "order_check_info"
]
const lineKeys = [
  "order_detail_id",
  "sku_id",
  "spu_id",
  "spec_desc",
  "spu_no",
  "sku_no",
  "goods_name",
  "goods_num",
  "thumbnail",
  "total_price",
  "commission_price",
  "commission_rate",
  "goods_price",
  "coupon_price",
  "integral",
  "integral_deduct_price",
  "pay_price"
]
const addressKeys = ["name", "mobile", "address", "area_code", "province", "city", "district"]
const checkKeys = [
  "mobile",
  "appoint_store_Name",
  "consume_store_name",
  "appoint_time_start",
  "appoint_time_end",
  "business_time",
  "checkTime",
  "checkStaffUserId"
]

const documented = (keys: ReadonlyArray<string>) =>
  keys.map((key) => (key === "integralDeduct_price" ? "integral_deduct_price" : key))

describe("answers", () => {
  it.effect("have the documented keys, all of them, and no other", () =>
    Effect.gen(function* () {
      const { answers } = yield* open
      for (const { data } of answers) {
        expect(documented(Object.keys(data))).toEqual(orderKeys)
        for (const line of data.detail_list) expect(Object.keys(line)).toEqual(lineKeys)
        if (data.order_address_info !== null) expect(Object.keys(data.order_address_info)).toEqual(addressKeys)
        if (data.order_check_info !== null) expect(Object.keys(data.order_check_info)).toEqual(checkKeys)
      }
    })
  )

  it.effect("vary as document and example do", () =>
    Effect.gen(function* () {
      const { answers } = yield* open
      const both = (of: (answer: (typeof answers)[number]) => boolean) =>
        answers.some(of) && answers.some((answer) => !of(answer))
      expect(both(({ isList }) => isList)).toBe(true)
      expect(both(({ data }) => "integralDeduct_price" in data)).toBe(true)
      expect(both(({ text }) => /"order_detail_id":\d{19}/.test(text))).toBe(true)
      expect(both(({ data }) => data.coupon_id === null)).toBe(true)
      expect(both(({ data }) => data.order_check_info?.business_time?.start_time === "09:00")).toBe(true)
      expect(both(({ data }) => data.change_price > 0)).toBe(true)
      expect(both(({ data }) => data.change_price < 0)).toBe(true)
    })
  )

  it.effect("send ids to the last digit, bare or as text", () =>
    Effect.gen(function* () {
      const { answers } = yield* open
      for (const { order, text } of answers) {
        for (const line of order.lines) expect(text).toMatch(new RegExp(`"order_detail_id":"?${line.lineId}"?,`))
      }
    })
  )

  it.effect("say in codes what the true order is", () =>
    Effect.gen(function* () {
      const { answers } = yield* open
      for (const { order, data } of answers) {
        expect(data.pay_status).toBe(order.status.payment === "paid" ? 1 : 0)
        expect(data.status === 5).toBe(order.status.trade === "closed")
        expect(data.status === 4).toBe(order.status.trade === "completed")
        expect(data.refund_status === 1).toBe(
          order.status.afterSale === "in_progress" && order.status.trade !== "closed"
        )
        expect(data.order_status_tag === null).toBe(order.status.trade === "pending" || order.status.trade === "active")
        expect(data.type === 2).toBe(order.kind === "flash_sale")
        expect(data.activity_id !== null).toBe(order.kind === "flash_sale")
      }
      const seen = (key: string) => [...new Set(answers.map(({ data }) => data[key]))].toSorted()
      expect(seen("status")).toEqual([0, 1, 2, 3, 4, 5])
      expect(seen("type")).toEqual([0, 1, 2, 3])
      expect(seen("express_type")).toEqual([0, 1, 2])
      expect(seen("order_status_tag")).toEqual([1, 10, 2, 3, 4, 5, 6, 7, 8, 9, null])
    })
  )

  it.effect("state amounts that add up, and times in seconds", () =>
    Effect.gen(function* () {
      const { answers } = yield* open
      for (const { data } of answers) {
        const goods = data.detail_list.reduce(
          (sum: number, line: Record<string, number>) => sum + line["goods_price"]! * line["goods_num"]!,
          0
        )
        const points = data.integral_deduct_price ?? data.integralDeduct_price
        const without = goods + data.freight_price - data.coupon_price - points
        expect([without + data.change_price, without - data.change_price]).toContain(data.pay_price)
        expect(data.create_time).toBeGreaterThan(1_700_000_000)
        expect(data.update_time).toBeLessThan(1_717_200_000)
        expect(data.pay_time === null).toBe(data.pay_status === 0)
      }
    })
  )

  it.effect("state amounts from 0 to ten million million fen", () =>
    Effect.gen(function* () {
      const payable = (yield* open).answers.map(({ data }) => data.pay_price)
      expect(Math.min(...payable)).toBe(0)
      expect(Math.max(...payable)).toBeGreaterThan(1_000_000_000_000)
      expect(payable.every(Number.isSafeInteger)).toBe(true)
    })
  )

  it.effect("are the same when asked for again", () =>
    Effect.gen(function* () {
      const { world, answers } = yield* open
      const again = world.orders().map((order) => world.body(operation, [order]))
      expect(again).toEqual(answers.map(({ text }) => text))
    })
  )
})

describe("rules", () => {
  it.effect("a token lives 7200 seconds, and asking again gives the same one", () =>
    Effect.gen(function* () {
      const { world, token, detail } = yield* open
      const { orderId } = world.orders()[0]!
      yield* TestClock.adjust("100 seconds")
      const first = yield* token(credentials)
      expect(first).toEqual({
        code: 0,
        msg: "ok",
        data: { access_token: expect.any(String), expires_in: 7200, create_at: 100 }
      })
      yield* TestClock.adjust("7199 seconds")
      expect(yield* token(credentials)).toEqual(first)
      expect((yield* detail(first.data.access_token, { order_sn: orderId })).code).toBe(0)
      yield* TestClock.adjust("1 second")
      expect((yield* detail(first.data.access_token, { order_sn: orderId })).code).toBe(10001)
      expect((yield* token(credentials)).data.access_token).not.toBe(first.data.access_token)
    })
  )

  it.effect("wrong credentials, a missing token, a missing or unknown number are refused with a code", () =>
    Effect.gen(function* () {
      const { world, token, detail } = yield* open
      const issued = (yield* token(credentials)).data.access_token
      const answers = [
        yield* token("appid=wshoto-twin-app&app_secret=wrong"),
        yield* detail("", { order_sn: "1" }),
        yield* detail(issued, {}),
        yield* detail(issued, { order_sn: "1" })
      ]
      expect(answers.map(({ code }) => code)).toEqual([1, 10001, 1, 1])
      for (const answer of answers) expect(Object.keys(answer)).toEqual(["code", "msg", "data", "sub_code"])
      expect(world.journal().map(({ outcome }) => outcome)).toEqual([
        "ok",
        "credentials",
        "token",
        "invalid",
        "not-found"
      ])
    })
  )

  it.effect("the journal keeps the order number, and neither secret nor token", () =>
    Effect.gen(function* () {
      const { world, token, detail } = yield* open
      const issued = (yield* token(credentials)).data.access_token
      const { orderId } = world.orders()[5]!
      yield* detail(issued, { order_sn: orderId })
      expect(world.journal().map(({ operation: name, parameters, orderIds }) => [name, parameters, orderIds])).toEqual([
        ["access_token", { appid: "wshoto-twin-app" }, []],
        [operation, { order_sn: orderId }, [orderId]]
      ])
      expect(JSON.stringify(world.journal())).not.toContain(issued)
    })
  )

  it.effect("no quota is published, so none is kept", () =>
    Effect.gen(function* () {
      const { world, token, detail } = yield* open
      const issued = (yield* token(credentials)).data.access_token
      const { orderId } = world.orders()[0]!
      const answers = yield* Effect.all(Array.from({ length: 300 }, () => detail(issued, { order_sn: orderId })))
      expect(answers.every(({ code }) => code === 0)).toBe(true)
    })
  )
})

describe("expectations", () => {
  it.effect("hold what the document carries, and null for what it does not", () =>
    Effect.gen(function* () {
      const { world } = yield* open
      const shipped = world.orders().find((order: Order) => order.delivery.shipments.length > 0)!
      expect(world.expected(operation, shipped)).toMatchObject({
        orderId: shipped.orderId,
        shop: { id: "wshoto-twin-app", name: null },
        status: { trade: shipped.status.trade, label: null, settlement: null },
        amounts: { payable: shipped.amounts.payable, charges: null, refunded: null },
        delivery: {
          shipments: [{ trackingNumber: shipped.delivery.shipments[0]?.trackingNumber, id: null, lines: [] }]
        },
        recipient: { mergeKey: null, street: null, city: shipped.recipient?.city },
        channel: { code: null },
        vouchers: [],
        times: { delivered: null, expires: null }
      })
    })
  )
})
