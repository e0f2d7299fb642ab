/**
 * Fidelity: an order comes out of the adapter as it went into the platform.
 *
 * For every true order and every answer that holds it, decoding gives the true order in all fields that the answer
 * carries by the platform's documents, and nothing in any other field. The twin says which fields these are, not the
 * adapter; the adapter's manifest names those of them that no answer leaves out (`carries`), no more and no fewer. Each
 * code and each field that the twin's orders can show is compared, and each trait and state of them. The orders of one
 * answer do not mix. A call or a list gives the same order as decoding the platform's answer. A call for an order that
 * the platform does not have gives no other order.
 */
import {
  type AdapterError,
  differences,
  isJsonArray,
  isJsonObject,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type OrderQuery,
  type OrderRecord
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as Scope from "effect/Scope"
import { compare } from "../../twin/answer/compare.ts"
import { nodesOf } from "../../twin/json/AnswerTree.ts"
import { isCode, writeJson } from "../../twin/json/JsonNode.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { worldSize, worldsOfARound } from "../../world/traits/OrderPlan.ts"
import { authoritativeFields, shortestPatterns, singleFields } from "../answer/authority.ts"
import { decodeRecords, revealedJson } from "../answer/decode.ts"
import { anyEntry, coverAnswer, coverSeed, filledFields, orderCoverOf } from "../answer/orderCover.ts"
import { answerTree } from "../answer/TrialAnswer.ts"
import { codesAbout, tellingCoverOf } from "../answer/tellingCover.ts"
import { listTimes, recentOrders } from "../calls/listQueries.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { between, seedBelow, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { codeProof, fieldProof, proves } from "../trial/Proofs.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** The orders that show every code and field are tried in this many parts. */
const coverParts = 10

type Way =
  | { readonly how: "as documented" | "php-shapes" | "getOrder" }
  | { readonly how: "cover" | "beside"; readonly part: number }
  | { readonly how: "world"; readonly share: number }
  | { readonly how: "list"; readonly by: OrderQuery["by"] }
  | { readonly how: "carries"; readonly operation: OperationName }

const named = (name: string, way: Way): LawCase<{ readonly way: Way }> => ({ name, trial: { way } })

const partsOf = (subject: Subject): number =>
  Math.max(
    0,
    ...decodedOperations(subject).map((operation) =>
      Math.min(coverParts, orderCoverOf(subject.twin, operation).orders.length)
    )
  )

export const fidelity = makeLaw({
  name: "fidelity",
  promise: "an order comes out of the adapter as it went into the platform",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, orders: between(1, 3), variation: seedBelow(1000) }),
  cases: (subject) => [
    ...(subject.manifest.capabilities.getOrder ? [named("getOrder", { how: "getOrder" })] : []),
    ...listTimes(subject.manifest).map((by) => named(`list by ${by}`, { how: "list", by })),
    ...(subject.manifest.capabilities.getOrder && subject.door.tells !== undefined
      ? Array.from({ length: Math.min(coverParts, tellingCoverOf(subject.twin).orders.length) }, (_, part) =>
          named(`getOrder, every code beside the order, part ${part + 1}`, { how: "beside", part })
        )
      : []),
    named("decode as documented", { how: "as documented" }),
    ...carryingOperations(subject).map((operation) => ({
      ...named(`what ${operation} carries`, { how: "carries", operation }),
      once: true
    })),
    // What follows does not depend on the door.
    ...(subject.isFirstDoor
      ? [
          named("decode in PHP shapes", { how: "php-shapes" }),
          ...Array.from({ length: partsOf(subject) }, (_, part) =>
            named(`decode every code and field, part ${part + 1}`, { how: "cover", part })
          ),
          ...Array.from({ length: worldsOfARound }, (_, share) =>
            named(`decode every trait and state, part ${share + 1}`, { how: "world", share })
          )
        ]
      : [])
  ],
  keep: ({ orders, seed, variation, way }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        if (way.how === "carries") return yield* carriesWhatItStates(subject, way.operation)
        if (way.how === "cover") return yield* decodesCover(subject, { seed, variation }, way.part)
        if (way.how === "beside") return yield* getsBeside(subject, way.part)
        const shop = yield* makeTrialShop(
          subject,
          way.how === "world"
            ? { seed: seed - (seed % worldsOfARound) + way.share, orders: worldSize(subject.twin.limits) }
            : { seed, orders }
        )
        if (way.how === "list") return yield* listsTrueOrders(subject, shop, way.by)
        if (way.how === "getOrder") return yield* getsTrueOrders(subject, shop)
        const shapes = way.how === "php-shapes" ? { variation, distortion: way.how } : { variation }
        for (const operation of decodedOperations(subject)) {
          for (const some of answersOf(subject, operation, shop.twin.orders())) {
            yield* decodesTrueOrders(shop, operation, some, shop.twin.body(operation, some, shapes) ?? "")
            for (const order of some) subject.tally.add(operation, order)
          }
        }
      })
    )
})

/** At a door other than the first those whose orders have there what several answers carry together. */
const carryingOperations = (subject: Subject): ReadonlyArray<OperationName> =>
  decodedOperations(subject).filter((operation) => subject.isFirstDoor || subject.door.tells?.[operation] !== undefined)

/** The manifest names exactly the fields that the answers state with authority. */
const carriesWhatItStates = (
  { door, manifest, twin }: Subject,
  operation: OperationName
): Effect.Effect<void, Breach> => {
  const telling = door.tells?.[operation] ?? twin.operations[operation]?.answer ?? null
  if (telling === null) return Effect.void
  const stated = authoritativeFields(twin, telling)
  const declared = singleFields(manifest.operations[operation]?.carries ?? [])
  const wrong = [
    ...[...declared]
      .filter((field) => !stated.has(field))
      .map((field) => `  ${field} is not stated by every order that has it`),
    ...[...stated].filter((field) => !declared.has(field)).map((field) => `  ${field} is stated, and not among them`)
  ]
  const patterns = () => JSON.stringify(shortestPatterns(stated))
  return holds(wrong.length === 0, () =>
    [`carries of ${operation} in the manifest:`, ...wrong, `By the twin it is ${patterns()}`].join("\n")
  )
}

/** The orders of each answer of an operation: all in one answer, or one in each. */
const answersOf = (
  { manifest }: Subject,
  operation: OperationName,
  orders: ReadonlyArray<Order>
): ReadonlyArray<ReadonlyArray<Order>> =>
  manifest.operations[operation]?.answers === "orders" ? [orders] : orders.map((order) => [order])

const decodesTrueOrders = (
  { adapter, twin }: Pick<TrialShop, "adapter" | "twin">,
  operation: OperationName,
  orders: ReadonlyArray<Order>,
  body: string
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const where = `${operation} of ${orders.map(({ orderId }) => orderId).join(", ")}`
    const records = yield* decodeRecords(adapter, operation, body, where)
    yield* holds(
      records.length === orders.length,
      () => `${where}: ${records.length} records, must be ${orders.length}`
    )
    for (const [row, order] of orders.entries()) {
      yield* isTrue(adapter, records[row], `${where}, row ${row + 1}`, twin.expected(operation, order))
    }
  })

/** A part of the orders that together show every code and every field, each in two of the shapes of its document. */
const decodesCover = (
  subject: Subject,
  choice: { readonly seed: number; readonly variation: number },
  part: number
): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const shop = yield* makeTrialShop(subject, { seed: choice.seed, orders: 0 })
    for (const operation of decodedOperations(subject)) {
      for (const order of orderCoverOf(subject.twin, operation).orders.filter((_, at) => at % coverParts === part)) {
        const tree = coverAnswer(subject.twin, operation, order)
        const codes = nodesOf(tree).flatMap(({ node, pointer }) => (isCode(node) ? [{ ...node, pointer }] : []))
        const strange = codes.filter(({ of, value }) => value !== null && !of.map(String).includes(String(value)))
        yield* holds(
          strange.length === 0,
          () =>
            `${operation}: the twin sends codes that are not in its own lists: ${strange.map(({ pointer, value }) => `${value} at ${pointer}`).join(", ")}`
        )
        yield* decodesTrueOrders(shop, operation, [order], writeJson(tree))
        yield* decodesTrueOrders(shop, operation, [order], writeJson(answerTree(subject, operation, [order], choice)))
        yield* proves([
          ...codes.map(({ pointer, value }) => codeProof(operation, anyEntry(pointer), String(value))),
          ...filledFields(shop.twin.expected(operation, order) ?? null).map((field) => fieldProof(operation, field))
        ])
      }
    }
  })

const getsTrueOrders = (subject: Subject, { adapter, twin, unknownOrderId }: TrialShop): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    for (const order of twin.orders()) {
      const got = yield* Effect.catch(adapter.getOrder(order.orderId), (error) =>
        breach(`getOrder of ${order.orderId}: ${error.message}`)
      )
      yield* isAsSent(subject, adapter, twin, "getOrder", order, got)
    }
    yield* isUnknown(yield* Effect.result(adapter.getOrder(unknownOrderId)))
  })

/** A part of the orders that together show every code of the answers that a call reads beside an order. */
const getsBeside = (subject: Subject, part: number): Effect.Effect<void, Breach, Scope.Scope> =>
  Effect.gen(function* () {
    const only = tellingCoverOf(subject.twin).orders.filter((_, at) => at % coverParts === part)
    const shop = yield* makeTrialShop(subject, { seed: coverSeed, only })
    yield* getsTrueOrders(subject, shop)
    const asked = [...new Set(shop.twin.journal().flatMap(({ operation }) => operation ?? []))]
    yield* proves(only.flatMap((order) => asked.flatMap((operation) => codesAbout(subject.twin, operation, order))))
  })

/** Every listed order is the true one. Another law checks that no order is missing. */
const listsTrueOrders = (
  subject: Subject,
  { adapter, twin }: TrialShop,
  by: OrderQuery["by"]
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const listed = new Map(
      recordsOf(yield* readList(adapter, recentOrders(twin, by)))
        .filter(isOrder)
        .map((record) => [record.orderId, record] as const)
    )
    for (const order of twin.orders()) {
      const record = listed.get(order.orderId)
      if (record !== undefined) yield* isAsSent(subject, adapter, twin, "listOrders", order, record)
    }
  })

/** Through some doors a call asks further operations for an order, which then has more than one answer carries. */
const isAsSent = (
  { door }: Subject,
  adapter: OrderAdapter,
  twin: RunningTwin,
  call: string,
  order: Order,
  record: OrderRecord
): Effect.Effect<void, Breach> => {
  const sent = twin.journal().findLast(({ orderIds }) => orderIds.includes(order.orderId))?.operation ?? null
  return sent === null
    ? breach(`${call} gave ${order.orderId}, which the platform never sent`)
    : isTrue(adapter, record, `${call} of ${order.orderId}`, twin.expected(sent, order, door))
}

/** The reason does not matter: documents may not say how the platform refuses an unknown id. */
const isUnknown = (result: Result.Result<Order, AdapterError>): Effect.Effect<void, Breach> => {
  const call = "getOrder of an order that the platform does not have"
  if (Result.isSuccess(result)) return breach(`${call} gives order ${result.success.orderId}`)
  const { isRetryable, reason } = result.failure
  return holds(!isRetryable, () => `${call} fails with ${reason._tag}, which is retryable, but no retry can help`)
}

const isTrue = (
  adapter: OrderAdapter,
  record: OrderRecord | undefined,
  where: string,
  expected: Json | undefined
): Effect.Effect<void, Breach> => {
  if (record === undefined) return breach(`${where}: no order`)
  if (!isOrder(record)) return breach(`${where}: quarantined, ${record.error.message}`)
  const found = revealedJson(adapter, record)
  const different = differences(withoutWarnings(expected), withoutWarnings(found))
  const lines =
    different.length > 0
      ? different.map(({ first, path, second }) => `  ${path}: ${shown(second)}, true is ${shown(first)}`)
      : // What counts as the same order, and is not as it was sent: a damaged cipher, entries in another sequence.
        compare(found, expected).map(
          ({ expected: sent, found: given, pointer }) => `  ${pointer}: ${shown(given)}, sent was ${shown(sent)}`
        )
  if (lines.length > 0) return breach([`${where}:`, ...lines].join("\n"))
  const unknown = record.warnings.filter(({ code }) => code === "unknown_code")
  if (unknown.length > unknownsIn(expected)) {
    return breach(
      `${where}: codes of the document are called unknown: ${unknown.map(({ message }) => message).join(", ")}`
    )
  }
  return Effect.void
}

/** Warnings are about the answer. A value that is not an order has no fields. */
const withoutWarnings = (order: Json | undefined): { readonly [key: string]: Json } => ({
  ...(order !== undefined && isJsonObject(order) ? order : {}),
  warnings: []
})

/** Of how many fields the true order says that the document does not tell what they mean. */
const unknownsIn = (value: Json | undefined): number => {
  if (value === "unknown") return 1
  if (value === undefined) return 0
  const children: ReadonlyArray<Json> = isJsonArray(value) ? value : isJsonObject(value) ? Object.values(value) : []
  return children.reduce((sum: number, child) => sum + unknownsIn(child), 0)
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value))
