import { describe, expect, it } from "@effect/vitest"
import { absent, code, type JsonNode, literal, removeAt, setAt, writeJson } from "../../src/index.ts"
import { nodeAt } from "../../src/twin/json/editJson.ts"

describe("writeJson", () => {
  it.each<[JsonNode, string]>([
    [literal("1657810577105402177"), "1657810577105402177"],
    [literal(-9_223_372_036_854_775_808n), "-9223372036854775808"],
    [literal("19.90"), "19.90"],
    [code(3, [3]), "3"],
    [code("3", ["3"]), '"3"'],
    [code(null, [1]), "null"],
    [absent(), "null"],
    [absent([]), "[]"],
    [absent({}), "{}"],
    ['a"b\\c\n', '"a\\"b\\\\c\\n"'],
    [{ id: literal("2"), none: undefined, list: [1, null, true] }, '{"id":2,"list":[1,null,true]}']
  ])("%j → %s", (node, text) => {
    expect(writeJson(node)).toBe(text)
  })
})

describe("edits at a pointer", () => {
  const row = { "a/b": { list: [1, 2, 3] }, price: literal("1.00") }

  it("sets", () => {
    expect(writeJson(setAt(row, "/price", "0.015"))).toBe('{"a/b":{"list":[1,2,3]},"price":"0.015"}')
    expect(writeJson(setAt(row, "/a~1b/list/1", null))).toBe('{"a/b":{"list":[1,null,3]},"price":1.00}')
  })

  it("removes", () => {
    expect(writeJson(removeAt(row, "/a~1b/list/0"))).toBe('{"a/b":{"list":[2,3]},"price":1.00}')
    expect(writeJson(removeAt(row, "/a~1b"))).toBe('{"price":1.00}')
  })

  it("finds", () => {
    expect(nodeAt(row, "/a~1b/list/2")).toBe(3)
    expect(nodeAt(row, "/a~1b/none/2")).toBeUndefined()
  })

  it("change nothing at a pointer to nothing", () => {
    expect(setAt(row, "/none", 1)).toEqual(row)
    expect(setAt(row, "/price/deeper", 1)).toEqual(row)
    expect(removeAt(row, "/a~1b/list/7")).toEqual(row)
  })
})
