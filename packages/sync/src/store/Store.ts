/** The orders of all shops in one database. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { MasterKey } from "../privacy/encryption.ts"
import { ReadSnapshot } from "../sqlite/ReadSnapshot.ts"
import { checkStore } from "./check.ts"
import { comparePage, createdBetween, type Deviation } from "./comparePage.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import type { ShopName } from "./lanes.ts"
import { openStore } from "./openStore.ts"
import type { HeldLane, Page, Want } from "./Page.ts"
import {
  dueRereads,
  dueWants,
  nextDue,
  type OrderFilter,
  type OrderPage,
  type OrderView,
  type Position,
  readOrder,
  readPage
} from "./reads.ts"
import type { DamagedRecord, UnusableStore } from "./StoreError.ts"
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
  /** When the next order of a shop is to be asked for, by the platform's clock (Unix milliseconds); `null` if none is. */
  readonly nextDue: (shop: number) => Effect.Effect<number | null, SqlError>
  /** How the calls of a shop fare. */
  readonly shopState: (shop: number) => Effect.Effect<ShopState, SqlError>
  /** What committing the page would change. */
  readonly compare: (lane: HeldLane, page: Page) => Effect.Effect<ReadonlyArray<Deviation>, SqlError | DamagedRecord>
  /** The ids of a shop's orders that were created in this time (Unix milliseconds), without those that are gone. */
  readonly createdBetween: (
    shop: number,
    since: number,
    until: number,
    after: Position,
    limit: number
  ) => Effect.Effect<ReadonlyArray<Position & { readonly orderId: string }>, SqlError>
  /** The process that writes to the store; `null` if there is none. */
  readonly writer: Effect.Effect<CurrentWriter | null, SqlError>
  /** What does not follow from the answers; empty if the store is in order. */
  readonly check: Effect.Effect<ReadonlyArray<Discrepancy>, SqlError | DamagedRecord>
}

export class Store extends Context.Service<Store, StoreService>()("@huidan/sync/Store") {}

export interface StoreOptions {
  /** Encrypts the keys of the orders; `null`: private texts are stored masked only, and cannot be had back. */
  readonly masterKey: MasterKey | null
}

/** The store in a database, which is brought to this program's tables first. */
export const layerStore = ({
  masterKey
}: StoreOptions): Layer.Layer<Store, SqlError | UnusableStore, SqlClient.SqlClient | ReadSnapshot> =>
  Layer.effect(
    Store,
    Effect.gen(function* () {
      yield* openStore(masterKey)
      const sql = yield* SqlClient.SqlClient
      return Store.of({
        order: (shop, orderId) => readOrder(sql, shop, orderId),
        orders: (filter, after, size) => readPage(sql, filter, after, size),
        dueWants: (shop, now, limit) => dueWants(sql, shop, now, limit),
        dueRereads: (shop, now, limit) => dueRereads(sql, shop, now, limit),
        nextDue: (shop) => nextDue(sql, shop),
        compare: (lane, page) => comparePage(sql, lane, page, masterKey),
        createdBetween: (shop, since, until, after, limit) => createdBetween(sql, shop, since, until, after, limit),
        shopState: (shop) => readShopState(sql, shop),
        writer: currentWriter(sql),
        check: checkStore(sql, yield* ReadSnapshot, masterKey)
      })
    })
  )
