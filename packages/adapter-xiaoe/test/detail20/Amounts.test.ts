import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { detail20, refusal, warningsOf } from "../support/decode.ts"

const goodsInfo = (...goods_list: ReadonlyArray<Readonly<Record<string, unknown>>>) => ({
  goods_info: { has_result: true, goods_list }
})

describe("sums of lines", () => {
  it.effect("are unknown where a part of them is", () =>
    Effect.gen(function* () {
      const all = yield* detail20({}, goodsInfo({ refund_amount: 500 }, { refund_amount: 0 }))
      assert.strictEqual(all.amounts.refunded, 500)
      const some = yield* detail20({}, goodsInfo({ refund_amount: 500 }, { goods_name: "课程" }))
      assert.isNull(some.amounts.refunded)
    })
  )
})

describe("amounts", () => {
  const discount = (discount_amount: number, discount_name = "") => ({ discount_amount, discount_name })
  const lists = [
    [{ discounts_list: [discount(3), discount(4)], coupons_list: [discount(3)], no_coupon_list: [discount(4)] }, 7],
    [{ discounts_list: [], coupons_list: [discount(3)], no_coupon_list: [discount(4)] }, 7],
    [{ total_coupons_discount_amount: 5 }, 5],
    [[], 0]
  ] as const
  it.effect.each(lists)("the discounts %j make %i", ([discounts_info, expected]) =>
    Effect.gen(function* () {
      const order = yield* detail20({}, goodsInfo({ discounts_info }, { discounts_info }))
      assert.strictEqual(order.amounts.discount, 2 * expected)
      assert.strictEqual(order.lines[0]!.discount, expected)
    })
  )

  it.effect("one discount over several lines is one entry", () =>
    Effect.gen(function* () {
      const coupons_list = [discount(3, "新人券")]
      const order = yield* detail20(
        {},
        goodsInfo({ discounts_info: { coupons_list } }, { discounts_info: { coupons_list } })
      )
      assert.deepStrictEqual(
        order.discounts.map(({ amount, kind, name }) => [kind, name, amount]),
        [["coupon", "新人券", 6]]
      )
    })
  )

  it.effect("a list of nothing but a placeholder gives way to the coupons", () =>
    Effect.gen(function* () {
      const discounts_info = { discounts_list: [discount(0)], coupons_list: [discount(3, "新人券")] }
      const order = yield* detail20({}, goodsInfo({ discounts_info }))
      assert.deepStrictEqual(
        order.discounts.map(({ amount, kind, name }) => [kind, name, amount]),
        [["coupon", "新人券", 3]]
      )
      assert.deepStrictEqual([order.amounts.discount, order.lines[0]!.discount], [3, 3])
    })
  )

  it.effect("a sum that does not close is a warning, and the platform's numbers stay", () =>
    Effect.gen(function* () {
      const price_info = {
        has_result: true,
        gross_total: 100,
        shipment_fee: 10,
        total_modified_amount: -5,
        collectibles: 104
      }
      const order = yield* detail20({ order_state: 0 }, { price_info, ...goodsInfo({ unit_price: 100, quantity: 1 }) })
      assert.deepInclude(order.amounts, { goods: 100, freight: 10, discount: 0, adjustment: -5, payable: 104, paid: 0 })
      assert.deepStrictEqual(warningsOf(order), ["amount_mismatch /data/price_info/collectibles"])
    })
  )

  it.effect("money in an unpaid order contradicts it", () =>
    Effect.gen(function* () {
      const order = yield* detail20({ order_state: 0 }, { price_info: { has_result: true, earned_revenue: 100 } })
      assert.strictEqual(order.amounts.paid, 0)
      assert.deepStrictEqual(warningsOf(order), ["conflicting_states /data/price_info/earned_revenue"])
    })
  )

  it.effect("part of a fen is an error at its pointer", () =>
    Effect.gen(function* () {
      const body =
        '{"code":0,"data":{"order_info":{"order_id":"o"},"price_info":{"has_result":true,"collectibles":1.5}}}'
      assert.deepInclude(yield* refusal("order.detail@2.0", body), {
        _tag: "ResponseDecode",
        pointer: "/data/price_info/collectibles"
      })
    })
  )
})
