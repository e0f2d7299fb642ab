/**
 * The life of one process of a simulation. A process that is frozen does nothing: whatever it does next with the file, the
 * platform, or the clock, its finalizers too, waits until it thaws. One that is killed never thaws, and its connections are
 * closed, so that SQLite takes back what was not committed.
 */
import type { DatabaseSync } from "node:sqlite"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Latch from "effect/Latch"
import type { MakeConnection } from "../../../packages/sync/src/sqlite/SqliteClient.ts"
import { sqliteConnection } from "../../../packages/sync/src/sqlite/SqliteConnection.ts"

/** What the store is doing: `page of the live list`, `detail`. */
export const CurrentWork = Context.Reference<string>("@huidan/test/CurrentWork", { defaultValue: () => "other" })

/** One statement of a process. */
export interface RunStatement {
  readonly work: string
  /** Which statement of its transaction, from 1: the one that begins it; 0 outside of transactions. */
  readonly statement: number
  readonly sql: string
}

export interface Life {
  /** Waits while the process is frozen. */
  readonly alive: Effect.Effect<void>
  readonly isFrozen: () => boolean
  /** Ends when the process is frozen. */
  readonly frozen: Effect.Effect<void>
  readonly freeze: () => void
  /** Freezes it after so many further statements. */
  readonly freezeSoon: (statements: number) => void
  readonly thaw: Effect.Effect<void>
  /** Freezes it for ever, and closes its connections. */
  readonly kill: () => void
  /** Whether one of its transactions is open. */
  readonly isInTransaction: () => boolean
  /** How many rows its connections have written; those that were closed since the first look count too. */
  readonly written: () => number
  readonly makeConnection: MakeConnection
}

interface LifeOptions {
  /** Called after each statement. */
  readonly onStatement: (statement: RunStatement) => void
  /** Whether the process freezes after this statement. */
  readonly freezesAfter: (statement: RunStatement) => boolean
  /** What a statement waits for before it runs, so that others run in between. */
  readonly pause: Effect.Effect<void>
}

export const makeLife = ({ freezesAfter, onStatement, pause }: LifeOptions): Life => {
  const databases = new Set<DatabaseSync>()
  const frozen = Latch.makeUnsafe(false)
  let ice: Latch.Latch | null = null
  let statementsLeft = Number.POSITIVE_INFINITY
  /** What each connection had written after its last statement, once somebody looks. */
  const written = new Map<DatabaseSync, number>()
  const look = (database: DatabaseSync) => {
    const row = database.prepare("SELECT total_changes() AS changes").get()
    written.set(database, Number(row?.["changes"] ?? 0))
  }
  const isOpen = () => [...databases].filter(({ isOpen: open }) => open)
  const freeze = () => {
    ice ??= Latch.makeUnsafe(false)
    statementsLeft = Number.POSITIVE_INFINITY
    frozen.openUnsafe()
  }
  const alive = Effect.suspend(() => ice?.await ?? Effect.void)
  const makeConnection: MakeConnection = (database, wait) => {
    databases.add(database)
    const own = sqliteConnection(database, wait)
    /** How many statements of the open transaction were run; 0 if none is open. */
    let statements = 0
    const run = <A, E>(sql: string, statement: Effect.Effect<A, E>): Effect.Effect<A, E> =>
      Effect.withFiber((fiber) => {
        const work = fiber.getRef(CurrentWork)
        return Effect.gen(function* () {
          yield* alive
          yield* pause
          yield* alive
          const answer = yield* statement
          const isInside = statements > 0 || database.isTransaction
          const done = { sql, work, statement: isInside ? statements + 1 : 0 }
          statements = database.isTransaction ? done.statement : 0
          if (written.size > 0) look(database)
          onStatement(done)
          statementsLeft -= 1
          if (statementsLeft === 0 || freezesAfter(done)) freeze()
          yield* alive
          return answer
        })
      })
    return {
      isTransaction: own.isTransaction,
      execute: (sql, parameters, transform) => run(sql, own.execute(sql, parameters, transform)),
      executeUnprepared: (sql, parameters, transform) => run(sql, own.executeUnprepared(sql, parameters, transform)),
      executeRaw: (sql, parameters) => run(sql, own.executeRaw(sql, parameters)),
      executeValues: (sql, parameters) => run(sql, own.executeValues(sql, parameters)),
      executeValuesUnprepared: (sql, parameters) => run(sql, own.executeValuesUnprepared(sql, parameters)),
      executeStream: own.executeStream
    } satisfies ReturnType<MakeConnection>
  }
  return {
    alive,
    isFrozen: () => ice !== null,
    frozen: frozen.await,
    freeze,
    freezeSoon: (statements) => {
      statementsLeft = statements
    },
    thaw: Effect.suspend(() => {
      const melting = ice
      ice = null
      frozen.closeUnsafe()
      return melting?.open ?? Effect.void
    }),
    kill: () => {
      freeze()
      for (const database of isOpen()) database.close()
    },
    isInTransaction: () => isOpen().some(({ isTransaction }) => isTransaction),
    written: () => {
      for (const database of isOpen()) look(database)
      return [...written.values()].reduce((sum, changes) => sum + changes, 0)
    },
    makeConnection
  }
}
