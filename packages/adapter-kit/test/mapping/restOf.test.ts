import { assert, describe, it } from "@effect/vitest"
import { locate } from "../../src/answer/Located.ts"
import { readAt } from "../../src/mapping/Traced.ts"
import { restOf } from "../../src/Traced.ts"

const amount = (value: number | null, index: number) => readAt(value, locate(value, `/${index}`), "an amount")

describe("the rest of a total", () => {
  it.each([
    [500, [300], 200],
    [500, [], 500],
    [500, [300, 200], null],
    [0, [], null],
    [null, [300], null],
    [500, [300, null], 200],
    [500, [600], null]
  ] as const)("%s less %j is %s", (total, parts, expected) => {
    const rest = restOf(
      amount(total, 0),
      parts.map((part, index) => amount(part, index + 1)),
      "rest"
    )
    assert.strictEqual(rest.value, expected)
    assert.deepStrictEqual(
      rest.doubts.map(({ code, pointer }) => [code, pointer]),
      parts[0] === 600 ? [["amount_mismatch", "/0"]] : []
    )
  })
})
