/**
 * Bounded work: hostile text costs no more than its length, wherever it comes in.
 *
 * An answer in which a quarter of a megabyte of deep, repeated, escaped or otherwise hostile text stands at a key that no
 * document knows, or in place of its rows, is decoded, explained and shown masked at no more than 25 times the cost of an
 * honest answer of that length. So is a push of that length, with a signature and without. The cost is time of the
 * processor, the least of up to three runs, never time of a clock.
 */
import { isOrder, type OperationName, type OrderAdapter, type PushRequest } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { setAt } from "../../twin/json/editJson.ts"
import { isListNode, isObjectNode, type JsonNode, literal, writeJson } from "../../twin/json/JsonNode.ts"
import { makeDice } from "../../world/Dice.ts"
import { type HostileShape, hostileShapes } from "../answer/hostileTexts.ts"
import { makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { newMessages, pushOf, receive, sendNow } from "../calls/deliveries.ts"
import { type Breach, breach } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

/** Characters of hostile and of honest text. */
const length = 262_144
const mostTimesHonest = 25
const mostRuns = 3

/** An honest text that costs less counts as this: milliseconds of the processor. */
const leastHonest = 8

type What = { readonly shape: HostileShape; readonly operation: OperationName | null }

/** Each shape is decoded in the answer of one operation, so that all of them together take a second. */
const decodings = (subject: Subject): ReadonlyArray<LawCase<What>> => {
  const operations = decodedOperations(subject)
  return hostileShapes.flatMap((shape, index) => {
    const operation = operations[index % operations.length]
    return operation === undefined
      ? []
      : [{ name: `decode ${operation}, ${shape.name}`, trial: { shape, operation }, once: true }]
  })
}

export const boundedWork = makeLaw({
  name: "bounded-work",
  promise: "hostile text costs no more work than its length allows, in answers and in pushes",
  doors: "pushes",
  // Nothing is drawn: a trial that takes long is not repeated to make it smaller.
  trials: Arbitrary.all({}),
  cases: (subject) => [
    // Decoding does not depend on the door.
    ...(subject.isFirstDoor ? decodings(subject) : []),
    ...(subject.manifest.capabilities.receivePush
      ? hostileShapes.map((shape) => ({ name: `push, ${shape.name}`, trial: { shape, operation: null }, once: true }))
      : [])
  ],
  notDeclared: (subject) =>
    decodedOperations(subject).length === 0 && !subject.manifest.capabilities.receivePush
      ? "no operation whose answers hold orders, nor receivePush"
      : null,
  keep: ({ operation, shape }, subject) =>
    operation === null ? pushesAreBounded(subject, shape) : answersAreBounded(subject, operation, shape)
})

const answersAreBounded = (subject: Subject, operation: OperationName, shape: HostileShape) =>
  Effect.gen(function* () {
    const { adapter, answer } = yield* makeTrialAnswer(subject, { operation, seed: 1, variation: 0 })
    const rows = largestList(answer)
    const honest = rows === null ? writeJson(answer) : writeJson(grown(answer, rows))
    const hostile = literal(shape.json(length))
    const around = nodesOf(answer).findLast(({ node, pointer }) => isObjectNode(node) && rows?.startsWith(pointer))
    const bodies = [
      isObjectNode(around?.node)
        ? ([
            `at an unknown key of ${around.pointer}`,
            setAt(answer, around.pointer, { ...around.node, hostile })
          ] as const)
        : (["beside the answer", { answer, hostile }] as const),
      ...(shape.isRows === true && rows !== null ? [[`at ${rows}`, setAt(answer, rows, hostile)] as const] : [])
    ]
    const read = readAnswer(adapter, operation)
    for (const [where, tree] of bodies) {
      yield* isBounded(`${operation}, ${shape.name} ${where}`, read(writeJson(tree)), read(honest))
    }
  })

const readAnswer = (adapter: OrderAdapter, operation: OperationName) => (body: string) =>
  Effect.gen(function* () {
    const decoded = yield* Effect.result(adapter.decode(operation, body))
    yield* Effect.result(adapter.explain(operation, body))
    for (const record of decoded._tag === "Success" ? decoded.success : []) {
      const options = { reveal: false, raw: "masked" } as const
      if (isOrder(record)) adapter.encode(record, options)
      else adapter.encodeQuarantined(record, options)
    }
  })

/** The list of objects with the most text: the rows of an answer, or the lines of its order. */
const largestList = (answer: JsonNode): string | null => {
  const lists = nodesOf(answer).filter(({ node }) => isListNode(node) && node.some(isObjectNode))
  const [largest] = lists
    .map(({ node, pointer }) => ({ pointer, size: writeJson(node).length }))
    .toSorted((one, other) => other.size - one.size)
  return largest?.pointer ?? null
}

/** The answer with so many entries in this list that it is as long as hostile text. */
const grown = (answer: JsonNode, list: string): JsonNode => {
  const node = nodesOf(answer).find(({ pointer }) => pointer === list)?.node
  if (!isListNode(node)) return answer
  const times = Math.ceil(length / writeJson(node).length)
  return setAt(answer, list, Array.from({ length: times }, () => node).flat())
}

const pushesAreBounded = (subject: Subject, shape: HostileShape) =>
  inTrialTime(
    Effect.gen(function* () {
      const push = yield* pushOf(subject)
      const { adapter, twin } = yield* makeTrialShop(subject, { seed: 1 })
      const dice = makeDice(1, "bounded push")
      const messages = newMessages(push, twin.orders().slice(0, push.largestBatch), dice)
      const honest = yield* sendNow(push, messages, dice)
      const read = (request: PushRequest) => receive(adapter, request)
      const json = shape.json(length)
      const unsigned = [json, ...(shape.xml === undefined ? [] : [`<xml>${shape.xml(length)}</xml>`])]
      for (const text of unsigned) {
        const request = { ...honest, body: new TextEncoder().encode(text) }
        yield* isBounded(`a push with a wrong signature, ${shape.name}`, read(request), read(honest))
      }
      const hostile = messages.map((message) => ({ ...message, content: withHostile(message.content, shape) }))
      const signed = yield* sendNow(push, hostile.slice(0, 1), dice)
      yield* isBounded(`a push, ${shape.name}`, read(signed), read(honest))
    })
  )

/** The message with hostile text in it: a member of an object, an element of XML. */
const withHostile = (content: JsonNode, { json, xml }: HostileShape): JsonNode => {
  if (isObjectNode(content)) return { ...content, hostile: literal(json(length)) }
  return typeof content === "string" && xml !== undefined
    ? content.replace(/<\/(\w+)>\s*$/, (end) => `<hostile>${xml(length)}</hostile>${end}`)
    : content
}

/** Milliseconds that the processor works for an effect, in all threads of the process. */
const costOf = (effect: Effect.Effect<unknown>): Effect.Effect<number> =>
  Effect.gen(function* () {
    const before = process.cpuUsage()
    yield* effect
    const { system, user } = process.cpuUsage(before)
    return (system + user) / 1000
  })

/** A run that costs too much, and more than anything else that happens meanwhile, is not repeated: milliseconds. */
const noAccident = 4000

/** One run that is cheap enough proves it; a run may be dear because something else happened meanwhile. */
const isBounded = (
  what: string,
  hostile: Effect.Effect<unknown>,
  honest: Effect.Effect<unknown>
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    let [dear, cheap] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let run = 0; run < mostRuns; run++) {
      dear = Math.min(dear, yield* costOf(hostile))
      if (dear <= mostTimesHonest * leastHonest) return
      cheap = Math.min(cheap, Math.max(leastHonest, yield* costOf(honest)))
      if (dear <= mostTimesHonest * cheap) return
      if (dear > noAccident) break
    }
    return yield* breach(
      `${what}: ${length} characters cost ${Math.round(dear / cheap)} times the work of an honest text, more than ${mostTimesHonest}`
    )
  })
