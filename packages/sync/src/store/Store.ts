/** The orders of all shops in one database. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type AuditEntry, type AuditFilter, readAudit } from "../privacy/audit.ts"
import type { MasterKey } from "../privacy/encryption.ts"
import { type FoundOrder, findByPrivate } from "../privacy/findByPrivate.ts"
import { readTextState, type TextState } from "../privacy/textState.ts"
import { checkStore } from "./check.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import type { ShopName } from "./lanes.ts"
import { openStore } from "./openStore.ts"
import type { Want } from "./Page.ts"
import { type QuarantinedRow, type QuarantineFilter, type QuarantinePosition, readQuarantine } from "./quarantine.ts"
import {
  dueRereads,
  dueWants,
  type OrderFilter,
  type OrderPage,
  type OrderView,
  type Position,
  readOrder,
  readPage
} from "./reads.ts"
import type { DamagedRecord, NoMasterKey, UnusableStore } from "./StoreError.ts"
import { readShopState, type ShopState } from "./shopStates.ts"
import { type CurrentWriter, currentWriter } from "./writer.ts"

export interface StoreService {
  /** One order, its private texts masked; `null` if the store does not have it. */
  readonly order: (shop: ShopName, orderId: string) => Effect.Effect<OrderView | null, SqlError | DamagedRecord>
  /** A page of orders, the latest created first. `after` is where the page before it ended. */
  readonly orders: (filter: OrderFilter, after: Position | null, size: number) => Effect.Effect<OrderPage, SqlError>
  /** Orders of a shop whose details are to be asked for. `now` is in Unix milliseconds by the platform's clock. */
  readonly dueWants: (shop: number, now: number, limit: number) => Effect.Effect<ReadonlyArray<Want>, SqlError>
  /** Orders of a shop that are to be read again at this moment of the platform's clock (Unix milliseconds). */
  readonly dueRereads: (shop: number, now: number, limit: number) => Effect.Effect<ReadonlyArray<string>, SqlError>
  /** How the calls of a shop fare. */
  readonly shopState: (shop: number) => Effect.Effect<ShopState, SqlError>
  /** The process that writes to the store; `null` if there is none. */
  readonly writer: Effect.Effect<CurrentWriter | null, SqlError>
  /**
   * The orders that have this name or telephone number, exactly; at most `limit`, the latest stored first. Fails with
   * `NoMasterKey` if there is none: then such texts are not found.
   */
  readonly findByPrivate: (
    text: Redacted.Redacted<string>,
    limit: number
  ) => Effect.Effect<ReadonlyArray<FoundOrder>, SqlError | NoMasterKey>
  /** Whether the private texts of an order can be read; `null` if the store does not have the order. */
  readonly textState: (shop: ShopName, orderId: string) => Effect.Effect<TextState | null, SqlError>
  /** Rows that could not be decoded, without what they say; the one that came first, first. */
  readonly quarantine: (
    filter: QuarantineFilter,
    after: QuarantinePosition | null,
    size: number
  ) => Effect.Effect<ReadonlyArray<QuarantinedRow>, SqlError>
  /** Who read or removed private texts, the latest first; `before` is the number of the last entry of the page before. */
  readonly audit: (
    filter: AuditFilter,
    before: number | null,
    size: number
  ) => Effect.Effect<ReadonlyArray<AuditEntry>, SqlError>
  /** What does not follow from the answers; empty if the store is in order. */
  readonly check: Effect.Effect<ReadonlyArray<Discrepancy>, SqlError | DamagedRecord>
}

export class Store extends Context.Service<Store, StoreService>()("@huidan/sync/Store") {}

export interface StoreOptions {
  /** Encrypts the keys of the orders; `null`: private texts are stored masked only, and cannot be had back. */
  readonly masterKey: MasterKey | null
  /** Whether what the platform sent of an order is kept, encrypted and compressed; not if left out. */
  readonly keepsRawAnswers?: boolean
}

/** The store in a database, which is brought to this program's tables first. */
export const layerStore = ({
  masterKey
}: StoreOptions): Layer.Layer<Store, SqlError | UnusableStore, SqlClient.SqlClient> =>
  Layer.effect(
    Store,
    Effect.gen(function* () {
      const keys = yield* openStore(masterKey)
      const sql = yield* SqlClient.SqlClient
      return Store.of({
        order: (shop, orderId) => readOrder(sql, shop, orderId),
        orders: (filter, after, size) => readPage(sql, filter, after, size),
        dueWants: (shop, now, limit) => dueWants(sql, shop, now, limit),
        dueRereads: (shop, now, limit) => dueRereads(sql, shop, now, limit),
        shopState: (shop) => readShopState(sql, shop),
        writer: currentWriter(sql),
        findByPrivate: (text, limit) => findByPrivate(sql, text, limit, keys),
        textState: (shop, orderId) => readTextState(sql, shop, orderId),
        quarantine: (filter, after, size) => readQuarantine(sql, filter, after, size),
        audit: (filter, before, size) => readAudit(sql, filter, before, size),
        check: checkStore(sql, keys)
      })
    })
  )
