/** What a person or a schedule asked for and takes long: a reading, a backfill, or a comparison with the platform. */
import { isJsonObject, type Json } from "@huidan/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { ShopName } from "./lanes.ts"

/** What a job does. `sync` reads what is new. */
export type JobKind = "sync" | "backfill" | "reconcile"

/** `stopped`: its process ended before it did. */
export type JobState = "running" | "done" | "failed" | "stopped"

/** A job that begins. */
export interface NewJob {
  readonly kind: JobKind
  /** The person or program that asked for it. */
  readonly who: string
  /**
   * The period, in Unix milliseconds by the platform's clock; `until` is excluded. A `sync` has none: both are when it was asked
   * for.
   */
  readonly since: number
  readonly until: number
  /** Whether a comparison also repairs. */
  readonly repairs: boolean
}

/** What a person or a schedule asked for, and how far it is. */
export interface Job extends NewJob, ShopName {
  readonly id: number
  readonly state: JobState
  /** Up to where it is, by the platform's clock; `null` if it has just begun. */
  readonly settled: number | null
  /** By this machine's clock. */
  readonly started: number
  readonly ended: number | null
  /** Why it failed, without private text. */
  readonly message: string | null
  /** The result, in counts. */
  readonly result: { readonly [name: string]: Json } | null
}

/** How a job ended. */
export type JobEnd = Pick<Job, "message" | "result"> & { readonly state: Exclude<JobState, "running"> }

/** Which jobs are read; all of them if nothing is given. */
export interface JobFilter {
  readonly shop?: ShopName
  readonly kind?: JobKind
}

interface JobRow extends Omit<Job, "repairs" | "result"> {
  readonly repairs: number
  readonly result: string | null
}

/** Answers with the job's number. `now` is this machine's time in Unix milliseconds. */
export const startJob = (
  sql: SqlClient,
  shop: number,
  { kind, repairs, since, until, who }: NewJob,
  now: number
): Effect.Effect<number, SqlError> =>
  Effect.map(
    sql<{ id: number }>`
      INSERT INTO jobs (shop, kind, who, state, since, until, repairs, started)
      VALUES (${shop}, ${kind}, ${who}, 'running', ${since}, ${until}, ${repairs ? 1 : 0}, ${now}) RETURNING id`,
    ([row]) => row?.id ?? 0
  )

export const noteJob = (sql: SqlClient, id: number, settled: number): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`UPDATE jobs SET settled = ${settled} WHERE id = ${id} AND state = 'running'`)

export const endJob = (
  sql: SqlClient,
  id: number,
  { message, result, state }: JobEnd,
  now: number
): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`
    UPDATE jobs SET state = ${state}, message = ${message}, ended = ${now},
      result = ${result === null ? null : JSON.stringify(result)}
    WHERE id = ${id} AND state = 'running'`)

/** Jobs of a process that is no longer the writer. */
export const stopJobs = (sql: SqlClient, now: number): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`UPDATE jobs SET state = 'stopped', ended = ${now} WHERE state = 'running'`)

/** The latest first; `before` is the number of the last job of the page before, `null` for the first page. */
export const readJobs = (
  sql: SqlClient,
  { kind, shop }: JobFilter,
  before: number | null,
  size: number
): Effect.Effect<ReadonlyArray<Job>, SqlError> => {
  // The index of shops has the sequence of one kind only: jobs of any kind are few, and read from the last one on.
  const column = sql.literal(kind === undefined ? "+j.shop" : "j.shop")
  return Effect.map(
    sql<JobRow>`
      SELECT j.id, s.platform, s.shop_id AS "shopId", j.kind, j.who, j.state, j.since, j.until, j.repairs, j.settled,
        j.started, j.ended, j.message, j.result
      FROM jobs j CROSS JOIN shops s
      WHERE s.id = j.shop AND ${sql.and([
        ...(shop === undefined
          ? []
          : [sql`${column} = (SELECT id FROM shops WHERE platform = ${shop.platform} AND shop_id = ${shop.shopId})`]),
        ...(kind === undefined ? [] : [sql`j.kind = ${kind}`]),
        sql`j.id < ${before ?? Number.MAX_SAFE_INTEGER}`
      ])}
      ORDER BY j.id DESC LIMIT ${size}`,
    (rows) => rows.map((row) => ({ ...row, repairs: row.repairs === 1, result: resultIn(row.result) }))
  )
}

const resultIn = (text: string | null): Job["result"] => {
  const value = Result.getOrElse(
    Result.try(() => JSON.parse(text ?? "null") as Json),
    () => null
  )
  return isJsonObject(value) ? value : null
}
