/** What the demo prints: the orders of all platforms, their totals, one order in full, and what could not be decoded. */
import type { OrderJson } from "@huidan/core"
import { amountText } from "../output/amountText.ts"
import { orderText } from "../output/orderText.ts"
import { type Column, tableLines } from "../output/table.ts"
import { timeText } from "../output/timeText.ts"
import type { ShopReading } from "./readShop.ts"

const orderColumns: ReadonlyArray<Column> = [
  { title: "Platform" },
  { title: "Order" },
  { title: "Created (Shanghai)" },
  { title: "Kind" },
  { title: "Trade" },
  { title: "Payment" },
  { title: "Fulfilment" },
  { title: "After-sale" },
  { title: "Payable", align: "right" },
  { title: "Goods", maximum: 30 }
]

const orderCells = (order: OrderJson): ReadonlyArray<string> => [
  order.platform,
  order.orderId,
  timeText(order.times.created),
  order.kind,
  order.status.trade ?? "-",
  order.status.payment ?? "-",
  order.status.fulfilment ?? "-",
  order.status.afterSale ?? "-",
  amountText(order.amounts.payable, order.amounts.currency),
  order.lines[0]?.title ?? "-"
]

/** The orders of all shops in one table, newest first. */
export const orderLines = (readings: ReadonlyArray<ShopReading>): ReadonlyArray<string> => {
  const orders = readings.flatMap(({ orders: own }) => own)
  return tableLines(
    orderColumns,
    orders
      .toSorted((left, right) => (right.times.created ?? "").localeCompare(left.times.created ?? ""))
      .map(orderCells)
  )
}

export interface StateTotals {
  readonly orders: number
  /** Fen. */
  readonly payable: number
}

const totalsByState = (orders: ReadonlyArray<OrderJson>): ReadonlyMap<string, StateTotals> => {
  const totals = new Map<string, StateTotals>()
  for (const { amounts, status } of orders) {
    const state = status.trade ?? "unknown"
    const known = totals.get(state) ?? { orders: 0, payable: 0 }
    totals.set(state, { orders: known.orders + 1, payable: known.payable + (amounts.payable ?? 0) })
  }
  return totals
}

const totalColumns: ReadonlyArray<Column> = [
  { title: "Platform" },
  { title: "Found by" },
  { title: "Trade" },
  { title: "Orders", align: "right" },
  { title: "Payable (CNY)", align: "right" },
  { title: "Sandbox" }
]

/** Totals per platform and state, compared with what the sandbox served; `agrees`: all are equal. */
export const totalLines = (
  readings: ReadonlyArray<ShopReading>,
  served: (platform: string) => ReadonlyMap<string, StateTotals>
): { readonly lines: ReadonlyArray<string>; readonly agrees: boolean } => {
  let agrees = true
  const rows = readings.flatMap(({ found, orders, platform }) => {
    const mine = totalsByState(orders)
    const theirs = served(platform)
    return [...new Set([...mine.keys(), ...theirs.keys()])].toSorted().map((state) => {
      const [own, said] = [mine.get(state) ?? nothing, theirs.get(state) ?? nothing]
      const equal = own.orders === said.orders && own.payable === said.payable
      agrees &&= equal
      const verdict = equal ? "the same" : `${said.orders} orders, ${amountText(said.payable, "CNY")}`
      return [platform, found, state, String(own.orders), amountText(own.payable, "CNY"), verdict]
    })
  })
  return { lines: tableLines(totalColumns, rows), agrees }
}

const nothing: StateTotals = { orders: 0, payable: 0 }

export const refusedLines = (readings: ReadonlyArray<ShopReading>): ReadonlyArray<string> =>
  tableLines(
    [{ title: "Platform" }, { title: "Order" }, { title: "Where" }, { title: "Why", maximum: 100 }],
    readings.flatMap(({ platform, refused }) =>
      refused.map(({ message, orderId, pointer }) => [platform, orderId, pointer, message])
    )
  )

/** The order that has the most to show. */
export const oneOrderLines = (readings: ReadonlyArray<ShopReading>): ReadonlyArray<string> => {
  const [richest] = readings.flatMap(({ orders }) => orders).toSorted((left, right) => richness(right) - richness(left))
  return richest === undefined ? [] : orderText(richest)
}

const richness = ({ commissions, delivery, discounts, lines, recipient, refunds }: OrderJson): number =>
  lines.length +
  discounts.length +
  refunds.length +
  commissions.length +
  delivery.shipments.length +
  (recipient === null ? 0 : 1)
