import { describe, expect, it } from "@effect/vitest"
import { fieldPatterns, fieldsBelow, unknownPatterns } from "../src/index.ts"

describe("field patterns", () => {
  it("are written in one text, and share what they have in common", () => {
    expect(fieldPatterns("")).toEqual([])
    expect(fieldPatterns(" /kind\n /lines/*/{title,\n  quantity} ")).toEqual([
      "/kind",
      "/lines/*/title",
      "/lines/*/quantity"
    ])
    expect(fieldPatterns("/a/{b,c}/d")).toEqual(["/a/b/d", "/a/c/d"])
  })

  it("name fields of an order, also below a record, a list and a block that can be null", () => {
    const known = [
      "/kind",
      "/status/raw/order_state",
      "/lines",
      "/lines/*",
      "/lines/*/channel/name",
      "/gift/total",
      "/buyer/phones"
    ]
    expect(unknownPatterns(known)).toEqual([])
    const unknown = ["kind", "/colour", "/lines/title", "/lines/0/title", "/kind/name", "/tags/*/name"]
    expect(unknownPatterns([...known, ...unknown])).toEqual(unknown)
  })

  it("stand for the single fields below them", () => {
    expect(fieldsBelow("/fees")).toEqual(["/fees/*/kind", "/fees/*/amount"])
    expect(fieldsBelow("/buyer/phones")).toEqual(["/buyer/phones/*"])
    expect(fieldsBelow("/delivery/shipments/*/lines")).toEqual([])
    expect(fieldsBelow("/delivery/shipments/*/lines", 7)).toEqual([
      "/delivery/shipments/*/lines/*/lineId",
      "/delivery/shipments/*/lines/*/quantity"
    ])
    expect(fieldsBelow("/colour")).toEqual([])
  })
})
