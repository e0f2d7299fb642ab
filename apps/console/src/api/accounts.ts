/**
 * Accounts of people and tokens of programs. Only an account that sees all shops and reveals may look at them,
 * and only a session of a person may change them: what a token made would be left when the token ends.
 */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import { LoggedIn, NeededRole, Role } from "./access.ts"
import { NewName } from "./names.ts"
import { NotFound, StoreFailed } from "./problems.ts"
import { AccountName } from "./session.ts"
import { Millis, Moment, ShopName, shopPath } from "./values.ts"

/** What an account may do, and at which shops; `null`: all. */
const rights = {
  role: Role,
  shops: Schema.NullOr(Schema.Array(Schema.Struct(shopPath)).check(Schema.isMaxLength(200)))
}

/** An account, or a token of a program. */
export const AccountView = Schema.Struct({
  name: Schema.String,
  role: Role,
  shops: Schema.NullOr(Schema.Array(ShopName)),
  created: Moment,
  /** When a token ends; `null` if it does not. Accounts do not end. */
  expires: Schema.NullOr(Moment),
  /** Of a token: the account that made it, with which it ends; `null` for an account, and if no account made it. */
  owner: Schema.NullOr(Schema.String)
}).annotate({ identifier: "AccountView" })
export interface AccountView extends Schema.Schema.Type<typeof AccountView> {}

/** What names a link; it cannot be used to log in. */
const LinkId = Schema.String.check(Schema.isMaxLength(22), Schema.isPattern(/^[A-Za-z0-9_-]{22}$/u))

/** A one-time link that can still be used. Its secret is shown only where it is made. */
export const LinkView = Schema.Struct({
  id: Schema.String,
  /** The account whose password it sets; `null`: it makes a new one. */
  account: Schema.NullOr(Schema.String),
  /** What the account may do. */
  role: Role,
  shops: Schema.NullOr(Schema.Array(ShopName)),
  expires: Moment,
  /** The account that made it, with which it ends; `null` if no account of the console did. */
  maker: Schema.NullOr(Schema.String)
}).annotate({ identifier: "LinkView" })
export interface LinkView extends Schema.Schema.Type<typeof LinkView> {}

export class AccountsGroup extends HttpApiGroup.make("accounts")
  .add(
    HttpApiEndpoint.get("list", "/", {
      success: Schema.Struct({
        accounts: Schema.Array(AccountView),
        tokens: Schema.Array(AccountView),
        /** The first that ends comes first. */
        links: Schema.Array(LinkView)
      }),
      error: [StoreFailed]
    }).annotate(NeededRole, "revealer"),
    /** A link that can be used once within a day: it makes an account, or sets the password of one, in place of an earlier link to it. */
    HttpApiEndpoint.post("addLink", "/links", {
      payload: Schema.Struct({
        /** The account whose password it sets, alone: its role and shops remain. A new account if left out. */
        account: Schema.optionalKey(AccountName),
        /** What the new account may do. */
        role: Schema.optionalKey(rights.role),
        shops: Schema.optionalKey(rights.shops)
      }),
      /** `path` goes behind the address of the console. */
      success: Schema.Struct({ path: Schema.String }),
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "revealer"),
    /**
     * A token of a program, in place of one with this name. It is shown this once, and ends with the account that makes it.
     * `expires` is later than now; `null`: it does not end.
     */
    HttpApiEndpoint.post("addToken", "/tokens", {
      payload: Schema.Struct({ name: NewName, ...rights, expires: Schema.NullOr(Millis) }),
      success: Schema.Struct({ token: Schema.String }),
      error: [StoreFailed]
    }).annotate(NeededRole, "revealer"),
    /**
     * Sets what an account may do, at once also in its sessions. If it may not manage accounts any more, the tokens and links
     * that it made end.
     */
    HttpApiEndpoint.patch("change", "/:name", {
      params: { name: AccountName },
      payload: Schema.Struct(rights),
      success: HttpApiSchema.NoContent,
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "revealer"),
    /** Removes an account with its sessions, and the tokens and links that it made. */
    HttpApiEndpoint.delete("remove", "/:name", {
      params: { name: AccountName },
      success: HttpApiSchema.NoContent,
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "revealer"),
    /** Ends a one-time link, by the `id` of the list. */
    HttpApiEndpoint.delete("removeLink", "/links/:id", {
      params: { id: LinkId },
      success: HttpApiSchema.NoContent,
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "revealer"),
    HttpApiEndpoint.delete("removeToken", "/tokens/:name", {
      params: { name: AccountName },
      success: HttpApiSchema.NoContent,
      error: [NotFound, StoreFailed]
    }).annotate(NeededRole, "revealer")
  )
  .prefix("/api/accounts")
  .middleware(LoggedIn) {}
