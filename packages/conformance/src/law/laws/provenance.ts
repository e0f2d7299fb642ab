/**
 * Provenance: every order holds the answer that it was decoded from, and names its adapter.
 *
 * `source.raw` is the platform's answer (in a list: the order's row), value for value. Numbers that a double would
 * change are text there, and `source.rawNumbers` lists exactly these. `source` names the adapter, version and operation
 * that decoded the order. `source.fetchedAt` is the time at which a call received the answer, `source.askedAt` the time
 * at which it had sent the request that was answered, not an earlier one without an answer; both are `null` after
 * decoding only.
 */
import {
  childPointer,
  isJsonArray,
  isJsonObject,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type OrderQuery,
  type Pointer
} from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { nodeAt } from "../../twin/json/editJson.ts"
import { isListNode, isLiteral, isObjectNode, type JsonNode, writeJson } from "../../twin/json/JsonNode.ts"
import type { FaultPlan } from "../../twin/rules/Fault.ts"
import { decodeRecords, parseBody } from "../answer/decode.ts"
import { fieldSourcesOfAll } from "../answer/fieldSources.ts"
import { answerTree, answerTrials, decodesNothing, makeTrialAnswer, operationCases } from "../answer/TrialAnswer.ts"
import { listTimes, recentOrders } from "../calls/listQueries.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { type NothingAsked, nothingAsked } from "../trial/NothingAsked.ts"
import type { Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

/** What a trial asks: an order, a list, or decoding of an answer. */
type Call = { readonly by: OrderQuery["by"] | null } | { readonly operation: OperationName }

const ofCall = (name: string, call: Call): LawCase<{ readonly call: Call }> => ({ name, trial: { call } })

export const provenance = makeLaw({
  name: "provenance",
  promise: "every order holds the answer that it was decoded from, and names the adapter that decoded it",
  doors: "each",
  trials: answerTrials,
  cases: (subject) => [
    ...(subject.manifest.capabilities.getOrder ? [ofCall("getOrder", { by: null })] : []),
    ...listTimes(subject.manifest).map((by) => ofCall(`list by ${by}`, { by })),
    // Decoding does not depend on the door.
    ...(subject.isFirstDoor ? operationCases(subject).map(({ name, trial }) => ofCall(`decode ${name}`, trial)) : [])
  ],
  notDeclared: decodesNothing,
  keep: ({ call, seed, variation }, subject) =>
    Effect.gen(function* () {
      if ("by" in call) return yield* callsSetTimes(subject, seed, call.by)
      const trial = { ...call, seed, variation }
      const { adapter, operation, twin } = yield* makeTrialAnswer(subject, trial, { orders: 3 })
      const isList = subject.manifest.operations[operation]?.answers === "orders"
      const orders = isList ? twin.orders() : twin.orders().slice(0, 1)
      const answer = parseBody(writeJson(answerTree(subject, operation, orders, trial)))
      const body = writeJson(answer)
      const records = yield* decodeRecords(adapter, operation, body, operation)
      const places = yield* fieldSourcesOfAll(adapter, operation, body)
      for (const [index, record] of records.entries()) {
        if (!isOrder(record)) continue
        const where = `${operation}, order ${index + 1} of ${records.length}`
        const { source } = record
        yield* holds(source.operation === operation, () => `${where}: source.operation is ${source.operation}`)
        yield* namesItsAdapter(adapter, record, where)
        for (const name of ["askedAt", "fetchedAt"] as const)
          yield* holds(source[name] === null, () => `${where}: it was only decoded, but source.${name} is set`)
        const own = isList ? (places[index]?.get("/orderId")?.[0] ?? "") : ""
        const others = places.flatMap((other, row) => (row === index ? [] : (other.get("/orderId") ?? [])))
        const root = isList ? rowAround(own, others) : ""
        yield* isRawOf(record, root === null ? undefined : nodeAt(answer, root), where)
      }
    })
})

const namesItsAdapter = ({ manifest }: OrderAdapter, { source }: Order, where: string): Effect.Effect<void, Breach> =>
  holds(
    source.adapter === manifest.package && source.adapterVersion === manifest.version,
    () => `${where}: source names the adapter ${source.adapter} ${source.adapterVersion}`
  )

/** The largest part of the answer that contains this row's order id and no other row's; `null` if there is none. */
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
    if (raw === null) return yield* breach(`${where}: source.raw is null`)
    // If there is only one row, it is not known where the row begins.
    if (sent === undefined) return
    const listed = Redacted.value(rawNumbers)
    const numbers = new Set(listed)
    const wrong = differingPlaces(Redacted.value(raw), sent, "", numbers)
    yield* holds(
      wrong.length === 0,
      () => `${where}: source.raw differs from the answer at ${wrong.slice(0, 5).join(", ")}`
    )
    const idle = listed.filter((pointer) => !isLiteral(nodeAt(sent, pointer)))
    yield* holds(
      idle.length === 0,
      () => `${where}: rawNumbers names ${idle.join(", ")}, where the answer has no number`
    )
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
  return typeof raw === "number" && isExactly(sent.text, raw)
}

/** Whether the double is exactly the spelled number, not just the nearest one. */
const isExactly = (spelling: string, number: number): boolean =>
  /^-?\d+$/.test(spelling)
    ? String(number) === spelling || (Object.is(number, Number(spelling)) && Number.isSafeInteger(number))
    : number === Number(spelling)

/** The first request of each operation is given up before its answer; later ones are answered after this many seconds. */
const delay = 5

const slowAnswers = ({ twin }: Subject): FaultPlan => ({
  scripted: Object.entries(twin.operations).flatMap(([operation, { answer }]) =>
    answer === null
      ? []
      : [
          { operation, request: 1, fault: { kind: "slow", seconds: 300 } },
          { operation, request: 2, times: 1_000, fault: { kind: "slow", seconds: delay } }
        ]
  )
})

/** A platform states its time in whole seconds. */
const tolerance = 1_000

/** Orders of `getOrder` and of a list have the times at which they were asked for and fetched. */
const callsSetTimes = (
  subject: Subject,
  seed: number,
  by: OrderQuery["by"] | null
): Effect.Effect<void, Breach | NothingAsked> =>
  inTrialTime(
    Effect.gen(function* () {
      const { adapter, twin } = yield* makeTrialShop(subject, { seed, faults: slowAnswers(subject) })
      const start = yield* Clock.currentTimeMillis
      const listed = by === null ? [] : recordsOf(yield* readList(adapter, recentOrders(twin, by))).filter(isOrder)
      const asked = by === null ? twin.orders() : []
      const got = yield* Effect.catch(
        Effect.forEach(asked, ({ orderId }) => adapter.getOrder(orderId)),
        ({ message }) => breach(`getOrder: ${message}`)
      )
      const end = yield* Clock.currentTimeMillis
      if (listed.length + got.length === 0) return yield* nothingAsked("the list has no order")
      for (const order of [...listed, ...got]) {
        const { askedAt, fetchedAt, operation } = order.source
        const fetched = millisOf(fetchedAt)
        yield* holds(
          fetched >= start && fetched <= end,
          () => `${operation}: source.fetchedAt is ${shown(fetchedAt)}, not the time of the call`
        )
        const requests = twin.journal().filter(({ orderIds }) => orderIds.includes(order.orderId))
        yield* holds(
          requests.some(({ at }) => Math.abs(at - millisOf(askedAt)) <= tolerance),
          () =>
            `${operation}: source.askedAt is ${shown(askedAt)}, but the request that was answered came at ${requests.map(({ at }) => new Date(at).toISOString()).join(", ")}`
        )
        yield* namesItsAdapter(adapter, order, operation)
      }
    })
  )

const millisOf = (time: DateTime.Utc | null): number => (time === null ? Number.NaN : DateTime.toEpochMillis(time))

const shown = (time: DateTime.Utc | null): string => (time === null ? "null" : DateTime.formatIso(time))
