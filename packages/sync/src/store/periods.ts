/** Which periods of a shop were read. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { rowsOf } from "./rows.ts"

/** All times in [`since`, `until`). Unix milliseconds by the platform's clock. */
export interface ReadPeriod {
  readonly since: number
  readonly until: number
}

/** The periods that any lane of the shop has read, now or before it began another one; the earliest first. */
export const readPeriods = (sql: SqlClient, shop: number): Effect.Effect<ReadonlyArray<ReadPeriod>, SqlError> =>
  Effect.map(
    sql<ReadPeriod>`
      SELECT since, until FROM covered WHERE shop = ${shop} UNION ALL
      SELECT since, settled AS until FROM cursors WHERE shop = ${shop} AND settled > since`,
    united
  )

/** Keeps what a lane has read, before it begins another period. */
export const keepCovered = Effect.fnUntraced(function* (sql: SqlClient, shop: number, read: ReadPeriod) {
  if (read.until <= read.since) return
  const before = yield* sql<ReadPeriod>`SELECT since, until FROM covered WHERE shop = ${shop}`
  yield* sql`DELETE FROM covered WHERE shop = ${shop}`
  const rows = united([...before, read]).map(({ since, until }) => [shop, since, until])
  yield* sql`INSERT INTO covered (shop, since, until) ${rowsOf(sql, 3, rows)}`
})

/** The same times as periods that neither overlap nor touch. */
const united = (periods: ReadonlyArray<ReadPeriod>): ReadonlyArray<ReadPeriod> => {
  const all: Array<ReadPeriod> = []
  for (const { since, until } of periods.toSorted((one, other) => one.since - other.since)) {
    const last = all.at(-1)
    if (last === undefined || since > last.until) all.push({ since, until })
    else all[all.length - 1] = { since: last.since, until: Math.max(last.until, until) }
  }
  return all
}
