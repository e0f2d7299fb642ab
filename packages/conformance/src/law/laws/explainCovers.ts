/**
 * Explain covers: for every field of an order the adapter can say where it comes from.
 *
 * Every field that decoding fills has a rule and the places that it was read from, which stand in the answer; what is
 * called unread stands there too and no field comes from it; and a key that no document knows is called unread. Other
 * values at a field's places make another field; a field of no place is the same of every order.
 */
import {
  isAdapterError,
  isOrder,
  isQuarantined,
  type OperationName,
  type OrderAdapter,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import { unexplained } from "../../recording/unexplained.ts"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { nodeAt, setAt } from "../../twin/json/editJson.ts"
import { isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { comesFrom, isEmpty, valueAt } from "../answer/comesFrom.ts"
import {
  answerTree,
  answerTrials,
  decodeRecord,
  decodesNothing,
  openAnswer,
  readAnswer,
  tell
} from "../answer/TrialAnswer.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"

export const explainCovers = makeLaw({
  name: "explain-covers",
  promise: "for every field of an order the adapter can say where it comes from",
  doors: "first",
  trials: answerTrials,
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const opened = yield* openAnswer(subject, trial, { orders: ordersAtOnce })
      const { adapter, answer, body, dice, operation, twin: shop, where } = opened
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
      const others = shop.orders().slice(1)
      const trees = others.map((other) => readAnswer(writeJson(answerTree(subject, operation, [other], trial))))
      for (let count = 0; count < fieldsAtOnce; count++) {
        const field = dice.pickFrom(fields)
        if (field === undefined || order === undefined || !isOrder(order)) break
        yield* holds(
          yield* comesFrom(adapter, { operation, answer, order, others: trees }, field),
          () =>
            `${where}: ${field.path} is said to come from ${field.pointers.join(", ")}, and is the same with everything else that was tried there`
        )
      }
      yield* sayAsMuch(adapter, operation, [answer, ...trees], where)

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

const ordersAtOnce = 4

/** What is said to come from no place is the same of every order, as long as it comes by the same rule. */
const sayAsMuch = (
  adapter: OrderAdapter,
  operation: OperationName,
  answers: ReadonlyArray<JsonNode>,
  where: string
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const values = new Map<string, string>()
    for (const answer of answers) {
      const body = writeJson(answer)
      const record = yield* decodeRecord(adapter, operation, body)
      if (record === undefined || isAdapterError(record) || !isOrder(record)) continue
      const told = tell(adapter, record)
      const explanation = yield* Effect.option(adapter.explain(operation, body))
      const fields = explanation._tag === "None" ? [] : (explanation.value.records[0]?.fields ?? [])
      for (const { path, pointers, rule } of fields) {
        const value = valueAt(told, path)
        // Entries of a list are not the same thing in two orders.
        if (pointers.length > 0 || isEmpty(value) || /\/\d+(?:\/|$)/.test(path)) continue
        const key = `${path} ${rule}`
        const before = values.get(key) ?? value
        yield* holds(
          before === value,
          () => `${where}: ${path} is said to come from no place, and differs among orders`
        )
        values.set(key, value)
      }
    }
  })

/** So many fields a trial. */
const fieldsAtOnce = 4

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
