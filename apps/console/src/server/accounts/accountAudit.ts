/** Who let whom into the console: changes of accounts, links and tokens, each in the transaction that makes it. */
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import type { AccountAction, ShopName } from "../../api/index.ts"
import { type LinkRow, type Rights, shopsOf } from "./rows.ts"

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

/** A name, and what it may do: `lin (operator, xiaoe/app1, doudian/20)`. */
export const subjectOf = (name: string, { role, shops }: Rights): string =>
  `${name} (${[role, ...(shops === null ? ["all shops"] : shops.length === 0 ? ["no shop"] : shops.map(shopText))].join(", ")})`

/** What a link is for: the account whose password it sets, or a new one and what it may do. */
export const linkSubject = ({ account, role, shops }: Omit<LinkRow, "maker">): string =>
  account ?? subjectOf("a new account", { role, shops: shopsOf(shops) })

/** No id of a shop looks like two, or like other words of an entry. */
const shopText = ({ platform, shopId }: ShopName): string => `${platform}/${encodeURIComponent(shopId)}`
