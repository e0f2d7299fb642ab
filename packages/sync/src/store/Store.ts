/** The orders of all shops in one database. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { MasterKey } from "../privacy/encryption.ts"
import { ReadSnapshot } from "../sqlite/ReadSnapshot.ts"
import { checkStore } from "./check.ts"
import { commitPage } from "./commitPage.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import { claimLane, type ShopName } from "./lanes.ts"
import { openStore } from "./openStore.ts"
import type { Committed, HeldLane, Page, Want } from "./Page.ts"
import {
  dueWants,
  type OrderFilter,
  type OrderPage,
  type OrderView,
  type Position,
  readOrder,
  readPage
} from "./reads.ts"
import type { DamagedRecord, LaneTaken, UnusableStore } from "./StoreError.ts"

export interface StoreService {
  /** Takes a lane of a shop over; what its owner before commits from now on is refused. */
  readonly claim: (shop: ShopName, lane: string, owner: string) => Effect.Effect<HeldLane, SqlError>
  /** Commits a page in one transaction. */
  readonly commitPage: (lane: HeldLane, page: Page) => Effect.Effect<Committed, SqlError | LaneTaken | DamagedRecord>
  /** One order, its private texts masked; `null` if the store does not have it. */
  readonly order: (shop: ShopName, orderId: string) => Effect.Effect<OrderView | null, SqlError | DamagedRecord>
  /** A page of orders, the latest created first. `after` is where the page before it ended. */
  readonly orders: (filter: OrderFilter, after: Position | null, size: number) => Effect.Effect<OrderPage, SqlError>
  /** Orders of a shop whose details are to be asked for. `now` is in Unix milliseconds by the platform's clock. */
  readonly dueWants: (shop: number, now: number, limit: number) => Effect.Effect<ReadonlyArray<Want>, SqlError>
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
        claim: (shop, lane, owner) => claimLane(sql, shop, lane, owner),
        commitPage: (lane, page) => commitPage(sql, lane, page, masterKey),
        order: (shop, orderId) => readOrder(sql, shop, orderId),
        orders: (filter, after, size) => readPage(sql, filter, after, size),
        dueWants: (shop, now, limit) => dueWants(sql, shop, now, limit),
        check: checkStore(sql, yield* ReadSnapshot, masterKey)
      })
    })
  )
