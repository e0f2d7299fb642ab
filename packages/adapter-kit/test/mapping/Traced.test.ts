import { assert, describe, it } from "@effect/vitest"
import { locate } from "../../src/answer/Located.ts"
import { entryOf, fixed, knownCode, product, readAt, sum, sumOfAll, type Traced } from "../../src/mapping/Traced.ts"

const amount = (value: number | null, index: number) => readAt(value, locate(value, `/${index}`), "an amount")
const amounts = (...values: ReadonlyArray<number | null>) => values.map(amount)

describe("amounts", () => {
  it("a sum counts what is there; one of all needs every part", () => {
    assert.deepStrictEqual([sum(amounts(1, null), "Σ").value, sumOfAll(amounts(1, null), "Σ").value], [1, null])
    assert.deepStrictEqual([sum([], "Σ").value, sumOfAll([], "Σ").value], [null, null])
    const whole = sumOfAll(amounts(1, 2), "Σ")
    assert.deepStrictEqual([whole.value, whole.from], [3, ["/0", "/1"]])
  })

  it("a product needs both", () => {
    assert.strictEqual(product(amount(3, 0), amount(2, 1), "×").value, 6)
    assert.isNull(product(amount(3, 0), amount(null, 1), "×").value)
    assert.strictEqual(product(amount(3, 0), amount(0, 1), "×").value, 0)
  })
})

describe("a table", () => {
  it("knows what it holds, and nothing that every object has", () => {
    assert.strictEqual(entryOf({ 1: "one" }, "1"), "one")
    for (const code of [null, "2", "constructor", "__proto__", "toString"])
      assert.isUndefined(entryOf({ 1: "one" }, code))
    assert.isUndefined(entryOf({ null: "none" }, null))
  })
})

describe("an unknown code", () => {
  const warningOf = (code: string) =>
    knownCode(readAt(code, locate(code, "/code"), "a code"), {}, "a code").doubts[0]?.message

  it("is named if it looks like one", () => {
    for (const code of ["7", "-1", "10_001", "WAIT_BUYER_CONFIRM"])
      assert.strictEqual(warningOf(code), `a code: unknown code "${code}"`)
  })

  it("is only counted if it may be a name or a telephone number", () => {
    for (const text of ["13800138000", "收货人 138", "Wang 小明", "x".repeat(33), ""])
      assert.strictEqual(warningOf(text), `a code: unknown code of ${text.length} characters`)
  })
})

describe("a doubt", () => {
  it("is about the place of its value, or the first place that was looked at", () => {
    const pointersOf = (traced: Traced<unknown>) =>
      traced.doubt("type_drift", "odd").doubts.map(({ pointer }) => pointer)
    assert.deepStrictEqual(pointersOf(amount(1, 1).considering(amount(2, 2))), ["/1"])
    assert.deepStrictEqual(pointersOf(sum(amounts(null, null), "Σ")), ["/0"])
    assert.deepStrictEqual(pointersOf(fixed(1, "no place")), [""])
  })
})

describe("what was looked at", () => {
  it("is the place of what was not taken, and of what was considered", () => {
    const [one, two, none] = [amount(1, 1), amount(2, 2), amount(null, 3)]
    assert.deepStrictEqual(one.considering(two, none).consulted, ["/2", "/3"])
    assert.deepStrictEqual(one.considering(two).considering(none.considering(two)).consulted, ["/2", "/3", "/2"])
    assert.deepStrictEqual([one.orElse(two).from, one.orElse(two).consulted], [["/1"], ["/2"]])
    assert.deepStrictEqual([none.orElse(two).from, none.orElse(two).consulted], [["/2"], ["/3"]])
  })
})
