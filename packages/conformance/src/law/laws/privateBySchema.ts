/**
 * Private by schema: what is private in an answer is decided by its place, whatever was sent there.
 *
 * Nothing that is shown without `reveal` (a masked answer, an explanation, an error) contains private text of an answer:
 * in a block that says that there is nothing in it or that has another shape, in a row that cannot be read, in a value of
 * another kind, in texts that are keys, in JSON within a text, in the platform's own words and codes.
 */
import {
  adapterErrorToJson,
  isOrder,
  type Json,
  type OperationName,
  type OrderAdapter,
  type OrderRecord,
  type Pointer
} from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { findLeaks } from "../../secrecy/Scanner.ts"
import { type Shown, showInAllForms } from "../../secrecy/Shown.ts"
import { leavesOf, nodesOf } from "../../twin/json/AnswerTree.ts"
import { nodeAt, setAt } from "../../twin/json/editJson.ts"
import { isLiteral, isObjectNode, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import type { Dice } from "../../world/Dice.ts"
import { parseBody } from "../answer/decode.ts"
import { fieldSourcesOf } from "../answer/fieldSources.ts"
import { scalarsOf } from "../answer/orderFields.ts"
import { hasPrivateText, privatePlaces, spellingAt } from "../answer/privatePlaces.ts"
import {
  answerTrials,
  decodesNothing,
  makeTrialAnswer,
  operationCasesWith,
  type TrialAnswer
} from "../answer/TrialAnswer.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { nothingAsked } from "../trial/NothingAsked.ts"

/** Invented texts of people. No rule that knows only how telephone numbers are usually written finds all of them. */
const invented = [
  "诸葛纸鸢",
  "Rosalind Quillfeather",
  "quillfeather@harbour.example",
  "138 0019 0042",
  "13800190042",
  "纸鸢巷88号3-1201",
  "oQuillfeather0Ab1Cd2Ef3Gh4"
] as const

const ways = ["blocks", "values", "rows", "keys", "JSON in texts", "errors"] as const
type Way = (typeof ways)[number]

export const privateBySchema = makeLaw({
  name: "private-by-schema",
  promise: "what is private in an answer is decided by its place, whatever was sent there",
  doors: "first",
  trials: answerTrials,
  cases: (subject) => operationCasesWith(subject, ways),
  notDeclared: decodesNothing,
  keep: (trial, subject) =>
    Effect.gen(function* () {
      const trialAnswer = yield* makeTrialAnswer(subject, trial, { orders: ordersPerTrial, isWanted: hasPrivateText })
      const { adapter, body, operation, where } = trialAnswer
      if (trial.how === "errors") return yield* errorsAreHarmless(trialAnswer)
      const places = yield* privatePlaces(adapter, operation, body, where)
      if (places.length === 0) return yield* nothingAsked("no order of the twin has private text there")
      const changes = yield* changesOf(trial.how, trialAnswer, places)
      const parts = Math.ceil(changes.length / changesPerTrial)
      const part = trialAnswer.dice.between(0, parts - 1)
      for (const changed of changes.filter((_, at) => at % parts === part)) yield* hides(trialAnswer, changed)
    })
})

/** How many changes of one answer a trial tries, at most. */
const changesPerTrial = 6

/** Of so many orders one has private text in the answers of every operation that shows any. */
const ordersPerTrial = 20

/** An answer with a change, and what must not be shown of it. */
interface ChangedAnswer {
  readonly how: string
  readonly tree: JsonNode
  readonly secrets: ReadonlyArray<string>
  /** The order shows the text in a public field: only its raw answer must hide it. */
  readonly onlyRaw?: boolean
}

const changesOf = (
  way: Exclude<Way, "errors">,
  trialAnswer: TrialAnswer,
  places: ReadonlyArray<Pointer>
): Effect.Effect<ReadonlyArray<ChangedAnswer>, Breach> => {
  const { adapter, answer, body, dice, operation } = trialAnswer
  switch (way) {
    case "blocks":
      return Effect.succeed(otherBlocks(answer, places))
    case "values":
      return Effect.succeed(otherValues(answer, places, dice))
    case "rows":
      return Effect.map(fieldSourcesOf(adapter, operation, body), (sources) =>
        unreadableRows(answer, places, sources.get("/orderId") ?? [])
      )
    case "keys":
      return Effect.succeed(otherKeys(answer, places))
    case "JSON in texts":
      return Effect.succeed(jsonInTexts(answer, places))
  }
}

const textsAt = (tree: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<string> =>
  places.flatMap((place) => spellingAt(tree, place) ?? [])

/** Blocks with private text that say that there is nothing in them, or have another shape than the document says. */
const otherBlocks = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<ChangedAnswer> => {
  const secrets = textsAt(answer, places)
  return blocksOf(answer, places).flatMap((block) => {
    const node = nodeAt(answer, block)
    if (!isObjectNode(node)) return []
    const flags = Object.entries(node).flatMap(([key, member]) =>
      member === true || (isLiteral(member) && member.text === "1")
        ? [{ key, off: member === true ? false : literal("0") }]
        : []
    )
    return [
      ...flags.map(({ key, off }) => ({
        how: `with ${key} off in ${block}`,
        tree: setAt(answer, block, { ...node, [key]: off }),
        secrets
      })),
      { how: `with ${block} as a list of two`, tree: setAt(answer, block, [node, node]), secrets },
      { how: `with ${block} as a text`, tree: setAt(answer, block, writeJson(node)), secrets }
    ]
  })
}

/** The objects of an answer that have private text in them, the whole answer left out. */
const blocksOf = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<Pointer> =>
  nodesOf(answer).flatMap(({ node, pointer }) =>
    pointer !== "" && isObjectNode(node) && places.some((place) => place.startsWith(`${pointer}/`)) ? [pointer] : []
  )

/** At each private place a value of another kind. */
const otherValues = (answer: JsonNode, places: ReadonlyArray<Pointer>, dice: Dice): ReadonlyArray<ChangedAnswer> =>
  places.map((place) => {
    const text = dice.pick(invented)
    const value = dice.pick<JsonNode>([
      text,
      [text],
      { name: text, [text]: 1 },
      [{ value: text }],
      literal("13800190042")
    ])
    const secrets = isLiteral(value) ? ["13800190042"] : [text]
    return {
      how: `with ${writeJson(value).length} characters of another kind at ${place}`,
      tree: setAt(answer, place, value),
      secrets
    }
  })

/** Rows without their number, which are no orders. */
const unreadableRows = (
  answer: JsonNode,
  places: ReadonlyArray<Pointer>,
  ids: ReadonlyArray<Pointer>
): ReadonlyArray<ChangedAnswer> => [
  {
    how: "without the order's number",
    tree: ids.reduce((tree, place) => setAt(tree, place, ""), answer),
    secrets: textsAt(answer, places)
  }
]

/** Objects with private text in them that have texts of people as keys. */
const otherKeys = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<ChangedAnswer> =>
  blocksOf(answer, places).map((block) => {
    const node = nodeAt(answer, block)
    const named: JsonNode = Object.fromEntries(invented.map((text) => [text, literal("19.90")]))
    return {
      how: `with texts of people as keys in ${block}`,
      tree: setAt(answer, block, { ...(isObjectNode(node) ? node : {}), ...named, more: { named, rows: [named] } }),
      secrets: invented
    }
  })

/** JSON as a text where the document has a text, and where it has nothing. */
const jsonInTexts = (answer: JsonNode, places: ReadonlyArray<Pointer>): ReadonlyArray<ChangedAnswer> => {
  const [text] = invented
  const json = JSON.stringify({ receiver: { name: text } })
  const isPrivate = new Set(places)
  const isWord = /\p{Script=Han}/u
  const words = leavesOf(answer).filter((leaf) => isWord.test(leaf.text) && !isPrivate.has(leaf.pointer))
  return [
    ...words.map(({ pointer }) => ({
      how: `with JSON as the text at ${pointer}`,
      tree: setAt(answer, pointer, json),
      secrets: [text],
      onlyRaw: true
    })),
    ...blocksOf(answer, places).map((block) => {
      const node = nodeAt(answer, block)
      return {
        how: `with JSON as an unknown text in ${block}`,
        tree: setAt(answer, block, { ...(isObjectNode(node) ? node : {}), extra: json, twice: JSON.stringify(json) }),
        secrets: [text]
      }
    })
  ]
}

const hides = (
  { adapter, operation, where }: TrialAnswer,
  { how, onlyRaw = false, secrets, tree }: ChangedAnswer
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const body = writeJson(tree)
    const decoded = yield* Effect.result(adapter.decode(operation, body))
    const explained = yield* Effect.result(adapter.explain(operation, body))
    const shown: Array<Shown> = []
    const publicTexts: Array<string> = []
    for (const result of [decoded, explained]) {
      if (result._tag === "Failure") shown.push(...showInAllForms("an error", adapterErrorToJson(result.failure)))
    }
    if (explained._tag === "Success") shown.push(...showInAllForms("the explanation", explained.success))
    for (const record of decoded._tag === "Success" ? decoded.success : []) {
      shown.push(...showRaw(adapter, record))
      shown.push(...(yield* showExplainedRow(adapter, operation, record)))
      if (isOrder(record)) publicTexts.push(...textsOf(adapter.encode(record, { reveal: false, raw: "omit" })))
      if (!onlyRaw) shown.push(...showInAllForms("a record", record))
    }
    const leaks = findLeaks(
      secrets.filter((secret) => onlyRaw || !publicTexts.some((text) => text.includes(secret))),
      shown
    )
    yield* holds(
      leaks.length === 0,
      () => `${where} ${how} shows ${leaks.map(({ place, value }) => `${value} in ${place}`).join("; ")}`
    )
  })

/** The masked answer of a record, with the pointers of its numbers. */
const showRaw = (adapter: OrderAdapter, record: OrderRecord): ReadonlyArray<Shown> => {
  const options = { reveal: false, raw: "masked" } as const
  if (!isOrder(record)) return showInAllForms("a masked row", adapter.encodeQuarantined(record, options))
  const { raw, rawNumbers } = adapter.encode(record, options).source
  return showInAllForms("a masked answer", { raw, rawNumbers })
}

/** The explanation of a record's row alone; nothing if the adapter explains no rows. */
const showExplainedRow = (
  { explainRow }: OrderAdapter,
  operation: OperationName,
  record: OrderRecord
): Effect.Effect<ReadonlyArray<Shown>> => {
  const { raw, rawNumbers } = isOrder(record) ? record.source : record
  if (explainRow === undefined || raw === null) return Effect.succeed([])
  return Effect.match(explainRow(operation, Redacted.value(raw), Redacted.value(rawNumbers)), {
    onFailure: (error) => showInAllForms("an error of a row", adapterErrorToJson(error)),
    onSuccess: (explanation) => showInAllForms("the explanation of a row", explanation)
  })
}

/** What an order shows in public fields: the name of a creator, the street of a shop. */
const textsOf = (order: unknown): ReadonlyArray<string> =>
  scalarsOf(JSON.parse(JSON.stringify(order)) as Json).flatMap(([, value]) =>
    typeof value === "string" ? [value] : []
  )

/** Answers with an error in which the platform's code or words repeat texts of people. */
const errorsAreHarmless = ({ adapter, dice, operation, twin }: TrialAnswer): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { errorAnswer, operations } = twin.definition
    const [error] = operations[operation]?.errors ?? []
    const refused = parseBody(writeJson(errorAnswer(error?.code ?? "1", "refused")))
    for (const { pointer } of leavesOf(refused)) {
      const text = dice.pick(invented)
      for (const words of [text, `订单不存在 ${text}`, `invalid parameter name=${text};`]) {
        const failed = yield* Effect.result(adapter.decode(operation, writeJson(setAt(refused, pointer, words))))
        if (failed._tag === "Success") return yield* breach(`${operation}: an answer with an error is decoded`)
        const leaks = findLeaks(partsOf(text), [
          ...showInAllForms("the error", failed.failure),
          ...showInAllForms("the error as data", adapterErrorToJson(failed.failure))
        ])
        yield* holds(
          leaks.length === 0,
          () =>
            `${operation} with ${text.length} characters of a person at ${pointer} of an error shows ${leaks.map(({ place, value }) => `${value} in ${place}`).join("; ")}`
        )
      }
    }
  })

/** A part of a name, of an address or of a number says enough. */
const partsOf = (text: string): ReadonlyArray<string> => [
  text,
  ...text.split(/[ @.]/).filter((part) => part.length > 3)
]
