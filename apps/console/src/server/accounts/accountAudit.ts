/** Who let whom into the console: changes of accounts, links and tokens, each in the transaction that makes it. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { Account } from "../../api/index.ts"

/** What the audit notes of accounts. */
export type AccountAction =
  | "add account"
  | "set password"
  | "remove account"
  | "add link"
  | "add token"
  | "replace token"
  | "remove token"

/** One entry: `at` in Unix milliseconds by this machine's clock. */
export interface AccountAuditEntry {
  readonly id: number
  readonly at: number
  /** The person or program, as the audit names it. */
  readonly who: string
  readonly action: string
  /** The name of the account or token, and what it may do. */
  readonly subject: string
}

export const noteAccountAction = (
  sql: SqlClient,
  { action, at, subject, who }: Omit<AccountAuditEntry, "id" | "action"> & { readonly action: AccountAction }
): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`INSERT INTO audit (at, who, action, subject) VALUES (${at}, ${who}, ${action}, ${subject})`)

/** The latest first; `before` is the number of the last one of the page before, `null` for the first page. */
export const readAccountAudit = (
  sql: SqlClient,
  subject: string | null,
  before: number | null,
  size: number
): Effect.Effect<ReadonlyArray<AccountAuditEntry>, SqlError> =>
  sql<AccountAuditEntry>`
    SELECT id, at, who, action, subject FROM audit
    WHERE ${sql.and([
      ...(subject === null ? [] : [sql`subject = ${subject}`]),
      sql`id < ${before ?? Number.MAX_SAFE_INTEGER}`
    ])}
    ORDER BY id DESC LIMIT ${size}`

/** A name, and what it may do: `lin (operator, 2 shops)`. */
export const subjectOf = (name: string, { role, shops }: Pick<Account, "role" | "shops">): string =>
  `${name} (${role}, ${shops === null ? "all shops" : `${shops.length} ${shops.length === 1 ? "shop" : "shops"}`})`
