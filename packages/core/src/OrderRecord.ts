import type * as Redacted from "effect/Redacted"
import { type AdapterError, isAdapterError } from "./AdapterError.ts"
import type { Json, Pointer } from "./Json.ts"
import type { Order } from "./Order.ts"

/** A row of a list that could not be decoded: kept whole, reported, and no reason to stop reading. */
export interface Quarantined {
  readonly _tag: "Quarantined"
  /** The row as sent; private as a whole. */
  readonly raw: Redacted.Redacted<Json>
  /** Pointers of the numbers that stand in `raw` as text. */
  readonly rawNumbers: ReadonlyArray<Pointer>
  readonly error: AdapterError
  /** SHA-256, hexadecimal, of platform, shop, operation and the row's text: the same row again has the same one. */
  readonly fingerprint: string
}

export type OrderRecord = Order | Quarantined

export interface QuarantinedJson {
  readonly reason: string
  readonly pointer: string
  readonly message: string
  readonly fingerprint: string
  readonly raw: Json
}

export const isQuarantined = (record: OrderRecord): record is Quarantined =>
  "_tag" in record && record._tag === "Quarantined" && isAdapterError(record.error)

export const isOrder = (record: OrderRecord): record is Order => !isQuarantined(record)
