import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { list10 } from "../support/decode.ts"

describe("list 1.0", () => {
  const trades = [
    [{ order_state: 1 }, "active"],
    [{ order_state: 1, team_buy_state: 0 }, "pending"],
    [{ order_state: 1, team_buy_state: 1 }, "active"],
    [{ order_state: 8, team_buy_state: 0 }, "active"],
    [{ order_state: 0 }, "pending"],
    [{ order_state: 6 }, "closed"]
  ] as const
  it.effect.each(trades)("%j is %s", ([row, expected]) =>
    Effect.gen(function* () {
      const { status } = yield* list10(row)
      assert.strictEqual(status.trade, expected)
      assert.isNull(status.fulfilment)
      assert.isNull(status.settlement)
    })
  )

  const afterSales = [
    [{ order_state: 1, after_sales_state: 0 }, "none"],
    [{ order_state: 1, after_sales_state: 1 }, "in_progress"],
    [{ order_state: 1, after_sales_state: 2 }, "ended"],
    [{ order_state: 10, after_sales_state: 1 }, "refunded"],
    [{ order_state: 11, after_sales_state: 2 }, "partially_refunded"],
    [{ order_state: 1, after_sales_state: 5 }, "unknown"]
  ] as const
  it.effect.each(afterSales)("%j has after-sale %s", ([row, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list10(row)).status.afterSale, expected)
    })
  )

  const kinds = [
    [2, "standard"],
    [3, "standard"],
    [5, "gift"],
    [6, "gift"],
    [13, "group_buy"],
    [14, "group_buy"],
    [4, "unknown"]
  ] as const
  it.effect.each(kinds)("payment_type %i is %s, other than in a detail", ([payment_type, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list10({ payment_type })).kind, expected)
    })
  )

  const methods = [
    [0, "wechat"],
    [1, "alipay"],
    [2, "apple_iap"],
    [3, "android_coin"],
    [4, "offline"],
    [-1, "unknown"],
    [5, "unknown"]
  ] as const
  it.effect.each(methods)("pay_way %i is %s", ([pay_way, expected]) =>
    Effect.gen(function* () {
      const order = yield* list10({ pay_way, price: 1 })
      assert.strictEqual(order.payment.method, expected)
      assert.strictEqual(order.warnings.length, pay_way === 5 ? 1 : 0)
    })
  )

  const types = [
    [{ payment_type: 2, resource_type: 1 }, "digital"],
    [{ payment_type: 2, resource_type: 5 }, "ticket"],
    [{ payment_type: 2, resource_type: 7 }, "membership"],
    [{ payment_type: 3, resource_type: 5 }, "digital"],
    [{ payment_type: 2, resource_type: 0 }, "digital"],
    [{ payment_type: 2, resource_type: 21 }, "unknown"]
  ] as const
  it.effect.each(types)("%j is a line of type %s", ([row, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* list10(row)).lines[0]!.type, expected)
    })
  )

  const quantities = [
    [{ payment_type: 2 }, 1, null],
    [{ payment_type: 2, gitf_buy_count: 3 }, 1, null],
    [{ payment_type: 13, gitf_buy_count: 0 }, 1, null],
    [{ payment_type: 5, gitf_buy_count: 3 }, 3, 3],
    [{ payment_type: 6, gitf_buy_count: "2" }, 2, 2],
    [{ payment_type: 5 }, null, null],
    [{ payment_type: 5, gitf_buy_count: 0 }, null, null]
  ] as const
  it.effect.each(quantities)("%j is bought %j times, %j of them presents", ([row, quantity, presents]) =>
    Effect.gen(function* () {
      const order = yield* list10(row)
      assert.strictEqual(order.lines[0]!.quantity, quantity)
      assert.strictEqual(order.gift === null ? null : order.gift.total, presents)
      assert.strictEqual(order.gift === null, presents === null)
    })
  )

  it.effect("amounts are fen", () =>
    Effect.gen(function* () {
      const { amounts, discounts } = yield* list10({
        order_state: 1,
        price: "1999",
        coupon_price: 100,
        cu_id: "cu_1",
        coupon_name: "券"
      })
      assert.deepInclude(amounts, {
        goods: null,
        freight: null,
        discount: 100,
        adjustment: null,
        payable: 1999,
        paid: 1999,
        refunded: null
      })
      assert.deepInclude(discounts[0], { kind: "coupon", id: "cu_1", name: "券", amount: 100 })
    })
  )

  it.effect("a coupon that is worth nothing is no discount", () =>
    Effect.gen(function* () {
      for (const coupon of [{}, { coupon_price: 0 }])
        assert.deepStrictEqual((yield* list10({ cu_id: "cu_1", ...coupon })).discounts, [])
    })
  )

  it.effect("percent texts are basis points", () =>
    Effect.gen(function* () {
      const { commissions } = yield* list10({
        distribute_price: 100,
        distribute_percent: "40.0000",
        superior_distribute_percent: "0.0000"
      })
      assert.deepStrictEqual(commissions, [
        { role: "sharer", userId: null, name: null, amount: 100, rateBasisPoints: 4000 }
      ])
    })
  )
})
