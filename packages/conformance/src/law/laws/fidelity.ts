/**
 * Fidelity: an order comes out of the adapter as it went into the platform.
 *
 * For every true order and every answer that tells it, decoding gives the true order in every field that the platform's
 * documents say the answer carries, and nothing in any other field. The twin says which fields these are, never the
 * adapter. Orders that one answer tells together stay apart. What a call gives, a list too, is what decoding the
 * platform's answer gives, and for an order that the platform does not have no other one comes.
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
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { compare } from "../../twin/answer/compare.ts"
import type { RunningTwin } from "../../twin/makeTwin.ts"
import { tell } from "../answer/TrialAnswer.ts"
import { listsBy } from "../calls/listsBy.ts"
import { readList, recordsOf } from "../calls/readList.ts"
import { between, coin, worldSeed } from "../trial/arbitraries.ts"
import { type Breach, breach, holds } from "../trial/Breach.ts"
import { makeLaw } from "../trial/Law.ts"
import { decodedOperations, type Subject } from "../trial/Subject.ts"
import { atOpening, openShop } from "../trial/TrialShop.ts"

export const fidelity = makeLaw({
  name: "fidelity",
  promise: "an order comes out of the adapter as it went into the platform",
  doors: "each",
  trials: Arbitrary.all({
    seed: worldSeed,
    orders: between(1, 3),
    variation: between(0, 999),
    phpShapes: coin,
    byUpdated: coin
  }),
  keep: ({ byUpdated, orders, phpShapes, seed, variation }, subject) =>
    atOpening(
      Effect.gen(function* () {
        const { adapter, nobody, twin } = yield* openShop(subject, { seed, orders })
        const shapes = phpShapes ? { variation, distortion: "php-shapes" as const } : { variation }
        for (const operation of decodedOperations(subject)) {
          for (const told of answersOf(subject, operation, twin.orders())) {
            const body = twin.body(operation, told, shapes) ?? ""
            const where = `${operation} of ${told.map(({ orderId }) => orderId).join(", ")}`
            const records = yield* Effect.catch(adapter.decode(operation, body), (error) =>
              breach(`${where}: ${error.message}`)
            )
            yield* holds(records.length === told.length, () => `${where}: ${records.length} records came`)
            for (const [row, order] of told.entries()) {
              yield* isTrue(adapter, records[row], `${where}, row ${row + 1}`, twin.expected(operation, order))
            }
          }
        }
        const { getOrder, listOrders } = adapter.manifest.capabilities
        if (listOrders !== null) yield* listsTheTruth(subject, adapter, twin, byUpdated)
        if (!getOrder) return
        for (const order of twin.orders()) {
          const got = yield* Effect.catch(adapter.getOrder(order.orderId), (error) =>
            breach(`getOrder of ${order.orderId}: ${error.message}`)
          )
          yield* isAsSent(subject, adapter, twin, "getOrder", order, got)
        }
        yield* isUnknown(yield* Effect.result(adapter.getOrder(nobody)))
      })
    )
})

/** Which orders one answer of an operation tells: one, or all of a page. */
const answersOf = (
  { manifest }: Subject,
  operation: OperationName,
  orders: ReadonlyArray<Order>
): ReadonlyArray<ReadonlyArray<Order>> =>
  manifest.operations[operation]?.answers === "orders" ? [orders] : orders.map((order) => [order])

/** That none is missing is another law's. */
const listsTheTruth = (
  subject: Subject,
  adapter: OrderAdapter,
  twin: RunningTwin,
  byUpdated: boolean
): Effect.Effect<void, Breach> =>
  Effect.gen(function* () {
    const { baseTime: until } = twin
    const by = listsBy(adapter.manifest, byUpdated)
    const listed = new Map(
      recordsOf(yield* readList(adapter, { by, since: DateTime.subtract(until, { days: 3 }), until }))
        .filter(isOrder)
        .map((record) => [record.orderId, record] as const)
    )
    for (const order of twin.orders()) {
      const record = listed.get(order.orderId)
      if (record !== undefined) yield* isAsSent(subject, adapter, twin, "listOrders", order, record)
    }
  })

/** A door may ask further operations for an order, and then tells more than the answer by itself. */
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
    ? breach(`${call} answered ${order.orderId}, which the platform never sent`)
    : isTrue(adapter, record, `${call} of ${order.orderId}`, twin.expected(sent, order, door))
}

/** By what words the platform says so, its documents may leave open. */
const isUnknown = (result: Result.Result<Order, AdapterError>): Effect.Effect<void, Breach> => {
  const asked = "getOrder of an order that the platform does not have"
  if (Result.isSuccess(result)) return breach(`${asked}: order ${result.success.orderId} comes`)
  const { isRetryable, reason } = result.failure
  return holds(!isRetryable, () => `${asked} fails as ${reason._tag}: asking again will not bring it`)
}

const isTrue = (
  adapter: OrderAdapter,
  record: OrderRecord | undefined,
  where: string,
  expected: Json | undefined
): Effect.Effect<void, Breach> => {
  if (record === undefined) return breach(`${where}: no order came`)
  if (!isOrder(record)) return breach(`${where}: quarantined, ${record.error.message}`)
  const lines = compare(tell(adapter, record), expected).map(
    (difference) => `  ${difference.pointer}: ${shown(difference.found)}, true is ${shown(difference.expected)}`
  )
  return holds(lines.length === 0, () => [`${where}:`, ...lines].join("\n"))
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value))
