/** Answers that state a part: what is stated is read, and what is not is not made up. */
import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"

const decode = (fields: Record<string, unknown>): Effect.Effect<Order> =>
  Effect.gen(function* () {
    const adapter = yield* make({ appId: "wx" })
    const body = JSON.stringify({ code: 0, sub_code: "00000", data: { order_sn: "1", ...fields } })
    const [order] = yield* adapter.decode("mall.order.detail", body)
    return order as Order
  }).pipe(Effect.orDie)

describe("an order that states nothing but its number", () => {
  it.effect("has no discount, recipient, shipment, refund, party or commission", () =>
    Effect.gen(function* () {
      const { commissions, delivery, discounts, parties, recipient, refunds, warnings } = yield* decode({})
      assert.deepStrictEqual(
        [discounts, recipient, delivery.shipments, delivery.pickup, refunds, parties, commissions, warnings],
        [[], null, [], null, [], [], [], []]
      )
    })
  )
})

describe("one fact alone is enough", () => {
  it.effect.each([
    ["name", "张三"],
    ["mobile", "13800000000"],
    ["province", "上海市"],
    ["city", "上海市"],
    ["district", "浦东新区"],
    ["area_code", "310115"],
    ["address", "世纪大道1号"]
  ] as const)("for a recipient: %s", ([field, value]) =>
    Effect.gen(function* () {
      assert.isNotNull((yield* decode({ order_address_info: { [field]: value } })).recipient)
    })
  )

  it.effect.each([
    [{ express_name: "顺丰" }, ["顺丰", null]],
    [{ express_no: "SF1" }, [null, "SF1"]]
  ] as const)("for a shipment: %o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { delivery } = yield* decode(fields)
      assert.deepStrictEqual(
        delivery.shipments.map(({ carrierName, trackingNumber }) => [carrierName, trackingNumber]),
        [[...expected]]
      )
    })
  )

  it.effect.each([
    ["the order's amount", { commission_price: 150 }, [150, null]],
    ["the rate of one line of two", { detail_list: [{ commission_rate: 0 }, { commission_rate: 5 }] }, [null, null]],
    ["a rate that is no whole basis point", { detail_list: [{ commission_rate: "0.00001" }] }, [null, null]]
  ] as const)("for a commission: %s", ([_title, fields, expected]) =>
    Effect.gen(function* () {
      const { commissions } = yield* decode(fields)
      assert.deepStrictEqual(
        commissions.map(({ amount, rateBasisPoints }) => [amount, rateBasisPoints]),
        [[...expected]]
      )
    })
  )
})

describe("amounts", () => {
  it.effect("a coupon and points are two discounts, one of 0 is none", () =>
    Effect.gen(function* () {
      const coupon = { coupon_price: 5, coupon_id: "c1" }
      const points = { integral_deduct_price: 30, integral: 300 }
      const discountsOf = (fields: Record<string, unknown>) =>
        Effect.map(decode(fields), ({ discounts }) =>
          discounts.map(({ amount, bearer, id, kind, points }) => [kind, id, amount, points, bearer])
        )
      assert.deepStrictEqual(yield* discountsOf({ ...coupon, ...points }), [
        ["coupon", "c1", 5, null, "unknown"],
        ["points", null, 30, 300, "unknown"]
      ])
      assert.deepStrictEqual(yield* discountsOf({ coupon_price: 0, integral_deduct_price: 0 }), [])
    })
  )

  it.effect("amounts that do not add up are said, where none is missing", () =>
    Effect.gen(function* () {
      const whole = { detail_list: [{ goods_price: 1000, goods_num: 3 }], coupon_price: 0, pay_price: 2000 }
      const codesOf = (fields: Record<string, unknown>) =>
        Effect.map(decode({ ...whole, ...fields }), ({ warnings }) => warnings.map(({ code }) => code))
      assert.deepStrictEqual(yield* codesOf({ freight_price: 0 }), ["unit_inferred", "amount_mismatch"])
      for (const missing of [
        {},
        { freight_price: 0, pay_price: null },
        { freight_price: 0, coupon_price: null },
        { freight_price: 0, detail_list: [{ goods_num: 3 }] }
      ]) {
        assert.deepStrictEqual(yield* codesOf(missing), ["unit_inferred"])
      }
    })
  )

  it.effect("lines that do not make up the goods are said, where all state a total", () =>
    Effect.gen(function* () {
      const line = { goods_price: 1000, goods_num: 3 }
      const codesOf = (detail_list: ReadonlyArray<unknown>) =>
        Effect.map(decode({ detail_list }), ({ warnings }) => warnings.map(({ code }) => code))
      assert.deepStrictEqual(yield* codesOf([{ ...line, total_price: 2000 }]), ["unit_inferred", "amount_mismatch"])
      assert.deepStrictEqual(yield* codesOf([{ ...line, total_price: 3000 }, line]), ["unit_inferred"])
    })
  )
})

describe("states", () => {
  it.effect("an unknown status says nothing of the goods, an unknown tag nothing of why it closed", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({ status: 77 })).status.fulfilment, "unknown")
      assert.strictEqual((yield* decode({ status: 5, order_status_tag: 99 })).status.closeReason, "unknown")
    })
  )

  it.effect("a finished refund is known from tag 10 alone", () =>
    Effect.gen(function* () {
      const { status } = yield* decode({ status: 5, order_status_tag: 6, refund_status: 2 })
      assert.strictEqual(status.afterSale, "in_progress")
    })
  )

  it.effect("a tag that closes contradicts no order without a status", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual((yield* decode({ order_status_tag: 2 })).warnings, [])
    })
  )
})
