/** One operation of a platform: where its rows stand, their schema, and the mapping to an order. */
import type { AdapterErrorReason, Pointer } from "@huidan/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Located } from "../answer/Located.ts"
import { type OrderDraft, type Settled, settle } from "../mapping/OrderDraft.ts"
import { firstProblem, type Wire } from "../mapping/Wire.ts"
import { declaredReads } from "./declaredReads.ts"

/** How one operation's answer becomes orders. */
export interface OperationCodec<Row> {
  /** Where the order (`single`) or the list of rows stands. */
  readonly at: Pointer
  /** A single-order answer fails as a whole; a bad row of a list is one quarantined record. */
  readonly single: boolean
  readonly wire: Wire<Row>
  readonly toOrder: (row: Row) => OrderDraft
  /** Keys beside the rows that page the list and carry nothing of an order, as pointers. */
  readonly paging?: ReadonlyArray<Pointer>
}

/** An operation of any row type: its mapping already applied. */
export interface SomeOperationCodec {
  readonly at: Pointer
  readonly single: boolean
  readonly paging: ReadonlyArray<Pointer>
  readonly read: (row: Located) => Result.Result<Settled & { readonly draft: OrderDraft }, AdapterErrorReason>
}

/** Hides the row type of an operation, so that operations of one adapter stand in one record. */
export const operationCodec = <Row>(codec: OperationCodec<Row>): SomeOperationCodec => {
  const decodeWire = Schema.decodeUnknownResult(codec.wire)
  return {
    at: codec.at,
    single: codec.single,
    paging: codec.paging ?? [],
    read: (row) =>
      Result.map(
        Result.mapError(
          decodeWire(row),
          (error): AdapterErrorReason => ({
            _tag: "ResponseDecode",
            ...firstProblem(error.issue, row.pointer),
            position: null
          })
        ),
        (wire) => {
          const draft = codec.toOrder(wire)
          const settled = settle(draft)
          const declared = declaredReads(wire)
          return {
            ...settled,
            read: new Set([...declared.read, ...settled.read]),
            private: new Set([...declared.private, ...settled.private]),
            draft
          }
        }
      )
  }
}
