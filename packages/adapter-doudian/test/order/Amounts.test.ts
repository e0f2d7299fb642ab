import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { make } from "../../src/index.ts"
import { answer, decode } from "../support/decode.ts"

describe("amounts", () => {
  const parts = { order_status: 2, pay_time: 1657027968, post_amount: 800, promotion_amount: 1000 }
  const lines = [{ sum_amount: 5000 }, { sum_amount: 6000 }]

  it.effect("goods are the lines', freight is not part of them", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...parts, order_amount: 11800, pay_amount: 10800 }, lines)
      assert.deepStrictEqual(
        { ...order.amounts },
        {
          currency: "CNY",
          goods: 11000,
          freight: 800,
          charges: null,
          discount: 1000,
          adjustment: null,
          payable: 10800,
          paid: 10800,
          refunded: null
        }
      )
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  it.effect("taxes and packing are charges", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...parts, tax_amount: 30, packing_amount: 20, pay_amount: 10850 }, lines)
      assert.strictEqual(order.amounts.charges, 50)
      assert.deepStrictEqual(order.warnings, [])
      const ofLines = yield* decode({ ...parts, pay_amount: 10807 }, [
        { sum_amount: 5000, tax_amount: 3 },
        { sum_amount: 6000, tax_amount: 4 }
      ])
      assert.strictEqual(ofLines.amounts.charges, 7)
    })
  )

  it.effect("a price change counts where the equation needs it, and is 0 where it closes without", () =>
    Effect.gen(function* () {
      const change = { ...parts, modify_amount: -300, modify_post_amount: -100 }
      const outside = yield* decode({ ...change, pay_amount: 10400 }, lines)
      assert.deepStrictEqual([outside.amounts.adjustment, outside.warnings], [-400, []])
      const inside = yield* decode({ ...change, pay_amount: 10800 }, lines)
      assert.deepStrictEqual([inside.amounts.adjustment, inside.warnings], [0, []])
      const neither = yield* decode({ ...change, pay_amount: 9999 }, lines)
      assert.strictEqual(neither.amounts.adjustment, -400)
      assert.deepStrictEqual(
        neither.warnings.map(({ code, path }) => [code, path]),
        [["amount_mismatch", "/data/shop_order_detail/pay_amount"]]
      )
    })
  )

  it.effect("the goods total is null if a line's amount is missing", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...parts, pay_amount: 10800 }, [{ sum_amount: 5000 }, {}])
      assert.strictEqual(order.amounts.goods, null)
      const computed = yield* decode({ ...parts, pay_amount: 10800 }, [
        { sum_amount: 5000 },
        { origin_amount: 2000, item_num: 3 }
      ])
      assert.deepStrictEqual([computed.amounts.goods, computed.lines[1]?.total], [11000, 6000])
    })
  )

  const noFen = ["0.5", "12.30", "1e-1", "abc", 0.5] as const
  it.effect.each(noFen)("fen that are not a whole number fail at their place: %s", (value) =>
    Effect.gen(function* () {
      const adapter = yield* make({})
      const { reason } = yield* Effect.flip(adapter.decode("fengchao.trade.detail", answer({ pay_amount: value })))
      assert.strictEqual(reason._tag, "ResponseDecode")
      assert.strictEqual(reason._tag === "ResponseDecode" ? reason.pointer : "", "/data/shop_order_detail/pay_amount")
    })
  )

  it.effect("fen spelled in other ways are exact", () =>
    Effect.gen(function* () {
      for (const [value, expected] of [
        ["1e2", 100],
        ["19900.00", 19900],
        ["-5", -5],
        ["9007199254740991", 9_007_199_254_740_991]
      ] as const) {
        assert.strictEqual((yield* decode({ pay_amount: value })).amounts.payable, expected)
      }
    })
  )
})

describe("phases", () => {
  const rows = [
    [{ pay_success: true, phase_pay_amount: 80, phase_order_amount: 100 }, [80, 80]],
    [{ pay_success: "true", phase_pay_amount: 0, phase_order_amount: 100, phase_promotion_amount: 30 }, [0, 0]],
    [{ phase_pay_time: 1657027968, phase_pay_amount: 80 }, [80, 80]],
    [{ pay_success: false, phase_pay_amount: 80, phase_order_amount: 100 }, [80, 0]],
    [{ pay_success: false, phase_pay_amount: 0, phase_order_amount: 100, phase_promotion_amount: 30 }, [70, 0]],
    [{ phase_order_amount: 100 }, [100, 0]],
    [{ phase_order_amount: 100, phase_payable_price: 60 }, [100, 0]],
    [{ phase_order_amount: 0, phase_payable_price: 60 }, [60, 0]],
    [{ phase_payable_price: 60 }, [60, 0]],
    [{}, [null, 0]]
  ] as const
  it.effect.each(rows)("%o: payable and paid %o", ([fields, expected]) =>
    Effect.gen(function* () {
      const { phases } = yield* decode({ order_phase_list: [{ current_phase: 1, total_phase: 2, ...fields }] })
      assert.deepStrictEqual([phases[0]?.payable, phases[0]?.paid], [...expected])
    })
  )
})
