/** Commits a page: its answers, wants, unreadable rows and cursor in one transaction, or nothing of it. */
import type { Order } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { StoreKeys } from "../privacy/StoreKeys.ts"
import { patternsText } from "./carriedPatterns.ts"
import type { DayZone } from "./dayZone.ts"
import { groupedBy } from "./groupedBy.ts"
import { keptOrder } from "./keptOrder.ts"
import type { Answer, Committed, HeldLane, Page } from "./Page.ts"
import { type NumberedShop, readOrders } from "./readOrders.ts"
import { changeOf, type RawAnswer, type StoredFacet } from "./StoredOrder.ts"
import { type DamagedRecord, LaneTaken } from "./StoreError.ts"
import { writeUnreadable } from "./unreadable.ts"
import { writeOrders } from "./writeOrders.ts"

/** What a page leaves of its private texts. */
export interface CommitSettings {
  /** `null`: private texts are masked. */
  readonly keys: StoreKeys | null
  /** Whether what the platform sent of an order is kept too. */
  readonly keepsRawAnswers: boolean
  /** By whose days sums are computed. */
  readonly zone: DayZone
}

export const commitPage = (
  sql: SqlClient,
  lane: HeldLane,
  page: Page,
  settings: CommitSettings
): Effect.Effect<Committed, SqlError | LaneTaken | DamagedRecord> =>
  sql.withTransaction(Effect.andThen(moveCursor(sql, lane, page), commitAnswers(sql, lane, page, settings)))

/** Commits a page without its cursor, in the transaction of the caller. */
export const commitAnswers = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: NumberedShop,
  page: Omit<Page, "cursor" | "progress">,
  settings: CommitSettings
) {
  const now = yield* Clock.currentTimeMillis
  const [last] =
    page.answers.length === 0 ? [] : yield* sql<{ change: number | null }>`SELECT max(change) AS change FROM orders`
  const change = (last?.change ?? 0) + 1
  const { keys } = settings
  const master = keys?.master ?? null
  const changes = yield* changesOf(sql, shop, page, settings, now)
  const carried = page.answers.length === 0 ? 0 : yield* numberOf(sql, page.carries)
  yield* writeOrders(
    sql,
    shop,
    { operation: page.operation, carried, now, change, hashKey: keys?.hash ?? null, zone: settings.zone },
    changes
  )
  yield* writeUnreadable(sql, shop.shop, page.operation, page.unreadable, master, now, page.wantedAgain ?? null)
  const changed = changes.flatMap(({ after, isNewVersion }) => (isNewVersion ? [after.orderId] : []))
  const committed: Committed = {
    changed,
    unchanged: new Set(page.answers.map(({ order }) => order.orderId)).size - changed.length,
    unreadable: page.unreadable.length
  }
  return committed
})

/** What the page makes of each order that it names. */
export const changesOf = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: NumberedShop,
  page: Omit<Page, "cursor" | "progress">,
  { keepsRawAnswers, keys, zone }: CommitSettings,
  now: number
) {
  const master = keys?.master ?? null
  // A database has no half characters: it would give them back as others.
  const facets = groupedBy(page.answers, ({ order }) => order.orderId.toWellFormed())
  const wants = groupedBy(page.wants, ({ orderId }) => orderId.toWellFormed())
  const orderIds = [...new Set([...facets.keys(), ...wants.keys()])]
  const orders = orderIds.length === 0 ? new Map<string, never>() : yield* readOrders(sql, shop, orderIds, master)
  return [...orders].map(([orderId, stored]) =>
    changeOf(
      stored,
      {
        answers: (facets.get(orderId) ?? []).map((answer) => facetOf(answer, page, keepsRawAnswers)),
        wants: wants.get(orderId) ?? []
      },
      page,
      zone.dayOf(now)
    )
  )
})

/** The statement that moves the cursor checks the epoch: an owner from before writes nothing. */
const moveCursor = Effect.fnUntraced(function* (sql: SqlClient, held: HeldLane, { cursor, progress }: Page) {
  const { epoch, lane, owner, shop } = held
  const { settled = null, since = null, until = null } = progress ?? {}
  const moved = yield* sql`
    UPDATE cursors SET cursor = coalesce(${cursor}, cursor), since = coalesce(${since}, since),
      settled = coalesce(${settled}, settled), until = CASE WHEN ${since} IS NULL THEN until ELSE ${until} END
    WHERE shop = ${shop} AND lane = ${lane} AND owner = ${owner} AND epoch = ${epoch} RETURNING epoch`
  if (moved.length === 0) return yield* new LaneTaken({ lane, owner, epoch })
})

const facetOf = (
  { askedAt, order }: Answer,
  { carries, meetsWants, operation }: Pick<Page, "carries" | "meetsWants" | "operation">,
  keepsRaw: boolean
): StoredFacet => ({
  operation,
  order: keptOrder(order),
  carries,
  updated: order.times.updated === null ? null : DateTime.toEpochMillis(order.times.updated),
  askedAt,
  meetsWants,
  raw: keepsRaw ? rawOf(order) : null
})

const rawOf = ({ source: { raw, rawNumbers } }: Order): RawAnswer | null => (raw === null ? null : { raw, rawNumbers })

const numberOf = Effect.fnUntraced(function* (sql: SqlClient, carries: Page["carries"]) {
  const patterns = patternsText(carries)
  // An update instead of nothing would look for facets of these patterns in the whole table.
  yield* sql`INSERT INTO carried (patterns) VALUES (${patterns}) ON CONFLICT (patterns) DO NOTHING`
  const [row] = yield* sql<{ id: number }>`SELECT id FROM carried WHERE patterns = ${patterns}`
  return row?.id ?? 0
})
