/** The codes that the simulated 抖店 sends, read forwards by the rules of docs/states.md. */
import { describe, expect, it } from "@effect/vitest"
import { rowsOf, running, type Tree } from "../support/twinWorlds.ts"

const rows = [1, 2, 3, 4].flatMap((seed) => rowsOf(running(seed, 350), "fengchao.trade.detail"))
const again = rowsOf(running(9, 250), "fengchao.trade.detail", 1)

type Words = Readonly<Record<string, string>>

const trades: Words = {
  1: "pending",
  103: "pending",
  105: "active",
  2: "active",
  101: "active",
  3: "active",
  5: "completed"
}
const payments: Words = { 1: "unpaid", 103: "partially_paid", 105: "paid" }
const fulfilments: Words = {
  105: "unfulfilled",
  2: "unfulfilled",
  101: "partially_shipped",
  3: "shipped",
  5: "delivered",
  21: "unfulfilled",
  22: "shipped",
  39: "delivered"
}

/** The rules of docs/states.md for the state of an order, read forwards. */
const stateOf = (row: Tree) => {
  const main = String(row.main_status)
  const status = ["103", "21", "22", "39"].includes(main) ? main : String(row.order_status)
  const paid = row.pay_time > 0 || row.pay_type === 7 || row.pay_amount === 0
  const phases: ReadonlyArray<Tree> = row.order_phase_list ?? []
  const inPart = phases.some((phase) => phase.pay_success) && !phases.every((phase) => phase.pay_success)
  return {
    status,
    trade: trades[status] ?? "closed",
    payment: payments[status] ?? (inPart ? "partially_paid" : paid ? "paid" : status === "5" ? "unknown" : "unpaid"),
    fulfilment: fulfilments[status] ?? (row.ship_time > 0 ? "shipped" : "unfulfilled")
  }
}

const isItem = (line: Tree): boolean => line.given_product_type !== "FREE"

/** And for the after-sale of each of its lines. */
const lineAfterSale = (line: Tree, row: Tree): string => {
  const { after_sale_type: type, refund_status: refund } = line.after_sale_info
  const lines: ReadonlyArray<Tree> = row.sku_order_list.filter(isItem)
  if (refund === 3) {
    if (stateOf(row).trade === "closed" || [21, 22, 39].includes(line.main_status)) return "refunded"
    if (type === 6 || lines.every((each) => [3, 5].includes(each.after_sale_info.refund_status)))
      return "partially_refunded"
    const notRefunded = (other: Tree) => other !== line && !["refunded", "partially_refunded"].includes(alone(other))
    return lines.some(notRefunded) ? "refunded" : "undecided"
  }
  return alone(line)
}

/** Without its order: a refund that is done is taken for the whole line's. */
const alone = (line: Tree): string => {
  const { after_sale_status: status, after_sale_type: type, refund_status: refund } = line.after_sale_info
  if (refund === 3 || refund === 5) return "refunded"
  if (refund === 4 || status === 27) return "failed"
  if (status === 28 || status === 14) return "ended"
  if (status === 51) return refund === 0 ? "ended" : "in_progress"
  if (status === 12 || status === 53) return type <= 2 ? "refunded" : "ended"
  return [6, 7, 8, 11, 13, 29].includes(status) || refund > 0 ? "in_progress" : "none"
}

const precedence = (states: ReadonlyArray<string>): string => {
  if (states.includes("in_progress")) return "in_progress"
  if (states.every((state) => state === "refunded")) return "refunded"
  if (states.some((state) => state === "refunded" || state === "partially_refunded")) return "partially_refunded"
  return ["failed", "ended", "none"].find((state) => states.includes(state)) ?? "none"
}

const closeReason = (row: Tree, afterSale: string): string | null => {
  const { status, trade, payment } = stateOf(row)
  if (trade !== "closed") return null
  if (status !== "4" || payment === "paid") return afterSale === "refunded" ? "refunded" : "unknown"
  const note: string = row.cancel_reason
  if (note.includes("超时")) return "timeout"
  if (/平台|系统/.test(note)) return "system"
  if (/商家|卖家/.test(note)) return "seller_cancelled"
  return note === "" ? "unknown" : "buyer_cancelled"
}

describe("codes say the true order's state, by the rules of docs/states.md", () => {
  it("for orders and their lines, in every shape of the answer", () => {
    for (const [order, row] of [...rows, ...again]) {
      const { trade, payment, fulfilment } = stateOf(row)
      const lines: ReadonlyArray<Tree> = row.sku_order_list
      const afterSales = lines.map((line) => lineAfterSale(line, row))
      const ofItems = precedence(afterSales.filter((_, index) => isItem(lines[index])))
      const ofAll = precedence(afterSales)
      const afterSale = ofAll === "in_progress" || ofItems === "none" ? ofAll : ofItems
      expect({ trade, payment, fulfilment, afterSale, closeReason: closeReason(row, afterSale) }).toEqual({
        trade: order.status.trade,
        payment: order.status.payment,
        fulfilment: order.status.fulfilment,
        afterSale: order.status.afterSale,
        closeReason: order.status.closeReason
      })
      expect(afterSales).toEqual(order.lines.map((line) => line.afterSale))
      expect(lines.map((line) => stateOf({ ...line, pay_time: 1 }).fulfilment)).toEqual(
        order.lines.map((line) => line.fulfilment)
      )
    }
  })

  it("every documented code, way of paying and kind occurs", () => {
    const seen: { [what: string]: Set<unknown> } = {}
    const see = (what: string, value: unknown) => {
      seen[what] = (seen[what] ?? new Set()).add(value)
    }
    for (const [order, row] of rows) {
      see("state", JSON.stringify(order.status))
      see("order_status", row.order_status)
      see("main_status", row.main_status)
      see("pay_type", row.pay_type)
      see("kind", order.kind)
      see("delivery", order.delivery.method)
      see("flag", row.seller_remark_stars)
      see("unpaid 4", row.order_status === 4 && row.pay_time === 0)
      see("refunded by 4 alone", row.main_status === 4 && order.status.closeReason === "refunded")
      see("free without a time of payment", row.pay_amount === 0 && row.pay_time === 0 && row.pay_type === 1)
      see("shipped before paid", row.order_status === 1 && row.ship_time > 0)
      for (const line of row.sku_order_list) {
        const { after_sale_status, after_sale_type, refund_status } = line.after_sale_info
        see("after_sale_status", after_sale_status)
        see("after_sale_type", after_sale_type)
        see("refund_status", refund_status)
        see("refund", `${after_sale_status} ${refund_status}`)
        see(
          "refund in part, of every line",
          row.sku_order_list.length > 1 && lineAfterSale(line, row) === "partially_refunded" && after_sale_type !== 6
        )
        see("line of its own", line.main_status !== row.main_status && line.main_status)
        see("trade_type", line.trade_type)
        see("pre_sale_type", line.pre_sale_type)
        see("order_type", line.order_type)
        see("given_product_type", line.given_product_type)
      }
    }
    const sorted = (what: string) => [...(seen[what] ?? [])].toSorted((left, right) => Number(left) - Number(right))
    expect(sorted("order_status")).toEqual([1, 2, 3, 4, 5, 101, 105])
    expect(sorted("main_status")).toEqual([1, 2, 3, 4, 5, 21, 22, 39, 101, 103, 105])
    expect(sorted("after_sale_status")).toEqual([0, 6, 7, 8, 11, 12, 13, 14, 27, 28, 29, 51, 53])
    expect(sorted("after_sale_type")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(sorted("refund_status")).toEqual([0, 1, 2, 3, 4, 5])
    expect([...(seen["refund"] ?? [])]).toEqual(expect.arrayContaining(["28 1", "51 0", "51 1", "0 3", "0 4", "12 4"]))
    expect(sorted("pay_type")).toEqual([0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 16])
    expect(sorted("trade_type")).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 16, 18, 102, 103])
    expect(sorted("pre_sale_type")).toEqual([0, 1, 2])
    expect(sorted("order_type")).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(sorted("flag")).toEqual([0, 1, 2, 3, 4, 5])
    expect([...(seen["kind"] ?? [])].toSorted()).toEqual(["flash_sale", "group_buy", "presale", "standard"])
    expect([...(seen["delivery"] ?? [])].toSorted()).toEqual(["digital", "express", "pickup"])
    expect([...(seen["given_product_type"] ?? [])].toSorted()).toEqual(["", "FREE", "MASTER"])
    for (const rare of [
      "unpaid 4",
      "refunded by 4 alone",
      "free without a time of payment",
      "shipped before paid",
      "refund in part, of every line"
    ]) {
      expect(seen[rare]?.has(true), rare).toBe(true)
    }
    expect([...(seen["line of its own"] ?? [])]).toEqual(expect.arrayContaining([2, 3, 21, 22, 39]))
  })
})
