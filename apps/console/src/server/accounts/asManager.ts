/** Changes of accounts, links and tokens by a person who is logged in. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { NotAllowed } from "../../api/index.ts"

/**
 * Runs a change in one transaction if the account may still manage accounts, and takes it back if nobody could manage them
 * afterwards. `null`: not an account of the console, which may do everything.
 */
export const asManager = <A, E>(
  sql: SqlClient,
  account: string | null,
  change: Effect.Effect<A, E>
): Effect.Effect<A, E | SqlError | NotAllowed> =>
  account === null
    ? change
    : Effect.gen(function* () {
        const before = yield* managers(sql)
        if (!before.some(({ name }) => name === account)) {
          return yield* new NotAllowed({ role: "revealer", detail: "Your account cannot manage accounts any more" })
        }
        const result = yield* change
        if ((yield* managers(sql)).length === 0) {
          return yield* new NotAllowed({
            role: "revealer",
            detail: "It is the last account that can manage accounts",
            advice: "Make another account a revealer of all shops first."
          })
        }
        return result
      }).pipe(sql.withTransaction)

/** The accounts with a password that may make accounts, links and tokens. */
const managers = (sql: SqlClient): Effect.Effect<ReadonlyArray<{ readonly name: string }>, SqlError> =>
  sql<{ name: string }>`
    SELECT name FROM accounts WHERE role = 'revealer' AND shops IS NULL AND password IS NOT NULL`
