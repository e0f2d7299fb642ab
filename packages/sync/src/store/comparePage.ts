/** What committing a page would change, without committing it. */
import { differences, type Pointer } from "@huidan/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Position } from "../reads/OrderFilter.ts"
import { type CommitSettings, changesOf } from "./commitPage.ts"
import type { HeldLane, Page } from "./Page.ts"
import type { DamagedRecord } from "./StoreError.ts"

/** An order that differs between the store and the platform. */
export interface Deviation {
  readonly orderId: string
  /** `missing`: the store does not have it. `behind`: it has it, and another reading of it is due. */
  readonly kind: "missing" | "behind" | "different"
  /** Where the two differ. */
  readonly places: ReadonlyArray<Pointer>
}

export const comparePage = (
  sql: SqlClient,
  lane: HeldLane,
  page: Page,
  settings: CommitSettings
): Effect.Effect<ReadonlyArray<Deviation>, SqlError | DamagedRecord> =>
  Effect.gen(function* () {
    const changes = yield* changesOf(sql, lane, page, settings, yield* Clock.currentTimeMillis)
    return changes.flatMap(({ after, before, isNewVersion }): ReadonlyArray<Deviation> => {
      if (!isNewVersion || after.body === null) return []
      const { orderId } = after
      if (before.body === null) return [{ orderId, kind: "missing", places: [] }]
      const places = differences(before.body, after.body).map(({ path }) => path)
      return [{ orderId, kind: before.want === null ? "different" : "behind", places }]
    })
  })

/** The ids of a shop's orders that were created in this time (Unix milliseconds), by their time and number, after this position. */
export const createdBetween = (
  sql: SqlClient,
  shop: number,
  since: number,
  until: number,
  after: Position,
  limit: number
): Effect.Effect<ReadonlyArray<Position & { readonly orderId: string }>, SqlError> =>
  sql`
    SELECT order_id AS "orderId", created AS at, id FROM orders
    WHERE shop = ${shop} AND created >= ${since} AND created < ${until} AND gone IS NULL
      AND (created, id) > (${after.at}, ${after.id})
    ORDER BY created, id LIMIT ${limit}`
