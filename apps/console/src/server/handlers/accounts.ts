/** Accounts of people and tokens of programs. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import * as Redacted from "effect/Redacted"
import { auditName, ConsoleApi, NotAllowed, NotFound, nameOf, type Role, Who, withName } from "../../api/index.ts"
import { Accounts, type Maker } from "../accounts/Accounts.ts"
import type { Rights } from "../accounts/rows.ts"
import { invalid, orAccountsFailed } from "../failures.ts"

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
    /** What a token makes would be left when the token ends. */
    const person = Effect.gen(function* () {
      const { name, token } = yield* Who
      if (token !== undefined) {
        return yield* new NotAllowed({
          role: "revealer",
          detail: "A token cannot change accounts, links and tokens",
          advice: "Log in as a person, and do it on the page Accounts."
        })
      }
      yield* ofAllShops
      return { who: auditName({ name }), account: name } satisfies Maker
    })
    const found = (isFound: boolean) => (isFound ? Effect.void : Effect.fail(new NotFound({})))
    const ofNew = (role: Role | undefined, shops: Rights["shops"] | undefined) =>
      role === undefined || shops === undefined
        ? Effect.fail(invalid(["payload"], "`role` and `shops` of a new account, or `account` alone"))
        : Effect.succeed({ ofAccount: null, rights: { role, shops } })
    /** The link sets a password: what the account may do remains. */
    const ofKnown = (account: string, role: Role | undefined, shops: Rights["shops"] | undefined) =>
      Effect.gen(function* () {
        if (role !== undefined || shops !== undefined) {
          return yield* invalid(["payload"], "`account` alone: its role and shops remain as they are")
        }
        const known = withName((yield* orAccountsFailed(accounts.list)).accounts, account)
        return known === undefined ? yield* new NotFound({}) : { ofAccount: known.name, rights: known }
      })
    return handlers.handleAll({
      list: () => Effect.andThen(ofAllShops, orAccountsFailed(accounts.list)),
      addLink: ({ payload: { account, role, shops } }) =>
        Effect.gen(function* () {
          const by = yield* person
          const { rights, ofAccount } = yield* account === undefined
            ? ofNew(role, shops)
            : ofKnown(account, role, shops)
          const link = yield* orAccountsFailed(accounts.asManager(by, accounts.addLink(ofAccount, rights, by)))
          return { path: `/welcome#${Redacted.value(link)}` }
        }),
      addToken: ({ payload: { expires, name, ...rights } }) =>
        Effect.gen(function* () {
          const by = yield* person
          if (expires !== null && expires <= (yield* Clock.currentTimeMillis)) {
            return yield* invalid(["payload", "expires"], "a time that is later than now, or null")
          }
          const token = yield* orAccountsFailed(
            accounts.asManager(by, accounts.addToken(nameOf(name), rights, expires, by))
          )
          return { token: Redacted.value(token) }
        }),
      change: ({ params, payload }) =>
        Effect.gen(function* () {
          const by = yield* person
          yield* found(yield* orAccountsFailed(accounts.asManager(by, accounts.change(params.name, payload, by))))
        }),
      remove: ({ params }) =>
        Effect.gen(function* () {
          const by = yield* person
          yield* found(yield* orAccountsFailed(accounts.asManager(by, accounts.remove(params.name, by))))
        }),
      removeLink: ({ params }) =>
        Effect.gen(function* () {
          const by = yield* person
          yield* found(yield* orAccountsFailed(accounts.asManager(by, accounts.removeLink(params.id, by))))
        }),
      removeToken: ({ params }) =>
        Effect.gen(function* () {
          const by = yield* person
          yield* found(yield* orAccountsFailed(accounts.asManager(by, accounts.removeToken(params.name, by))))
        })
    })
  })
)
