/** An answer of the platform that a law can change, and what decoding it must give. */
import type { Json, OperationName, Order } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { encodeAnswer } from "../../twin/answer/encodeAnswer.ts"
import { type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach } from "../trial/Breach.ts"
import type { LawCase } from "../trial/Law.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { makeTrialShop, type TrialShop, type TrialShopOptions } from "../trial/TrialShop.ts"
import { parseBody } from "./decode.ts"

/** An order, and one of the shapes that the document of an answer allows. */
export const answerDraws = { seed: worldSeed, variation: seedBelow(1000) }

export const answerTrials = Arbitrary.all(answerDraws)

export interface AnswerChoice {
  readonly seed: number
  readonly variation: number
  /** The operation whose answer holds the order. */
  readonly operation: OperationName
}

/** One case for each operation whose answers hold orders. */
export const operationCases = (subject: Subject): ReadonlyArray<LawCase<{ readonly operation: OperationName }>> =>
  decodedOperations(subject).map((operation) => ({ name: operation, trial: { operation } }))

/** One case for each of those operations and each of these ways, named in words. */
export const operationCasesWith = <Way extends string>(
  subject: Subject,
  ways: ReadonlyArray<Way>
): ReadonlyArray<LawCase<{ readonly operation: OperationName; readonly how: Way }>> =>
  operationCases(subject).flatMap(({ name, trial }) =>
    ways.map((how) => ({ name: `${name}, ${how}`, trial: { ...trial, how } }))
  )

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

export interface TrialAnswerOptions extends Omit<TrialShopOptions, "seed"> {
  /** Gets an order as decoding the answer must give it. */
  readonly isWanted?: (expected: Json) => boolean
}

/** A shop with one order, and an answer that holds this order: the first that is as wanted, if there is one. */
export const makeTrialAnswer = (
  subject: Subject,
  { operation, seed, variation }: AnswerChoice,
  { isWanted = () => true, ...options }: TrialAnswerOptions = {}
): Effect.Effect<TrialAnswer, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const shop = yield* makeTrialShop(subject, { orders: 1, ...options, seed })
    const orders = shop.twin.orders()
    const order = orders.find((each) => isWanted(shop.twin.expected(operation, each) ?? null)) ?? orders[0]
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
  { seed, variation }: Pick<AnswerChoice, "seed" | "variation">
): JsonNode => {
  const answer = twin.operations[operation]?.answer ?? null
  return answer === null
    ? null
    : encodeAnswer({ operation, answer, seed, variation, poisonOf: () => undefined }, orders)
}
