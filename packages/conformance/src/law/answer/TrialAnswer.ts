/** An answer of the platform that a law can change, and what decoding it must give. */
import type { Json, OperationName, Order } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { encodeAnswer } from "../../twin/answer/encodeAnswer.ts"
import { type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { between, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach } from "../trial/Breach.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { makeTrialShop, type TrialShop, type TrialShopOptions } from "../trial/TrialShop.ts"
import { parseBody } from "./decode.ts"

/** An order, one of the operations that answer with it, and one of the shapes that its document allows. */
export const answerChoices = Arbitrary.all({
  seed: worldSeed,
  operation: between(0, 11),
  variation: between(0, 999)
})

export interface AnswerChoice {
  readonly seed: number
  readonly operation: number
  readonly variation: number
}

export interface TrialAnswer extends TrialShop {
  readonly operation: OperationName
  readonly order: Order
  /** The answer as the twin made it, with marked codes and absent blocks. */
  readonly marked: JsonNode
  /** The answer as it was sent; numbers keep their spelling. */
  readonly answer: JsonNode
  readonly body: string
  /** What decoding must give, as JSON. */
  readonly expected: Json
  readonly dice: Dice
  /** Names operation and order, for messages. */
  readonly where: string
}

/** What a law about answers needs and the subject does not declare; `null` if nothing is missing. */
export const decodesNothing = (subject: Subject): string | null =>
  decodedOperations(subject).length === 0 ? "no operation whose answers hold orders is declared" : null

/** A shop with one order, and an answer that holds this order. */
export const makeTrialAnswer = (
  subject: Subject,
  { operation: which, seed, variation }: AnswerChoice,
  options: Omit<TrialShopOptions, "seed"> = {}
): Effect.Effect<TrialAnswer, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const operations = decodedOperations(subject)
    const operation = operations[which % operations.length] ?? ""
    const shop = yield* makeTrialShop(subject, { orders: 1, ...options, seed })
    const [order] = shop.twin.orders()
    if (order === undefined) return yield* breach("the twin has no order")
    const marked = answerTree(subject, operation, [order], { seed, variation })
    const body = writeJson(marked)
    return {
      ...shop,
      operation,
      order,
      marked,
      answer: parseBody(body),
      body,
      expected: shop.twin.expected(operation, order) ?? null,
      dice: makeDice(seed, variation, operation),
      where: `${operation} of order ${order.orderId}`
    }
  })

/** The answer with these orders, with marked codes and absent blocks. */
export const answerTree = (
  { twin }: Pick<Subject, "twin">,
  operation: OperationName,
  orders: ReadonlyArray<Order>,
  choice: Pick<AnswerChoice, "seed" | "variation">
): JsonNode => {
  const answer = twin.operations[operation]?.answer ?? null
  return answer === null ? null : encodeAnswer({ operation, answer, ...choice, poisonOf: () => undefined }, orders)
}
