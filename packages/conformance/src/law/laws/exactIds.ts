/**
 * Exact ids: every id comes out digit for digit.
 *
 * Order, lines, products, transactions, refunds, references, buyer: also beyond 2^53, where a JavaScript number is
 * silently another one, and whether the platform sends the digits as text or as a bare number.
 */
import * as Effect from "effect/Effect"
import { setAt } from "../../twin/json/editJson.ts"
import { type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { placesOf, sourcesOf } from "../answer/fieldSources.ts"
import { differences, isIdentity, scalarsOf } from "../answer/orderFields.ts"
import { answerTrials, decodeOrder, decodesNothing, openAnswer, tell } from "../answer/TrialAnswer.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const exactIds = makeLaw({
  name: "exact-ids",
  promise: "every id comes out digit for digit",
  doors: "first",
  trials: answerTrials,
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { adapter, answer, body, dice, expected, operation, where } = yield* openAnswer(subject, trial)
      const asSent = tell(adapter, yield* decodeOrder(adapter, operation, body))
      const wrong = differences(asSent, expected, isIdentity)
      yield* holds(wrong.length === 0, () => `${where}: ${wrong.join("; ")}`)

      const ids = scalarsOf(asSent).filter(([pointer, value]) => isIdentity(pointer) && value !== null)
      const places = placesOf(answer, yield* sourcesOf(adapter, operation, body), ids, digitsOf)
      const respelled = places.reduce<JsonNode>(
        (tree, { pointer, reading }) => setAt(tree, pointer, dice.chance(0.5) ? literal(reading) : reading),
        answer
      )
      const again = tell(adapter, yield* decodeOrder(adapter, operation, writeJson(respelled)))
      const damaged = differences(again, expected, isIdentity)
      yield* holds(damaged.length === 0, () => `${where}, numbers sent as text or bare: ${damaged.join("; ")}`)
    })
})

/** Digits that can stand bare, where they are the whole id. */
const digitsOf = (spelling: string, id: unknown): string | null =>
  spelling === id && /^[1-9]\d*$/.test(spelling) ? spelling : null
