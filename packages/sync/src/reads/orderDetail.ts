/** One order as a table shows it, and what its operations said, without the order itself. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "../store/lanes.ts"
import { type OrderRow, orderRowColumns } from "./OrderFilter.ts"

/** The latest answer of one operation. Times are Unix milliseconds by the platform's clock. */
export interface FacetNote {
  readonly operation: string
  /** The platform's update time, where the operation carries it. */
  readonly updated: number | null
  readonly askedAt: number
  /** Patterns of the fields that the operation carries. */
  readonly carries: ReadonlyArray<string>
  /** Whether the operation says all that is known of an order. */
  readonly meetsWants: boolean
}

/** An order as a table shows it, and what its operations said. */
export interface OrderDetail {
  readonly row: OrderRow
  /** Why the order could not be read, the tag of an error's reason; `null` if it could. */
  readonly parked: string | null
  readonly facets: ReadonlyArray<FacetNote>
}

/** `null` if the store does not have the order. */
export const readDetail = Effect.fnUntraced(function* (
  sql: SqlClient,
  shop: ShopName,
  orderId: string
): Effect.fn.Return<OrderDetail | null, SqlError> {
  const [found] = yield* sql<OrderRow & { readonly parked: string | null }>`
    SELECT ${sql.literal(orderRowColumns)}, w.parked FROM shops s JOIN orders o ON o.shop = s.id
      LEFT JOIN wants w ON w.shop = o.shop AND w.order_id = o.order_id
    WHERE s.platform = ${shop.platform} AND s.shop_id = ${shop.shopId} AND o.order_id = ${orderId.toWellFormed()}`
  if (found === undefined) return null
  const { parked, ...row } = found
  const facets = yield* sql<{
    operation: string
    updated: number | null
    asked_at: number
    patterns: string
    meets_wants: number
  }>`
    SELECT f.operation, f.updated, f.asked_at, c.patterns, f.meets_wants FROM facets f JOIN carried c ON c.id = f.carried
    WHERE f.order_id = ${row.id} ORDER BY f.asked_at DESC, f.operation`
  return {
    row,
    parked,
    facets: facets.map(({ asked_at, meets_wants, operation, patterns, updated }) => ({
      operation,
      updated,
      askedAt: asked_at,
      carries: patterns === "" ? [] : patterns.split(" "),
      meetsWants: meets_wants === 1
    }))
  }
})

/** The rows of these orders, as far as the store has them, the last one stored first. */
export const readRows = (
  sql: SqlClient,
  orders: ReadonlyArray<ShopName & { readonly orderId: string }>
): Effect.Effect<ReadonlyArray<OrderRow>, SqlError> =>
  sql<OrderRow>`
    SELECT ${sql.literal(orderRowColumns)}
    FROM json_each(${namesOf(orders)}) AS r CROSS JOIN shops s CROSS JOIN orders o
    WHERE s.platform = r.value ->> 0 AND s.shop_id = r.value ->> 1 AND o.shop = s.id AND o.order_id = r.value ->> 2
    ORDER BY o.id DESC`

const namesOf = (orders: ReadonlyArray<ShopName & { readonly orderId: string }>): string =>
  JSON.stringify(orders.map(({ orderId, platform, shopId }) => [platform, shopId, orderId.toWellFormed()]))
