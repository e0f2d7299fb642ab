/** Destroys the rows of the quarantine that name what is forgotten. */
import type { Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { groupedBy } from "../store/groupedBy.ts"
import type { ShopName } from "../store/lanes.ts"
import { ordersNamed } from "../store/ordersNamed.ts"
import { type Arrived, raiseWants } from "../store/raiseWants.ts"
import type { ForgetProgress, Forgetting } from "./Forgetting.ts"
import { documentOf, emptyRows, type KeptRow, keptRowColumns } from "./keptRows.ts"
import { shortTextsIn } from "./mentions.ts"

/** How many rows are read at once. */
const rowsAtOnce = 20

/**
 * Looks through all rows: what they are about is only known by reading them. They are decrypted one by one, and other fibers
 * run in between. `done`: the orders that are forgotten already.
 */
export const forgetRows = Effect.fnUntraced(function* (
  { keys, onProgress = () => Effect.void, own, sql, wantedAgain = () => Effect.succeed(null) }: Forgetting,
  audit: Effect.Effect<void, SqlError>,
  done: Pick<ForgetProgress, "orders" | "ofOrders">,
  isNamed: (shop: number, document: Json) => boolean
) {
  if (keys === null) return 0
  const [all] = yield* sql<{ count: number }>`
    SELECT count(*) AS count FROM quarantine WHERE wrapped IS NOT NULL AND last_seen >= 0`
  let count = 0
  let seen = 0
  for (let last = ""; ; ) {
    const rows = yield* sql<KeptRow>`
      SELECT ${sql.literal(keptRowColumns)} FROM quarantine q CROSS JOIN shops s ON s.id = q.shop
      WHERE q.fingerprint > ${last} AND q.sealed IS NOT NULL ORDER BY q.fingerprint LIMIT ${rowsAtOnce}`
    const final = rows.at(-1)
    if (final === undefined) return count
    last = final.fingerprint
    const named: Array<NamedRow> = []
    for (const row of rows) {
      const document = documentOf(row, keys)
      if (isNamed(row.shop, document)) named.push({ row, texts: shortTextsIn(document) })
      yield* Effect.yieldNow
    }
    if (named.length > 0) {
      count += named.length
      const wants: Array<Effect.Effect<void, SqlError>> = []
      for (const [shop, ofShop] of groupedBy(named, ({ row }) => row.shop)) {
        const arrived = yield* wantedAgain(nameOf(ofShop[0].row))
        const texts = ofShop.map((each) => each.texts)
        if (arrived !== null) wants.push(wantNamed(sql, shop, texts, arrived))
      }
      const fingerprints = named.map(({ row }) => row.fingerprint)
      yield* own(Effect.andThen(Effect.all([emptyRows(sql, fingerprints), ...wants], { discard: true }), audit))
    }
    seen += rows.length
    yield* onProgress({ ...done, rows: seen, ofRows: Math.max(seen, all?.count ?? 0) })
  }
})

interface NamedRow {
  readonly row: KeptRow
  readonly texts: ReadonlySet<string>
}

const nameOf = ({ platform, shopId }: KeptRow): ShopName => ({ platform, shopId })

/** Wants the orders that these rows name, as far as the store knows their numbers. */
const wantNamed = (
  sql: SqlClient,
  shop: number,
  texts: ReadonlyArray<ReadonlySet<string>>,
  { at, isMachineTime }: Arrived
): Effect.Effect<void, SqlError> =>
  Effect.flatMap(ordersNamed(sql, shop, texts), (orderIds) => raiseWants(sql, shop, [...orderIds], at, isMachineTime))
