/**
 * Fidelity: an order comes out of the adapter as it went into the platform.
 *
 * For every true order and every answer that holds it, decoding gives the true order in all fields that the answer
 * carries by the platform's documents, and nothing in any other field. The twin says which fields these are, not the
 * adapter. The orders of one answer do not mix. A call or a list gives the same order as decoding the platform's
 * answer. A call for an order that the platform does not have gives no other order. Each seed has a tenth of what the
 * platform's orders can be: ten seeds in a row show every trait and every state.
 */
import {
  type AdapterError,
  isOrder,
  type Json,
  type OperationName,
  type Order,
  type OrderAdapter,
  type OrderRecord
} from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"

import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { compare } from "../../twin/answer/compare.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { worldSize, worldsOfARound } from "../../world/traits/OrderPlan.ts"
import { decodeRecords, revealedJson } from "../answer/decode.ts"
import { recentOrders } from "../calls/listQueries.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { inTrialTime, makeTrialShop } from "../trial/TrialShop.ts"

export const fidelity = makeLaw({
  name: "fidelity",
  promise: "an order comes out of the adapter as it went into the platform",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    variation: between(0, 999),
    phpShapes: coin,
    byUpdated: coin
  }),
  keep: ({ byUpdated, phpShapes, seed, variation }, subject, seedOfLaw) =>
    inTrialTime(
      Effect.gen(function* () {
        const { adapter, twin, unknownOrderId } = yield* makeTrialShop(subject, {
          seed: seed - (seed % worldsOfARound) + (seedOfLaw % worldsOfARound),
          orders: worldSize(subject.twin.limits)
        })
        const shapes = phpShapes ? { variation, distortion: "php-shapes" as const } : { variation }
        for (const operation of decodedOperations(subject)) {
          for (const orders of answersOf(subject, operation, twin.orders())) {
            const body = twin.body(operation, orders, shapes) ?? ""
            const where = `${operation} of ${orders.map(({ orderId }) => orderId).join(", ")}`
            const records = yield* decodeRecords(adapter, operation, body, where)
            yield* holds(
              records.length === orders.length,
              () => `${where}: ${records.length} records, must be ${orders.length}`
            )
            for (const [row, order] of orders.entries()) {
              subject.tally.add(operation, order)
              yield* isTrue(adapter, records[row], `${where}, row ${row + 1}`, twin.expected(operation, order))
            }
          }
        }
        const { getOrder, listOrders } = adapter.manifest.capabilities
        if (listOrders !== null) yield* listsTrueOrders(subject, adapter, twin, byUpdated)
        if (!getOrder) return
        for (const order of twin.orders()) {
          const got = yield* Effect.catch(adapter.getOrder(order.orderId), (error) =>
            breach(`getOrder of ${order.orderId}: ${error.message}`)
          )
          yield* isAsSent(subject, adapter, twin, "getOrder", order, got)
        }
        yield* isUnknown(yield* Effect.result(adapter.getOrder(unknownOrderId)))
      })
    )
})

/** The orders of each answer of an operation: all in one answer, or one in each. */
const answersOf = (
  { manifest }: Subject,
  operation: OperationName,
  orders: ReadonlyArray<Order>
): ReadonlyArray<ReadonlyArray<Order>> =>
  manifest.operations[operation]?.answers === "orders" ? [orders] : orders.map((order) => [order])

/** Every listed order is the true one. Another law checks that no order is missing. */
const listsTrueOrders = (
  subject: Subject,
  adapter: OrderAdapter,
  twin: RunningTwin,
  byUpdated: boolean
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const listed = new Map(
      recordsOf(yield* readList(adapter, recentOrders(adapter, twin, byUpdated)))
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
  const lines = compare(revealedJson(adapter, record), expected).map(
    (difference) => `  ${difference.pointer}: ${shown(difference.found)}, true is ${shown(difference.expected)}`
  )
  return holds(lines.length === 0, () => [`${where}:`, ...lines].join("\n"))
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value))
