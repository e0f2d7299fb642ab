import { describe, expect, it } from "@effect/vitest"
import { encodeOrder, type Order, Order as OrderSchema, unknownPatterns } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { compare, trueStates } from "../../src/index.ts"
import { carried } from "../../src/twin/answer/carried.ts"
import { makeTrueOrders } from "../../src/world/makeTrueOrders.ts"
import { twin } from "../corner-shop/twin.ts"

const orders = makeTrueOrders(
  "corner_shop",
  { ...twin.limits, states: [trueStates.shipped], maxLines: 3 },
  { seed: 4, count: 40, baseTime: DateTime.makeUnsafe("2024-06-01T00:00:00Z"), days: 5 }
)
const order = orders.find(({ lines, discounts }) => lines.length > 1 && discounts.length > 0) as Order
const whole = JSON.parse(JSON.stringify(encodeOrder(order, { reveal: true, raw: null })))

const everything = Object.keys(whole).map((key) => `/${key}`)

describe("carried", () => {
  it("keeps what a pattern names, with everything below", () => {
    const json = carried(order, ["/buyer", "/amounts/payable", "/lines/*/title"])
    expect(json).toMatchObject({
      buyer: whole.buyer,
      amounts: { payable: whole.amounts.payable, goods: null, currency: "CNY" },
      lines: whole.lines.map(({ title }: { readonly title: string }) => ({ title, quantity: null, specs: [] }))
    })
  })

  it("makes every other field null or empty", () => {
    const json = carried(order, [])
    expect(json).toMatchObject({
      orderId: order.orderId,
      key: order.key,
      kind: "unknown",
      shop: { id: "shop-1", name: null },
      status: { trade: null, raw: {} },
      lines: [],
      discounts: [],
      recipient: null,
      buyer: { name: null, phones: [] },
      delivery: { method: null, shipments: [], pickup: null },
      times: { created: null }
    })
  })

  it("keeps the codes of the state whole or not at all", () => {
    const coded = { ...order, status: { ...order.status, raw: { order_state: "3" } } }
    expect(carried(coded, ["/status/raw"])).toMatchObject({ status: { raw: { order_state: "3" } } })
    expect(carried(coded, ["/status/trade"])).toHaveProperty(["status", "raw"], {})
  })

  it("keeps an optional block if a part of it is carried", () => {
    expect(carried(order, ["/recipient/city"])).toMatchObject({
      recipient: { city: order.recipient?.city, name: null, mergeKey: null }
    })
  })

  it("keeps the whole order if every field is carried, and gives valid orders", () => {
    expect(compare(carried(order, everything), whole, [])).toEqual([])
    expect(Schema.is(Schema.toEncoded(OrderSchema))(carried(order, []))).toBe(true)
  })
})

describe("unknownPatterns", () => {
  it("knows every field of an order", () => {
    expect(
      unknownPatterns([...everything, "/lines/*/specs/*/value", "/status/raw/order_state", "/recipient/phone"])
    ).toEqual([])
  })

  it("finds patterns that name no field", () => {
    const wrong = ["/amounts/total", "/lines/title", "/recipient/*", "buyer", "/buyer/phones/*/nothing"]
    expect(unknownPatterns(["/buyer/phones/*/value", ...wrong])).toEqual(wrong)
  })
})

describe("compare", () => {
  it("finds no difference between equal orders, whatever the order of their keys", () => {
    expect(compare({ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 })).toEqual([])
  })

  it("says where, what was expected and what was found", () => {
    const found = { amounts: { payable: 1 }, lines: [{ title: "a" }, { title: "b" }], "a/b": "1", kind: null }
    const expected = { amounts: { payable: 2 }, lines: [{ title: "a" }], "a/b": 1, kind: {} }
    expect(compare(found, expected)).toEqual([
      { pointer: "/amounts/payable", expected: 2, found: 1 },
      { pointer: "/lines/1", expected: undefined, found: { title: "b" } },
      { pointer: "/a~1b", expected: 1, found: "1" },
      { pointer: "/kind", expected: {}, found: null }
    ])
  })

  it("ignores source and warnings by default", () => {
    expect(compare({ source: 1, warnings: [1] }, { source: 2, warnings: [] })).toEqual([])
    expect(compare({ source: 1 }, { source: 2 }, [])).toHaveLength(1)
  })

  it("distinguishes a list from an object", () => {
    expect(compare({ a: [] }, { a: {} })).toHaveLength(1)
  })
})
