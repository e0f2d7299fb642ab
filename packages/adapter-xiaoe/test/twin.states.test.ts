/**
 * The twin's codes, read back with the state tables of the order model: a third hand, so that the inverse tables and what
 * the twin expects of a decoder cannot be wrong together.
 */
import { describe, expect, it } from "vitest"
import { answerOf, detail10, detail20, expectedOf, type Loose, list10, makeWorld } from "./twinWorld.ts"

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

const readDetail10 = ({ order_info: info }: Loose): Loose => {
  const axes = states10[info.order_state]!
  const sold: ReadonlyArray<Loose> = info.goods_info?.length > 0 ? info.goods_info : [info]
  const ofLines = together(sold.map((goods: Loose) => salesStates[goods.sales_state] ?? "none"))
  return {
    ...axes,
    trade: axes.trade === "active" && [0, 3].includes(info.ship_state) ? "completed" : axes.trade,
    afterSale: axes.afterSale === "none" ? ofLines : axes.afterSale,
    fulfilment: fulfilments[info.ship_state],
    settlement: settlements[info.settle_status]
  }
}

const readList10 = (row: Loose): Loose => {
  const axes = states10[row.order_state]!
  const byAfterSales = ["none", "in_progress", "ended"][row.after_sales_state]
  return {
    ...axes,
    trade: row.order_state === 1 && row.team_buy_state === 0 ? "pending" : axes.trade,
    afterSale: axes.afterSale === "none" ? byAfterSales : axes.afterSale,
    closeReason: row.order_state === 3 && row.team_buy_state === 2 ? "group_failed" : axes.closeReason,
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

const readDetail20 = (data: Loose): Loose => {
  const { goods_info: goods, order_info: info, payment_info: payment, price_info: price } = data
  const paid = price.earned_revenue > 0 || payment.transaction_id !== "" || info.order_close_type === 4
  const sent = goods.goods_list.filter((each: Loose) => ["1", "5"].includes(each.spu_type))
  const ofLines = new Set<string>(sent.map((each: Loose) => words[each.ship_state_description]))
  const open20 = ["unfulfilled", "unfulfilled", "unfulfilled", "shipped", "delivered"]
  const fulfilment = info.order_state === 5 ? [...ofLines][0] : open20[info.order_state]
  const showState = showStates[info.after_sale_show_state]!
  return {
    trade: ["pending", "pending", "active", "active", "completed", "closed"][info.order_state],
    payment: [1, 5].includes(info.order_state)
      ? paid
        ? "paid"
        : "unpaid"
      : info.order_state === 0
        ? "unpaid"
        : "paid",
    fulfilment: sent.length === 0 ? "not_required" : fulfilment,
    afterSale:
      showState === "none" ? together(goods.goods_list.map((each: Loose) => showStates[each.refund_state])) : showState,
    settlement: settlements[info.settle_state],
    closeReason: info.order_state === 5 ? closeReasons[info.order_close_type] : null
  }
}

describe("the codes of an order mean what the twin expects of", () => {
  it.each([
    [detail10, readDetail10],
    [list10, readList10],
    [detail20, readDetail20]
  ] as const)("%s", (operation, read) => {
    for (const order of world.orders()) {
      const { status } = expectedOf(world, operation, order)
      const { trade, payment, fulfilment, afterSale, settlement, closeReason } = status
      const stated = read(answerOf(world, operation, order))
      expect([order.orderId, stated]).toEqual([
        order.orderId,
        { trade, payment, fulfilment, afterSale, settlement, closeReason }
      ])
    }
  })

  it("detail 1.0 and list 1.0, with the same `order_state`", () => {
    for (const order of world.orders()) {
      const { order_state } = answerOf(world, list10, order)
      expect(order_state).toBe(answerOf(world, detail10, order).order_info.order_state)
    }
  })

  it("both details, when an order was paid and settled", () => {
    for (const order of world.orders()) {
      const { order_info: info } = answerOf(world, detail20, order)
      const { payment, settlement } = expectedOf(world, detail20, order).status
      const { paid, settled } = expectedOf(world, detail20, order).times
      if (payment !== "paid") expect(paid).toBeNull()
      if (settlement !== "settled") expect(settled).toBeNull()
      if (paid !== null) expect(Date.parse(`${info.order_pay_time.replace(" ", "T")}+08:00`)).toBe(Date.parse(paid))
    }
    // The traps are set: a time of payment on unpaid orders, of settlement on unsettled ones.
    const traps = world.orders().map((order) => answerOf(world, detail20, order).order_info)
    expect(traps.some((info) => info.order_close_type === 1 && info.order_pay_time.startsWith("2024"))).toBe(true)
    expect(traps.some((info) => info.settle_state === 1 && info.order_settle_time.startsWith("2024"))).toBe(true)
  })
})
