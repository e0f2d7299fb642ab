/**
 * Provenance: every order holds the answer that it came from, and says whose it is.
 *
 * `source.raw` is the platform's answer, for a list the order's row, value for value; numbers that a double would change
 * stand there as text, and `source.rawNumbers` names exactly these. Adapter, version and operation are the ones that read
 * it; `source.fetchedAt` is when a call had the answer, and nothing where an answer was only decoded.
 */
import {
  childPointer,
  isJsonArray,
  isJsonObject,
  isOrder,
  type Json,
  type Order,
  type OrderAdapter,
  type Pointer
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { nodeAt } from "../../twin/json/editJson.ts"
import { isListNode, isLiteral, isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import { sourcesOfAll } from "../answer/fieldSources.ts"
import { answerTree, answerTrials, decodesNothing, openAnswer, readAnswer } from "../answer/TrialAnswer.ts"
import { listsBy } from "../calls/listsBy.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { coin } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import type { Subject } from "../trial/Subject.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

export const provenance = makeLaw({
  name: "provenance",
  promise: "every order holds the answer that it came from, and says whose it is",
  doors: "each",
  trials: Arbitrary.all({ answer: answerTrials, calling: coin, byUpdated: coin }),
  notDeclared: decodesNothing,
  keep: ({ answer: trial, byUpdated, calling }, subject) =>
    Effect.gen(function* () {
      if (calling) yield* saysWhenItCame(subject, trial.seed, byUpdated)
      const { adapter, operation, twin } = yield* openAnswer(subject, trial, { orders: 3 })
      const isList = subject.manifest.operations[operation]?.answers === "orders"
      const told = isList ? twin.orders() : twin.orders().slice(0, 1)
      const answer = readAnswer(writeJson(answerTree(subject, operation, told, trial)))
      const body = writeJson(answer)
      const records = yield* Effect.catch(adapter.decode(operation, body), ({ message }) =>
        breach(`${operation}: ${message}`)
      )
      const places = yield* sourcesOfAll(adapter, operation, body)
      for (const [index, record] of records.entries()) {
        if (!isOrder(record)) continue
        const where = `${operation}, order ${index + 1} of ${records.length}`
        const { source } = record
        yield* holds(source.operation === operation, () => `${where}: its operation is called ${source.operation}`)
        yield* isSigned(adapter, record, where)
        yield* holds(source.fetchedAt === null, () => `${where}: it was decoded, and says when it was fetched`)
        const own = isList ? (places[index]?.get("/orderId")?.[0] ?? "") : ""
        const others = places.flatMap((other, row) => (row === index ? [] : (other.get("/orderId") ?? [])))
        const root = isList ? rowAround(own, others) : ""
        yield* isRawOf(record, root === null ? undefined : nodeAt(answer, root), where)
      }
    })
})

const isSigned = ({ manifest }: OrderAdapter, { source }: Order, where: string): Effect.Effect<void, Breach> =>
  holds(
    source.adapter === manifest.package && source.adapterVersion === manifest.version,
    () => `${where}: it says it was read by ${source.adapter} ${source.adapterVersion}`
  )

/** The largest part of the answer around a place in which no other row's number stands. */
const rowAround = (own: Pointer, others: ReadonlyArray<Pointer>): Pointer | null => {
  const parts = own.split("/")
  const around = parts.map((_part, index) => parts.slice(0, index + 1).join("/"))
  const ownAlone = around.filter((part) => !others.some((other) => other === part || other.startsWith(`${part}/`)))
  return (others.length === 0 ? null : ownAlone[0]) ?? null
}

const isRawOf = (
  { source: { raw, rawNumbers } }: Order,
  sent: JsonNode | undefined,
  where: string
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    if (raw === null) return yield* breach(`${where}: it holds no answer`)
    // Of a sole row it is not known where it begins.
    if (sent === undefined) return
    const numbers = new Set(rawNumbers)
    const wrong = differingPlaces(Redacted.value(raw), sent, "", numbers)
    yield* holds(wrong.length === 0, () => `${where}: its raw answer is another one at ${wrong.slice(0, 5).join(", ")}`)
    const idle = rawNumbers.filter((pointer) => !isLiteral(nodeAt(sent, pointer)))
    yield* holds(idle.length === 0, () => `${where}: rawNumbers names ${idle.join(", ")}, where no number was sent`)
  })

const differingPlaces = (
  raw: Json | undefined,
  sent: JsonNode | undefined,
  pointer: Pointer,
  numbers: ReadonlySet<Pointer>
): ReadonlyArray<Pointer> => {
  const here = pointer === "" ? "the whole" : pointer
  if (isListNode(sent)) {
    if (raw === undefined || !isJsonArray(raw) || raw.length !== sent.length) return [here]
    return sent.flatMap((child, index) => differingPlaces(raw[index], child, childPointer(pointer, index), numbers))
  }
  if (isObjectNode(sent)) {
    if (raw === undefined || !isJsonObject(raw)) return [here]
    const keys = new Set([...Object.keys(sent), ...Object.keys(raw)])
    return [...keys].flatMap((key) =>
      differingPlaces(Object.hasOwn(raw, key) ? raw[key] : undefined, sent[key], childPointer(pointer, key), numbers)
    )
  }
  return isSame(raw, sent, numbers.has(pointer)) ? [] : [here]
}

const isSame = (raw: Json | undefined, sent: JsonNode | undefined, isListed: boolean): boolean => {
  if (!isLiteral(sent)) return raw === sent && !isListed
  if (isListed) return raw === sent.text
  return typeof raw === "number" && isTold(sent.text, raw)
}

/** Whether the double is the number that was spelled, and not only the nearest one. */
const isTold = (spelling: string, number: number): boolean =>
  /^-?\d+$/.test(spelling)
    ? String(number) === spelling || (Object.is(number, Number(spelling)) && Number.isSafeInteger(number))
    : number === Number(spelling)

/** Orders that calls give, one by one and in a list. */
const saysWhenItCame = (subject: Subject, seed: number, byUpdated: boolean): Effect.Effect<void, Breach> =>
  atOpening(
    Effect.gen(function* () {
      const { adapter, twin } = yield* openShop(subject, { seed })
      const { getOrder, listOrders } = adapter.manifest.capabilities
      const start = yield* Clock.currentTimeMillis
      const until = twin.baseTime
      const query = { by: listsBy(adapter.manifest, byUpdated), since: DateTime.subtract(until, { days: 3 }), until }
      const listed = listOrders === null ? [] : recordsOf(yield* readList(adapter, query)).filter(isOrder)
      const asked = getOrder ? twin.orders() : []
      const got = yield* Effect.catch(
        Effect.forEach(asked, ({ orderId }) => adapter.getOrder(orderId)),
        ({ message }) => breach(`getOrder: ${message}`)
      )
      const end = yield* Clock.currentTimeMillis
      for (const order of [...listed, ...got]) {
        const { fetchedAt, operation } = order.source
        const at = fetchedAt === null ? Number.NaN : DateTime.toEpochMillis(fetchedAt)
        yield* holds(
          at >= start && at <= end,
          () =>
            `${operation}: an order was fetched at ${fetchedAt === null ? "no time" : DateTime.formatIso(fetchedAt)}`
        )
        yield* isSigned(adapter, order, operation)
      }
    })
  )
