import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { detail10, refusal, warningsOf } from "../support/decode.ts"

describe("amounts", () => {
  it.effect("the goods are unknown where those of one line are", () =>
    Effect.gen(function* () {
      const goods_info = [{ price: "10.00", res_count: 2 }, { res_count: 1 }]
      const { amounts, lines } = yield* detail10({ goods_info })
      assert.deepStrictEqual([lines[0]?.total, lines[1]?.total, amounts.goods], [2000, null, null])
    })
  )

  const money = [
    ["19.99", 1999],
    [0.29, 29],
    ["1234567.89", 123_456_789],
    ["1e2", 10_000],
    ["-0.50", -50]
  ] as const
  it.effect.each(money)("%s yuan", ([price, fen]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10({ price })).amounts.payable, fen)
    })
  )

  it.effect("a digit below the fen is an error at its pointer", () =>
    Effect.gen(function* () {
      const body = '{"code":0,"data":{"order_info":{"order_id":"o","price":"0.015"}}}'
      assert.deepInclude(yield* refusal("order.detail@1.0", body), {
        _tag: "ResponseDecode",
        pointer: "/data/order_info/price"
      })
      const goods = '{"code":0,"data":{"order_info":{"order_id":"o","goods_info":[{},{"total_price":1.999}]}}}'
      assert.deepInclude(yield* refusal("order.detail@1.0", goods), {
        pointer: "/data/order_info/goods_info/1/total_price"
      })
    })
  )

  it.effect("discounts are those listed, else the coupon, never both", () =>
    Effect.gen(function* () {
      const listed = yield* detail10({
        discount_arr: [{ discount_name: "秒杀", discount_price: "1.50" }],
        cou_price: 700
      })
      assert.strictEqual(listed.amounts.discount, 150)
      assert.deepInclude(listed.discounts[0], { kind: "promotion", name: "秒杀", amount: 150 })
      const coupon = yield* detail10({ discount_arr: [], cou_price: 700, cu_id: "cu_1" })
      assert.strictEqual(coupon.amounts.discount, 700)
      assert.deepInclude(coupon.discounts[0], { kind: "coupon", id: "cu_1", amount: 700 })
      assert.isNull((yield* detail10({})).amounts.discount)
    })
  )

  const changes = [
    ["11.00", 100, 100],
    ["9.00", 100, -100],
    ["9.00", -100, -100],
    ["10.00", 0, 0],
    ["8.00", 100, 100],
    [null, 100, 100]
  ] as const
  it.effect.each(changes)("price %s after a change of %i fen: %i", ([price, price_change_value, expected]) =>
    Effect.gen(function* () {
      const order = yield* detail10({
        price,
        price_change_value,
        unit_price: "10.00",
        count: 1,
        freight: 0,
        cou_price: 0
      })
      assert.strictEqual(order.amounts.adjustment, expected)
      assert.deepStrictEqual(warningsOf(order), price === "8.00" ? ["amount_mismatch /data/order_info/price"] : [])
    })
  )

  const paid = [
    [0, 0],
    [1, 1000],
    [2, 0],
    [3, 1000],
    [4, null],
    [5, 0],
    [6, 0],
    [8, 1000],
    [10, 1000],
    [99, null]
  ] as const
  it.effect.each(paid)("order_state %i paid %j", ([order_state, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* detail10({ order_state, price: "10.00" })).amounts.paid, expected)
    })
  )

  it.effect("refunded: the order's own in fen with unit_inferred, else what was really refunded", () =>
    Effect.gen(function* () {
      const own = yield* detail10({ refund_money: 250 }, { refund_info: [{ state: 2, refund_price: 999 }] })
      assert.strictEqual(own.amounts.refunded, 250)
      assert.deepStrictEqual(warningsOf(own), ["unit_inferred /data/order_info/refund_money"])
      const listed = yield* detail10(
        {},
        {
          refund_info: [
            { state: 2, refund_price: 999 },
            { state: 3, refund_price: 1 }
          ]
        }
      )
      assert.strictEqual(listed.amounts.refunded, 999)
      assert.isNull((yield* detail10({}, { refund_info: [{ state: 1, refund_price: 5 }] })).amounts.refunded)
    })
  )

  it.effect("the same name in another place: unit_price is a price in order_info, what was paid in goods_info", () =>
    Effect.gen(function* () {
      const own = yield* detail10({ order_state: 1, unit_price: "5.00", count: 2 })
      assert.deepInclude(own.lines[0], { unitPrice: 500, total: 1000, paid: null })
      const goods = yield* detail10({ order_state: 1, goods_info: [{ price: 5, res_count: 2, unit_price: 9 }] })
      assert.deepInclude(goods.lines[0], { unitPrice: 500, total: 1000, paid: 900 })
    })
  )
})
