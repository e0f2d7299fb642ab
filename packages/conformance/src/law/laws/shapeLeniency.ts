/**
 * Shape leniency: the shape of an answer does not change the order.
 *
 * PHP programs write numbers as text and text as numbers, `[]`, `{}`, `""` or `null` for absent values, and keys that
 * no document knows; an empty member may be left out. The decoded order is always the same.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { compare } from "../../twin/answer/compare.ts"
import { withPhpShapes } from "../../twin/json/distort.ts"
import { isAbsent, isListNode, isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { decodeOrder, revealedJson } from "../answer/decode.ts"
import { answerDraws, decodesNothing, makeTrialAnswer, operationCasesWith } from "../answer/TrialAnswer.ts"
import { seedBelow } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const shapeLeniency = makeLaw({
  name: "shape-leniency",
  promise: "other spellings of nothing, numbers as text, missing empty members and new keys do not change the order",
  doors: "first",
  trials: Arbitrary.all({ ...answerDraws, shape: seedBelow(1000) }),
  cases: (subject) =>
    operationCasesWith(subject, ["in PHP shapes", "without empty members", "in PHP shapes and without empty members"]),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { adapter, body, marked, operation, where } = yield* makeTrialAnswer(subject, trial)
      const plain = revealedJson(adapter, yield* decodeOrder(adapter, operation, body))
      const { how, seed, shape } = trial
      for (let other = 0; other < shapesPerTrial; other++) {
        const dice = makeDice(seed, "shapes", shape, other)
        const present = how === "in PHP shapes" ? marked : withoutEmpty(marked, dice)
        const tree = how === "without empty members" ? present : withPhpShapes(present, dice)
        const found = compare(revealedJson(adapter, yield* decodeOrder(adapter, operation, writeJson(tree))), plain)
        yield* holds(
          found.length === 0,
          () =>
            `${where} ${how}: ${found
              .map(
                (one) => `${one.pointer}: ${JSON.stringify(one.found)}, as documented ${JSON.stringify(one.expected)}`
              )
              .join("; ")}`
        )
      }
    })
})

/** How many shapes of one answer a trial decodes. */
const shapesPerTrial = 4

/** Without half of the empty members. */
const withoutEmpty = (node: JsonNode, dice: Dice): JsonNode => {
  if (isListNode(node)) return node.map((child) => withoutEmpty(child, dice))
  if (!isObjectNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, child]) =>
      child === undefined || ((child === null || isAbsent(child)) && dice.chance(0.5))
        ? []
        : [[key, withoutEmpty(child, dice)] as const]
    )
  )
}
