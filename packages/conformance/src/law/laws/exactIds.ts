/**
 * Exact ids: every id is decoded digit for digit.
 *
 * Ids of orders, lines, products, transactions, refunds, references and buyers: also above 2^53, where a JavaScript
 * number silently changes, and whether the platform sends the digits as text or as a bare number.
 */
import * as Effect from "effect/Effect"
import { setAt } from "../../twin/json/editJson.ts"
import { type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { decodeOrder, revealedJson } from "../answer/decode.ts"
import { fieldSourcesOf, placesOf } from "../answer/fieldSources.ts"
import { differences, isIdentity, scalarsOf } from "../answer/orderFields.ts"
import { answerChoices, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const exactIds = makeLaw({
  name: "exact-ids",
  promise: "every id is decoded digit for digit",
  doors: "first",
  trials: answerChoices,
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { adapter, answer, body, dice, expected, operation, where } = yield* makeTrialAnswer(subject, trial)
      const asSent = revealedJson(adapter, yield* decodeOrder(adapter, operation, body))
      const wrong = differences(asSent, expected, isIdentity)
      yield* holds(wrong.length === 0, () => `${where}: ${wrong.join("; ")}`)

      const ids = scalarsOf(asSent).filter(([pointer, value]) => isIdentity(pointer) && value !== null)
      const places = placesOf(answer, yield* fieldSourcesOf(adapter, operation, body), ids, digitsOf)
      const respelled = places.reduce<JsonNode>(
        (tree, { pointer, reading }) => setAt(tree, pointer, dice.chance(0.5) ? literal(reading) : reading),
        answer
      )
      const again = revealedJson(adapter, yield* decodeOrder(adapter, operation, writeJson(respelled)))
      const damaged = differences(again, expected, isIdentity)
      yield* holds(damaged.length === 0, () => `${where}, ids sent as text or as bare numbers: ${damaged.join("; ")}`)
    })
})

/** The spelling, if it is the whole id and can be written as a bare number. */
const digitsOf = (spelling: string, id: unknown): string | null =>
  spelling === id && /^[1-9]\d*$/.test(spelling) ? spelling : null
