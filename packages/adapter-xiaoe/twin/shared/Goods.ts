/** What was bought: Xiaoe sells knowledge first and parcels second, and gives all of it ids of its own. */
import type { TrueOrderContext } from "@huidan/conformance"
import type { LineType, Order, OrderLine } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { isPlain, withPlainQuantity } from "./Plain.ts"

/** Sold one at a time, and (but for group buys) never sent by post. */
const soldAlone = new Set<Order["kind"]>(["gift", "group_buy", "redemption", "reward"])
const neverSent = new Set<Order["kind"]>(["gift", "redemption", "reward"])

const idPrefixes: Partial<Record<LineType, string>> = { physical: "g", membership: "p", ticket: "ac", coupon: "vcp" }

export const withGoods = (made: Order, context: TrueOrderContext): Order => {
  const order = { ...made, kind: kindOf(made) }
  const digital = neverSent.has(order.kind) || order.delivery.method === "digital"
  const chosen = soldAlone.has(order.kind) || isPlain(order, context) ? order.lines.slice(0, 1) : order.lines
  return {
    ...order,
    delivery: { ...order.delivery, method: digital ? "digital" : order.delivery.method },
    lines: chosen.map((line) =>
      refineLine(order, withPlainQuantity(order, line, context), typeOf(order, line, digital), context)
    )
  }
}

/** What was paid and still waits is a group buy whose group is not complete. */
const kindOf = ({ kind, status }: Order): Order["kind"] =>
  status.trade === "pending" && status.payment === "paid" ? "group_buy" : kind

const typeOf = (order: Order, line: OrderLine, digital: boolean): LineType => {
  if (order.kind === "reward") return "reward"
  if (order.kind === "gift") return line.type === "membership" ? "membership" : "digital"
  return digital && line.type === "physical" ? "digital" : (line.type ?? "digital")
}

const refineLine = (order: Order, line: OrderLine, type: LineType, { dice }: TrueOrderContext): OrderLine => {
  const prefix = idPrefixes[type] ?? "i"
  const limited = type !== "physical" && dice.chance(0.3)
  const from = order.times.created
  return {
    ...line,
    productId: `${prefix}_${line.productId}`,
    skuId: type === "physical" ? `SKU_${prefix}_${line.skuId}` : null,
    // A shop writes its specs as one text: `粉色; L码; 冬季款式`.
    specs: line.specs.length === 0 ? [] : [{ name: null, value: line.specs.map((spec) => spec.value).join("; ") }],
    type,
    fulfilment: type === "physical" ? line.fulfilment : "not_required",
    validFrom: from,
    validTo: limited && from !== null ? DateTime.add(from, { days: 365 }) : null,
    validityText: limited ? "购买后365天内有效" : "长期有效"
  }
}
