/** Waiting for a lock of another connection: by Effect's clock, since SQLite's own waiting would stop the event loop. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as SqlError from "effect/sql/SqlError"
import { isLocked, sqliteError } from "./sqliteError.ts"

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
    const outcome = attempt(run)
    return outcome.isDone ? Effect.succeed(outcome.value) : afterFailure(outcome.cause, run, operation, wait)
  })

const afterFailure = <A>(
  cause: unknown,
  run: () => A,
  operation: string,
  wait: LockWait
): Effect.Effect<A, SqlError.SqlError> =>
  isLocked(cause) ? waited(run, operation, wait) : Effect.fail(sqliteError(cause, wait.file, operation))

const waited = Effect.fnUntraced(function* <A>(run: () => A, operation: string, { atMost, file }: LockWait) {
  const end = (yield* Clock.currentTimeMillis) + Duration.toMillis(atMost)
  for (let pause = firstWait; ; pause = Math.min(2 * pause, longestWait)) {
    yield* Effect.sleep(Duration.millis(pause))
    const outcome = attempt(run)
    if (outcome.isDone) return outcome.value
    const isOver = (yield* Clock.currentTimeMillis) >= end
    if (isOver || !isLocked(outcome.cause)) return yield* Effect.fail(sqliteError(outcome.cause, file, operation))
  }
})

type Attempt<A> = { readonly isDone: true; readonly value: A } | { readonly isDone: false; readonly cause: unknown }

const attempt = <A>(run: () => A): Attempt<A> => {
  try {
    return { isDone: true, value: run() }
  } catch (cause) {
    return { isDone: false, cause }
  }
}
