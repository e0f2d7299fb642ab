/** How laws decode answers. */
import {
  type AdapterError,
  type Explanation,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type OrderRecord
} from "@huidan/core"
import * as Effect from "effect/Effect"
import { parseAnswer } from "../../twin/json/AnswerTree.ts"
import type { JsonNode } from "../../twin/json/JsonNode.ts"
import { type Breach, breach } from "../trial/Breach.ts"

/** The text of an answer as a tree in which numbers keep their spelling; `null` if it is not JSON. */
export const parseBody = (body: string): JsonNode => {
  const parsed = parseAnswer(body)
  return parsed._tag === "Success" ? parsed.success : null
}

/** All records of an answer. An answer that cannot be decoded is a breach; `where` begins its message. */
export const decodeRecords = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string,
  where: string
): Effect.Effect<ReadonlyArray<OrderRecord>, Breach> =>
  Effect.catch(adapter.decode(operation, body), ({ message }) => breach(`${where}: ${message}`))

/** The first record of an answer. It must be an order. */
export const decodeOrder = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<Order, Breach> =>
  Effect.flatMap(decodeRecords(adapter, operation, body, operation), ([record]) => {
    if (record === undefined) return breach(`${operation}: no order`)
    return isOrder(record) ? Effect.succeed(record) : breach(`${operation}: quarantined, ${record.error.message}`)
  })

/** The first record of an answer, or why the answer cannot be decoded. */
export const decodeRecord = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<OrderRecord | AdapterError | undefined> =>
  Effect.match(adapter.decode(operation, body), { onFailure: (error) => error, onSuccess: ([record]) => record })

/** The explanation of an answer. An answer that cannot be explained is a breach; `where` begins its message. */
export const explainRecords = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string,
  where: string
): Effect.Effect<Explanation, Breach> =>
  Effect.catch(adapter.explain(operation, body), ({ message }) => breach(`${where} cannot be explained: ${message}`))

/** The order as JSON, with private text revealed and without the raw answer. */
export const revealedJson = (adapter: OrderAdapter, order: Order): Json =>
  JSON.parse(JSON.stringify(adapter.encode(order, { reveal: true, raw: "omit" }))) as Json
