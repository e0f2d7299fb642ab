/** What the demo prints: its result, the latest orders, totals, one order in full, and what could not be decoded. */
import type { OrderJson } from "@huidan/core"
import { displayWidth } from "effect/cli/CliOutput"
import { amountText } from "../output/amountText.ts"
import { orderText } from "../output/orderText.ts"
import { type Column, tableLines } from "../output/table.ts"
import { timeText } from "../output/timeText.ts"
import type { Agreement } from "./agreement.ts"

/** The lines fit a terminal of 80 columns. */
const orderColumns: ReadonlyArray<Column> = [
  { title: "Platform" },
  { title: "Created (Shanghai)" },
  { title: "Trade" },
  { title: "Fulfilment", maximum: 17 },
  { title: "Payable", align: "right" },
  { title: "Goods", maximum: 14 }
]

const orderCells = (order: OrderJson): ReadonlyArray<string> => [
  order.platform,
  timeText(order.times.created),
  order.status.trade ?? "-",
  order.status.fulfilment ?? "-",
  amountText(order.amounts.payable, order.amounts.currency),
  order.lines[0]?.title ?? "-"
]

/** The latest orders of all shops in one table. */
export const orderLines = (agreements: ReadonlyArray<Agreement>, most: number): ReadonlyArray<string> =>
  tableLines(
    orderColumns,
    agreements
      .flatMap(({ orders }) => orders)
      .toSorted((left, right) => (right.times.created ?? "").localeCompare(left.times.created ?? ""))
      .slice(0, most)
      .map(orderCells)
  )

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
  { title: "Sandbox", maximum: 30 }
]

/** Totals per platform and state, compared with the sandbox's; `agrees`: all are equal. */
export const totalLines = (
  agreements: ReadonlyArray<Agreement>,
  truth: (platform: string) => ReadonlyMap<string, StateTotals>
): { readonly lines: ReadonlyArray<string>; readonly agrees: boolean } => {
  let agrees = true
  const rows = agreements.flatMap(({ found, orders, platform }) => {
    const mine = totalsByState(orders)
    const theirs = truth(platform)
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

/** What could not be decoded, and why. */
export interface Refused {
  readonly platform: string
  /** How many rows for this reason. */
  readonly rows: number
  readonly why: string
}

export const refusedLines = (refused: ReadonlyArray<Refused>): ReadonlyArray<string> =>
  tableLines(
    [{ title: "Platform" }, { title: "Rows", align: "right" }, { title: "Why" }],
    refused.flatMap(({ platform, rows, why }) =>
      folded(firstSentence(why), whyWidth).map((line, index) =>
        index === 0 ? [platform, String(rows), line] : ["", "", line]
      )
    )
  )

/** The next one says what an operator does about a real platform. */
const firstSentence = (text: string): string => text.split(". ")[0] ?? ""

/** What the columns before it leave of 80. */
const whyWidth = 63

/** The text in lines of at most so many columns of a terminal, broken between words. */
const folded = (text: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ""
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`
    if (displayWidth(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** Lines and discounts of the order that is shown. */
const mostShown = 4

/** The order that has the most to show. */
export const oneOrderLines = (agreements: ReadonlyArray<Agreement>, width: number): ReadonlyArray<string> => {
  const [richest] = agreements
    .flatMap(({ orders }) => orders)
    .filter(({ discounts, lines }) => lines.length <= mostShown && discounts.length <= mostShown)
    .toSorted((left, right) => richness(right) - richness(left))
  return richest === undefined ? [] : orderText(richest, width)
}

const richness = ({ commissions, delivery, discounts, lines, recipient, refunds }: OrderJson): number =>
  lines.length +
  discounts.length +
  refunds.length +
  commissions.length +
  delivery.shipments.length +
  (recipient === null ? 0 : 1)
