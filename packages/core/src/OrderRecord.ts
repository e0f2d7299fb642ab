import { isAdapterError } from "./AdapterError.ts"
import type { Order } from "./Order.ts"
import type { PushMessage } from "./Push.ts"
import type { Quarantined } from "./Quarantined.ts"

/** One row of an answer: an order, or a row that could not be decoded. Tell them apart with `isOrder`. */
export type OrderRecord = Order | Quarantined

/** Whether a record is a row, or a message of a push, that could not be decoded. */
export const isQuarantined = (record: OrderRecord | PushMessage): record is Quarantined =>
  "_tag" in record && record._tag === "Quarantined" && isAdapterError(record.error)

/**
 * Whether a record is an order: the rows of a list that were decoded.
 *
 * ```ts
 * import { isOrder, type OrderRecord } from "@huidan/core"
 *
 * const idsOf = (records: ReadonlyArray<OrderRecord>) => records.filter(isOrder).map(({ orderId }) => orderId)
 * idsOf([]) // => []
 * ```
 */
export const isOrder = (record: OrderRecord): record is Order => !isQuarantined(record)
