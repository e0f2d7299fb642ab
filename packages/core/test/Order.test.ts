import { inspect } from "node:util"
import { describe, expect, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { encodeOrder, isOrder, isQuarantined, Order, orderContract, orderKey, plainText } from "../src/index.ts"
import { emptyOrder, fullOrder, privateValues } from "./support/orders.ts"

const decode = Schema.decodeUnknownResult(Order)
const same = Schema.toEquivalence(Order)
const wholeJson = (order: Order) =>
  encodeOrder(order, {
    reveal: true,
    raw: order.source.raw === null ? null : Redacted.value(order.source.raw),
    rawNumbers: Redacted.value(order.source.rawNumbers)
  })

describe("an order that states little", () => {
  it("has every key of the model, absent values null, absent lists empty", () => {
    expect(encodeOrder(emptyOrder, { reveal: false, raw: null })).toStrictEqual({
      contract: orderContract,
      key: "test/shop%2F1/1",
      platform: "test",
      orderId: "1",
      shop: { id: "shop/1", name: null },
      kind: "unknown",
      status: {
        trade: null,
        payment: null,
        fulfilment: null,
        afterSale: null,
        settlement: null,
        closeReason: null,
        closeNote: null,
        label: null,
        raw: {}
      },
      amounts: {
        currency: "CNY",
        goods: null,
        freight: null,
        charges: null,
        discount: null,
        adjustment: null,
        payable: null,
        paid: null,
        refunded: null
      },
      discounts: [],
      fees: [],
      lines: [],
      buyer: { id: null, name: null, phones: [], avatarUrl: null, wechatOpenId: null, wechatUnionId: null },
      recipient: null,
      parties: [],
      participants: [],
      delivery: { method: null, shipBy: null, shipAt: null, shipments: [], pickup: null },
      vouchers: [],
      gift: null,
      payment: {
        method: null,
        methodRaw: null,
        transactionId: null,
        merchantOrderId: null,
        paidAt: null,
        collection: null
      },
      phases: [],
      refunds: [],
      commissions: [],
      channel: {
        code: null,
        name: null,
        trafficSource: null,
        liveRoomId: null,
        videoId: null,
        creatorId: null,
        creatorName: null
      },
      invoice: null,
      notes: { buyer: null, seller: null, flag: null },
      tags: [],
      times: {
        created: null,
        updated: null,
        paid: null,
        shipped: null,
        delivered: null,
        completed: null,
        closed: null,
        settled: null,
        settlementExpected: null,
        expires: null,
        autoConfirm: null
      },
      references: [],
      warnings: [],
      source: {
        adapter: "@huidan/adapter-test",
        adapterVersion: "0.0.0",
        operation: "order.detail",
        askedAt: null,
        fetchedAt: null,
        raw: null,
        rawNumbers: []
      }
    })
  })

  it("fills the blocks that are there the same way", () => {
    const { lines, recipient, delivery, vouchers, commissions } = encodeOrder(fullOrder, { reveal: true, raw: null })
    expect(lines[0]).toMatchObject({ lineId: "l1", skuId: null, paid: null, specs: [{ name: null, value: "白色" }] })
    expect(recipient).toMatchObject({ country: null, mergeKey: null })
    expect(delivery.pickup).toMatchObject({ verified: null, to: null })
    expect(vouchers[0]).toMatchObject({ lineId: null, total: null })
    expect(commissions[0]).toMatchObject({ name: { state: "plain" }, amount: 100 })
  })

  it("needs an id that is not empty", () => {
    expect(Order.makeOption({ ...emptyOrder, orderId: "" })._tag).toBe("None")
  })

  it.each([
    ["an amount of half a fen", { amounts: { payable: 0.5 } }],
    ["an amount beyond 2^53 − 1", { amounts: { payable: 2 ** 53 } }],
    ["a lower-case currency", { amounts: { currency: "cny" } }]
  ])("refuses %s", (_, change) => {
    expect(Order.makeOption({ ...emptyOrder, ...change })._tag).toBe("None")
  })
})

describe("JSON", () => {
  it("prints instants as ISO 8601, UTC, with milliseconds", () => {
    expect(wholeJson(fullOrder).times.created).toBe("2022-03-30T08:23:02.000Z")
  })

  it.each([
    ["little", emptyOrder],
    ["everything", fullOrder]
  ])("decodes to the same order that states %s", (_, order) => {
    const back = Result.getOrThrow(decode(JSON.parse(JSON.stringify(wholeJson(order)))))
    expect(same(back, order)).toBe(true)
  })

  it.prop(
    "of any order decodes to the same order",
    [Order],
    ([order]) => {
      const json = wholeJson(order)
      expect(wholeJson(Result.getOrThrow(decode(JSON.parse(JSON.stringify(json)))))).toStrictEqual(
        JSON.parse(JSON.stringify(json))
      )
    },
    { arbitrary: { runs: 60 } }
  )

  it("of another contract is refused", () => {
    expect(Result.isFailure(decode({ ...wholeJson(emptyOrder), contract: "huidan/order@2" }))).toBe(true)
  })
})

describe("private text", () => {
  it("is in no print of an order in memory", () => {
    const shown = [JSON.stringify(fullOrder), inspect(fullOrder, { depth: 20, showHidden: true })].join("\n")
    expect(privateValues.filter((value) => shown.includes(value))).toStrictEqual([])
  })

  it("is not in the JSON unless revealed", () => {
    const masked = JSON.stringify(encodeOrder(fullOrder, { reveal: false, raw: null }))
    expect(privateValues.filter((value) => masked.includes(value))).toStrictEqual([])
    expect(masked).toContain(JSON.stringify({ state: "masked", value: "•••" }))
    expect(masked).toContain("$c$d$1$$")
    const revealed = JSON.stringify(wholeJson(fullOrder))
    expect(privateValues.filter((value) => !revealed.includes(value))).toStrictEqual([])
  })

  it("is masked in objects of any prototype", () => {
    const name = Object.assign(Object.create(null), plainText("王小明"))
    const order: Order = { ...emptyOrder, buyer: Object.assign(Object.create(null), emptyOrder.buyer, { name }) }
    expect(encodeOrder(order, { reveal: false, raw: null }).buyer.name).toStrictEqual({ state: "masked", value: "•••" })
  })

  it("does not change the order that is encoded", () => {
    const before = JSON.stringify(wholeJson(fullOrder))
    encodeOrder(fullOrder, { reveal: false, raw: null })
    expect(JSON.stringify(wholeJson(fullOrder))).toBe(before)
  })

  it.prop(
    "of any order is masked at the same length, everything else stays",
    [Order],
    ([order]) => {
      const masked = encodeOrder(order, { reveal: false, raw: null })
      const expected = maskPlain(encodeOrder(order, { reveal: true, raw: null }))
      expect(masked).toStrictEqual(expected)
    },
    { arbitrary: { runs: 60 } }
  )
})

describe("source.raw", () => {
  it("is what the adapter hands over", () => {
    expect(
      encodeOrder(fullOrder, { reveal: false, raw: { shown: true }, rawNumbers: ["/shown"] }).source
    ).toMatchObject({
      raw: { shown: true },
      rawNumbers: ["/shown"]
    })
  })

  it("left out, leaves its pointers out too", () => {
    expect(encodeOrder(fullOrder, { reveal: true, raw: null }).source).toMatchObject({ raw: null, rawNumbers: [] })
  })
})

describe("a key", () => {
  it("percent-encodes each part, so that no two orders share one", () => {
    expect(orderKey("doudian", "2726558", "4951808855195223263")).toBe("doudian/2726558/4951808855195223263")
    expect(orderKey("a", "b/c", "d")).not.toBe(orderKey("a", "b", "c/d"))
    expect(orderKey("a", "店 1", "\uD800")).toBe("a/%E5%BA%97%201/%EF%BF%BD")
  })
})

describe("a record", () => {
  it("is an order unless it is quarantined", () => {
    expect([isOrder(fullOrder), isQuarantined(fullOrder)]).toStrictEqual([true, false])
  })
})

const maskPlain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(maskPlain)
  if (typeof value !== "object" || value === null) return value
  if ("state" in value && value.state === "plain" && "value" in value) {
    return { state: "masked", value: "•".repeat([...String(value.value)].length) }
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, key === "raw" ? child : maskPlain(child)])
  )
}
