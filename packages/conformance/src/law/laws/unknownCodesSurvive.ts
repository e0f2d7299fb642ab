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
import { anyEntry, coverAnswer, orderCoverOf } from "../answer/orderCover.ts"
import { isClosedField, scalarsOf } from "../answer/orderFields.ts"
import { answerDraws, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { seedBelow } from "../trial/arbitraries.ts"
import { holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"
import { decodedOperations } from "../trial/Subject.ts"

/** Neither a number nor a name that every object has. */
const ordinary = "zz_unknown"

/** A number that no code has. */
const number = "987654"

/** Names that every object has. */
const objectMembers = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]

export const unknownCodesSurvive = makeLaw({
  name: "unknown-codes-survive",
  promise: "a code that no document knows does not cost the order, and is never read as a known code",
  doors: "first",
  trials: Arbitrary.all({ ...answerDraws, which: seedBelow(100) }),
  cases: (subject) =>
    decodedOperations(subject).flatMap((operation) =>
      [...orderCoverOf(subject.twin, operation).places.keys()].map((place) => ({
        name: `${operation}, a code at ${place}`,
        trial: { operation, place }
      }))
    ),
  notDeclared: (subject) =>
    decodesNothing(subject) ??
    (decodedOperations(subject).some((operation) => orderCoverOf(subject.twin, operation).places.size > 0)
      ? null
      : "an answer with a code, which the twin marks with `code`"),
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { operation, place: generic } = trial
      const { adapter, marked: drawn, order: drawnOrder } = yield* makeTrialAnswer(subject, trial)
      const hasPlace = codesOf(drawn).some(({ pointer }) => anyEntry(pointer) === generic)
      const other = orderCoverOf(subject.twin, operation).places.get(generic) ?? drawnOrder
      const marked = hasPlace ? drawn : coverAnswer(subject.twin, operation, other)
      const body = writeJson(marked)
      const codes = codesOf(marked)
      const fitting = codes.filter(({ pointer }) => anyEntry(pointer) === generic)
      const pointer = fitting[trial.which % fitting.length]?.pointer
      if (pointer === undefined) return yield* nothingAsked("no order of the twin has this code")
      const where = `${operation} of order ${(hasPlace ? drawnOrder : other).orderId}`
      const place = `${where}, an unknown code at ${pointer}`
      const known = revealedJson(adapter, yield* decodeOrder(adapter, operation, body))
      const read = (node: JsonNode) => decodeOrder(adapter, operation, writeJson(setAt(marked, pointer, node)))
      const order = yield* read(ordinary)
      const found = revealedJson(adapter, order)

      const sources = yield* fieldSourcesOf(adapter, operation, writeJson(setAt(marked, pointer, ordinary)))
      const others = new Set(codes.map((other) => other.pointer).filter((other) => other !== pointer))
      // A field of several codes may have its value from the other ones.
      const comesFromOthers = (field: Pointer) => sources.get(field)?.some((source) => others.has(source)) === true
      const comesFromHereAlone = (field: Pointer) => {
        const [source, ...more] = sources.get(field) ?? []
        return source === pointer && more.length === 0
      }
      const before = new Map(scalarsOf(known))
      const wrong = scalarsOf(found).filter(
        ([field, value]) =>
          isClosedField(field) &&
          value !== null &&
          value !== "unknown" &&
          (comesFromHereAlone(field) || (value !== (before.get(field) ?? null) && !comesFromOthers(field)))
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

      for (const node of [literal(number), number, ...objectMembers]) {
        const spelling = typeof node === "string" ? node : number
        const respelled = revealedJson(adapter, yield* read(node))
        yield* holds(
          neutral(respelled, spelling) === neutral(found, ordinary),
          () => `${place}: spelled ${writeJson(node)}, it gives another order than spelled ${ordinary}`
        )
      }
    })
})

const codesOf = (tree: JsonNode) => nodesOf(tree).filter(({ node }) => isCode(node))

/** The order as text, independent of the spelling of the code. A longer number that has its digits stays as it is. */
const neutral = (order: Json, spelling: string): string =>
  JSON.stringify(isJsonObject(order) ? { ...order, source: null } : order)
    .replaceAll(new RegExp(`(?<!\\w)${spelling}(?!\\w)`, "g"), ordinary)
    .replaceAll(/text of \d+ characters/g, "text")
