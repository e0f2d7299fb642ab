/** Who may do what. */
import * as Context from "effect/Context"
import * as HttpApiMiddleware from "effect/http-api/HttpApiMiddleware"
import * as HttpApiSecurity from "effect/http-api/HttpApiSecurity"
import * as Schema from "effect/Schema"
import {
  InternalFault,
  InvalidRequest,
  NotAllowed,
  NotLoggedIn,
  RequestForged,
  StoreFailed,
  TooLarge
} from "./problems.ts"
import type { ShopName } from "./values.ts"

/**
 * `reader` sees orders with masked texts; `operator` also syncs, pauses, replays and sees the audit; `revealer` also sees
 * private texts, each time with a row in the audit.
 */
export const Role = Schema.Literals(["reader", "operator", "revealer"]).annotate({ identifier: "Role" })
export type Role = typeof Role.Type

const ranks: { readonly [Each in Role]: number } = { reader: 0, operator: 1, revealer: 2 }

/** Whether somebody with a role may do what needs another one. */
export const hasRole = (own: Role, needed: Role): boolean => ranks[own] >= ranks[needed]

/** The role that an endpoint needs: an annotation of the endpoint; `reader` if there is none. */
export const NeededRole = Context.Reference<Role>("@huidan/console/NeededRole", { defaultValue: () => "reader" })

/** Who sent the request. */
export interface Account {
  /** Of the account or the token. */
  readonly name: string
  readonly role: Role
  /** The shops whose orders the account sees; `null`: all. */
  readonly shops: ReadonlyArray<ShopName> | null
  /** Left out for a person. For a token of a program: the account that made it, with which it ends; `null` if none is known. */
  readonly token?: { readonly owner: string | null }
}

export class Who extends Context.Service<
  Who,
  Account & { readonly csrf: string | null; readonly expires: number | null }
>()("@huidan/console/Who") {}

/** The cookie of a session. HttpOnly: the page does not see it. */
export const sessionCookie = HttpApiSecurity.apiKey({ key: "huidan_session", in: "cookie" })

/** Requests that change something and have the cookie must have this header, with the `csrf` of `GET /api/session`. */
export const csrfHeader = "x-huidan-csrf"

/** Takes a token of a program (`Authorization: Bearer …`) or the cookie of a session. */
export class LoggedIn extends HttpApiMiddleware.Service<LoggedIn, { provides: Who }>()("@huidan/console/LoggedIn", {
  security: { token: HttpApiSecurity.bearer, session: sessionCookie },
  error: [NotLoggedIn, NotAllowed, RequestForged, StoreFailed]
}) {}

/** Answers with problem details whatever happens. */
export class WithProblems extends HttpApiMiddleware.Service<WithProblems>()("@huidan/console/WithProblems", {
  error: [InvalidRequest, TooLarge, InternalFault]
}) {}
