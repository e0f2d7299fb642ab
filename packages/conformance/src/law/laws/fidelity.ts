/**
 * Fidelity: an order comes out of the adapter as it went into the platform.
 *
 * For every true order and every answer that tells it, decoding gives the true order in every field that the platform's
 * documents say the answer carries, and nothing in any other field. The twin says which fields these are, never the
 * adapter. What a call gives is what decoding the platform's answer gives.
 */
import { isOrder, type Json, type OperationName, type Order, type OrderAdapter, type OrderRecord } from "@huidan/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import { carried } from "../../carried.ts"
import { compare } from "../../compare.ts"
import type { RunningTwin } from "../../makeTwin.ts"
import { between, coin, worldSeed } from "../arbitraries.ts"
import { type Breach, breach, holds } from "../Breach.ts"
import { makeLaw } from "../Law.ts"
import { atOpening, openShop } from "../openShop.ts"
import { decodedOperations, type Subject } from "../Subject.ts"

export const fidelity = makeLaw({
  name: "fidelity",
  promise: "an order comes out of the adapter as it went into the platform",
  doors: "each",
  trials: Arbitrary.all({ seed: worldSeed, orders: between(1, 3), variation: between(0, 999), phpShapes: coin }),
  keep: ({ orders, phpShapes, seed, variation }, subject) =>
    atOpening(
      Effect.gen(function* () {
        const { adapter, twin } = yield* openShop(subject, { seed, orders })
        const shapes = phpShapes ? { variation, distortion: "php-shapes" as const } : { variation }
        for (const operation of decodedOperations(subject)) {
          for (const order of twin.orders()) {
            const body = twin.body(operation, [order], shapes) ?? ""
            const [record] = yield* Effect.catch(adapter.decode(operation, body), (error) =>
              breach(`${operation} of order ${order.orderId}: ${error.message}`)
            )
            yield* isTrue(adapter, record, `${operation} of order ${order.orderId}`, twin.expected(operation, order))
          }
        }
        if (!adapter.manifest.capabilities.getOrder) return
        for (const order of twin.orders()) {
          const got = yield* Effect.catch(adapter.getOrder(order.orderId), (error) =>
            breach(`getOrder of ${order.orderId}: ${error.message}`)
          )
          const told = twin.journal().findLast(({ orderIds }) => orderIds.includes(order.orderId))?.operation ?? null
          if (told === null) return yield* breach(`getOrder answered ${order.orderId}, which the platform never sent`)
          yield* isTrue(adapter, got, `getOrder of ${order.orderId}`, toldByCall(subject, twin, told, order))
        }
      })
    )
})

/** A door may ask further operations for an order, and then tells more than the answer by itself. */
const toldByCall = ({ door }: Subject, twin: RunningTwin, operation: OperationName, order: Order): Json | undefined => {
  const telling = door.tells?.[operation]
  return telling === undefined
    ? twin.expected(operation, order)
    : carried(telling.restate?.(order) ?? order, telling.carries)
}

const isTrue = (
  adapter: OrderAdapter,
  record: OrderRecord | undefined,
  where: string,
  expected: Json | undefined
): Effect.Effect<void, Breach> => {
  if (record === undefined) return breach(`${where}: no order came`)
  if (!isOrder(record)) return breach(`${where}: quarantined, ${record.error.message}`)
  const told = JSON.parse(JSON.stringify(adapter.encode(record, { reveal: true, raw: "omit" }))) as Json
  const lines = compare(told, expected).map(
    (difference) => `  ${difference.pointer}: ${shown(difference.found)}, true is ${shown(difference.expected)}`
  )
  return holds(lines.length === 0, () => [`${where}:`, ...lines].join("\n"))
}

const shown = (value: unknown): string => (value === undefined ? "nothing" : JSON.stringify(value))
