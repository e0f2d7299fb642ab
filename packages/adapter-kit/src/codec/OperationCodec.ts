/** One operation of a platform: where the rows of its answers are, their schema, and the mapping to an order. */
import { type AdapterErrorReason, type Pointer, responseDecode } from "@huidan/core"
import * as Result from "effect/Result"
import type { Located } from "../answer/Located.ts"
import type { OrderDraft } from "../mapping/OrderDraft.ts"
import { type Shape, shapeOf } from "../mapping/Shape.ts"
import { readerOf, type Wire } from "../mapping/WireReader.ts"

/** How one operation's answer becomes orders. */
export interface OperationCodec<Row> {
  /** Where the order (`single`) or the list of rows is. */
  readonly at: Pointer
  /** A single-order answer fails as a whole; a bad row of a list is one quarantined record. */
  readonly single: boolean
  readonly wire: Wire<Row>
  readonly toOrder: (row: Row) => OrderDraft
  /** Keys beside the rows that page the list and carry nothing of an order, as pointers. */
  readonly paging?: ReadonlyArray<Pointer>
  /**
   * What the platform writes in place of the object around a list that is empty, where its document or a published answer
   * shows it.
   */
  readonly emptyParent?: "[]"
}

/** An operation of any row type: its mapping already applied. */
export interface SomeOperationCodec {
  readonly at: Pointer
  readonly single: boolean
  readonly paging: ReadonlyArray<Pointer>
  readonly emptyParent: "[]" | null
  /** What the schema says of the places of a row, whatever is sent there. */
  readonly shape: Shape
  readonly read: (row: Located) => Result.Result<OrderDraft, AdapterErrorReason>
}

/** Hides the row type of an operation, so that the operations of an adapter fit in one record. */
export const operationCodec = <Row>({
  at,
  emptyParent,
  paging = [],
  single,
  toOrder,
  wire
}: OperationCodec<Row>): SomeOperationCodec => {
  const decodeRow = wireReader(wire)
  return {
    at,
    single,
    paging,
    emptyParent: emptyParent ?? null,
    shape: shapeOf(wire),
    read: (node) => Result.map(decodeRow(node), toOrder)
  }
}

/** Decodes a part of an answer; the first problem becomes the reason of the failure. */
export const wireReader = <A>(wire: Wire<A>): ((node: Located) => Result.Result<A, AdapterErrorReason>) => {
  const read = readerOf(wire)
  return (node) => Result.mapError(read(node), responseDecode)
}
