/** Lists that contradict themselves, as faults of a request. */
import type { Order } from "@huidan/core"
import * as DateTime from "effect/DateTime"
import { type Dice, makeDice } from "../../world/Dice.ts"
import type { OrderShelf } from "../../world/OrderShelf.ts"
import { type OrderSelection, type SelectedOrders, selectOrders } from "../../world/selectOrders.ts"
import type { ServedPage } from "../definition/TwinDefinition.ts"
import { isListNode, isObjectNode, type JsonNode } from "../json/JsonNode.ts"
import type { Fault } from "./Fault.ts"

/** A list's rows and what is said around them. */
export interface ListPage {
  readonly orders: ReadonlyArray<Order>
  /** `undefined` for answers without pages. */
  readonly page: ServedPage | undefined
}

/** The rows of a request, selected as the fault wants it. */
export const selectWith = (
  orders: ReadonlyArray<Order>,
  selection: OrderSelection,
  fault: Fault | null,
  dice: Dice
): SelectedOrders => {
  if (fault?.kind === "page-size")
    return selectOrders(orders, { ...selection, size: Math.min(selection.size, fault.size) })
  if (fault?.kind !== "other-order") return selectOrders(orders, selection)
  const places = new Map(orders.map(({ orderId }) => [orderId, dice.between(0, 999_999)]))
  return selectOrders(orders, selection, ({ orderId }) => places.get(orderId) ?? 0)
}

/** The page as the fault serves it. `selection` is what was asked for, `undefined` if it was no list. */
export const serveWith = (
  { orders, page }: ListPage,
  selection: OrderSelection | undefined,
  fault: Fault | null
): ListPage => {
  switch (fault?.kind) {
    case "empty-page":
      return { orders: [], page }
    case "short-page":
      return { orders: orders.slice(1), page }
    case "wrong-total":
      return { orders, page: page && { ...page, total: fault.total } }
    case "total-cap":
      return { orders, page: page && { ...page, total: Math.min(page.total ?? 0, fault.most) } }
    case "other-time":
      return { orders: selection === undefined ? orders : withOtherTime(orders, selection), page }
    default:
      return { orders, page }
  }
}

/** In milliseconds. */
const hour = 3_600_000

const withOtherTime = (orders: ReadonlyArray<Order>, { by, since }: OrderSelection): ReadonlyArray<Order> =>
  orders.map((order, index) =>
    index === 0 ? { ...order, times: { ...order.times, [by]: DateTime.makeUnsafe(since - hour) } } : order
  )

/** The answer with its rows under another key. */
export const renamed = (node: JsonNode, rows: JsonNode): JsonNode => {
  if (isListNode(node)) return node.map((child) => renamed(child, rows))
  if (!isObjectNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) =>
      child === rows ? [`${key}_v2`, child] : [key, child === undefined ? undefined : renamed(child, rows)]
    )
  )
}

/** What becomes of the platform's orders after the answer. */
export const changeAfter = (
  shelf: OrderShelf,
  makeOrder: (at: number) => Order | null,
  orders: ReadonlyArray<Order>,
  by: OrderSelection["by"],
  fault: Fault | null
): void => {
  if (fault?.kind === "rows-vanish") for (const { orderId } of orders.slice(0, 3)) shelf.remove(orderId)
  if (fault?.kind !== "row-appears") return
  const time = orders[Math.floor(orders.length / 2)]?.times[by] ?? null
  const made = time === null ? null : makeOrder(DateTime.toEpochMillis(time))
  if (made !== null) shelf.add(made)
}

/** Dice of one request, for what its fault chooses. */
export const faultDice = (seed: number, request: number): Dice => makeDice(seed, "list fault", request)
