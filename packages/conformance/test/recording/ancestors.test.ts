import { assert, describe, it } from "@effect/vitest"
import { ancestorsOf } from "../../src/recording/ancestors.ts"

describe("ancestorsOf", () => {
  it("gives every place that contains this one, the whole document included", () => {
    assert.deepStrictEqual(ancestorsOf("/lines/0/title"), ["", "/lines", "/lines/0"])
    assert.deepStrictEqual(ancestorsOf(""), [])
  })
})
