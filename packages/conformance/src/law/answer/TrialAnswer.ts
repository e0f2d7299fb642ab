/** An answer of the platform as a tree that a law can change, and what an adapter reads in it. */
import {
  type AdapterError,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type OrderRecord
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { encodeAnswer } from "../../twin/answer/encodeAnswer.ts"
import { parseAnswer } from "../../twin/json/AnswerTree.ts"
import { type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach } from "../trial/Breach.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { type OpenShop, openShop, type ShopOptions } from "../trial/TrialShop.ts"

/** An order, one of the operations that tell it, and a choice among the shapes that its document allows. */
export const answerTrials = Arbitrary.all({
  seed: worldSeed,
  operation: between(0, 11),
  variation: between(0, 999)
})

export interface AnswerTrial {
  readonly seed: number
  readonly operation: number
  readonly variation: number
}

export interface OpenAnswer extends OpenShop {
  readonly operation: OperationName
  readonly order: Order
  /** As the twin made it, its codes and absent blocks marked. */
  readonly marked: JsonNode
  /** As it was sent, its numbers with their spelling. */
  readonly answer: JsonNode
  readonly body: string
  /** What decoding must give, as JSON. */
  readonly expected: Json
  readonly dice: Dice
  /** For messages. */
  readonly where: string
}

/** Why a law of answers has nothing to ask. */
export const decodesNothing = (subject: Subject): string | null =>
  decodedOperations(subject).length === 0 ? "no operation whose answers hold orders is declared" : null

/** A shop with one order, and one answer that tells it. */
export const openAnswer = (
  subject: Subject,
  { operation: which, seed, variation }: AnswerTrial,
  options: Omit<ShopOptions, "seed"> = {}
): Effect.Effect<OpenAnswer, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const operations = decodedOperations(subject)
    const operation = operations[which % operations.length] ?? ""
    const shop = yield* openShop(subject, { orders: 1, ...options, seed })
    const [order] = shop.twin.orders()
    if (order === undefined) return yield* breach("the twin has no order")
    const marked = answerTree(subject, operation, [order], { seed, variation })
    const body = writeJson(marked)
    return {
      ...shop,
      operation,
      order,
      marked,
      answer: readAnswer(body),
      body,
      expected: shop.twin.expected(operation, order) ?? null,
      dice: makeDice(seed, variation, operation),
      where: `${operation} of order ${order.orderId}`
    }
  })

/** The answer that tells these orders, its codes and absent blocks marked. */
export const answerTree = (
  { twin }: Pick<Subject, "twin">,
  operation: OperationName,
  orders: ReadonlyArray<Order>,
  choice: Pick<AnswerTrial, "seed" | "variation">
): JsonNode => {
  const answer = twin.operations[operation]?.answer ?? null
  return answer === null ? null : encodeAnswer({ operation, answer, ...choice, poisonOf: () => undefined }, orders)
}

/** An answer's text as a tree in which numbers keep their spelling; `null` where it is no JSON. */
export const readAnswer = (body: string): JsonNode => {
  const parsed = parseAnswer(body)
  return parsed._tag === "Success" ? parsed.success : null
}

/** The first record of an answer, which must be an order. */
export const decodeOrder = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<Order, Breach> =>
  Effect.matchEffect(adapter.decode(operation, body), {
    onFailure: (error) => breach(`${operation}: ${error.message}`),
    onSuccess: ([record]) => {
      if (record === undefined) return breach(`${operation}: no order came`)
      return isOrder(record) ? Effect.succeed(record) : breach(`${operation}: quarantined, ${record.error.message}`)
    }
  })

/** The first record of an answer, or why there is none. */
export const decodeRecord = (
  adapter: OrderAdapter,
  operation: OperationName,
  body: string
): Effect.Effect<OrderRecord | AdapterError | undefined> =>
  Effect.match(adapter.decode(operation, body), { onFailure: (error) => error, onSuccess: ([record]) => record })

/** An order as JSON with its private text, without the answer that it came from. */
export const tell = (adapter: OrderAdapter, order: Order): Json =>
  JSON.parse(JSON.stringify(adapter.encode(order, { reveal: true, raw: "omit" }))) as Json
