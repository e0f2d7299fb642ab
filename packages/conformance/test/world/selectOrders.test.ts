import { describe, expect, it } from "@effect/vitest"
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import type { OrderSelection } from "../../src/index.ts"
import { makeTrueOrders } from "../../src/world/makeTrueOrders.ts"
import { selectOrders } from "../../src/world/selectOrders.ts"
import { twin } from "../corner-shop/twin.ts"

const baseTime = DateTime.makeUnsafe("2024-06-01T00:00:00Z")
const orders = makeTrueOrders("corner_shop", twin.limits, { seed: 8, count: 45, baseTime, days: 10 })
const updated = (order: Order) => (order.times.updated === null ? 0 : DateTime.toEpochMillis(order.times.updated))

const all: OrderSelection = {
  by: "updated",
  since: 0,
  until: DateTime.toEpochMillis(baseTime),
  newestFirst: false,
  firstPage: 1,
  page: 1,
  size: 10
}
const pages = (selection: OrderSelection, numbers: ReadonlyArray<number>) =>
  numbers.flatMap((page) => selectOrders(orders, { ...selection, page }).orders)

describe("selectOrders", () => {
  it.each([0, 1])("cuts pages that add up to the whole list, with the first page %i", (firstPage) => {
    const numbers = [0, 1, 2, 3, 4, 5].map((page) => page + firstPage)
    const read = pages({ ...all, firstPage }, numbers)
    expect(read).toHaveLength(45)
    expect(new Set(read).size).toBe(45)
    expect(read.map(updated)).toEqual(read.map(updated).toSorted((left, right) => left - right))
    expect(selectOrders(orders, { ...all, firstPage, page: firstPage - 1 }).orders).toEqual([])
  })

  it("can sort newest first, also with the same times", () => {
    const forwards = pages(all, [1, 2, 3, 4, 5])
    expect(pages({ ...all, newestFirst: true }, [1, 2, 3, 4, 5])).toEqual(forwards.toReversed())
  })

  it("includes both ends of the window, and counts its orders", () => {
    const moment = updated(orders[0]!)
    const { orders: found, total } = selectOrders(orders, { ...all, since: moment, until: moment, size: 50 })
    expect(found).toContain(orders[0])
    expect(total).toBe(found.length)
    expect(found.every((order) => updated(order) === moment)).toBe(true)
    const outside = { ...all, since: moment + 1, until: moment + 1 }
    expect(selectOrders(orders, outside)).toEqual({ orders: [], total: 0 })
  })

  it("can filter by a condition, and by creation time", () => {
    const { orders: found } = selectOrders(orders, {
      ...all,
      by: "created",
      size: 50,
      where: (order) => order.status.trade === "closed"
    })
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((order) => order.status.trade === "closed")).toBe(true)
    const created = found.map((order) => DateTime.toEpochMillis(order.times.created ?? baseTime))
    expect(created).toEqual(created.toSorted((left, right) => left - right))
  })
})
