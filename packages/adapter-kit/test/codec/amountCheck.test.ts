import { assert, describe, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import { checkAmounts, listsDiscounts } from "../../src/codec/amountCheck.ts"

type Discount = Order["discounts"][number]

const entry = (kind: Discount["kind"], amount: number | null): Discount => ({
  kind,
  id: null,
  name: null,
  amount,
  points: null,
  bearer: null
})

const warningsOf = (discount: number | null, discounts: ReadonlyArray<Discount>, withDiscounts = true) => {
  const nothing = { goods: null, freight: null, charges: null, adjustment: null, payable: null, paid: null }
  const amounts: Order["amounts"] = { currency: "CNY", ...nothing, refunded: null, discount }
  return checkAmounts({ amounts, discounts, lines: [] }, withDiscounts, (path) => path)
}

describe("the discounts of an order", () => {
  it.each([
    [500, [entry("coupon", 300), entry("other", 200)]],
    [500, [entry("coupon", 500), entry("payment", 100)]],
    [0, [entry("payment", 100)]],
    [0, []],
    [null, [entry("coupon", 300)]],
    [500, [entry("coupon", null)]]
  ] as const)("that make their total are no mismatch: %s", (discount, discounts) => {
    assert.deepStrictEqual(warningsOf(discount, discounts), [])
  })

  it.each([
    [500, [entry("coupon", 300)], 200],
    [500, [], 500],
    [0, [entry("points", 1)], -1],
    [100, [entry("payment", 100)], 100]
  ] as const)("that do not are one: %s", (discount, discounts, difference) => {
    const [warning, ...others] = warningsOf(discount, discounts)
    assert.deepStrictEqual([warning?.code, warning?.path, others], ["amount_mismatch", "/amounts/discount", []])
    assert.include(warning?.message, `difference ${difference}`)
  })

  it("are not counted where the operation lists none", () => {
    assert.deepStrictEqual(warningsOf(500, [], false), [])
    assert.deepStrictEqual([["/discounts"], ["/discounts/*/amount"], ["/amounts/discount"], []].map(listsDiscounts), [
      true,
      true,
      false,
      false
    ])
  })
})
