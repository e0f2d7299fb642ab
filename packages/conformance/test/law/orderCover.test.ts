import { describe, expect, it } from "vitest"
import { coverAnswer, filledFields, orderCoverOf, sampleOf } from "../../src/law/answer/orderCover.ts"
import { nodesOf } from "../../src/twin/json/AnswerTree.ts"
import { isCode } from "../../src/twin/json/JsonNode.ts"
import { twin } from "../corner-shop/twin.ts"

const cover = orderCoverOf(twin, "order.detail")

describe("the orders that show everything", () => {
  it("show each code of the platform's table that an order can have", () => {
    const shown = cover.orders.flatMap((order) =>
      nodesOf(coverAnswer(twin, "order.detail", order)).flatMap(({ node }) => (isCode(node) ? [node.value] : []))
    )
    expect([...new Set(shown)].toSorted()).toEqual([1, 2, 3, 4])
    for (const state of [1, 2, 3, 4]) expect(cover.shown).toContain(`order.detail: code ${state} at /data/state`)
  })

  it("leave out what no order has, and name it", () => {
    expect(cover.neverShown).toEqual(["order.detail: code 0 at /data/state"])
  })

  it("are few", () => {
    expect(cover.orders.length).toBeLessThanOrEqual(4)
  })

  it("name each field once, with an order that has the shortest answer", () => {
    const [shortest] = cover.fieldsByOrder.keys()
    const sizes = sampleOf(twin).map((order) => nodesOf(coverAnswer(twin, "order.detail", order)).length)
    expect(shortest && nodesOf(coverAnswer(twin, "order.detail", shortest)).length).toBe(Math.min(...sizes))
    const fields = [...cover.fieldsByOrder.values()].flat()
    expect(fields).toContain("/amounts/payable")
    expect(new Set(fields).size).toBe(fields.length)
    const shown = [...cover.shown].filter((proof) => proof.startsWith("order.detail: field "))
    expect(fields.length).toBe(shown.length)
  })

  it("name the places of codes", () => {
    expect([...cover.places.keys()]).toEqual(["/data/state"])
  })
})

describe("the fields of an order that have a value", () => {
  it("are named once for a list, and private text is one field", () => {
    const order = {
      orderId: "1",
      lines: [
        { title: "a", imageUrl: null },
        { title: "b", imageUrl: "c" }
      ],
      buyer: { name: { state: "plain", value: "x" } },
      tags: []
    }
    expect(filledFields(order)).toEqual(["/orderId", "/lines/*/title", "/lines/*/imageUrl", "/buyer/name"])
  })
})
