/** Orders in the sequence in which the store changed them. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type OrderRow, orderRowColumns, type Position } from "./OrderFilter.ts"

/** At most `size` orders that changed after a position (`change`, `id`), the first changed first. */
export const readChanges = (
  sql: SqlClient,
  after: Position,
  size: number
): Effect.Effect<ReadonlyArray<OrderRow>, SqlError> =>
  sql<OrderRow>`
    SELECT ${sql.literal(orderRowColumns)} FROM orders o CROSS JOIN shops s
    WHERE (o.change, o.id) > (${after.at}, ${after.id}) AND s.id = o.shop ORDER BY o.change, o.id LIMIT ${size}`

/** Where the order is that was changed last. */
export const lastChange = (sql: SqlClient): Effect.Effect<Position, SqlError> =>
  Effect.map(
    sql<Position>`SELECT change AS at, id FROM orders ORDER BY change DESC, id DESC LIMIT 1`,
    ([row]) => row ?? { at: 0, id: 0 }
  )
