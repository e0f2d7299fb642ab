/**
 * Unknown codes survive: a code that no document knows costs no order.
 *
 * The order comes; what the code stood for is `unknown` or `null`, never another known value; where an axis was derived
 * from it, a warning names its place and the raw code stays in `status.raw`. However the code is spelled: also like a
 * member that every JavaScript object has (`constructor`, `__proto__`, `toString`).
 */
import { isJsonObject, type Json, type Pointer } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { setAt } from "../../twin/json/editJson.ts"
import { isCode, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { isClosedField } from "../answer/closedFields.ts"
import { sourcesOf } from "../answer/fieldSources.ts"
import { scalarsOf } from "../answer/orderFields.ts"
import { answerTrials, decodeOrder, decodesNothing, openAnswer, tell } from "../answer/TrialAnswer.ts"
import { between } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"

/** Unlike the others it stands in no object's prototype, and is no number. */
const ordinary = "zz_unknown"

const spellings: readonly [string, ...ReadonlyArray<string>] = [
  "987654",
  "constructor",
  "__proto__",
  "toString",
  "hasOwnProperty",
  "valueOf"
]

export const unknownCodesSurvive = makeLaw({
  name: "unknown-codes-survive",
  promise: "a code that no document knows costs no order and is never taken for a known one",
  doors: "first",
  trials: Arbitrary.all({
    answer: answerTrials,
    code: between(0, 99),
    spelling: between(0, spellings.length - 1)
  }),
  notDeclared: decodesNothing,
  keep: ({ answer: trial, code, spelling: which }, subject) =>
    Effect.gen(function* () {
      const { adapter, body, marked, operation, where } = yield* openAnswer(subject, trial)
      const codes = nodesOf(marked).filter(({ node }) => isCode(node))
      const pointer = codes[code % codes.length]?.pointer
      if (pointer === undefined)
        return yield* nothingAsked("the twin's answer has no codes: let it mark them with `code`")
      const place = `${where}, an unknown code at ${pointer}`
      const known = tell(adapter, yield* decodeOrder(adapter, operation, body))
      const read = (node: JsonNode) => decodeOrder(adapter, operation, writeJson(setAt(marked, pointer, node)))
      const order = yield* read(ordinary)
      const told = tell(adapter, order)

      const sources = yield* sourcesOf(adapter, operation, writeJson(setAt(marked, pointer, ordinary)))
      const others = new Set(codes.map((other) => other.pointer).filter((other) => other !== pointer))
      // An axis of several codes is what the others say.
      const isSaidByOthers = (field: Pointer) => sources.get(field)?.some((source) => others.has(source)) === true
      const before = new Map(scalarsOf(known))
      const taken = scalarsOf(told).filter(
        ([field, value]) =>
          isClosedField(field) &&
          value !== null &&
          value !== "unknown" &&
          value !== (before.get(field) ?? null) &&
          !isSaidByOthers(field)
      )
      yield* holds(
        taken.length === 0,
        () => `${place} is taken for a known one: ${taken.map(([field, value]) => `${field} ${value}`).join(", ")}`
      )

      const rawFields = [...sources].flatMap(([field, pointers]) =>
        field.startsWith("/status/raw/") && pointers.includes(pointer) ? [field] : []
      )
      const after = new Map(scalarsOf(told))
      for (const field of rawFields) {
        yield* holds(after.get(field) === ordinary, () => `${place}: ${field} is ${JSON.stringify(after.get(field))}`)
        yield* holds(
          order.warnings.some(({ code, path }) => code === "unknown_code" && pointer.endsWith(path)),
          () => `${place} gives no warning there`
        )
      }

      const spelling = spellings[which] ?? spellings[0]
      const respelled = tell(
        adapter,
        yield* read(/^\d/.test(spelling) && which % 2 === 0 ? literal(spelling) : spelling)
      )
      yield* holds(
        neutral(respelled, spelling) === neutral(told, ordinary),
        () => `${place}, spelled ${spelling}, is another order than spelled ${ordinary}`
      )
    })
})

/** The order's text, whatever the code was called. */
const neutral = (order: Json, spelling: string): string =>
  JSON.stringify(isJsonObject(order) ? { ...order, source: null } : order)
    .replaceAll(spelling, ordinary)
    .replaceAll(/text of \d+ characters/g, "text")
