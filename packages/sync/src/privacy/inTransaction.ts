import type * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"
import type { WriterLost } from "../store/StoreError.ts"

/** Runs statements in a transaction of the process that writes; they write nothing if it is no longer the writer. */
export type InTransaction = <A, E>(statements: Effect.Effect<A, E>) => Effect.Effect<A, E | SqlError | WriterLost>
