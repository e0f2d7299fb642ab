/** Logging in and out. */
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as Schema from "effect/Schema"
import { LoggedIn, Role } from "./access.ts"
import { mostOfName, TypedName } from "./names.ts"
import { LinkSpent, NameNeeded, NameTaken, StoreFailed, TooManyTries, WrongLogin } from "./problems.ts"
import { filledLineOf, Moment, ShopName } from "./values.ts"

/** The name of an account or token that exists. Older programs took names that `NewName` refuses. */
export const AccountName = filledLineOf(mostOfName)

/** At least 10 characters. */
export const Password = Schema.RedactedFromValue(
  Schema.String.check(
    Schema.isMinLength(10),
    Schema.isMaxLength(256),
    Schema.makeFilter((text) => (text.isWellFormed() && !text.includes("\0")) || "text without NUL and lone surrogates")
  )
)

const LinkToken = Schema.RedactedFromValue(
  Schema.String.check(Schema.isMaxLength(64), Schema.isPattern(/^[A-Za-z0-9_-]{20,64}$/u))
)

/** Who is logged in. */
export const Me = Schema.Struct({
  name: Schema.String,
  role: Role,
  /** The shops whose orders the account sees; `null`: all. */
  shops: Schema.NullOr(Schema.Array(ShopName)),
  /** What the header `x-huidan-csrf` must have in requests that change something; `null` for a token of a program. */
  csrf: Schema.NullOr(Schema.String),
  /** When the session ends; `null` for a token that does not. */
  expires: Schema.NullOr(Moment)
}).annotate({ identifier: "Me" })
export interface Me extends Schema.Schema.Type<typeof Me> {}

/** Without a session. */
export class Login extends HttpApiGroup.make("login")
  .add(
    /** Sets the cookie of a session. */
    HttpApiEndpoint.post("byPassword", "/", {
      payload: Schema.Struct({
        name: AccountName,
        password: Schema.RedactedFromValue(Schema.String.check(Schema.isMaxLength(256)))
      }),
      success: Me,
      error: [WrongLogin, TooManyTries, StoreFailed]
    }),
    /** What a one-time link is for. It can still be used. */
    HttpApiEndpoint.post("ofLink", "/link/account", {
      payload: Schema.Struct({ token: LinkToken }),
      /** The account whose password it sets; `null`: it makes a new one. */
      success: Schema.Struct({ account: Schema.NullOr(Schema.String) }),
      error: [LinkSpent, TooManyTries, StoreFailed]
    }),
    /**
     * Sets the password of an account by a one-time link, and the cookie of a session. The first start prints
     * `http://HOST:PORT/welcome#TOKEN`; `name` is that of the new account, which is stored as `nameOf` says, and left out, or
     * the account's own, of a link for an account that exists.
     */
    HttpApiEndpoint.post("byLink", "/link", {
      payload: Schema.Struct({
        token: LinkToken,
        name: Schema.optionalKey(TypedName),
        password: Password
      }),
      success: Me,
      error: [LinkSpent, NameNeeded, NameTaken, TooManyTries, StoreFailed]
    })
  )
  .prefix("/api/session") {}

export class Session extends HttpApiGroup.make("session")
  .add(
    HttpApiEndpoint.get("me", "/", { success: Me }),
    /** Ends the session, and removes the cookie. */
    HttpApiEndpoint.delete("logout", "/", { success: HttpApiSchema.NoContent, error: StoreFailed })
  )
  .prefix("/api/session")
  .middleware(LoggedIn) {}
