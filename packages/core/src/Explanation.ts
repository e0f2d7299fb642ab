import type { Pointer } from "./Json.ts"
import type { OrderId } from "./Order.ts"

/** Where one canonical field comes from. */
export interface ExplainedField {
  /** The field's place in the order, `/amounts/payable`. */
  readonly path: Pointer
  /** The places in what was explained that it was made from; empty if the adapter sets it without the answer. */
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

/**
 * Where every field of every order in an answer comes from. `OrderAdapter.explain` gives it of a whole answer, `explainRow`
 * of one row that was kept. Pointers begin at the answer or at the row.
 */
export interface Explanation {
  /** The operation whose answer was explained, or whose row. */
  readonly operation: string
  /** One entry per order, in the order of the answer. */
  readonly records: ReadonlyArray<ExplainedRecord>
  /** The keys that the adapter does not read. */
  readonly unread: ReadonlyArray<Pointer>
}
