/**
 * Explain covers: for every field of an order the adapter can say where it comes from.
 *
 * Every field that decoding fills has a rule and the places that it was read from, which stand in the answer; what is
 * called unread stands there too and no field comes from it; and a key that no document knows is called unread. Where
 * one place alone is named, other values there make another field.
 */
import { isOrder, isQuarantined, type Pointer } from "@huidan/core"
import * as Effect from "effect/Effect"
import { nodeAt, setAt } from "../../editJson.ts"
import { isObjectNode, type JsonNode, writeJson } from "../../JsonNode.ts"
import { nodesOf } from "../../recording/AnswerTree.ts"
import { unexplained } from "../../unexplained.ts"
import { answerTrials, decodesNothing, openAnswer } from "../answers.ts"
import { breach, holds } from "../Breach.ts"
import { comesFrom } from "../comesFrom.ts"
import { makeLaw } from "../Law.ts"

export const explainCovers = makeLaw({
  name: "explain-covers",
  promise: "for every field of an order the adapter can say where it comes from",
  doors: "first",
  trials: answerTrials,
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const { adapter, answer, body, dice, operation, where } = yield* openAnswer(subject, trial)
      const known = new Set(nodesOf(answer).map(({ pointer }) => pointer))
      const records = yield* Effect.catch(adapter.decode(operation, body), ({ message }) =>
        breach(`${where}: ${message}`)
      )
      const explanation = yield* Effect.catch(adapter.explain(operation, body), ({ message }) =>
        breach(`${where} cannot be explained: ${message}`)
      )
      yield* holds(
        explanation.operation === operation && explanation.records.length === records.length,
        () => `${where}: ${records.length} records, ${explanation.records.length} explained`
      )
      for (const [index, record] of records.entries()) {
        const explained = explanation.records[index]
        if (isQuarantined(record) || explained === undefined) continue
        yield* holds(explained.orderId === record.orderId, () => `${where}: another order is explained`)
        const order = adapter.encode(record, { reveal: false, raw: "omit" })
        yield* isNone(`${where}: no rule for`, unexplained(order, explained))
        yield* isNone(
          `${where}: an empty rule for`,
          explained.fields.flatMap(({ path, rule }) => (rule === "" ? [path] : []))
        )
      }
      const named = new Set(explanation.records.flatMap(({ fields }) => fields.flatMap(({ pointers }) => pointers)))
      const missing = (pointers: Iterable<Pointer>) => [...pointers].filter((pointer) => !known.has(pointer))
      yield* isNone(`${where}: named, but not in the answer`, missing(named))
      yield* isNone(`${where}: called unread, but not in the answer`, missing(explanation.unread))
      yield* isNone(
        `${where}: called unread, and yet a field comes from it`,
        explanation.unread.filter((pointer) => named.has(pointer))
      )

      const [order] = records
      const fields = explanation.records[0]?.fields ?? []
      const ofOnePlace = fields.flatMap(({ path, pointers: [place, ...others] }) =>
        place === undefined || others.length > 0 ? [] : [{ path, place }]
      )
      for (let count = 0; count < fieldsAtOnce; count++) {
        const field = dice.pickFrom(ofOnePlace)
        if (field === undefined || order === undefined || !isOrder(order)) break
        yield* holds(
          yield* comesFrom(adapter, operation, answer, order, field),
          () => `${where}: ${field.path} is said to come from ${field.place}, and is the same whatever stands there`
        )
      }

      const [place, tree] = withStranger(answer, dice.between(0, 9_999))
      const { unread } = yield* Effect.catch(adapter.explain(operation, writeJson(tree)), ({ message }) =>
        breach(`${where}, with a key more: ${message}`)
      )
      yield* holds(
        unread.some((pointer) => place === pointer || place.startsWith(`${pointer}/`)),
        () => `${where}: ${place} is read by nothing and not called unread`
      )
    })
})

/** So many fields of one place a trial. */
const fieldsAtOnce = 6

const isNone = (what: string, pointers: ReadonlyArray<Pointer>) =>
  holds(pointers.length === 0, () => `${what} ${pointers.join(", ")}`)

const stranger = "huidan_undocumented"

/** One of the answer's objects with a key that no document knows, and where that key stands. */
const withStranger = (answer: JsonNode, which: number): readonly [Pointer, JsonNode] => {
  const objects = nodesOf(answer).filter(({ node }) => isObjectNode(node))
  const { pointer } = objects[which % objects.length] ?? { pointer: "" }
  const node = nodeAt(answer, pointer)
  const grown = isObjectNode(node) ? { ...node, [stranger]: "x" } : answer
  return [`${pointer}/${stranger}`, pointer === "" ? grown : setAt(answer, pointer, grown)]
}
