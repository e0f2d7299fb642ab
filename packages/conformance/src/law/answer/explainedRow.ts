/** Whether a stored row is explained alone as it was in its answer. */
import {
  type ExplainedField,
  type Explanation,
  isAdapterError,
  isOrder,
  isQuarantined,
  type OperationName,
  type OrderAdapter,
  type OrderRecord,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { writeJson } from "../../twin/json/JsonNode.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type NothingAsked, nothingAsked } from "../trial/NothingAsked.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"
import { answerWithSpoiltRow, rowSpoilings } from "./badRow.ts"
import { decodeRecords, explainRecords, parseBody } from "./decode.ts"
import { storedCopy, unknownOperations } from "./storedRow.ts"
import { type AnswerChoice, answerTree, makeTrialAnswer } from "./TrialAnswer.ts"

type ExplainRow = NonNullable<OrderAdapter["explainRow"]>

/** The call that is tried. An adapter of an earlier version of the contract lacks it. */
const rowExplainer = ({ explainRow }: OrderAdapter): Effect.Effect<ExplainRow, NothingAsked> =>
  explainRow === undefined ? nothingAsked("the adapter has no explainRow") : Effect.succeed(explainRow)

/** Explains the rows of an answer with several orders, and those that cannot be decoded, each alone. */
export const explainsRowsAlone = (
  subject: Subject,
  choice: AnswerChoice
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const trialAnswer = yield* makeTrialAnswer(subject, choice, { orders: 3 })
    const { adapter, dice, operation, order, twin } = trialAnswer
    const explainRow = yield* rowExplainer(adapter)
    const isList = subject.manifest.operations[operation]?.answers === "orders"
    const body = writeJson(answerTree(subject, operation, isList ? twin.orders() : [order], choice))
    yield* explainsEachAlone(trialAnswer, explainRow, { operation, body }, () => true)
    for (const { spoil } of isList ? rowSpoilings(subject, operation) : []) {
      const bad = answerWithSpoiltRow(subject, trialAnswer, choice, dice)
      if (bad === null) continue
      const sent = { operation, body: bad.bodyWith(spoil(bad.row)) }
      yield* explainsEachAlone(trialAnswer, explainRow, sent, isQuarantined)
    }
  })

/** Explains the rows of an answer, each alone, and compares. Tries nothing if the adapter cannot. */
export const explainsItsRowsAlone = (
  shop: TrialShop,
  operation: OperationName,
  body: string
): Effect.Effect<void, Breach> => {
  const { explainRow } = shop.adapter
  return explainRow === undefined ? Effect.void : explainsEachAlone(shop, explainRow, { operation, body }, () => true)
}

const explainsEachAlone = (
  shop: TrialShop,
  explainRow: ExplainRow,
  { body, operation }: { readonly operation: OperationName; readonly body: string },
  isTried: (record: OrderRecord) => boolean
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { adapter } = shop
    const records = yield* decodeRecords(adapter, operation, body, operation)
    const whole = yield* explainRecords(adapter, operation, body, operation)
    for (const [index, record] of records.entries()) {
      const place = `row ${index + 1} of ${records.length}`
      if (isTried(record)) yield* sameAlone(shop, explainRow, record, { whole, index, place })
    }
  })

interface InAnswer {
  /** The explanation of the whole answer. */
  readonly whole: Explanation
  /** The record's index in it. */
  readonly index: number
  /** In words: `row 2 of 3`. */
  readonly place: string
}

const sameAlone = (
  { twin }: TrialShop,
  explainRow: ExplainRow,
  record: OrderRecord,
  { index, place, whole }: InAnswer
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { operation } = whole
    const { raw, rawNumbers } = isOrder(record) ? record.source : record
    // That an order holds its row, the law `provenance` says.
    if (raw === null) return
    const where = `${operation}, ${place}`
    const row = storedCopy(Redacted.value(raw))
    const requests = twin.journal().length
    const alone = yield* Effect.catch(
      explainRow(operation, row, storedCopy<ReadonlyArray<Pointer>>(Redacted.value(rawNumbers))),
      ({ message }) => breach(`${where} cannot be explained alone: ${message}`)
    )
    yield* holds(twin.journal().length === requests, () => `${where}: explainRow sends a request`)
    yield* holds(
      alone.operation === operation && alone.records.length === 1,
      () => `${where}: alone, it is explained as ${alone.records.length} records of ${alone.operation}`
    )
    const [own] = alone.records
    const inAnswer = whole.records[index]
    if (own === undefined || inAnswer === undefined) return
    yield* holds(own.orderId === inAnswer.orderId, () => `${where}: alone, the explanation is of another order`)

    const known = new Set(nodesOf(parseBody(JSON.stringify(row))).map(({ pointer }) => pointer))
    const named = [...own.fields.flatMap(({ pointers }) => pointers), ...alone.unread]
    const missing = named.filter((pointer) => !known.has(pointer))
    yield* holds(missing.length === 0, () => `${where}: alone, places that are not in the row: ${missing.join(", ")}`)

    const root = rootOf(own.fields, inAnswer.fields)
    const fields = spelledFields(own.fields, root)
    const wanted = spelledFields(inAnswer.fields, "")
    const others = [...new Set([...fields.keys(), ...wanted.keys()])].filter(
      (path) => fields.get(path) !== wanted.get(path)
    )
    yield* holds(
      others.length === 0,
      () => `${where}: alone, these fields are explained otherwise: ${others.join(", ")}`
    )
    // Of a row without fields it is not known where it begins in the answer.
    if (!isOrder(record)) return
    const unread = whole.unread.flatMap((pointer) =>
      pointer.startsWith(`${root}/`) ? [pointer.slice(root.length)] : []
    )
    yield* holds(
      unread.toSorted().join() === alone.unread.toSorted().join(),
      () => `${where}: alone, it is unread at ${alone.unread.join(", ")}, in the answer at ${unread.join(", ")}`
    )
  })

/** Where the row begins in the answer, as the first field that has a place says. */
const rootOf = (own: ReadonlyArray<ExplainedField>, inAnswer: ReadonlyArray<ExplainedField>): Pointer => {
  for (const { path, pointers } of own) {
    const [inRow] = pointers
    const [place] = inAnswer.find((field) => field.path === path)?.pointers ?? []
    if (inRow !== undefined && place !== undefined)
      return place.endsWith(inRow) ? place.slice(0, place.length - inRow.length) : ""
  }
  return ""
}

/** Places and rule of each field as one text, with the places in the answer. */
const spelledFields = (fields: ReadonlyArray<ExplainedField>, root: Pointer): ReadonlyMap<Pointer, string> =>
  new Map(fields.map(({ path, pointers, rule }) => [path, [rule, ...pointers.map((place) => root + place)].join("\n")]))

/** An operation that the adapter does not have is `NotSupported`, also of a row. */
export const refusesUnknownRows = (
  subject: Subject,
  seed: number
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const { adapter, twin } = yield* makeTrialShop(subject, { seed, orders: 1 })
    const explainRow = yield* rowExplainer(adapter)
    const bodies = decodedOperations(subject).flatMap((operation) => twin.body(operation, twin.orders()) ?? [])
    for (const operation of unknownOperations) {
      for (const row of ["{}", ...bodies]) {
        const reason = yield* Effect.match(explainRow(operation, JSON.parse(row), []), {
          onFailure: (error) => (isAdapterError(error) ? error.reason._tag : "an error of another kind"),
          onSuccess: () => null
        })
        yield* holds(
          reason === "NotSupported",
          () =>
            `a row of the unknown operation ${JSON.stringify(operation)} ${reason === null ? "is explained" : `fails with ${reason}, not with NotSupported`}`
        )
      }
    }
  })
