/** What forgetting needs, and its result. */
import type * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { ShopName } from "../store/lanes.ts"
import type { Arrived } from "../store/raiseWants.ts"
import type { InTransaction } from "./inTransaction.ts"
import type { StoreKeys } from "./StoreKeys.ts"

/** What was forgotten. */
export interface Forgotten {
  /** Orders whose private texts are destroyed now, or were before. */
  readonly orders: number
  /** Rows that could not be decoded, named one of these orders or the telephone number, and are destroyed. */
  readonly rows: number
  /** Orders that the store does not have, and whose private texts will never be stored. */
  readonly remembered: number
}

/** How far `forget` or `forgetPhone` is. */
export interface ForgetProgress {
  /** Orders whose private texts are destroyed, and how many were found so far. */
  readonly orders: number
  readonly ofOrders: number
  /** Rows that could not be decoded and were looked through, of how many. */
  readonly rows: number
  readonly ofRows: number
}

/** What the caller of `forget` and `forgetPhone` can add. */
export interface ForgetOptions {
  /**
   * Up to which moment the orders of a shop are to be known again, if a row is destroyed that names them: the row may be the only
   * one with a change. `null` if single orders of the shop cannot be asked for. No order is wanted if left out.
   */
  readonly wantedAgain?: (shop: ShopName) => Effect.Effect<Arrived | null>
  /** Runs after each transaction, and after each batch of rows that was looked through. */
  readonly onProgress?: (at: ForgetProgress) => Effect.Effect<void>
}

/** What forgetting needs: `own` runs statements in a transaction, as the one process that writes. */
export interface Forgetting extends ForgetOptions {
  readonly sql: SqlClient
  readonly own: InTransaction
  readonly keys: StoreKeys | null
  readonly who: string
}
