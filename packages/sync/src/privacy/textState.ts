/** Whether the private texts of an order can be read. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import type { EndReason } from "./endTexts.ts"

/** Whether the private texts of an order can be read, and if not, why. */
export interface TextState {
  /** `masked`: there was no master key. */
  readonly state: "encrypted" | "masked" | EndReason
  /** When the texts were destroyed, in Unix milliseconds by this machine's clock. */
  readonly endedAt: number | null
}

/** `null` if the store does not have the order. */
export const readTextState = (
  sql: SqlClient,
  { platform, shopId }: ShopName,
  orderId: string
): Effect.Effect<TextState | null, SqlError> =>
  Effect.map(
    sql<{ wrapped: string | null; ended: string | null; ended_at: number | null }>`
      SELECT k.wrapped, k.ended, k.ended_at
      FROM shops s JOIN orders o ON o.shop = s.id LEFT JOIN keys k ON k.order_id = o.id
      WHERE s.platform = ${platform} AND s.shop_id = ${shopId} AND o.order_id = ${orderId.toWellFormed()}`,
    ([row]) => (row === undefined ? null : { state: stateOf(row.ended, row.wrapped), endedAt: row.ended_at })
  )

const stateOf = (ended: string | null, wrapped: string | null): TextState["state"] => {
  if (ended === "forgotten" || ended === "expired") return ended
  return wrapped === null ? "masked" : "encrypted"
}
