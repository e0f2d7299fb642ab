import type { Pointer } from "./Json.ts"
import type { OrderId } from "./Order.ts"

/** Where one canonical field comes from. */
export interface ExplainedField {
  /** The field's place in the order, `/amounts/payable`. */
  readonly path: Pointer
  /** The places in the platform's answer that it was made from; empty if the adapter sets it without the answer. */
  readonly pointers: ReadonlyArray<Pointer>
  /** How it was made, in a few words: `an amount in yuan`. */
  readonly rule: string
}

/** The fields of one order of an answer. */
export interface ExplainedRecord {
  /** `null` for a row that could not be decoded. */
  readonly orderId: OrderId | null
  /** The fields and their sources. */
  readonly fields: ReadonlyArray<ExplainedField>
}

/** What `OrderAdapter.explain` gives: where every field of every order in an answer comes from. */
export interface Explanation {
  /** The operation whose answer was explained. */
  readonly operation: string
  /** One entry per order, in the order of the answer. */
  readonly records: ReadonlyArray<ExplainedRecord>
  /** The keys of the answer that the adapter does not read. */
  readonly unread: ReadonlyArray<Pointer>
}
