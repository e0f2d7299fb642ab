import { assert, describe, it } from "@effect/vitest"
import { signedChange } from "../../src/mapping/signedChange.ts"
import { fixed } from "../../src/mapping/Traced.ts"

describe("a price change without a documented sign", () => {
  const rows = [
    [100, 1100, 100],
    [100, 900, -100],
    [-100, 900, -100],
    [0, 1000, 0],
    [100, 777, 100],
    [100, null, 100],
    [null, 1000, null]
  ] as const
  it.each(rows)("%j with %j payable is %j", (change, payable, expected) => {
    const amount = (value: number | null) => fixed<number | null>(value, "test")
    const parts = { goods: amount(1000), freight: amount(50), discount: amount(50), payable: amount(payable) }
    assert.strictEqual(signedChange(amount(change), parts, "±").value, expected)
  })

  // With 0 for the missing amount, the sum would close with the other sign.
  const incomplete = [
    { goods: null, freight: 50, discount: 50, payable: -100 },
    { goods: 100, freight: null, discount: 50, payable: -50 },
    { goods: 50, freight: 50, discount: null, payable: 0 },
    { goods: 100, freight: 50, discount: 50, payable: null }
  ]
  it.each(incomplete)("keeps its sign beside %j", ({ discount, freight, goods, payable }) => {
    const amount = (value: number | null) => fixed(value, "test")
    const parts = {
      goods: amount(goods),
      freight: amount(freight),
      discount: amount(discount),
      payable: amount(payable)
    }
    assert.strictEqual(signedChange(amount(100), parts, "±").value, 100)
  })
})
