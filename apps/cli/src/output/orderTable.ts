/** Many orders as a table that is printed page by page, with totals at its end. */
import { isQuarantined, type OrderAdapter, type OrderJson, type OrderRecord, visibleText } from "@huidan/core"
import { amountText } from "./amountText.ts"
import { type Cells, type Column, columnWidths, headerLine, tableLine } from "./table.ts"
import { timeText } from "./timeText.ts"

const columns: ReadonlyArray<Column> = [
  { title: "Order" },
  { title: "Created (Shanghai)" },
  { title: "Trade" },
  { title: "Payment" },
  { title: "Fulfilment" },
  { title: "After-sale" },
  { title: "Payable", align: "right", minimum: 10 },
  { title: "Paid", align: "right", minimum: 10 },
  { title: "Goods", maximum: 40 }
]

/** What was printed so far; `widths` are those of the first page. */
export interface OrderTable {
  readonly widths: ReadonlyArray<number> | null
  readonly totals: Totals
}

export interface Totals {
  readonly orders: number
  readonly quarantined: number
  readonly warned: number
  readonly states: ReadonlyMap<string, number>
  /** By currency. */
  readonly payable: Sums
  readonly paid: Sums
}

type Sums = ReadonlyMap<string, Sum>

/** In minor units; `unknown` counts the orders that do not state the amount. */
interface Sum {
  readonly amount: bigint
  readonly unknown: number
}

export const emptyOrderTable: OrderTable = {
  widths: null,
  totals: { orders: 0, quarantined: 0, warned: 0, states: new Map(), payable: new Map(), paid: new Map() }
}

/** Adds records to the table; the lines to print for them, in the same order. */
export const addRecords = (
  table: OrderTable,
  adapter: OrderAdapter,
  records: ReadonlyArray<OrderRecord>
): readonly [OrderTable, ReadonlyArray<string>] => {
  const rows = records.map((record) =>
    isQuarantined(record)
      ? `! not decoded: ${visibleText(record.error.message)}`
      : adapter.encode(record, { reveal: false, raw: "omit" })
  )
  const orders = rows.filter((row) => typeof row !== "string")
  const widths = table.widths ?? columnWidths(columns, orders.map(cellsOf))
  const lines = rows.map((row) => (typeof row === "string" ? row : tableLine(columns, widths, cellsOf(row))))
  return [
    { widths, totals: addTotals(table.totals, orders, rows.length - orders.length) },
    table.widths === null ? [headerLine(columns, widths), ...lines] : lines
  ]
}

export const totalLines = ({ totals }: OrderTable): ReadonlyArray<string> => {
  const counts = [
    `orders: ${totals.orders}`,
    `not decoded: ${totals.quarantined}`,
    ...(totals.warned === 0 ? [] : [`with warnings: ${totals.warned}`])
  ]
  const states = [...totals.states].map(([state, count]) => `${state} ${count}`)
  const money = [...totals.payable.keys()].map(
    (currency) => `payable ${sumText(totals.payable, currency)}, paid ${sumText(totals.paid, currency)}`
  )
  return ["", counts.join(", "), ...(states.length === 0 ? [] : [`trade: ${states.join(", ")}`]), ...money]
}

const sumText = (sums: Sums, currency: string): string => {
  const { amount, unknown } = sums.get(currency) ?? nothing
  return `${amountText(amount, currency)} ${currency}${unknown === 0 ? "" : ` (not stated: ${unknown})`}`
}

const nothing: Sum = { amount: 0n, unknown: 0 }

const cellsOf = (order: OrderJson): Cells => {
  const { status, amounts, lines } = order
  const others = lines.length > 1 ? ` +${lines.length - 1}` : ""
  return [
    visibleText(order.orderId),
    timeText(order.times.created),
    status.trade ?? "-",
    status.payment ?? "-",
    status.fulfilment ?? "-",
    status.afterSale ?? "-",
    amountText(amounts.payable, amounts.currency),
    amountText(amounts.paid, amounts.currency),
    visibleText(`${lines[0]?.title ?? "-"}${others}`)
  ]
}

const addTotals = (totals: Totals, orders: ReadonlyArray<OrderJson>, quarantined: number): Totals => ({
  orders: totals.orders + orders.length,
  quarantined: totals.quarantined + quarantined,
  warned: totals.warned + orders.filter((order) => order.warnings.length > 0).length,
  states: orders.reduce((states, { status }) => {
    const state = status.trade ?? "not reported"
    return new Map(states).set(state, (states.get(state) ?? 0) + 1)
  }, totals.states),
  payable: addAmounts(totals.payable, orders, "payable"),
  paid: addAmounts(totals.paid, orders, "paid")
})

const addAmounts = (sums: Sums, orders: ReadonlyArray<OrderJson>, field: "payable" | "paid"): Sums =>
  orders.reduce((added, { amounts }) => {
    const { amount, unknown } = added.get(amounts.currency) ?? nothing
    const stated = amounts[field]
    return new Map(added).set(
      amounts.currency,
      stated === null ? { amount, unknown: unknown + 1 } : { amount: amount + BigInt(stated), unknown }
    )
  }, sums)
