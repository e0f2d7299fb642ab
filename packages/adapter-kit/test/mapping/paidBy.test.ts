import { assert, describe, it } from "@effect/vitest"
import { PaymentState } from "@huidan/core"
import { fixed, paidBy } from "../../src/Traced.ts"

const stated = fixed(1000, "stated")

describe("what was paid", () => {
  it.each(PaymentState.literals)("%s", (state) => {
    const expected = { paid: 1000, unpaid: 0, processing: 0, failed: 0, partially_paid: null, unknown: null }[state]
    assert.strictEqual(paidBy(fixed(state, "state"), stated, "paid").value, expected)
  })

  it("is null where the payment is not stated", () => {
    assert.isNull(paidBy(fixed(null, "state"), stated, "paid").value)
  })

  it("is what its paid instalments make, where it is paid in part", () => {
    const inPart = fixed(300, "instalments")
    assert.strictEqual(paidBy(fixed("partially_paid", "state"), stated, "paid", inPart).value, 300)
    assert.strictEqual(paidBy(fixed("unpaid", "state"), stated, "paid", inPart).value, 0)
    assert.strictEqual(paidBy(fixed("paid", "state"), stated, "paid", inPart).value, 1000)
  })
})
