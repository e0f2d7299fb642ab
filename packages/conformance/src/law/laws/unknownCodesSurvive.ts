/**
 * Unknown codes survive: an order with a code that no document knows is decoded.
 *
 * The field of the code is `unknown` or `null`, never another known value. If a state is derived from the code, a
 * warning names its place and the raw code is in `status.raw`. This holds for every spelling of the code, also for
 * names that every JavaScript object has (`constructor`, `__proto__`, `toString`).
 */
import { isJsonObject, type Json, type Pointer } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { setAt } from "../../twin/json/editJson.ts"
import { isCode, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { decodeOrder, revealedJson } from "../answer/decode.ts"
import { fieldSourcesOf } from "../answer/fieldSources.ts"
import { isClosedField, scalarsOf } from "../answer/orderFields.ts"
import { answerChoices, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { between } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"

/** Neither a number nor a name that every object has. */
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
  promise: "a code that no document knows does not cost the order, and is never read as a known code",
  doors: "first",
  trials: Arbitrary.all({
    answer: answerChoices,
    code: between(0, 99),
    spelling: between(0, spellings.length - 1)
  }),
  notDeclared: decodesNothing,
  keep: ({ answer: trial, code, spelling: which }, subject) =>
    Effect.gen(function* () {
      const { adapter, body, marked, operation, where } = yield* makeTrialAnswer(subject, trial)
      const codes = nodesOf(marked).filter(({ node }) => isCode(node))
      const pointer = codes[code % codes.length]?.pointer
      if (pointer === undefined) {
        return yield* nothingAsked("the twin's answer has no codes: let it mark them with `code`")
      }
      const place = `${where}, an unknown code at ${pointer}`
      const known = revealedJson(adapter, yield* decodeOrder(adapter, operation, body))
      const read = (node: JsonNode) => decodeOrder(adapter, operation, writeJson(setAt(marked, pointer, node)))
      const order = yield* read(ordinary)
      const found = revealedJson(adapter, order)

      const sources = yield* fieldSourcesOf(adapter, operation, writeJson(setAt(marked, pointer, ordinary)))
      const others = new Set(codes.map((other) => other.pointer).filter((other) => other !== pointer))
      // A field of several codes may have its value from the other ones.
      const comesFromOthers = (field: Pointer) => sources.get(field)?.some((source) => others.has(source)) === true
      const before = new Map(scalarsOf(known))
      const wrong = scalarsOf(found).filter(
        ([field, value]) =>
          isClosedField(field) &&
          value !== null &&
          value !== "unknown" &&
          value !== (before.get(field) ?? null) &&
          !comesFromOthers(field)
      )
      yield* holds(
        wrong.length === 0,
        () => `${place} is read as a known code: ${wrong.map(([field, value]) => `${field} ${value}`).join(", ")}`
      )

      const rawFields = [...sources].flatMap(([field, pointers]) =>
        field.startsWith("/status/raw/") && pointers.includes(pointer) ? [field] : []
      )
      const after = new Map(scalarsOf(found))
      for (const field of rawFields) {
        yield* holds(after.get(field) === ordinary, () => `${place}: ${field} is ${JSON.stringify(after.get(field))}`)
        yield* holds(
          order.warnings.some(({ code, path }) => code === "unknown_code" && pointer.endsWith(path)),
          () => `${place}: no warning names this place`
        )
      }

      const spelling = spellings[which] ?? spellings[0]
      const respelled = revealedJson(
        adapter,
        yield* read(/^\d/.test(spelling) && which % 2 === 0 ? literal(spelling) : spelling)
      )
      yield* holds(
        neutral(respelled, spelling) === neutral(found, ordinary),
        () => `${place}: spelled ${spelling}, it gives another order than spelled ${ordinary}`
      )
    })
})

/** The order as text, independent of the spelling of the code. */
const neutral = (order: Json, spelling: string): string =>
  JSON.stringify(isJsonObject(order) ? { ...order, source: null } : order)
    .replaceAll(spelling, ordinary)
    .replaceAll(/text of \d+ characters/g, "text")
