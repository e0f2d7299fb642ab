import { assert, describe, it } from "@effect/vitest"
import { childOf, childrenOf, jsonOf, locate } from "../../src/answer/Located.ts"
import { nodeAt } from "../../src/answer/pointers.ts"

const json = { a: [{ "b/c": 1 }, "x"], "": null }

describe("a node of an answer", () => {
  it("knows its pointer, below the pointer of the part it was made from", () => {
    const pointersBelow = (node: ReturnType<typeof locate>): ReadonlyArray<string> => [
      node.pointer,
      ...Array.from(childrenOf(node)).flatMap(pointersBelow)
    ]
    assert.deepStrictEqual(pointersBelow(locate(json)), ["", "/a", "/a/0", "/a/0/b~1c", "/a/1", "/"])
    assert.deepStrictEqual(pointersBelow(locate(json, "/msg")), [
      "/msg",
      "/msg/a",
      "/msg/a/0",
      "/msg/a/0/b~1c",
      "/msg/a/1",
      "/msg/"
    ])
  })

  it("that is missing knows where it would be", () => {
    const missing = childOf(childOf(locate(json), "nothing"), "at all")
    assert.deepStrictEqual([missing.pointer, jsonOf(missing)], ["/nothing/at all", null])
  })

  it("is found by its pointer, also through a list of one", () => {
    assert.strictEqual(nodeAt(locate([{ data: [{ id: 7 }] }]), "/data/id").pointer, "/0/data/0/id")
  })

  it("has the JSON that it was made from", () => {
    assert.strictEqual(jsonOf(nodeAt(locate(json), "/a")), json.a)
    assert.strictEqual(jsonOf(locate(json)), json)
  })
})
