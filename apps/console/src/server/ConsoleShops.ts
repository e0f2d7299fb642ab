/** The shops of the process that has the console, as it follows them. */
import type { Label, OrderAdapter } from "@huidan/core"
import type { ShopName, ShopSync } from "@huidan/sync"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Result from "effect/Result"
import type { QuotaUse } from "../api/index.ts"

/** Why a configured shop cannot be read, and what to do: sentences without secrets. */
export interface Unopened {
  /** The name of the failure: `Configuration`. */
  readonly reason: string
  readonly message: string
  readonly advice: string
}

/** A configured shop. */
export interface ConsoleShop {
  /** The name in the configuration. */
  readonly name: string
  /** How the store names it; `null` if its adapter cannot be loaded. */
  readonly stored: ShopName | null
  /** The name of its platform; `null` if its adapter cannot be loaded. */
  readonly platformName: Label | null
  readonly opened: Result.Result<OpenedShop, Unopened>
}

export interface OpenedShop {
  /** It masks and explains what the platform sent. */
  readonly adapter: Pick<OrderAdapter, "decodeRow" | "encode" | "explainRow">
  readonly sync: ShopSync
  /** What this process has used of the platform's quotas: for each operation that is called and has one. */
  readonly quotas: Effect.Effect<ReadonlyArray<QuotaUse>>
}

/** All configured shops. */
export class ConsoleShops extends Context.Service<ConsoleShops, ReadonlyArray<ConsoleShop>>()(
  "@huidan/console/ConsoleShops"
) {}
