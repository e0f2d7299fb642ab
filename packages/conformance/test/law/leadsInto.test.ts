import { describe, expect, it } from "vitest"
import { leadsInto } from "../../src/law/answer/leadsInto.ts"

const undamaged = { data: { order: { id: "1" } }, list: [{ order: { id: "1" } }] }

describe("a pointer of an error leads into the answer", () => {
  it.each([
    ["", {}],
    ["/data", {}],
    ["/data/other", { data: 1 }],
    ["/data/order/id", { data: {} }],
    ["/data/order/id", {}],
    ["/data/0/order/id", { data: [{}] }],
    ["/data/0/order/id", { data: [[[]]] }],
    ["/list/0/order/id", { list: [{}] }],
    ["/list/order/id", { list: {} }]
  ])("%s in %j", (pointer, sent) => {
    expect(leadsInto(sent, undamaged, pointer)).toBe(true)
  })

  it.each([
    ["/data/other/id", {}],
    ["/data/other/id", { data: {} }],
    ["/data/0/0/order/id", { data: [{}] }],
    ["/data/1/order/id", { data: [{}, {}] }],
    ["/list/1/order/id", { list: [{}] }],
    ["/order/id", {}]
  ])("%s does not in %j", (pointer, sent) => {
    expect(leadsInto(sent, undamaged, pointer)).toBe(false)
  })
})
