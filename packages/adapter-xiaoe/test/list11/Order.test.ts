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
})
