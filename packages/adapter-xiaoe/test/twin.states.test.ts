/**
 * The twin's codes, read back with the state tables of docs/states.md: a third hand, so that the inverse tables and what
 * the twin expects of a decoder cannot be wrong together.
 */
import type { Json } from "@huidan/core"
import { describe, expect, it } from "vitest"
import { at, listAt, numberAt, objectAt, textAt } from "./support/readJson.ts"
import { answerOf, detail10, detail20, expectedOf, list10, makeWorld } from "./support/twinWorld.ts"

const world = makeWorld({ seed: 23, orders: 400 })

interface Axes {
  readonly trade: string
  readonly payment: string
  readonly afterSale: string
  readonly closeReason: string | null
}

const open = (trade: string, payment: string, afterSale = "none"): Axes => ({
  trade,
  payment,
  afterSale,
  closeReason: null
})
const shut = (payment: string, afterSale: string, closeReason: string): Axes => ({
  trade: "closed",
  payment,
  afterSale,
  closeReason
})

/** `order_state` of 1.0. */
const states10: Readonly<Record<number, Axes>> = {
  0: open("pending", "unpaid"),
  1: open("active", "paid"),
  2: open("pending", "failed"),
  3: shut("paid", "refunded", "refunded"),
  4: open("pending", "partially_paid"),
  5: open("pending", "processing"),
  6: shut("unpaid", "none", "timeout"),
  7: shut("unpaid", "none", "buyer_cancelled"),
  8: open("active", "paid", "in_progress"),
  9: open("active", "paid", "failed"),
  10: shut("paid", "refunded", "refunded"),
  11: open("active", "paid", "partially_refunded")
}

const fulfilments = ["not_required", "unfulfilled", "shipped", "delivered", "partially_shipped"]
const settlements = ["unsettled", "settling", "settled"]
const salesStates = ["none", "partially_refunded", "refunded", "in_progress"]
const showStates = ["none", "in_progress", "partially_refunded", "refunded"]

const together = (states: ReadonlyArray<string>): string => {
  if (states.includes("in_progress")) return "in_progress"
  if (states.length > 0 && states.every((state) => state === "refunded")) return "refunded"
  return states.some((state) => state.endsWith("refunded")) ? "partially_refunded" : "none"
}

/** The axes that an answer states; `null`: it says nothing of one. */
type Stated = Readonly<Record<keyof Axes | "fulfilment" | "settlement", string | null | undefined>>

const readDetail10 = (data: Json | undefined): Stated => {
  const info = objectAt(data, "order_info")
  const axes = states10[numberAt(info, "order_state")]!
  const goods = listAt(info["goods_info"] ?? [])
  const sold = goods.length > 0 ? goods : [info]
  const ofLines = together(sold.map((each) => salesStates[numberAt(each, "sales_state")] ?? "none"))
  const shipState = numberAt(info, "ship_state")
  return {
    ...axes,
    trade: axes.trade === "active" && [0, 3].includes(shipState) ? "completed" : axes.trade,
    afterSale: axes.afterSale === "none" ? ofLines : axes.afterSale,
    fulfilment: fulfilments[shipState],
    settlement: settlements[numberAt(info, "settle_status")]
  }
}

const readList10 = (row: Json | undefined): Stated => {
  const orderState = numberAt(row, "order_state")
  const axes = states10[orderState]!
  const byAfterSales = ["none", "in_progress", "ended"][numberAt(row, "after_sales_state")]
  const teamBuyState = at(row, "team_buy_state")
  return {
    ...axes,
    trade: orderState === 1 && teamBuyState === 0 ? "pending" : axes.trade,
    afterSale: axes.afterSale === "none" ? byAfterSales : axes.afterSale,
    closeReason: orderState === 3 && teamBuyState === 2 ? "group_failed" : axes.closeReason,
    fulfilment: null,
    settlement: null
  }
}

const closeReasons = [null, "timeout", "buyer_cancelled", "seller_cancelled", "refunded", "group_failed", "system"]
const words: Readonly<Record<string, string>> = {
  无需发货: "not_required",
  待发货: "unfulfilled",
  已发货: "shipped",
  部分发货: "partially_shipped",
  已收货: "delivered"
}

const readDetail20 = (data: Json | undefined): Stated => {
  const info = objectAt(data, "order_info")
  const orderState = numberAt(info, "order_state")
  const closeType = numberAt(info, "order_close_type")
  const paid =
    numberAt(data, "price_info", "earned_revenue") > 0 ||
    textAt(data, "payment_info", "transaction_id") !== "" ||
    closeType === 4
  const goods = listAt(data, "goods_info", "goods_list")
  const sent = goods.filter((each) => ["1", "5"].includes(textAt(each, "spu_type")))
  const ofLines = sent.map((each) => words[textAt(each, "ship_state_description")])
  const open20 = ["unfulfilled", "unfulfilled", "unfulfilled", "shipped", "delivered"]
  const fulfilment = orderState === 5 ? ofLines[0] : open20[orderState]
  const showState = showStates[numberAt(info, "after_sale_show_state")]!
  return {
    trade: ["pending", "pending", "active", "active", "completed", "closed"][orderState],
    payment: [1, 5].includes(orderState) ? (paid ? "paid" : "unpaid") : orderState === 0 ? "unpaid" : "paid",
    fulfilment: sent.length === 0 ? "not_required" : fulfilment,
    afterSale:
      showState === "none" ? together(goods.map((each) => showStates[numberAt(each, "refund_state")]!)) : showState,
    settlement: settlements[numberAt(info, "settle_state")],
    closeReason: orderState === 5 ? closeReasons[closeType] : null
  }
}

describe("the codes of an order mean what the twin expects of", () => {
  it.each([
    [detail10, readDetail10],
    [list10, readList10],
    [detail20, readDetail20]
  ] as const)("%s", (operation, read) => {
    for (const order of world.orders()) {
      const { trade, payment, fulfilment, afterSale, settlement, closeReason } = objectAt(
        expectedOf(world, operation, order),
        "status"
      )
      const stated = read(answerOf(world, operation, order))
      expect([order.orderId, stated]).toEqual([
        order.orderId,
        { trade, payment, fulfilment, afterSale, settlement, closeReason }
      ])
    }
  })

  it("detail 1.0 and list 1.0, with the same `order_state`", () => {
    for (const order of world.orders()) {
      const listed = numberAt(answerOf(world, list10, order), "order_state")
      expect(listed).toBe(numberAt(answerOf(world, detail10, order), "order_info", "order_state"))
    }
  })

  it("both details, when an order was paid and settled", () => {
    for (const order of world.orders()) {
      const payTime = textAt(answerOf(world, detail20, order), "order_info", "order_pay_time")
      const expected = expectedOf(world, detail20, order)
      const { payment, settlement } = objectAt(expected, "status")
      const { paid, settled } = objectAt(expected, "times")
      if (payment !== "paid") expect(paid).toBeNull()
      if (settlement !== "settled") expect(settled).toBeNull()
      if (paid !== null) expect(Date.parse(`${payTime.replace(" ", "T")}+08:00`)).toBe(Date.parse(String(paid)))
    }
    // The traps are set: a time of payment on unpaid orders, of settlement on unsettled ones.
    const traps = world.orders().map((order) => objectAt(answerOf(world, detail20, order), "order_info"))
    const isTrap = (state: string, time: string) =>
      traps.some((info) => numberAt(info, state) === 1 && textAt(info, time).startsWith("2024"))
    expect(isTrap("order_close_type", "order_pay_time")).toBe(true)
    expect(isTrap("settle_state", "order_settle_time")).toBe(true)
  })
})
