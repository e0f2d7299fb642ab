/** Reading one state of the database with several statements, beside what is written meanwhile. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql/SqlError"

/**
 * Runs an effect whose statements all read the state of the database at its first one. It must not write. Others write
 * meanwhile: a transaction of the `SqlClient` itself would keep them out.
 */
export class ReadSnapshot extends Context.Service<
  ReadSnapshot,
  <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E | SqlError, R>
>()("@huidan/sync/ReadSnapshot") {}
