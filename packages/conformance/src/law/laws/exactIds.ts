/**
 * Exact ids: every id is decoded digit for digit.
 *
 * Ids of orders, lines, products, transactions, refunds, references and buyers: also above 2^53, where a JavaScript
 * number silently changes, and whether the platform sends the digits as text, as a bare number, or as programs write it
 * that keep every number as a floating-point number (`7.0`). Merchants choose some of them: a text that looks like a
 * floating-point number (`5E3`) is an id as well.
 */
import type { Json, Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { setAt } from "../../twin/json/editJson.ts"
import { isListNode, isLiteral, isObjectNode, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { decodeOrder, revealedJson } from "../answer/decode.ts"
import { type FieldSources, fieldSourcesOf, placesOf } from "../answer/fieldSources.ts"
import { differences, isIdentity, type Scalar, scalarsOf } from "../answer/orderFields.ts"
import { answerTrials, decodesNothing, makeTrialAnswer, operationCasesWith } from "../answer/TrialAnswer.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const exactIds = makeLaw({
  name: "exact-ids",
  promise: "every id is decoded digit for digit",
  doors: "first",
  trials: answerTrials,
  cases: (subject) =>
    operationCasesWith(subject, [
      "ids as text",
      "ids as bare numbers",
      "ids as text and as bare numbers",
      "ids as numbers that end with .0",
      "ids like floating-point numbers"
    ]),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { adapter, answer, body, dice, expected, operation, where } = yield* makeTrialAnswer(subject, trial)
      const asSent = revealedJson(adapter, yield* decodeOrder(adapter, operation, body))
      const wrong = differences(asSent, expected, isIdentity)
      yield* holds(wrong.length === 0, () => `${where}: ${wrong.join("; ")}`)

      const ids = scalarsOf(asSent).filter(([pointer, value]) => isIdentity(pointer) && value !== null)
      const sources = yield* fieldSourcesOf(adapter, operation, body)
      const decodeAgain = (respelled: JsonNode) =>
        Effect.map(decodeOrder(adapter, operation, writeJson(respelled)), (order) => revealedJson(adapter, order))
      if (trial.how === "ids like floating-point numbers") {
        const { respelled, wanted } = withMerchantTexts(answer, sources, ids)
        const found = new Map(scalarsOf(yield* decodeAgain(respelled)))
        const lost = [...wanted].filter(([pointer, text]) => found.get(pointer) !== text)
        yield* holds(lost.length === 0, () => `${where}, ${trial.how}: ${lost.join("; ")}`)
        return
      }
      const spelling = (reading: string): JsonNode => {
        switch (trial.how) {
          case "ids as text":
            return reading
          case "ids as bare numbers":
            return literal(reading)
          case "ids as numbers that end with .0":
            return literal(`${reading}.0`)
          default:
            return dice.chance(0.5) ? literal(reading) : reading
        }
      }
      const places = placesOf(answer, sources, ids, digitsOf)
      const respelled = places.reduce<JsonNode>(
        (tree, { pointer, reading }) => setAt(tree, pointer, spelling(reading)),
        answer
      )
      const damaged = differences(yield* decodeAgain(respelled), expected, isIdentity)
      yield* holds(damaged.length === 0, () => `${where}, ${trial.how}: ${damaged.join("; ")}`)
    })
})

/** The spelling, if it is the whole id and can be written as a bare number. */
const digitsOf = (spelling: string, id: unknown): string | null =>
  spelling === id && /^[1-9]\d*$/.test(spelling) ? spelling : null

/** Whether the answer alone says it: the shop's id is known before the answer, and the key is made of others. */
const isFree = (pointer: Pointer): boolean => !/^\/(?:shop\/id|key)$/.test(pointer)

/** Shorter ids may be a code or an amount as well. */
const shortestId = 6

/** The answer with another text for each id, wherever the answer has it, and what the ids' fields must be then. */
const withMerchantTexts = (
  answer: JsonNode,
  sources: FieldSources,
  ids: ReadonlyArray<readonly [Pointer, Scalar]>
): { readonly respelled: JsonNode; readonly wanted: ReadonlyMap<Pointer, Json> } => {
  const known = new Set(ids.filter(([pointer]) => !isFree(pointer)).map(([, id]) => id))
  const free = ids.filter(([, id]) => typeof id === "string" && id.length >= shortestId && !known.has(id))
  const texts = new Map([...new Set(free.map(([, id]) => id))].map((id, index) => [id, floatLike(index)] as const))
  const places = placesOf(answer, sources, free, (spelling, id) => (spelling === id ? spelling : null))
  const changed = new Set(places.map(({ pointer }) => pointer))
  return {
    respelled: respell(answer, new Map(places.map(({ reading }) => [reading, texts.get(reading) ?? reading]))),
    wanted: new Map(
      free.flatMap(([pointer, id]) => {
        const text = texts.get(id)
        const from = sources.get(pointer) ?? []
        return text !== undefined && from.some((place) => changed.has(place)) ? [[pointer, text] as const] : []
      })
    )
  }
}

const floatLike = (index: number): string => `${(index % 9) + 1}E${Math.floor(index / 9) + 1}`

const respell = (node: JsonNode, texts: ReadonlyMap<string, string>): JsonNode => {
  if (isListNode(node)) return node.map((item) => respell(item, texts))
  if (isObjectNode(node))
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, child === undefined ? child : respell(child, texts)])
    )
  const spelling = isLiteral(node) ? node.text : node
  return typeof spelling === "string" ? (texts.get(spelling) ?? node) : node
}
