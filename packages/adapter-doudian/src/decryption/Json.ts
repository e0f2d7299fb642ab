/** Decryption without Effect: orders as plain objects before and after. */
import { AdapterError, encodeOrder, Order, type OrderJson, orderContract } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { DecryptionFailure, DoudianAdapter } from "./Decryption.ts"

/** Orders as plain objects after decryption, and the texts that are still encrypted. */
export interface DecryptedOrdersJson {
  /** The orders as they were given, with every text that could be decrypted in plain. */
  readonly orders: ReadonlyArray<OrderJson>
  readonly failures: ReadonlyArray<DecryptionFailure>
}

const decode = Schema.decodeUnknownEffect(Order)

/** Fails with `InvalidRequest` if they are no array, or if one of them is not an order, else as `decryptOrders` does. */
export const decryptOrdersJson = (
  adapter: DoudianAdapter,
  orders: ReadonlyArray<OrderJson>
): Effect.Effect<DecryptedOrdersJson, AdapterError> =>
  Effect.gen(function* () {
    if (!Array.isArray(orders)) return yield* invalid(adapter, "`orders` must be an array of orders")
    const decoded = yield* Effect.forEach(orders, (order, index) =>
      Effect.mapError(decode(order), () => invalid(adapter, `orders[${index}] is not an order (${orderContract})`))
    )
    const { failures, orders: decrypted } = yield* adapter.decryptOrders(decoded)
    const encoded = decrypted.flatMap((order, index): ReadonlyArray<OrderJson> => {
      const given = orders[index]
      // The raw answer stays as the caller got it.
      return given === undefined ? [] : [{ ...encodeOrder(order, { reveal: true, raw: null }), source: given.source }]
    })
    return { orders: encoded, failures }
  })

const invalid = ({ manifest }: DoudianAdapter, detail: string): AdapterError =>
  new AdapterError({
    platform: manifest.platform,
    operation: "order.batchDecrypt",
    reason: { _tag: "InvalidRequest", detail }
  })
