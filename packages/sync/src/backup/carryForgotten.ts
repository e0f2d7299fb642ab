/** What was forgotten in a store is forgotten in an older copy that takes its place. */
import { DatabaseSync } from "node:sqlite"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import { sqliteError } from "../sqlite/sqliteError.ts"

/**
 * Destroys the private texts of the orders in `copy` whose texts were destroyed in the store `replaced`, also of orders that come
 * later, and empties the rows that could not be decoded and were emptied there. The entries of the audit about it go
 * with them. Orders and shops are found by their names: their numbers differ. Fails with `SqlError` if a file cannot be read.
 */
export const carryForgotten = (replaced: string, copy: string): Effect.Effect<void, SqlError> =>
  Effect.try({
    try: () => {
      const database = new DatabaseSync(copy)
      try {
        database.exec("PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY")
        database.prepare("ATTACH ? AS replaced").run(replaced)
        database.exec(`BEGIN; ${statements.join(";")}; COMMIT`)
      } finally {
        database.close()
      }
    },
    catch: (cause) => sqliteError(cause, replaced, "read what was forgotten")
  })

const these = "order_id IN (SELECT id FROM temp.stored)"

const statements: ReadonlyArray<string> = [
  `CREATE TEMP TABLE ended AS
    SELECT s.platform, s.shop_id, o.order_id, k.ended, k.ended_at AS at
    FROM replaced.keys k JOIN replaced.orders o ON o.id = k.order_id JOIN replaced.shops s ON s.id = o.shop
    WHERE k.ended IS NOT NULL
    UNION ALL SELECT s.platform, s.shop_id, g.order_id, 'forgotten', g.at
    FROM replaced.forgotten g JOIN replaced.shops s ON s.id = g.shop`,
  `INSERT INTO main.shops (platform, shop_id) SELECT DISTINCT platform, shop_id FROM temp.ended WHERE true
    ON CONFLICT (platform, shop_id) DO NOTHING`,
  `CREATE TEMP TABLE stored AS
    SELECT o.id, e.ended, e.at FROM temp.ended e
    JOIN main.shops s ON s.platform = e.platform AND s.shop_id = e.shop_id
    JOIN main.orders o ON o.shop = s.id AND o.order_id = e.order_id`,
  `INSERT INTO main.keys (order_id, ended, ended_at) SELECT id, ended, at FROM temp.stored WHERE true
    ON CONFLICT (order_id) DO UPDATE SET wrapped = NULL, master = NULL, ended = excluded.ended,
      ended_at = excluded.ended_at WHERE keys.ended IS NULL`,
  ...["facets", "bodies", "versions"].map((table) => `UPDATE main.${table} SET sealed = NULL WHERE ${these}`),
  ...["private_hashes", "raw_answers", "decrypted"].map((table) => `DELETE FROM main.${table} WHERE ${these}`),
  `INSERT INTO main.forgotten (shop, order_id, at)
    SELECT s.id, e.order_id, max(e.at) FROM temp.ended e
    JOIN main.shops s ON s.platform = e.platform AND s.shop_id = e.shop_id
    WHERE e.ended = 'forgotten'
      AND NOT EXISTS (SELECT 1 FROM main.orders o WHERE o.shop = s.id AND o.order_id = e.order_id)
    GROUP BY s.id, e.order_id ON CONFLICT (shop, order_id) DO NOTHING`,
  `UPDATE main.quarantine SET sealed = NULL, wrapped = NULL, master = NULL
    WHERE fingerprint IN (SELECT fingerprint FROM replaced.quarantine WHERE sealed IS NULL)`,
  `INSERT INTO main.audit (at, who, action, subject)
    SELECT at, who, action, subject FROM replaced.audit a WHERE action = 'forget' AND NOT EXISTS (
      SELECT 1 FROM main.audit b
      WHERE b.at = a.at AND b.who = a.who AND b.action = a.action AND b.subject = a.subject)
    ORDER BY a.id`
]
