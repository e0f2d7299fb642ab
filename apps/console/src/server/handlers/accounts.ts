/** Accounts of people and tokens of programs. */
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Redacted from "effect/Redacted"
import { ConsoleApi, NotAllowed, NotFound, Who } from "../../api/index.ts"
import { Accounts, type Maker } from "../accounts/Accounts.ts"
import { auditName } from "../auditName.ts"
import { orAccountsFailed } from "../failures.ts"

export const layerAccountsHandlers = HttpApiBuilder.group(
  ConsoleApi,
  "accounts",
  Effect.fnUntraced(function* (handlers) {
    const accounts = yield* Accounts
    /** An account of some shops could make one of all shops. */
    const ofAllShops = Effect.flatMap(Who, ({ shops }) =>
      shops === null
        ? Effect.void
        : Effect.fail(
            new NotAllowed({
              role: "revealer",
              detail: "Your account sees some shops only",
              advice: "Ask somebody whose account sees all shops."
            })
          )
    )
    const maker = Effect.map(
      Who,
      (who): Maker => ({ who: auditName(who), account: who.token === undefined ? who.name : who.token.owner })
    )
    const found = (isFound: boolean) => (isFound ? Effect.void : Effect.fail(new NotFound({})))
    return handlers.handleAll({
      list: () => Effect.andThen(ofAllShops, orAccountsFailed(accounts.list)),
      addLink: ({ payload: { account = null, ...rights } }) =>
        Effect.gen(function* () {
          yield* ofAllShops
          if (account !== null) {
            yield* found((yield* orAccountsFailed(accounts.list)).accounts.some(({ name }) => name === account))
          }
          const link = yield* orAccountsFailed(accounts.addLink(account, rights, yield* maker))
          return { path: `/welcome#${Redacted.value(link)}` }
        }),
      addToken: ({ payload: { expires, name, ...rights } }) =>
        Effect.gen(function* () {
          yield* ofAllShops
          return {
            token: Redacted.value(yield* orAccountsFailed(accounts.addToken(name, rights, expires, yield* maker)))
          }
        }),
      remove: ({ params }) =>
        Effect.gen(function* () {
          yield* ofAllShops
          yield* found(yield* orAccountsFailed(accounts.remove(params.name, yield* maker)))
        }),
      removeToken: ({ params }) =>
        Effect.gen(function* () {
          yield* ofAllShops
          yield* found(yield* orAccountsFailed(accounts.removeToken(params.name, yield* maker)))
        })
    })
  })
)
