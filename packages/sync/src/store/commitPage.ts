/** Commits a page: its answers, wants, unreadable rows and cursor in one transaction, or nothing of it. */
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { MasterKey } from "../privacy/encryption.ts"
import { dayOf } from "./dailySums.ts"
import { groupedBy } from "./groupedBy.ts"
import { keptOrder } from "./keptOrder.ts"
import type { Answer, Committed, HeldLane, Page } from "./Page.ts"
import { readOrders } from "./readOrders.ts"
import { changeOf, type StoredFacet } from "./StoredOrder.ts"
import { type DamagedRecord, LaneTaken } from "./StoreError.ts"
import { writeUnreadable } from "./unreadable.ts"
import { writeOrders } from "./writeOrders.ts"

export const commitPage = (
  sql: SqlClient,
  lane: HeldLane,
  page: Page,
  master: MasterKey | null
): Effect.Effect<Committed, SqlError | LaneTaken | DamagedRecord> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    yield* moveCursor(sql, lane, page)
    // A database has no half characters: it would give them back as others.
    const facets = groupedBy(page.answers, ({ order }) => order.orderId.toWellFormed())
    const wants = groupedBy(page.wants, ({ orderId }) => orderId.toWellFormed())
    const orderIds = [...new Set([...facets.keys(), ...wants.keys()])]
    const orders = orderIds.length === 0 ? new Map<string, never>() : yield* readOrders(sql, lane, orderIds, master)
    const changes = [...orders].map(([orderId, stored]) =>
      changeOf(
        stored,
        {
          answers: (facets.get(orderId) ?? []).map((answer) => facetOf(answer, page)),
          wants: wants.get(orderId) ?? []
        },
        page,
        dayOf(now)
      )
    )
    const carried = page.answers.length === 0 ? 0 : yield* numberOf(sql, page.carries)
    yield* writeOrders(sql, lane, page, changes, carried, now)
    yield* writeUnreadable(sql, lane.shop, page.operation, page.unreadable, master, now)
    const changed = changes.flatMap(({ after, isNewVersion }) => (isNewVersion ? [after.orderId] : []))
    return { changed, unchanged: facets.size - changed.length, unreadable: page.unreadable.length }
  }).pipe(sql.withTransaction)

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

/** The raw answer is not kept. */
const facetOf = ({ askedAt, order }: Answer, { carries, meetsWants, operation }: Page): StoredFacet => ({
  operation,
  order: keptOrder(order),
  carries,
  updated: order.times.updated === null ? null : DateTime.toEpochMillis(order.times.updated),
  askedAt,
  meetsWants
})

const numberOf = Effect.fnUntraced(function* (sql: SqlClient, carries: Page["carries"]) {
  const patterns = carries.join(" ")
  // An update instead of nothing would look for facets of these patterns in the whole table.
  yield* sql`INSERT INTO carried (patterns) VALUES (${patterns}) ON CONFLICT (patterns) DO NOTHING`
  const [row] = yield* sql<{ id: number }>`SELECT id FROM carried WHERE patterns = ${patterns}`
  return row?.id ?? 0
})
