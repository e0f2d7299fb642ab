/**
 * Explain covers: the adapter explains where every field of an order comes from.
 *
 * Every field that is not empty has a rule and the places from which it was read; these places are in the answer.
 * Places listed as unread are in the answer too, and no field comes from them. A key that no document knows is listed
 * as unread; one that holds what the adapter reads never is, also where it holds nothing. Other values at a field's places change the field. A field without a place is the same for every order.
 *
 * A row that was stored is explained alone as in its answer, with the same rules, places and unread keys; its pointers begin
 * at the row. One that cannot be decoded has no fields. An operation that the adapter does not have is `NotSupported`. No
 * request is sent.
 */
import {
  type ExplainedField,
  isAdapterError,
  isOrder,
  isQuarantined,
  type OperationName,
  type Order,
  type OrderAdapter,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import { unexplainedIn } from "../../recording/unexplained.ts"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { nodeAt, setAt } from "../../twin/json/editJson.ts"
import { isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { comesFrom, type DecodedAnswer, isEmpty, valueAt } from "../answer/comesFrom.ts"
import { decodeOrder, decodeRecord, decodeRecords, explainRecords, parseBody, revealedJson } from "../answer/decode.ts"
import { explainsItsRowsAlone, explainsRowsAlone, refusesUnknownRows } from "../answer/explainedRow.ts"
import { anyEntry, coverAnswer, orderCoverOf } from "../answer/orderCover.ts"
import { answerTree, answerTrials, decodesNothing, makeTrialAnswer, operationCases } from "../answer/TrialAnswer.ts"
import { type Breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** What is explained: an answer, its rows alone, some of the fields that an answer can have, or no operation at all. */
type Explained =
  | { readonly operation: OperationName }
  | { readonly operation: OperationName; readonly rows: true }
  | { readonly operation: OperationName; readonly part: number }
  | { readonly unknown: true }

export const explainCovers = makeLaw({
  name: "explain-covers",
  promise: "the adapter explains where every field of an order comes from",
  doors: "first",
  trials: answerTrials,
  cases: (subject): ReadonlyArray<LawCase<Explained>> => [
    ...operationCases(subject),
    ...operationCases(subject).map(({ name, trial }) => ({ name: `${name}, rows`, trial: { ...trial, rows: true } })),
    ...operationCases(subject).flatMap(({ name, trial }) =>
      Array.from({ length: partsOf(subject, trial.operation) }, (_, part) => ({
        name: `${name}, fields, part ${part + 1}`,
        trial: { ...trial, part },
        once: true
      }))
    ),
    { name: "an unknown operation", trial: { unknown: true }, once: true }
  ],
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      if ("unknown" in trial) return yield* refusesUnknownRows(subject, trial.seed)
      if ("rows" in trial) return yield* explainsRowsAlone(subject, trial)
      if ("part" in trial) {
        const shop = yield* makeTrialShop(subject, { seed: trial.seed, orders: 0 })
        return yield* coverComesFromItsPlaces(shop, subject, trial.operation, trial.part)
      }
      const trialAnswer = yield* makeTrialAnswer(subject, trial, { orders: ordersPerTrial })
      const { adapter, answer, body, dice, operation, twin, where } = trialAnswer
      const known = new Set(nodesOf(answer).map(({ pointer }) => pointer))
      const records = yield* decodeRecords(adapter, operation, body, where)
      const explanation = yield* explainRecords(adapter, operation, body, where)
      yield* holds(
        explanation.operation === operation && explanation.records.length === records.length,
        () => `${where}: ${records.length} records are decoded, ${explanation.records.length} are explained`
      )
      for (const [index, record] of records.entries()) {
        const explained = explanation.records[index]
        if (isQuarantined(record) || explained === undefined) continue
        yield* holds(explained.orderId === record.orderId, () => `${where}: the explanation is of another order`)
        const order = adapter.encode(record, { reveal: false, raw: "omit" })
        yield* isNone(`${where}: no rule for`, unexplainedIn(order, explained))
        yield* isNone(
          `${where}: an empty rule for`,
          explained.fields.flatMap(({ path, rule }) => (rule === "" ? [path] : []))
        )
      }
      const named = new Set(explanation.records.flatMap(({ fields }) => fields.flatMap(({ pointers }) => pointers)))
      const missing = (pointers: Iterable<Pointer>) => [...pointers].filter((pointer) => !known.has(pointer))
      yield* isNone(`${where}: a place that is not in the answer:`, missing(named))
      yield* isNone(`${where}: listed as unread, but not in the answer:`, missing(explanation.unread))
      yield* isNone(
        `${where}: listed as unread, but a field comes from it:`,
        explanation.unread.filter((pointer) => named.has(pointer))
      )

      const [order] = records
      const others = twin.orders().slice(1)
      const trees = others.map((other) => parseBody(writeJson(answerTree(subject, operation, [other], trial))))
      for (let count = 0; count < fieldsPerTrial; count++) {
        const field = dice.pickFrom(explanation.records[0]?.fields ?? [])
        if (field === undefined || order === undefined || !isOrder(order)) break
        yield* comesFromItsPlaces(adapter, { operation, answer, order, others: trees }, field, where)
      }
      yield* constantsAreConstant(adapter, operation, [answer, ...trees], where)

      const parts = [...new Set([...named].flatMap(partsAround))]
      for (let count = 0; count < fieldsPerTrial; count++) {
        const part = dice.pickFrom(parts)
        if (part === undefined) break
        const without = yield* Effect.option(adapter.explain(operation, writeJson(setAt(answer, part, null))))
        yield* holds(
          without._tag === "None" || !without.value.unread.includes(part),
          () => `${where}: fields come from ${part}, but it is listed as unread where it is null`
        )
      }

      const [place, tree] = withUnknownKey(answer, dice.between(0, 9_999))
      const { unread } = yield* explainRecords(adapter, operation, writeJson(tree), `${where}, with an unknown key,`)
      yield* holds(
        unread.some((pointer) => place === pointer || place.startsWith(`${pointer}/`)),
        () => `${where}: nothing reads ${place}, but it is not listed as unread`
      )
    })
})

const ordersPerTrial = 4

/** A field without a place is the same for every order, if it has the same rule. */
const constantsAreConstant = (
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
      const json = revealedJson(adapter, record)
      const explanation = yield* Effect.option(adapter.explain(operation, body))
      const fields = explanation._tag === "None" ? [] : (explanation.value.records[0]?.fields ?? [])
      for (const { path, pointers, rule } of fields) {
        const value = valueAt(json, path)
        // Entries of a list cannot be compared between orders.
        if (pointers.length > 0 || isEmpty(value) || /\/\d+(?:\/|$)/.test(path)) continue
        const key = `${path} ${rule}`
        const before = values.get(key) ?? value
        yield* holds(
          before === value,
          () => `${where}: the explanation names no place of ${path}, but it differs between orders`
        )
        values.set(key, value)
      }
    }
  })

/** The objects and lists around a place, without the answer itself. */
const partsAround = (place: Pointer): ReadonlyArray<Pointer> => {
  const parent = place.slice(0, Math.max(0, place.lastIndexOf("/")))
  return parent === "" ? [] : [parent, ...partsAround(parent)]
}

/** How many fields of a drawn order a trial tests. */
const fieldsPerTrial = 4

/** The fields of an operation are tried in this many parts. */
const fieldParts = 10

const partsOf = ({ twin }: Subject, operation: OperationName): number =>
  Math.min(fieldParts, orderCoverOf(twin, operation).fieldsByOrder.size)

/** Each field that the twin's orders can have, in one of the orders that have it. */
const coverComesFromItsPlaces = (
  shop: TrialShop,
  { twin }: Subject,
  operation: OperationName,
  part: number
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { adapter } = shop
    const { fieldsByOrder, orders } = orderCoverOf(twin, operation)
    const answerOf = (order: Order) => parseBody(writeJson(coverAnswer(twin, operation, order)))
    const lenders = orders.slice(0, otherAnswers + 1).map((order) => ({ order, answer: answerOf(order) }))
    for (const [at, [trueOrder, fields]] of [...fieldsByOrder].entries()) {
      if (at % fieldParts !== part) continue
      const where = `${operation} of order ${trueOrder.orderId}`
      const answer = answerOf(trueOrder)
      const body = writeJson(answer)
      const order = yield* decodeOrder(adapter, operation, body)
      const { records } = yield* explainRecords(adapter, operation, body, where)
      const others = lenders.filter((lender) => lender.order !== trueOrder).map((lender) => lender.answer)
      for (const field of fields) {
        const explained = records[0]?.fields.find(({ path }) => anyEntry(path) === field)
        if (explained === undefined) continue
        yield* comesFromItsPlaces(adapter, { operation, answer, order, others }, explained, where)
      }
      yield* explainsItsRowsAlone(shop, operation, body)
    }
  })

/** How many answers about other orders lend their values. */
const otherAnswers = 3

const comesFromItsPlaces = (
  adapter: OrderAdapter,
  decoded: DecodedAnswer,
  field: ExplainedField,
  where: string
): Effect.Effect<void, Breach> =>
  Effect.flatMap(comesFrom(adapter, decoded, field), (does) =>
    holds(
      does,
      () =>
        `${where}: the explanation says that ${field.path} comes from ${field.pointers.join(", ")}, but it stays the same with every other value there`
    )
  )

const isNone = (what: string, pointers: ReadonlyArray<Pointer>) =>
  holds(pointers.length === 0, () => `${what} ${pointers.join(", ")}`)

const unknownKey = "undocumented_key"

/** The answer with an unknown key in one of its objects, and the pointer to that key. */
const withUnknownKey = (answer: JsonNode, which: number): readonly [Pointer, JsonNode] => {
  const objects = nodesOf(answer).filter(({ node }) => isObjectNode(node))
  const { pointer } = objects[which % objects.length] ?? { pointer: "" }
  const node = nodeAt(answer, pointer)
  const changed = isObjectNode(node) ? { ...node, [unknownKey]: "x" } : answer
  return [`${pointer}/${unknownKey}`, pointer === "" ? changed : setAt(answer, pointer, changed)]
}
