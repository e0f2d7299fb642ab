import { describe, expect, it } from "@effect/vitest"
import { childPointer, isJsonArray, isJsonObject } from "../src/index.ts"

describe("childPointer", () => {
  it.each([
    ["", "data", "/data"],
    ["/data", 0, "/data/0"],
    ["/data", "a/b", "/data/a~1b"],
    ["/data", "a~b", "/data/a~0b"],
    ["/data", "~1", "/data/~01"],
    ["", "", "/"]
  ])("%j, %j → %j", (parent, key, pointer) => {
    expect(childPointer(parent, key)).toBe(pointer)
  })
})

describe("the kind of a JSON value", () => {
  it("is object, list or scalar", () => {
    const values = [{}, [], null, "", 0, false]
    expect(values.map(isJsonObject)).toStrictEqual([true, false, false, false, false, false])
    expect(values.map(isJsonArray)).toStrictEqual([false, true, false, false, false, false])
  })
})
