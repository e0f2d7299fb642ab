/**
 * Stored rows: a row that was stored is decoded alone as it was in its answer.
 *
 * Programs keep `source.raw` of orders and rows that could not be decoded, as JSON, and decode them again with
 * `decodeRow`: with the operation that they came from, and the time at which they were asked for. The order is the same
 * in every field, warnings and source included; `source.askedAt` is the time that was given, whatever the clock says,
 * and `source.fetchedAt` is `null`. A row that cannot be decoded is quarantined again, with the same fingerprint, the
 * same reason and the same place in the row. An operation that the adapter does not have is `NotSupported`. No request
 * is sent.
 */
import {
  isAdapterError,
  isOrder,
  isQuarantined,
  type OperationName,
  type OrderAdapter,
  type OrderQuery,
  type OrderRecord,
  type Pointer,
  type Quarantined
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type * as Scope from "effect/Scope"
import { compare } from "../../twin/answer/compare.ts"
import { writeJson } from "../../twin/json/JsonNode.ts"
import { makeDice } from "../../world/Dice.ts"
import { answerWithSpoiltRow, rowSpoilings } from "../answer/badRow.ts"
import { decodeRecords } from "../answer/decode.ts"
import { storedCopy, unknownOperations } from "../answer/storedRow.ts"
import { type AnswerChoice, answerDraws, answerTree, decodesNothing, makeTrialAnswer } from "../answer/TrialAnswer.ts"
import { listTimes, recentOrders } from "../calls/listQueries.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { between } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { type LawCase, makeLaw } from "../trial/Law.ts"
import { type NothingAsked, nothingAsked } from "../trial/NothingAsked.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop, type TrialShop } from "../trial/TrialShop.ts"

/** Where the rows come from: a call, an answer that is decoded, such an answer with a bad row, or no operation at all. */
type From =
  | { readonly call: "getOrder" | OrderQuery["by"] }
  | { readonly operation: OperationName; readonly isBad: boolean }
  | { readonly unknown: true }

const from = (name: string, from: From): LawCase<{ readonly from: From }> => ({ name, trial: { from } })

export const storedRows = makeLaw({
  name: "stored-rows",
  promise: "a stored row is decoded alone as it was in its answer, with the time at which it was asked for",
  doors: "each",
  trials: Arbitrary.all({ ...answerDraws, orders: between(1, 3), minutes: between(0, 100_000) }),
  cases: (subject) => [
    // An order that is made of several answers is more than its row.
    ...(subject.manifest.capabilities.getOrder && subject.door.tells === undefined
      ? [from("getOrder", { call: "getOrder" })]
      : []),
    ...listTimes(subject.manifest).map((by) => from(`list by ${by}`, { call: by })),
    // Decoding does not depend on the door.
    ...(subject.isFirstDoor ? decodings(subject) : [])
  ],
  notDeclared: decodesNothing,
  keep: ({ from, minutes, orders, ...draws }, subject) =>
    inTrialTime(
      Effect.gen(function* () {
        const now = yield* Clock.currentTimeMillis
        const askedAt = DateTime.makeUnsafe(now - minutes * 60_000)
        if ("unknown" in from) return yield* refusesUnknownOperations(subject, draws.seed, askedAt)
        if ("call" in from) return yield* sameAsOfCall(subject, { ...draws, orders }, from.call)
        const choice = { ...draws, operation: from.operation }
        if (!from.isBad) return yield* sameAsOfAnswer(subject, choice, orders, askedAt)
        return yield* sameAsBadRows(subject, choice, askedAt)
      })
    )
})

const decodings = (subject: Subject): ReadonlyArray<LawCase<{ readonly from: From }>> => [
  ...decodedOperations(subject).flatMap((operation) => [
    from(`decode ${operation}`, { operation, isBad: false }),
    ...(holdsRows(subject, operation) ? [from(`decode ${operation}, a bad row`, { operation, isBad: true })] : [])
  ]),
  { ...from("an unknown operation", { unknown: true }), once: true }
]

const holdsRows = ({ manifest }: Subject, operation: OperationName): boolean =>
  manifest.operations[operation]?.answers === "orders"

/** The call that the law is about. An adapter of an earlier version of the contract lacks it. */
const rowDecoder = (adapter: OrderAdapter): Effect.Effect<NonNullable<OrderAdapter["decodeRow"]>, NothingAsked> =>
  adapter.decodeRow === undefined ? nothingAsked("the adapter has no decodeRow") : Effect.succeed(adapter.decodeRow)

const sameAsOfCall = (
  subject: Subject,
  { orders, seed }: { readonly orders: number; readonly seed: number },
  call: "getOrder" | OrderQuery["by"]
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const shop = yield* makeTrialShop(subject, { seed, orders })
    const { adapter, twin } = shop
    const records =
      call === "getOrder"
        ? yield* Effect.catch(
            Effect.forEach(twin.orders(), ({ orderId }) => adapter.getOrder(orderId)),
            ({ message }) => breach(`getOrder: ${message}`)
          )
        : recordsOf(yield* readList(adapter, recentOrders(twin, call)))
    const askedAt = yield* DateTime.now
    // Stored rows are read again later.
    yield* Effect.sleep("1 day")
    for (const record of records) yield* sameAlone(shop, record, askedAt)
    if (records.length === 0) return yield* nothingAsked("the list has no order")
  })

const sameAsOfAnswer = (
  subject: Subject,
  choice: AnswerChoice,
  orders: number,
  askedAt: DateTime.Utc
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const { operation } = choice
    const shop = yield* makeTrialAnswer(subject, choice, { orders })
    const held = holdsRows(subject, operation) ? shop.twin.orders() : [shop.order]
    const body = writeJson(answerTree(subject, operation, held, choice))
    for (const record of yield* decodeRecords(shop.adapter, operation, body, operation))
      yield* sameAlone(shop, record, askedAt)
  })

const sameAsBadRows = (
  subject: Subject,
  choice: AnswerChoice,
  askedAt: DateTime.Utc
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const { operation, seed, variation } = choice
    const shop = yield* makeTrialAnswer(subject, choice, { orders: 3 })
    const dice = makeDice(seed, "bad row", variation)
    for (const { spoil } of rowSpoilings(subject, operation)) {
      const bad = answerWithSpoiltRow(subject, shop, choice, dice)
      if (bad === null) continue
      // That a bad row does not fail the whole answer, the law `typed-errors-only` says.
      const decoded = shop.adapter.decode(operation, bad.bodyWith(spoil(bad.row)))
      const records = yield* Effect.orElseSucceed(decoded, () => [])
      for (const record of records.filter(isQuarantined)) yield* sameAlone(shop, record, askedAt)
    }
  })

/** Decodes the row of a record alone, as it is stored, and compares. An order that was asked for keeps its own time. */
const sameAlone = (
  { adapter, twin }: TrialShop,
  record: OrderRecord,
  asked: DateTime.Utc
): Effect.Effect<void, Breach | NothingAsked> =>
  Effect.gen(function* () {
    const decodeRow = yield* rowDecoder(adapter)
    const { raw, rawNumbers } = isOrder(record) ? record.source : record
    const operation = isOrder(record) ? record.source.operation : record.error.operation
    // That an order holds its row, the law `provenance` says.
    if (raw === null || operation === null) return
    const askedAt = (isOrder(record) ? record.source.askedAt : null) ?? asked
    const where = `${operation}, ${isOrder(record) ? `the row of order ${record.orderId}` : "a quarantined row"}`
    const requests = twin.journal().length
    const numbers = storedCopy<ReadonlyArray<Pointer>>(Redacted.value(rawNumbers))
    const alone = yield* Effect.catch(
      decodeRow(operation, storedCopy(Redacted.value(raw)), numbers, askedAt),
      ({ message }) => breach(`${where} fails alone: ${message}`)
    )
    yield* holds(twin.journal().length === requests, () => `${where}: decodeRow sends a request`)
    if (isOrder(record)) {
      if (!isOrder(alone)) return yield* breach(`${where} is quarantined alone: ${alone.error.message}`)
      const wanted = { ...record, source: { ...record.source, askedAt, fetchedAt: null } }
      const [found, expected] = [alone, wanted].map((order) =>
        storedCopy<unknown>(adapter.encode(order, { reveal: true, raw: "full" }))
      )
      const differing = compare(found, expected, []).map(({ pointer }) => pointer)
      return yield* holds(differing.length === 0, () => `${where} differs alone at ${differing.join(", ")}`)
    }
    if (isOrder(alone)) return yield* breach(`${where} is an order alone`)
    const differing = differencesOfQuarantined(alone, record)
    yield* holds(differing.length === 0, () => `${where} differs alone in ${differing.join(", ")}`)
  })

const differencesOfQuarantined = (alone: Quarantined, record: Quarantined): ReadonlyArray<string> => {
  const isTyped = isAdapterError(alone.error)
  const sameText = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
  const parts: Readonly<Record<string, boolean>> = {
    fingerprint: alone.fingerprint === record.fingerprint,
    raw: sameText(Redacted.value(alone.raw), Redacted.value(record.raw)),
    rawNumbers: sameText(Redacted.value(alone.rawNumbers), Redacted.value(record.rawNumbers)),
    "the operation": isTyped && alone.error.operation === record.error.operation,
    "the reason": isTyped && alone.error.reason._tag === record.error.reason._tag,
    "its place": isTyped && placeOf(record).endsWith(placeOf(alone))
  }
  return Object.keys(parts).filter((part) => parts[part] === false)
}

/** Where in the answer, or in the row, the error is. */
const placeOf = ({ error: { reason } }: Quarantined): Pointer =>
  reason._tag === "ResponseDecode" ? reason.pointer : ""

const refusesUnknownOperations = (
  subject: Subject,
  seed: number,
  askedAt: DateTime.Utc
): Effect.Effect<void, Breach | NothingAsked, Scope.Scope> =>
  Effect.gen(function* () {
    const { adapter, twin } = yield* makeTrialShop(subject, { seed, orders: 1 })
    const decodeRow = yield* rowDecoder(adapter)
    const bodies = decodedOperations(subject).flatMap((operation) => twin.body(operation, twin.orders()) ?? [])
    for (const operation of unknownOperations) {
      for (const row of ["{}", ...bodies]) {
        const reason = yield* Effect.match(decodeRow(operation, JSON.parse(row), [], askedAt), {
          onFailure: (error) => (isAdapterError(error) ? error.reason._tag : "an error of another kind"),
          onSuccess: () => null
        })
        yield* holds(
          reason === "NotSupported",
          () =>
            `a row of the unknown operation ${JSON.stringify(operation)} ${reason === null ? "is decoded" : `fails with ${reason}, not with NotSupported`}`
        )
      }
    }
  })
