import { describe, expect, it } from "vitest"
import { coverAnswer, filledFields, orderCoverOf } from "../../src/law/answer/orderCover.ts"
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

  it("are few, and each brings something new", () => {
    expect(cover.orders.length).toBeLessThanOrEqual(4)
    expect(cover.newFields[0]).toContain("/amounts/payable")
    const fields = cover.newFields.flat()
    expect(new Set(fields).size).toBe(fields.length)
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
