/** The orders of all shops in one database. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type AuditEntry, type AuditFilter, readAudit } from "../privacy/audit.ts"
import { findByPrivate } from "../privacy/findByPrivate.ts"
import type { KeptAnswer } from "../privacy/rawAnswers.ts"
import { readTextState, type TextState } from "../privacy/textState.ts"
import { lastChange, readChanges } from "../reads/changes.ts"
import { type DayOfShop, readDays } from "../reads/days.ts"
import { type FoundOrders, findOrders } from "../reads/findOrders.ts"
import { readKeptAnswers } from "../reads/keptAnswers.ts"
import type { OrderFilter, OrderRow, Position } from "../reads/OrderFilter.ts"
import { type OrderDetail, readDetail, readRows } from "../reads/orderDetail.ts"
import { type OrderPage, type PageFilter, readPage } from "../reads/orderPages.ts"
import { type DayFilter, type DayOfPlatform, readPlatformDays } from "../reads/platformDays.ts"
import { searchSku } from "../reads/searchSku.ts"
import { type SearchPage, searchTitles } from "../reads/searchTitles.ts"
import { readShops, type ShopOverview } from "../reads/shops.ts"
import { readVersions, type StoredVersion } from "../reads/versions.ts"
import type { Why } from "../reads/why.ts"
import { readWhy, type WhyQuestion } from "../reads/whyFacts.ts"
import { ReadSnapshot } from "../sqlite/ReadSnapshot.ts"
import { type CheckProgress, checkStore } from "./check.ts"
import { comparePage, createdBetween, type Deviation } from "./comparePage.ts"
import type { Discrepancy } from "./Discrepancy.ts"
import type { Day } from "./dayZone.ts"
import { type Job, type JobFilter, readJobs } from "./jobs.ts"
import type { ShopName } from "./lanes.ts"
import { type OpenedStore, type OpenOptions, openForReading } from "./openStore.ts"
import type { HeldLane, Page, Want } from "./Page.ts"
import { type QuarantinedRow, type QuarantineFilter, type QuarantinePosition, readQuarantine } from "./quarantine.ts"
import { type DueFirst, dueNext, dueRereads, dueWants, nextDue, type OrderView, readOrder } from "./reads.ts"
import type { DamagedRecord, NoMasterKey, UnusableStore } from "./StoreError.ts"
import { readShopState, type ShopState } from "./shopStates.ts"
import { type CurrentWriter, currentWriter } from "./writer.ts"

/**
 * What can be read from the store. Moments are Unix milliseconds, amounts minor units, and private texts masked.
 */
export interface StoreService {
  /** The name of the time zone by whose days sums are computed. */
  readonly dayZone: string
  /** One order, its private texts masked; `null` if the store does not have it. */
  readonly order: (shop: ShopName, orderId: string) => Effect.Effect<OrderView | null, SqlError | DamagedRecord>
  /** One order as a table shows it, and what its operations said; `null` if the store does not have it. */
  readonly detail: (shop: ShopName, orderId: string) => Effect.Effect<OrderDetail | null, SqlError>
  /** At most `size` versions of an order before one (`null`: the last ones), the latest first, private texts masked. */
  readonly versions: (
    shop: ShopName,
    orderId: string,
    before: number | null,
    size: number
  ) => Effect.Effect<ReadonlyArray<StoredVersion>, SqlError | DamagedRecord>
  /** What the platform sent of an order, by operation, for a program that masks it before it shows it. */
  readonly keptAnswers: (
    shop: ShopName,
    orderId: string
  ) => Effect.Effect<ReadonlyMap<string, KeptAnswer>, SqlError | DamagedRecord>
  /** These orders, as far as the store has them, the last one stored first. */
  readonly rows: (
    orders: ReadonlyArray<ShopName & { readonly orderId: string }>
  ) => Effect.Effect<ReadonlyArray<OrderRow>, SqlError>
  /** At most `size` orders that changed after a position, the first changed first. */
  readonly changes: (after: Position, size: number) => Effect.Effect<ReadonlyArray<OrderRow>, SqlError>
  /** Where the order is that was changed last. */
  readonly lastChange: Effect.Effect<Position, SqlError>
  /** A page of orders, the latest first. `after` is where the page before it ended. */
  readonly orders: (filter: PageFilter, after: Position | null, size: number) => Effect.Effect<OrderPage, SqlError>
  /**
   * Orders by any of their numbers, at most `mostNumbers` at once; and which numbers were not found. Only those of `shops`; of
   * any shop if left out.
   */
  readonly find: (
    numbers: ReadonlyArray<string>,
    shops?: ReadonlyArray<ShopName> | null
  ) => Effect.Effect<FoundOrders, SqlError>
  /** Orders by words of their titles, the last one stored first. `after` is where the page before it ended. */
  readonly search: (
    text: string,
    filter: OrderFilter,
    after: number | null,
    size: number
  ) => Effect.Effect<SearchPage, SqlError>
  /** Orders that have a line of this SKU, the last one stored first. `after` is where the page before it ended. */
  readonly searchSku: (
    sku: string,
    filter: OrderFilter,
    after: number | null,
    size: number
  ) => Effect.Effect<SearchPage, SqlError>
  /** Why an order is not here, and what the operator can do. */
  readonly why: (question: WhyQuestion) => Effect.Effect<ReadonlyArray<Why>, SqlError>
  /** The sums of the days from `from` to `to`, both included, of one shop or of all (`null`). */
  readonly days: (from: Day, to: Day, shop: ShopName | null) => Effect.Effect<ReadonlyArray<DayOfShop>, SqlError>
  /** The sums of the days from `from` to `to`, both included, of whole platforms. */
  readonly platformDays: (
    from: Day,
    to: Day,
    filter: DayFilter
  ) => Effect.Effect<ReadonlyArray<DayOfPlatform>, SqlError>
  /** How far each shop is: at most `size` shops after a number. `now` is in Unix milliseconds by the platforms' clock. */
  readonly shops: (after: number, size: number, now: number) => Effect.Effect<ReadonlyArray<ShopOverview>, SqlError>
  /**
   * Orders of a shop whose details are to be asked for; those that are due the longest first, if left out. `now` is in Unix
   * milliseconds by the platform's clock.
   */
  readonly dueWants: (
    shop: number,
    now: number,
    limit: number,
    first?: DueFirst
  ) => Effect.Effect<ReadonlyArray<Want>, SqlError>
  /** Orders of a shop that are to be read again at this moment of the platform's clock (Unix milliseconds). */
  readonly dueRereads: (shop: number, now: number, limit: number) => Effect.Effect<ReadonlyArray<string>, SqlError>
  /** Orders of a shop that are to be asked for next, now or later: those to be read again, then wants that are not parked. */
  readonly dueNext: (shop: number, limit: number) => Effect.Effect<ReadonlyArray<string>, SqlError>
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
  /**
   * Orders that have this name or telephone number, exactly; the last one stored first. `after` is where the page before it
   * ended. Fails with `NoMasterKey` if there is none: then such texts are not found.
   */
  readonly findByPrivate: (
    text: Redacted.Redacted<string>,
    filter: OrderFilter,
    after: number | null,
    size: number
  ) => Effect.Effect<SearchPage, SqlError | NoMasterKey>
  /** Whether the store has a master key, so that private texts can be read and found. */
  readonly hasKey: boolean
  /** Whether the private texts of an order can be read; `null` if the store does not have the order. */
  readonly textState: (shop: ShopName, orderId: string) => Effect.Effect<TextState | null, SqlError>
  /** Rows that could not be decoded, without what they say; the one that came first, first. */
  readonly quarantine: (
    filter: QuarantineFilter,
    after: QuarantinePosition | null,
    size: number
  ) => Effect.Effect<ReadonlyArray<QuarantinedRow>, SqlError>
  /**
   * Readings, backfills and comparisons with the platform, the latest first; `before` is the number of the last one of the page
   * before.
   */
  readonly jobs: (filter: JobFilter, before: number | null, size: number) => Effect.Effect<ReadonlyArray<Job>, SqlError>
  /** Who read or removed private texts, the latest first; `before` is the number of the last entry of the page before. */
  readonly audit: (
    filter: AuditFilter,
    before: number | null,
    size: number
  ) => Effect.Effect<ReadonlyArray<AuditEntry>, SqlError>
  /** What does not follow from the answers; empty if the store is in order. */
  readonly check: Effect.Effect<ReadonlyArray<Discrepancy>, SqlError | DamagedRecord>
  /** As `check`, and says how far it is: `onProgress` runs before the first order, and after each batch. */
  readonly checkWithProgress: (
    onProgress: (at: CheckProgress) => Effect.Effect<void>
  ) => Effect.Effect<ReadonlyArray<Discrepancy>, SqlError | DamagedRecord>
}

/** The store for reading. Any number of processes read while one writes. */
export class Store extends Context.Service<Store, StoreService>()("@huidan/sync/Store") {}

/**
 * The store for reading: nothing is written. Without the store's master key, or with another one, private texts are masked.
 * Fails with `UnusableStore` if there is no store in the database, or one of another version than this program's.
 */
export const layerStore = (
  options: OpenOptions
): Layer.Layer<Store, SqlError | UnusableStore, SqlClient.SqlClient | ReadSnapshot> =>
  Layer.effect(Store, Effect.flatMap(openForReading(options), makeStore))

export const makeStore = Effect.fnUntraced(function* ({
  keys,
  zone
}: OpenedStore): Effect.fn.Return<StoreService, never, SqlClient.SqlClient | ReadSnapshot> {
  const sql = yield* SqlClient.SqlClient
  const snapshot = yield* ReadSnapshot
  return Store.of({
    dayZone: zone.name,
    order: (shop, orderId) => readOrder(sql, shop, orderId),
    detail: (shop, orderId) => readDetail(sql, shop, orderId),
    versions: (shop, orderId, before, size) => readVersions(sql, shop, orderId, before, size),
    keptAnswers: (shop, orderId) => readKeptAnswers(sql, shop, orderId, keys),
    rows: (orders) => readRows(sql, orders),
    changes: (after, size) => readChanges(sql, after, size),
    lastChange: lastChange(sql),
    orders: (filter, after, size) => readPage(sql, filter, after, size, zone),
    find: (numbers, shops = null) => findOrders(sql, numbers, shops),
    search: (text, filter, after, size) => searchTitles(sql, text, filter, after, size),
    searchSku: (sku, filter, after, size) => searchSku(sql, sku, filter, after, size),
    why: (question) => readWhy(sql, question, keys?.master ?? null),
    days: (from, to, shop) => readDays(sql, from, to, shop),
    platformDays: (from, to, filter) => readPlatformDays(sql, from, to, filter),
    shops: (after, size, now) => readShops(sql, after, size, now),
    dueWants: (shop, now, limit, first = "longest") => dueWants(sql, shop, now, limit, first),
    dueRereads: (shop, now, limit) => dueRereads(sql, shop, now, limit),
    dueNext: (shop, limit) => dueNext(sql, shop, limit),
    nextDue: (shop) => nextDue(sql, shop),
    compare: (lane, page) => comparePage(sql, lane, page, { keys, keepsRawAnswers: false, zone }),
    createdBetween: (shop, since, until, after, limit) => createdBetween(sql, shop, since, until, after, limit),
    shopState: (shop) => readShopState(sql, shop),
    writer: currentWriter(sql),
    findByPrivate: (text, filter, after, size) => findByPrivate(sql, text, filter, after, size, keys),
    hasKey: keys !== null,
    textState: (shop, orderId) => readTextState(sql, shop, orderId),
    quarantine: (filter, after, size) => readQuarantine(sql, filter, after, size),
    jobs: (filter, before, size) => readJobs(sql, filter, before, size),
    audit: (filter, before, size) => readAudit(sql, filter, before, size),
    check: checkStore(sql, snapshot, keys, zone),
    checkWithProgress: (onProgress) => checkStore(sql, snapshot, keys, zone, onProgress)
  })
})
