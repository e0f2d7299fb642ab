/** Finds out who sent a request, by the token of a program or the cookie of a session, and whether the account may do it. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import {
  csrfHeader,
  hasRole,
  LoggedIn,
  NeededRole,
  NotAllowed,
  NotLoggedIn,
  RequestForged,
  sessionCookie,
  Who
} from "../../api/index.ts"
import { Accounts } from "../accounts/Accounts.ts"
import { csrfOf } from "../accounts/secrets.ts"
import { orAccountsFailed } from "../failures.ts"

/** No secret of the console is longer. */
const longestSecret = 100

export const layerLoggedIn = Layer.effect(
  LoggedIn,
  Effect.gen(function* () {
    const accounts = yield* Accounts

    const whoSent = Effect.gen(function* () {
      const { cookies, headers, method } = yield* HttpServerRequest.HttpServerRequest
      const authorization = headers["authorization"]
      if (authorization !== undefined) {
        const token = secretOf(/^Bearer +(\S+)$/i.exec(authorization)?.[1])
        const account = token === null ? null : yield* orAccountsFailed(accounts.ofToken(token))
        return account === null ? yield* new NotLoggedIn({}) : { ...account, csrf: null }
      }
      const session = secretOf(cookies[sessionCookie.key])
      const account = session === null ? null : yield* orAccountsFailed(accounts.ofSession(session))
      if (session === null || account === null) return yield* new NotLoggedIn({})
      const csrf = csrfOf(session)
      if (method !== "GET" && method !== "HEAD" && headers[csrfHeader] !== csrf) return yield* new RequestForged({})
      return { ...account, csrf }
    })

    // Both ways are looked at together, so that the answer is the same whichever is tried last.
    const enter = <A, E, R>(
      handle: Effect.Effect<A, E, R>,
      { endpoint }: { readonly endpoint: Pick<HttpApiEndpoint.Top, "annotations"> }
    ) =>
      Effect.gen(function* () {
        const who = yield* whoSent
        const role = Context.get(endpoint.annotations, NeededRole)
        if (!hasRole(who.role, role)) return yield* new NotAllowed({ role })
        return yield* Effect.provideService(handle, Who, who)
      })
    return LoggedIn.of({ token: enter, session: enter })
  })
)

const secretOf = (text: string | undefined): Redacted.Redacted<string> | null =>
  text === undefined || text === "" || text.length > longestSecret ? null : Redacted.make(text)
