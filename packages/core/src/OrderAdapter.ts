/** The contract `huidan/adapter@1`: what a program can ask of an adapter. */
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { AdapterError } from "./AdapterError.ts"
import type { AdapterManifest, adapterContract } from "./AdapterManifest.ts"
import type { Explanation } from "./Explanation.ts"
import type { Json, Pointer } from "./Json.ts"
import type { Order, OrderId, OrderJson } from "./Order.ts"
import type { OrderRecord } from "./OrderRecord.ts"
import type { TradeState } from "./OrderVocabulary.ts"
import type { PushAnswer, PushHandler, PushRequest } from "./Push.ts"
import type { Quarantined, QuarantinedJson } from "./Quarantined.ts"

/** The name of a platform operation and the version of its answer: `order.detail@2.0`. */
export type OperationName = string

/** A place in a list, as versioned JSON text made by the adapter: store it and pass it back, do not parse it. */
export type Cursor = string

/** Which orders `listOrders` reads. */
export interface OrderQuery {
  /** The time that `since` and `until` refer to. The manifest states which are supported. */
  readonly by: "created" | "updated"
  /** Inclusive, UTC. */
  readonly since: DateTime.Utc
  /** Exclusive, UTC. */
  readonly until: DateTime.Utc
  /** Only orders in one of these states; all orders if left out. */
  readonly states?: ReadonlyArray<TradeState>
  /**
   * The cursor of the last page that was stored; `by` and `states` must be those of its list. Reading resumes after that
   * page, and at most one page is repeated. The cursor of a list that was read to its end goes on from `settledUntil` to
   * this `until`; that of another page first reads on to the end of its own list.
   */
  readonly after?: Cursor
}

/** One page of `listOrders`. */
export interface OrderPage {
  /** The rows: orders, and rows that could not be decoded. */
  readonly records: ReadonlyArray<OrderRecord>
  /** Store it with the page; `OrderQuery.after` resumes there. */
  readonly cursor: Cursor
  /** The part of the query's time range that this page belongs to: `since` inclusive, `until` exclusive, UTC. */
  readonly window: { readonly since: DateTime.Utc; readonly until: DateTime.Utc }
  /**
   * Every order whose time (by the query's `by`) is in [`since`, `settledUntil`) was given by this page or one before it.
   * UTC, not later than the query's `until`, and a settle time before the platform's now.
   */
  readonly settledUntil: DateTime.Utc
  /** Whether this is the last page of this reading. How far it is right, `settledUntil` says. */
  readonly complete: boolean
}

/** What the JSON of an order shows. */
export interface EncodeOptions {
  /** Whether plain private text is shown. If not, it is masked by `•` of the same length. */
  readonly reveal: boolean
  /**
   * The platform's answer in `source.raw`: left out, with private text masked, or complete. `full` shows private text,
   * so it needs the same permission as `reveal`.
   */
  readonly raw: "omit" | "masked" | "full"
}

/** An adapter for one shop of one platform. */
export interface OrderAdapter {
  /** The contract that the adapter implements. */
  readonly contract: typeof adapterContract
  /** What the adapter supports. */
  readonly manifest: AdapterManifest
  /** Reads one order. Fails with `NotFound` if the platform's code says so, see the manifest's `errors`. */
  readonly getOrder: (orderId: OrderId) => Effect.Effect<Order, AdapterError>
  /**
   * Reads the orders of a time range, page by page. A row that cannot be decoded is a `Quarantined` record. Fails with
   * `InvalidRequest` if `since` is after `until` or the cursor is not of this list, and with `ListContradiction` if the
   * platform states orders that it does not give.
   */
  readonly listOrders: (query: OrderQuery) => Stream.Stream<OrderPage, AdapterError>
  /**
   * Verifies a request that the platform pushed, hands each of its messages to `handle`, one after the other, and gives the
   * answer to send.
   *
   * Every message is handled at least once, and once only as long as nothing fails: a message that was handled is not
   * handled again, one that is being handled is not handled at the same time. If `handle` fails for a message, the others
   * are still handled, and the answer has the status 503. A message that cannot be read is handed over as `Quarantined`.
   *
   * A push of somebody else fails with `Authentication(signature)`, one whose time is too far from the clock with
   * `Authentication(clock)`, a request that is no push with `InvalidRequest`. A missing or wrong option fails with
   * `Configuration`: answer it with 500, so that the platform sends the push again.
   */
  readonly receivePush: <R = never>(
    request: PushRequest,
    handle: PushHandler<R>
  ) => Effect.Effect<PushAnswer, AdapterError, R>
  /** Decodes a platform's answer, as text, to orders. Pure: no network. */
  readonly decode: (operation: OperationName, body: string) => Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError>
  /**
   * Decodes one row of a list alone, such as one that was quarantined by an earlier version of the adapter. Pure: no network.
   *
   * `row` and `rawNumbers` are those of the `Quarantined` row, or of the `source` of an order; `askedAt` is when the row was
   * asked for, and becomes that of the order. A row that cannot be decoded is the `Quarantined` record of the list, with its
   * fingerprint; its pointer begins at the row. Fails with `NotSupported` if the adapter has no such operation.
   */
  readonly decodeRow?: (
    operation: OperationName,
    row: Json,
    rawNumbers: ReadonlyArray<Pointer>,
    askedAt: DateTime.Utc | null
  ) => Effect.Effect<OrderRecord, AdapterError>
  /** Which part of the answer each canonical field comes from, by which rule, and what is not read. */
  readonly explain: (operation: OperationName, body: string) => Effect.Effect<Explanation, AdapterError>
  /**
   * Explains one row of a list alone, as it was kept. Pure: no network.
   *
   * `row` and `rawNumbers` are those of the `source` of an order, or of the `Quarantined` row. The explanation is that of the
   * list's answer for this row: it has one record, and all its pointers begin at the row. Fails with `NotSupported` if the
   * adapter has no such operation.
   */
  readonly explainRow?: (
    operation: OperationName,
    row: Json,
    rawNumbers: ReadonlyArray<Pointer>
  ) => Effect.Effect<Explanation, AdapterError>
  /** An order as JSON. */
  readonly encode: (order: Order, options: EncodeOptions) => OrderJson
  /** A row that could not be decoded, as JSON. */
  readonly encodeQuarantined: (row: Quarantined, options: EncodeOptions) => QuarantinedJson
}
