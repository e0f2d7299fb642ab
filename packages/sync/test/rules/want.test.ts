import { assert, describe, it } from "@effect/vitest"
import { isEnough, laterWant, standardAllowances } from "../../src/index.ts"

const changed = 1_700_000_000_000

describe("a detail is enough for a change", () => {
  it.each([
    ["asked for in the second of the change", 999, false],
    ["asked for before the clocks and the replicas are surely there", 63_999, false],
    ["asked for when they are", 64_000, true]
  ])("%s", (_, after, expected) => {
    assert.strictEqual(isEnough(changed, changed + after, standardAllowances), expected)
  })

  it("without replicas and with one clock, as soon as the second of the change has ended", () => {
    assert.isTrue(isEnough(changed, changed + 1000, { clockMargin: 0, replicaLag: 0 }))
    assert.isFalse(isEnough(changed, changed + 999, { clockMargin: 0, replicaLag: 0 }))
  })

  it("never if there is none, unless nobody wants one", () => {
    assert.isFalse(isEnough(changed, null, standardAllowances))
    assert.isTrue(isEnough(null, null, standardAllowances))
  })
})

describe("of two wants", () => {
  it.each([
    [1, 2, 2],
    [2, 1, 2],
    [null, 1, 1],
    [1, null, 1],
    [null, null, null]
  ])("%s and %s remains %s", (one, other, expected) => {
    assert.strictEqual(laterWant(one, other), expected)
  })
})
