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

  const taxed = { ...parts, tax_amount: 30 }
  const packed = lines.map((line) => ({ ...line, packing_charge_amount: 10 }))
  const chargeRows = [
    ["packing that only lines state", { ...parts, pay_amount: 10820 }, packed, [20, null]],
    [
      "packing that only lines state beside a 0",
      { ...parts, packing_amount: 0, pay_amount: 10820 },
      packed,
      [20, null]
    ],
    [
      "packing of the order before that of lines",
      { ...parts, packing_amount: 7, pay_amount: 10807 },
      packed,
      [7, null]
    ],
    ["tax in the prices", { ...taxed, pay_amount: 10800 }, lines, [0, null]],
    [
      "tax of lines in the prices",
      { ...parts, pay_amount: 10800 },
      lines.map((line) => ({ ...line, tax_amount: 5 })),
      [0, null]
    ],
    ["packing beside tax in the prices", { ...taxed, packing_amount: 20, pay_amount: 10820 }, lines, [20, null]],
    [
      "a change of price beside tax in the prices",
      { ...taxed, modify_amount: -300, pay_amount: 10500 },
      lines,
      [0, -300]
    ],
    [
      "a change of price in the prices, as the tax",
      { ...taxed, modify_amount: -300, pay_amount: 10800 },
      lines,
      [0, 0]
    ],
    [
      "a tax as high as the change of price, both beside the prices",
      { ...taxed, modify_amount: -30, pay_amount: 10800 },
      lines,
      [30, -30]
    ],
    ["tax that a payable of its own cannot tell", { ...taxed, pay_amount: null }, lines, [30, null]]
  ] as const
  it.effect.each(chargeRows)("charges and adjustment: %s", ([_title, fields, some, expected]) =>
    Effect.gen(function* () {
      const order = yield* decode(fields, some)
      assert.deepStrictEqual([order.amounts.charges, order.amounts.adjustment], [...expected])
      assert.deepStrictEqual(order.warnings, [])
    })
  )

  const whole = { order_status: 2, pay_time: 1657027968, tax_amount: 910, post_amount: 0, promotion_amount: 0 }
  const openRows = [
    ["no discount is stated", { promotion_amount: null, pay_amount: 10000 }, 0],
    ["no freight is stated", { post_amount: null, pay_amount: 10000 }, 0],
    ["neither is stated", { promotion_amount: null, post_amount: null, pay_amount: 10000 }, 0],
    ["neither is stated, and packing counts", { promotion_amount: null, packing_amount: 20, pay_amount: 10020 }, 20],
    ["the tax closes it", { promotion_amount: null, pay_amount: 10910 }, 910],
    ["nothing closes it", { post_amount: null, pay_amount: 10500 }, 910]
  ] as const
  it.effect.each(openRows)(
    "tax in the prices where a part that is not stated counts as 0: %s",
    ([_title, fields, charges]) =>
      Effect.gen(function* () {
        const order = yield* decode({ ...whole, ...fields }, [{ sum_amount: 10000 }])
        assert.strictEqual(order.amounts.charges, charges)
        assert.deepStrictEqual(order.warnings, [])
      })
  )

  it.effect("tax counts where the goods are not stated", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...whole, pay_amount: 0 })
      assert.strictEqual(order.amounts.charges, 910)
    })
  )

  it.effect("tax counts where nothing closes the equation", () =>
    Effect.gen(function* () {
      const order = yield* decode({ ...taxed, pay_amount: 9999 }, lines)
      assert.strictEqual(order.amounts.charges, 30)
      assert.deepStrictEqual(
        order.warnings.map(({ code }) => code),
        ["amount_mismatch"]
      )
    })
  )

  it.effect("the discount is what shop, platform and creators gave, if its sum is not stated", () =>
    Effect.gen(function* () {
      const { amounts, discounts, warnings } = yield* decode({
        promotion_shop_amount: 300,
        promotion_talent_amount: 40
      })
      assert.strictEqual(amounts.discount, 340)
      assert.deepStrictEqual(
        discounts.map(({ amount }) => amount),
        [300, 40]
      )
      assert.deepStrictEqual(warnings, [])
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
