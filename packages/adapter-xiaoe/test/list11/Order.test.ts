import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { list11, warningsOf } from "../support/decode.ts"

type Fields = Readonly<Record<string, unknown>>

describe("list 1.1", () => {
  it.effect("a group that waits holds an order back, any other does not", () =>
    Effect.gen(function* () {
      const tradeOf = (row: Fields) => Effect.map(list11({ order_state: 1, ...row }), ({ status }) => status.trade)
      const alone = yield* tradeOf({ ship_state: 1 })
      assert.strictEqual(yield* tradeOf({ ship_state: 1, team_buy_state: -1 }), alone)
      assert.strictEqual(yield* tradeOf({ ship_state: 1, team_buy_state: 0 }), "pending")
      assert.strictEqual(alone, "active")
      assert.strictEqual(yield* tradeOf({ ship_state: 3 }), "completed")
    })
  )

  it.effect("payment comes of the order's state, the discount of its parts", () =>
    Effect.gen(function* () {
      const { amounts, status } = yield* list11({
        order_state: 1,
        price: 1000,
        discount_data: [{ discount_price: 100 }, { discount_price: 50 }]
      })
      assert.deepStrictEqual([status.payment, amounts.discount, amounts.paid], ["paid", 150, 1000])
      const stated = yield* list11({ discount_price: 70, discount_data: [{ discount_price: 100 }], coupon_price: 5 })
      assert.strictEqual(stated.amounts.discount, 70)
      assert.strictEqual((yield* list11({ coupon_price: 5 })).amounts.discount, 5)
    })
  )

  it.effect("prices are read as fen, with a warning", () =>
    Effect.gen(function* () {
      const order = yield* list11({ order_state: 1, ship_state: 1, price: 1200, discount_price: 30, coupon_price: 10 })
      assert.deepInclude(order.amounts, { payable: 1200, paid: 1200, discount: 30 })
      assert.deepStrictEqual(warningsOf(order), ["unit_inferred /price"])
      assert.deepInclude(order.status, { trade: "active", fulfilment: "unfulfilled" })
    })
  )

  it.effect.each([
    [{}, "unknown"],
    [{ team_buy_state: -1 }, "unknown"],
    [{ team_buy_state: 0 }, "group_buy"],
    [{ team_buy_state: 2 }, "group_buy"]
  ] as const)("%o is %s", ([row, kind]) =>
    Effect.gen(function* () {
      const order = yield* list11(row)
      assert.deepStrictEqual([order.kind, order.warnings], [kind, []])
    })
  )

  it.effect.each([
    [{ sales_state: 2, after_sales_state: 1 }, "refunded", "refunded"],
    [{ sales_state: 0, after_sales_state: 1 }, "none", "in_progress"],
    [{ sales_state: 0 }, "none", "none"],
    [{ after_sales_state: 2 }, null, "ended"],
    [{}, null, "none"]
  ] as const)("%o: the after-sale of its line is %s, its own %s", ([row, ofLine, ofOrder]) =>
    Effect.gen(function* () {
      const { lines, status } = yield* list11({ order_state: 1, ...row })
      assert.deepStrictEqual([lines[0]?.afterSale, status.afterSale], [ofLine, ofOrder])
    })
  )

  it.effect("only a coupon among the discounts has the coupon's number", () =>
    Effect.gen(function* () {
      const discountsOf = (row: Fields) =>
        Effect.map(list11({ coupon_id: "c_1", ...row }), ({ discounts }) =>
          discounts.map(({ amount, id, kind }) => [kind, id, amount])
        )
      const discount_data = [
        { discount_name: "优惠券", discount_price: 100 },
        { discount_name: "秒杀", discount_price: 50 }
      ]
      assert.deepStrictEqual(yield* discountsOf({ discount_data, coupon_price: 100 }), [
        ["coupon", "c_1", 100],
        ["promotion", null, 50]
      ])
      assert.deepStrictEqual(yield* discountsOf({ coupon_price: 100 }), [["coupon", "c_1", 100]])
      assert.deepStrictEqual(yield* discountsOf({ coupon_price: 0 }), [])
      assert.deepStrictEqual(yield* discountsOf({}), [])
    })
  )

  it.effect("a row with a time of refund was refunded then", () =>
    Effect.gen(function* () {
      const { payment, refunds } = yield* list11({
        refund_time: "2024-05-01 10:00:00",
        refund_money: 500,
        collection_way: 2
      })
      assert.deepStrictEqual(
        refunds.map(({ amount, status }) => [status, amount]),
        [["refunded", 500]]
      )
      assert.strictEqual(payment.collection?.code, "2")
      assert.isNull((yield* list11({ collection_way: -1 })).payment.collection)
    })
  )
})
