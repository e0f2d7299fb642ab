/**
 * The one process that writes to a store. It holds a lease and renews it; while the lease lives, another one is refused. A
 * process that was stopped for longer than its lease, and goes on, finds its epoch taken: everything that it writes is
 * refused.
 */
import { hostname } from "node:os"
import * as Clock from "effect/Clock"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Predicate from "effect/Predicate"
import * as Schedule from "effect/Schedule"
import type * as Scope from "effect/Scope"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { StoreTaken, WriterLost } from "./StoreError.ts"

/** How a process becomes the writer. */
export interface WriterOptions {
  /** Its command, for messages: `huidan serve`. */
  readonly name: string
  /** How long it stays the writer without a sign of life; 15 seconds if left out. It gives one three times as often. */
  readonly lease?: Duration.Input
  /** Whether to wait until a writer before has ended or lost its lease; it is refused at once if left out. */
  readonly wait?: boolean
}

/** This process as the one that writes to the store. */
export interface Writer {
  readonly name: string
  readonly epoch: number
  /** Where it takes requests of other processes of this machine, and the token that they must state. */
  readonly announce: (address: string, token: string) => Effect.Effect<void, SqlError | WriterLost>
}

/** The writer of a store, as others see it. */
export interface CurrentWriter {
  readonly name: string
  readonly host: string
  readonly process: number
  /** Unix milliseconds by that machine's clock. */
  readonly started: number
  readonly until: number
  /** How long it stays the writer without a sign of life, in milliseconds. */
  readonly lease: number
  /** Grows with each sign of life. */
  readonly beat: number
  readonly epoch: number
  readonly address: string | null
  readonly token: string | null
}

/** The writer whose lease has not ended; `null` if there is none. */
export const currentWriter = (sql: SqlClient.SqlClient): Effect.Effect<CurrentWriter | null, SqlError> =>
  Effect.gen(function* () {
    const row = yield* lastWriter(sql)
    return row !== null && row.until > (yield* Clock.currentTimeMillis) ? row : null
  })

/** The same of a database that may have no store yet, or one of another version. */
export const runningWriter: Effect.Effect<CurrentWriter | null, SqlError, SqlClient.SqlClient> = Effect.flatMap(
  SqlClient.SqlClient,
  (sql) => currentWriter(sql)
).pipe(
  Effect.catchIf(
    ({ reason }) => reason._tag !== "LockTimeoutError",
    () => Effect.succeed(null)
  )
)

const lastWriter = (sql: SqlClient.SqlClient): Effect.Effect<CurrentWriter | null, SqlError> =>
  Effect.map(
    sql<CurrentWriter>`SELECT name, host, process, started, until, lease, beat, epoch, address, token FROM writer`,
    ([row]) => row ?? null
  )

const standardLease = Duration.seconds(15)

/** The name of a writer as the owner of lanes. */
export const ownerOf = (name: string, epoch: number): string => `${name} ${epoch}`

/** Becomes the writer until the scope ends. All lanes of the writer before are taken from it. */
export const becomeWriter = Effect.fnUntraced(function* (
  sql: SqlClient.SqlClient,
  options: WriterOptions
): Effect.fn.Return<Writer, SqlError | StoreTaken, Scope.Scope> {
  const lease = Duration.toMillis(options.lease ?? standardLease)
  const epoch = yield* Effect.acquireRelease(taken(sql, options, lease), (own) =>
    Effect.ignore(
      sql`UPDATE writer SET until = ${released}, address = NULL, token = NULL WHERE one = 1 AND epoch = ${own}`
    )
  )
  // An interval that fails is tried again: the lease outlives two of them.
  yield* Clock.currentTimeMillis.pipe(
    Effect.flatMap(
      (now) => sql`UPDATE writer SET until = ${now + lease}, beat = beat + 1 WHERE one = 1 AND epoch = ${epoch}`
    ),
    Effect.ignore,
    Effect.schedule(Schedule.spaced(Duration.millis(lease / 3))),
    Effect.forkScoped
  )
  return {
    name: options.name,
    epoch,
    announce: (address, token) =>
      asWriter(
        sql,
        epoch,
        sql`UPDATE writer SET address = ${address}, token = ${token} WHERE one = 1 AND epoch = ${epoch}`
      )
  }
})

/** Runs statements in a transaction that fails, and writes nothing, if another process is the writer. */
export const asWriter = <A, E, R>(
  sql: SqlClient.SqlClient,
  epoch: number,
  statements: Effect.Effect<A, E, R>
): Effect.Effect<A, E | SqlError | WriterLost, R> =>
  Effect.gen(function* () {
    const own = yield* sql`UPDATE writer SET beat = beat + 1 WHERE one = 1 AND epoch = ${epoch} RETURNING epoch`
    if (own.length === 0) return yield* new WriterLost()
    return yield* statements
  }).pipe(sql.withTransaction)

/**
 * Takes the lease when it is free, and answers with the new epoch. A clock can be set, so that a lease which seems to have ended,
 * or ends later than its length allows, need not be dead: it is alive if its writer gives a sign of life within its length by
 * the monotonic clock. If the process is gone from this machine, that is not awaited.
 */
const taken = Effect.fnUntraced(function* (sql: SqlClient.SqlClient, options: WriterOptions, lease: number) {
  let watched: { readonly beat: number; readonly since: bigint } | null = null
  for (;;) {
    const outcome: Attempt = yield* attempt(sql, options, lease, watched?.beat ?? null, false)
    if (outcome._tag === "Taken") return outcome.epoch
    const now = yield* Clock.currentTimeMillis
    const current: CurrentWriter = outcome.current
    const isBelieved = current.until > now && current.until - now <= current.lease
    if (isBelieved && options.wait !== true) return yield* new StoreTaken(takenBy(current, now))
    const time = yield* Clock.monotonicTimeNanos
    if (watched === null || watched.beat !== current.beat) {
      if (watched !== null && options.wait !== true) return yield* new StoreTaken(takenBy(current, now))
      watched = { beat: current.beat, since: time }
    } else if (time - watched.since >= BigInt(Math.ceil(current.lease)) * 1_000_000n) {
      const last = yield* attempt(sql, options, lease, watched.beat, true)
      if (last._tag === "Taken") return last.epoch
    }
    yield* Effect.sleep(Duration.millis(Math.min(lease, current.lease) / 3))
  }
})

/** The end of a lease that its writer gave up. */
const released = 0

/** Whether the process of a writer is gone for certain: it was on this machine, and no process has its number. */
const isGone = ({ host, process: id }: CurrentWriter): boolean => {
  if (host !== hostname()) return false
  try {
    // Signal 0 only asks whether the process is there.
    process.kill(id, 0)
    return false
  } catch (cause) {
    return Predicate.hasProperty(cause, "code") && cause.code === "ESRCH"
  }
}

type Attempt =
  | { readonly _tag: "Taken"; readonly epoch: number }
  | { readonly _tag: "Held"; readonly current: CurrentWriter }

/** `silent`: also from a writer whose last sign of life is this `beat`. */
const attempt = (
  sql: SqlClient.SqlClient,
  { name }: WriterOptions,
  lease: number,
  beat: number | null,
  silent: boolean
): Effect.Effect<Attempt, SqlError> =>
  Effect.gen(function* () {
    const now = yield* Clock.currentTimeMillis
    const current = yield* lastWriter(sql)
    const isFree =
      current === null ||
      current.until === released ||
      (current.until <= now && isGone(current)) ||
      (silent && current.beat === beat)
    if (!isFree) return { _tag: "Held" as const, current }
    const epoch = (current?.epoch ?? 0) + 1
    yield* sql`
      INSERT INTO writer (one, name, host, process, started, until, lease, beat, epoch)
      VALUES (1, ${name}, ${hostname()}, ${process.pid}, ${now}, ${now + lease}, ${lease}, 0, ${epoch})
      ON CONFLICT (one) DO UPDATE SET name = excluded.name, host = excluded.host, process = excluded.process,
        started = excluded.started, until = excluded.until, lease = excluded.lease, beat = 0, epoch = excluded.epoch,
        address = NULL, token = NULL`
    yield* sql`UPDATE cursors SET epoch = epoch + 1, owner = ${ownerOf(name, epoch)}`
    return { _tag: "Taken" as const, epoch }
  }).pipe(sql.withTransaction)

const takenBy = ({ host, name, process: id, started, until }: CurrentWriter, now: number) => ({
  writer: name,
  host,
  process: id,
  since: DateTime.formatIso(DateTime.makeUnsafe(started)),
  secondsLeft: Math.max(0, Math.ceil((until - now) / 1000))
})
