/** Finds out who sent a request, by the token of a program or the cookie of a session, and whether the account may do it. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import type * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as Layer from "effect/Layer"
import {
  csrfHeader,
  hasRole,
  LoggedIn,
  NeededRole,
  NotAllowed,
  NotLoggedIn,
  RequestForged,
  Who
} from "../../api/index.ts"
import { Accounts } from "../accounts/Accounts.ts"
import { csrfOf } from "../accounts/secrets.ts"
import { orAccountsFailed } from "../failures.ts"
import { accountOf, credentialOf } from "./credential.ts"

export const layerLoggedIn = Layer.effect(
  LoggedIn,
  Effect.gen(function* () {
    const accounts = yield* Accounts

    const whoSent = Effect.gen(function* () {
      const request = yield* HttpServerRequest.HttpServerRequest
      const credential = credentialOf(request)
      const account = yield* orAccountsFailed(accountOf(accounts, credential))
      if (credential === null || account === null) return yield* new NotLoggedIn({})
      if (credential._tag === "Token") return { ...account, csrf: null }
      const csrf = csrfOf(credential.secret)
      const { headers, method } = request
      if (method !== "GET" && method !== "HEAD" && headers[csrfHeader] !== csrf) return yield* new RequestForged({})
      return { ...account, csrf }
    })

    // Both ways are looked at together, so that the answer is the same whichever is tried last.
    const enter = <A, E, R>(
      handle: Effect.Effect<A, E, R>,
      { endpoint }: { readonly endpoint: Pick<HttpApiEndpoint.Top, "annotations"> }
    ) =>
      Effect.gen(function* () {
        const role = Context.get(endpoint.annotations, NeededRole)
        const allowed = Effect.gen(function* () {
          const who = yield* whoSent
          return hasRole(who.role, role) ? who : yield* new NotAllowed({ role })
        })
        const who = yield* allowed
        const request = yield* HttpServerRequest.HttpServerRequest
        if (request.method === "GET" || request.method === "HEAD") {
          return yield* Effect.provideService(handle, Who, who)
        }
        // The sender decides how long the body takes, and may lose a right meanwhile. An error comes again where the body is used.
        yield* Effect.ignore(request.arrayBuffer)
        return yield* Effect.provideService(handle, Who, yield* allowed)
      })
    return LoggedIn.of({ token: enter, session: enter })
  })
)
