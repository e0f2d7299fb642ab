/** Waiting for a lock of another connection: by Effect's clock, since SQLite's own waiting would stop the event loop. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type * as SqlError from "effect/sql/SqlError"
import { isLocked, sqliteError, Thrown } from "./sqliteError.ts"

/** How long the first wait is, in milliseconds; each further one is twice as long, up to `longestWait`. */
const firstWait = 1
const longestWait = 50

export interface LockWait {
  /** The name of the file in messages. */
  readonly file: string
  /** How long a statement waits in all. */
  readonly atMost: Duration.Duration
}

/**
 * Runs the function; while another connection holds the lock that it needs, it is run again. It must have no effect if it
 * throws for a lock, as is true of a SQLite statement.
 */
export const whenUnlocked = <A>(run: () => A, operation: string, wait: LockWait): Effect.Effect<A, SqlError.SqlError> =>
  Effect.suspend(() => {
    try {
      return Effect.succeed(run())
    } catch (cause) {
      return afterFailure(
        cause,
        Effect.try({ try: run, catch: (again) => new Thrown({ cause: again }) }),
        operation,
        wait
      )
    }
  })

/** The same of an effect that fails with what SQLite threw. */
export const retriedWhileLocked = <A>(
  run: Effect.Effect<A, Thrown>,
  operation: string,
  wait: LockWait
): Effect.Effect<A, SqlError.SqlError> => Effect.catch(run, ({ cause }) => afterFailure(cause, run, operation, wait))

const afterFailure = <A>(
  cause: unknown,
  run: Effect.Effect<A, Thrown>,
  operation: string,
  wait: LockWait
): Effect.Effect<A, SqlError.SqlError> =>
  isLocked(cause) ? waited(run, operation, wait) : Effect.fail(sqliteError(cause, wait.file, operation))

const waited = Effect.fnUntraced(function* <A>(
  run: Effect.Effect<A, Thrown>,
  operation: string,
  { atMost, file }: LockWait
) {
  const end = (yield* Clock.currentTimeMillis) + Duration.toMillis(atMost)
  for (let pause = firstWait; ; pause = Math.min(2 * pause, longestWait)) {
    yield* Effect.sleep(Duration.millis(pause))
    const outcome = yield* Effect.result(run)
    if (Result.isSuccess(outcome)) return outcome.success
    const { cause } = outcome.failure
    const isOver = (yield* Clock.currentTimeMillis) >= end
    if (isOver || !isLocked(cause)) return yield* Effect.fail(sqliteError(cause, file, operation))
  }
})
