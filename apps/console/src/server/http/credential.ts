/** By what a request shows who sent it, and whose that is now. */
import * as Effect from "effect/Effect"
import type * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as Redacted from "effect/Redacted"
import type { SqlError } from "effect/sql/SqlError"
import { sessionCookie } from "../../api/index.ts"
import type { Accounts } from "../accounts/Accounts.ts"
import type { KnownAccount } from "../accounts/rows.ts"

/** The token of a program, or the secret of a session. */
export interface Credential {
  readonly _tag: "Token" | "Session"
  readonly secret: Redacted.Redacted<string>
}

/** No secret of the console is longer. */
const longestSecret = 100

/**
 * A bearer token is looked at before the cookie. Other kinds of authorization are those of a proxy, and are left to it.
 * `null` if there is neither, or if it is no secret of the console.
 */
export const credentialOf = ({
  cookies,
  headers
}: Pick<HttpServerRequest.HttpServerRequest, "cookies" | "headers">): Credential | null => {
  const bearer = /^Bearer(?: +(.*))?$/i.exec(headers["authorization"] ?? "")
  const text = bearer === null ? cookies[sessionCookie.key] : bearer[1]?.trim()
  if (text === undefined || text === "" || text.length > longestSecret) return null
  return { _tag: bearer === null ? "Session" : "Token", secret: Redacted.make(text) }
}

/** The account of a credential; `null` if there is none, or none any more. */
export const accountOf = (
  accounts: Accounts["Service"],
  credential: Credential | null
): Effect.Effect<KnownAccount | null, SqlError> => {
  if (credential === null) return Effect.succeed(null)
  return credential._tag === "Token" ? accounts.ofToken(credential.secret) : accounts.ofSession(credential.secret)
}
