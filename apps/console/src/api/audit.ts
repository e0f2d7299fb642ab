/** Who looked at private texts or removed them, and who let whom into the console. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole } from "./access.ts"
import { Actor } from "./actor.ts"
import { StoreFailed } from "./problems.ts"
import { Cursor, filledLineOf, Limit, Moment } from "./values.ts"

/** What the audit notes of accounts, links and tokens. The subjects of these begin with a name that somebody chose. */
export const accountActions = [
  "add account",
  "set password",
  "change account",
  "remove account",
  "add link",
  "replace link",
  "remove link",
  "add token",
  "replace token",
  "remove token"
] as const
export type AccountAction = (typeof accountActions)[number]

export const AuditEntry = Schema.Struct({
  id: Schema.String,
  at: Moment,
  /** The person or program: `console: lin`, or `console token: erp/lin` for a token that the account lin made. */
  who: Schema.String,
  /** The same as fields. */
  actor: Actor,
  /**
   * `reveal`, `decrypt`, `reveal raw answers`, `export`, `forget`, `remove`, `replay`, `rotate`; of accounts those of
   * `accountActions`.
   */
  action: Schema.String,
  /**
   * The key of an order; the name of an account or token, what it may do, and who made the link by which it came in; or other
   * words without private text.
   */
  subject: Schema.String
}).annotate({ identifier: "AuditEntry" })
export interface AuditEntry extends Schema.Schema.Type<typeof AuditEntry> {}

export class Audit extends HttpApiGroup.make("audit")
  .add(
    /** The latest entries first. An account of some shops sees the entries about their orders only. */
    HttpApiEndpoint.get("list", "/", {
      query: {
        /** All entries about one order, by its key. */
        subject: Schema.optional(filledLineOf(600)),
        cursor: Schema.optional(Cursor),
        limit: Schema.optional(Limit)
      },
      success: Schema.Struct({ entries: Schema.Array(AuditEntry), next: Schema.NullOr(Cursor) }),
      error: [StoreFailed]
    }).annotate(NeededRole, "operator")
  )
  .prefix("/api/audit")
  .middleware(LoggedIn) {}
