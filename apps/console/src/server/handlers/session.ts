/** Logging in and out. */
import * as Effect from "effect/Effect"
import * as HttpEffect from "effect/http/HttpEffect"
import * as HttpServerRequest from "effect/http/HttpServerRequest"
import * as HttpServerResponse from "effect/http/HttpServerResponse"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Redacted from "effect/Redacted"
import { ConsoleApi, type Me, sessionCookie, Who } from "../../api/index.ts"
import { Accounts, type OpenSession } from "../accounts/Accounts.ts"
import { csrfOf } from "../accounts/secrets.ts"
import { orAccountsFailed } from "../failures.ts"
import { sayingWhenToRetry } from "../http/retryAfter.ts"

const cookieOptions = (isSecure: boolean) =>
  ({ httpOnly: true, secure: isSecure, sameSite: "strict", path: "/" }) as const

/** `isSecure`: whether the cookie is for https only. */
export const layerLogin = (isSecure: boolean) =>
  HttpApiBuilder.group(
    ConsoleApi,
    "login",
    Effect.fnUntraced(function* (handlers) {
      const accounts = yield* Accounts
      const entered = ({ account, expires, secret }: OpenSession) =>
        Effect.as(
          HttpApiBuilder.securitySetCookie(sessionCookie, secret, {
            ...cookieOptions(isSecure),
            expires: new Date(expires)
          }),
          { ...account, csrf: csrfOf(secret), expires } satisfies Me
        )
      return handlers.handleAll({
        byPassword: ({ payload }) =>
          accounts
            .login(payload.name, payload.password)
            .pipe(orAccountsFailed, sayingWhenToRetry, Effect.flatMap(entered)),
        ofLink: ({ payload }) =>
          accounts.ofLink(payload.token).pipe(
            orAccountsFailed,
            sayingWhenToRetry,
            Effect.map((account) => ({ account }))
          ),
        byLink: ({ payload }) =>
          accounts
            .redeem(payload.token, payload.name ?? null, payload.password)
            .pipe(orAccountsFailed, sayingWhenToRetry, Effect.flatMap(entered))
      })
    })
  )

export const layerSession = (isSecure: boolean) =>
  HttpApiBuilder.group(
    ConsoleApi,
    "session",
    Effect.fnUntraced(function* (handlers) {
      const accounts = yield* Accounts
      return handlers.handleAll({
        me: () => Effect.map(Who, ({ csrf, expires, name, role, shops }) => ({ csrf, expires, name, role, shops })),
        logout: () =>
          Effect.gen(function* () {
            const { cookies } = yield* HttpServerRequest.HttpServerRequest
            const session = cookies[sessionCookie.key]
            if (session !== undefined) yield* orAccountsFailed(accounts.logout(Redacted.make(session)))
            yield* HttpEffect.appendPreResponseHandler((_request, response) =>
              Effect.orDie(HttpServerResponse.expireCookie(response, sessionCookie.key, cookieOptions(isSecure)))
            )
          })
      })
    })
  )
