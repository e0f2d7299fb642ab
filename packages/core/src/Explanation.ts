import type { Pointer } from "./Json.ts"
import type { OrderId } from "./Order.ts"

/** Where one canonical field comes from. Pointers are into the platform's answer; none: the adapter states it itself. */
export interface ExplainedField {
  readonly path: Pointer
  readonly pointers: ReadonlyArray<Pointer>
  readonly rule: string
}

export interface ExplainedRecord {
  /** `null` for a row that could not be decoded. */
  readonly orderId: OrderId | null
  readonly fields: ReadonlyArray<ExplainedField>
}

export interface Explanation {
  readonly operation: string
  readonly records: ReadonlyArray<ExplainedRecord>
  /** The keys of the answer that nothing read. */
  readonly unread: ReadonlyArray<Pointer>
}
