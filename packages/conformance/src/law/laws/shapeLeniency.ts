/**
 * Shape leniency: the shape of an answer changes nothing.
 *
 * PHP prints numbers as text and text as numbers, `[]`, `{}`, `""` or `null` for what is not there, keys that no document
 * knows; a member without a value may not be there at all. All of that is the same order.
 */
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { compare } from "../../twin/answer/compare.ts"
import { withPhpShapes } from "../../twin/json/distort.ts"
import { isAbsent, isListNode, isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { type Dice, makeDice } from "../../world/Dice.ts"
import { answerTrials, decodeOrder, decodesNothing, openAnswer, tell } from "../answer/TrialAnswer.ts"
import { between } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const shapeLeniency = makeLaw({
  name: "shape-leniency",
  promise: "other spellings of nothing, text for numbers, members left out and new keys change nothing",
  doors: "first",
  trials: Arbitrary.all({ answer: answerTrials, shape: between(0, 999) }),
  notDeclared: decodesNothing,
  keep: ({ answer: trial, shape }, subject) =>
    Effect.gen(function* () {
      const { adapter, body, marked, operation, where } = yield* openAnswer(subject, trial)
      const plain = tell(adapter, yield* decodeOrder(adapter, operation, body))
      const dice = makeDice(trial.seed, "shapes", shape)
      const shapes: ReadonlyArray<readonly [string, JsonNode]> = [
        ["as PHP shapes it", withPhpShapes(marked, dice)],
        ["without what is empty", withoutEmpty(marked, dice)],
        ["as PHP shapes what is left", withPhpShapes(withoutEmpty(marked, dice), dice)]
      ]
      for (const [how, tree] of shapes) {
        const found = compare(tell(adapter, yield* decodeOrder(adapter, operation, writeJson(tree))), plain)
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

/** Half of the members that hold nothing are left out. */
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
