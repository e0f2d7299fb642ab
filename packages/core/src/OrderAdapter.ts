/** The contract between an adapter and whoever reads orders through it: `huidan/adapter@1`. */
import type * as DateTime from "effect/DateTime"
import type * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import type { AdapterError } from "./AdapterError.ts"
import type { AdapterManifest, adapterContract } from "./AdapterManifest.ts"
import type { Explanation } from "./Explanation.ts"
import type { Order, OrderId, OrderJson } from "./Order.ts"
import type { OrderRecord, Quarantined, QuarantinedJson } from "./OrderRecord.ts"
import type { TradeState } from "./OrderVocabulary.ts"
import type { PushDelivery, PushRequest } from "./Push.ts"

/** The name of a platform operation and the version of its answer, `order.detail@2.0`. */
export type OperationName = string

/** Opaque, versioned JSON text made by the adapter: store it, hand it back, never read it. */
export type Cursor = string

export interface OrderQuery {
  readonly by: "created" | "updated"
  /** Inclusive. */
  readonly since: DateTime.Utc
  /** Exclusive. */
  readonly until: DateTime.Utc
  readonly states?: ReadonlyArray<TradeState>
  /** Goes on behind the page that this cursor came with: nothing is lost, at most one page is repeated. */
  readonly after?: Cursor
}

export interface OrderPage {
  readonly records: ReadonlyArray<OrderRecord>
  readonly cursor: Cursor
  /** The window of the platform's list that this page belongs to. */
  readonly window: { readonly since: DateTime.Utc; readonly until: DateTime.Utc }
  /** Whether this is the query's last page. */
  readonly complete: boolean
}

export interface EncodeOptions {
  /** Whether plain private text is shown. Without it, it is masked. */
  readonly reveal: boolean
  /** `full` needs the same right as plain private text. */
  readonly raw: "omit" | "masked" | "full"
}

export interface OrderAdapter {
  readonly contract: typeof adapterContract
  readonly manifest: AdapterManifest
  readonly getOrder: (orderId: OrderId) => Effect.Effect<Order, AdapterError>
  readonly listOrders: (query: OrderQuery) => Stream.Stream<OrderPage, AdapterError>
  readonly receivePush: (request: PushRequest) => Effect.Effect<PushDelivery, AdapterError>
  /** A platform's answer as text → canonical orders. Pure: no network. */
  readonly decode: (operation: OperationName, body: string) => Effect.Effect<ReadonlyArray<OrderRecord>, AdapterError>
  /** Which part of the answer each canonical field comes from, by which rule, and what nothing read. */
  readonly explain: (operation: OperationName, body: string) => Effect.Effect<Explanation, AdapterError>
  readonly encode: (order: Order, options: EncodeOptions) => OrderJson
  readonly encodeQuarantined: (row: Quarantined, options: EncodeOptions) => QuarantinedJson
}
