/** Encodes true orders as an answer of one operation. */
import type { OperationName, Order, OrderId } from "@huidan/core"
import { makeDice } from "../../world/Dice.ts"
import type { OrderAnswer, Poison, ServedPage } from "../definition/TwinDefinition.ts"
import type { JsonNode } from "../json/JsonNode.ts"
import { renamed } from "../rules/listFaults.ts"

export interface AnswerContext {
  readonly operation: OperationName
  readonly answer: OrderAnswer
  readonly seed: number
  /** Selects among the shapes that the document allows; a twin itself sends 0. */
  readonly variation: number
  readonly poisonOf: (orderId: OrderId) => Poison | undefined
  /** Whether the rows are under another key than usual; `false` if left out. */
  readonly isRenamed?: boolean
}

/** The dice depend on order and operation, so that asking twice gives the same answer. */
export const encodeAnswer = (context: AnswerContext, orders: ReadonlyArray<Order>, page?: ServedPage): JsonNode => {
  const { operation, answer, seed, variation } = context
  const rows = orders.map((order) => {
    const row = encodeOnce(answer, order, `${seed}/${operation}/${variation}`, () =>
      answer.encode(order, makeDice(seed, operation, order.orderId, variation))
    )
    return context.poisonOf(order.orderId)?.spoil(row, operation) ?? row
  })
  const shown = page ?? { page: 1, size: rows.length, total: rows.length }
  const name = orders.map((order) => order.orderId).join(",")
  const wrapped = answer.wrap(rows, shown, makeDice(seed, operation, "wrap", name, variation))
  return context.isRenamed === true ? renamed(wrapped, rows) : wrapped
}

/** Rows by what encodes them and by their order: a list that is read several times has the same ones. */
const encoded = new WeakMap<OrderAnswer, WeakMap<Order, Map<string, JsonNode>>>()

const encodeOnce = (answer: OrderAnswer, order: Order, name: string, encode: () => JsonNode): JsonNode => {
  const byOrder = encoded.get(answer) ?? new WeakMap<Order, Map<string, JsonNode>>()
  encoded.set(answer, byOrder)
  const rows = byOrder.get(order) ?? new Map<string, JsonNode>()
  byOrder.set(order, rows)
  const row = rows.get(name) ?? frozen(encode())
  rows.set(name, row)
  return row
}

/** A row is used again, so nothing may change it in place. */
const frozen = (node: JsonNode): JsonNode => {
  if (typeof node !== "object" || node === null || Object.isFrozen(node)) return node
  for (const child of Object.values(node)) if (child !== undefined) frozen(child as JsonNode)
  return Object.freeze(node)
}
