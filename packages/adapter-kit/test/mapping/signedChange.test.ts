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
})
