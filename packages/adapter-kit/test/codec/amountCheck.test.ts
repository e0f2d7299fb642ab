import { assert, describe, it } from "@effect/vitest"
import { type Order, OrderLine } from "@huidan/core"
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

const nothing: Order["amounts"] = {
  currency: "CNY",
  goods: null,
  freight: null,
  charges: null,
  discount: null,
  adjustment: null,
  payable: null,
  paid: null,
  refunded: null
}

const warningsOf = (discount: number | null, discounts: ReadonlyArray<Discount>, withDiscounts = true) =>
  checkAmounts({ amounts: { ...nothing, discount }, discounts, lines: [] }, withDiscounts, (path) => path)

describe("the goods of an order", () => {
  it.each([
    [[300, 200], []],
    [[300], ["/amounts/goods: goods is 500, the lines' totals make 300, difference 200"]],
    [[300, null], []],
    [[], []]
  ] as const)("of 500, whose lines make %o: %o", (totals, expected) => {
    const lines = totals.map((total) => OrderLine.make({ total }))
    const warnings = checkAmounts({ amounts: { ...nothing, goods: 500 }, discounts: [], lines }, false, (path) => path)
    assert.deepStrictEqual(
      warnings.map(({ message, path }) => `${path}: ${message}`),
      [...expected]
    )
  })
})

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
