/** Answers that state one thing only, or state it in parts. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { afterSale, decode } from "../support/decode.ts"

describe("a change of price that is in the prices already", () => {
  const line = { sum_amount: 1000 }
  const order = { promotion_amount: 0, post_amount: 0, modify_amount: -100 }
  it.effect.each([
    ["closes with charges", { ...order, pay_amount: 1050, tax_amount: 50 }, [line], 0],
    ["does not close", { ...order, pay_amount: 900, tax_amount: 50 }, [line], -100],
    ["cannot be known without the goods", { ...order, post_amount: 700, pay_amount: 700 }, [{}], -100],
    ["cannot be known without the freight", { ...order, post_amount: null, pay_amount: 1000 }, [line], -100],
    ["cannot be known without the payable", { ...order, pay_amount: null }, [line], -100],
    ["cannot be known without the discount", { ...order, promotion_amount: null, pay_amount: 1000 }, [line], -100]
  ] as const)("counts 0 where the equation closes without it: %s", ([_title, fields, lines, adjustment]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode(fields, lines)).amounts.adjustment, adjustment)
    })
  )
})

describe("delivery", () => {
  it.effect("the parts of a shop's address make one text", () =>
    Effect.gen(function* () {
      const store_address = {
        province: { name: "上海市" },
        town: { name: "浦东新区" },
        detail: "世纪大道1号"
      }
      const { delivery } = yield* decode({}, [{ store_info: { store_name: "浦东店", store_address } }])
      assert.deepStrictEqual(
        [delivery.pickup?.place, delivery.pickup?.address],
        ["浦东店", "上海市浦东新区世纪大道1号"]
      )
    })
  )

  it.effect("a shop is named by its name or by its number, and may have no address", () =>
    Effect.gen(function* () {
      const { delivery } = yield* decode({}, [{}, { store_info: { store_id: "7" } }])
      assert.deepStrictEqual([delivery.pickup?.place, delivery.pickup?.address], ["7", null])
    })
  )

  it.effect("an order is digital where all its lines are", () =>
    Effect.gen(function* () {
      const methodOf = (...types: ReadonlyArray<number>) =>
        Effect.map(
          decode(
            {},
            types.map((order_type) => ({ order_type }))
          ),
          ({ delivery }) => delivery.method
        )
      assert.deepStrictEqual(
        [yield* methodOf(2, 4), yield* methodOf(2, 0), yield* methodOf(0, 0)],
        ["digital", "express", "express"]
      )
    })
  )

  it.effect("an order without lines is not digital", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [])).delivery.method, "express")
    })
  )
})

describe("codes", () => {
  it.effect.each([
    [0, 0, "none"],
    [0, 999, "unknown"],
    [null, 0, "none"],
    [null, 9, "unknown"]
  ] as const)("after_sale_status %s with refund_status %s is %s", ([status, refund, state]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* decode({}, [afterSale(status, null, refund)])).status.afterSale, state)
    })
  )
})

describe("kinds", () => {
  it.effect.each([
    [{ campaign_info: [{ campaign_type: 7 }] }, "flash_sale"],
    [{ campaign_info: [{ campaign_type: 1 }, { campaign_type: 14 }] }, "flash_sale"],
    [{ campaign_info: [{ campaign_type: 1 }] }, "standard"],
    [{ pre_sale_type: 1 }, "presale"],
    [{ pre_sale_type: 2 }, "presale"],
    [{ pre_sale_type: 0, trade_type: 102 }, "presale"],
    [{ trade_type: 1, campaign_info: [{ campaign_type: 7 }] }, "group_buy"]
  ] as const)("%o is %s", ([line, kind]) =>
    Effect.gen(function* () {
      const order = yield* decode({}, [line])
      assert.deepStrictEqual([order.kind, order.warnings], [kind, []])
    })
  )
})

describe("an id that is sent twice", () => {
  it.effect.each([
    ["as a number alone", { product_id: 5 }, "5", []],
    ["as text alone", { product_id_str: "5" }, "5", []],
    ["alike", { product_id: 5, product_id_str: "5" }, "5", []],
    ["as two ids", { product_id: 5, product_id_str: "6" }, "6", ["precision_lost_upstream"]]
  ] as const)("%s", ([_title, fields, productId, codes]) =>
    Effect.gen(function* () {
      const { lines, warnings } = yield* decode({}, [fields])
      assert.deepStrictEqual([lines[0]?.productId, warnings.map(({ code }) => code)], [productId, [...codes]])
    })
  )
})
