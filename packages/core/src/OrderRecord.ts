import type * as Redacted from "effect/Redacted"
import { type AdapterError, isAdapterError } from "./AdapterError.ts"
import type { Json, Pointer } from "./Json.ts"
import type { Order } from "./Order.ts"

/** A row of a list that could not be decoded. It is kept whole and reported; the other rows are read as usual. */
export interface Quarantined {
  /** Tells a quarantined row from an order, which has no `_tag`; use `isQuarantined`. */
  readonly _tag: "Quarantined"
  /** The row as sent; private as a whole. */
  readonly raw: Redacted.Redacted<Json>
  /** Pointers of the numbers that are kept as text in `raw`; private like it, since pointers consist of its keys. */
  readonly rawNumbers: Redacted.Redacted<ReadonlyArray<Pointer>>
  /** Why the row could not be decoded; its pointer is the place in the answer. */
  readonly error: AdapterError
  /** SHA-256, hexadecimal, of platform, shop, operation and the row's text: the same row has the same fingerprint. */
  readonly fingerprint: string
}

/** One row of an answer: an order, or a row that could not be decoded. Tell them apart with `isOrder`. */
export type OrderRecord = Order | Quarantined

/** A quarantined row as JSON, as `OrderAdapter.encodeQuarantined` gives it. */
export interface QuarantinedJson {
  /** The tag of the error's reason, `ResponseDecode`. */
  readonly reason: string
  /** The place in the answer, `""` if the reason has none. */
  readonly pointer: string
  /** The error's message. */
  readonly message: string
  /** See `Quarantined.fingerprint`. */
  readonly fingerprint: string
  /** The row as sent or masked; `null` if left out. */
  readonly raw: Json
}

/** Whether a record is a row that could not be decoded. */
export const isQuarantined = (record: OrderRecord): record is Quarantined =>
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
