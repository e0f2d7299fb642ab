/** How a shop is kept in step. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { standardAllowances } from "../rules/want.ts"
import type { ShopName } from "./lanes.ts"
import type { Page } from "./Page.ts"

/** What an answer must leave room for, and when orders are read again. */
export type ShopRules = Pick<Page, "allowances" | "rereads">

/** What holds for a shop that nobody follows. */
const standardRules: ShopRules = { allowances: standardAllowances, rereads: null }

export interface RulesRow {
  readonly clock_margin: number
  readonly replica_lag: number
  readonly reread_open: number | null
  readonly reread_closed: number | null
  readonly keep_closed: number | null
}

export const readShopRules = (sql: SqlClient, { platform, shopId }: ShopName): Effect.Effect<ShopRules, SqlError> =>
  Effect.map(
    sql<RulesRow>`
      SELECT r.clock_margin, r.replica_lag, r.reread_open, r.reread_closed, r.keep_closed
      FROM shops s JOIN shop_rules r ON r.shop = s.id WHERE s.platform = ${platform} AND s.shop_id = ${shopId}`,
    ([row]) => (row === undefined ? standardRules : rulesIn(row))
  )

const rulesIn = ({ clock_margin, keep_closed, replica_lag, reread_closed, reread_open }: RulesRow): ShopRules => ({
  allowances: { clockMargin: clock_margin, replicaLag: replica_lag },
  rereads:
    reread_open === null || reread_closed === null || keep_closed === null
      ? null
      : { open: reread_open, closed: reread_closed, keepClosed: keep_closed }
})

export const writeShopRules = (
  sql: SqlClient,
  shop: number,
  { allowances: { clockMargin, replicaLag }, rereads }: ShopRules
): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`
    INSERT INTO shop_rules (shop, clock_margin, replica_lag, reread_open, reread_closed, keep_closed)
    VALUES (${shop}, ${clockMargin}, ${replicaLag}, ${rereads?.open ?? null}, ${rereads?.closed ?? null},
      ${rereads?.keepClosed ?? null})
    ON CONFLICT (shop) DO UPDATE SET clock_margin = excluded.clock_margin, replica_lag = excluded.replica_lag,
      reread_open = excluded.reread_open, reread_closed = excluded.reread_closed, keep_closed = excluded.keep_closed`)
