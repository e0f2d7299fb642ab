import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import { type Configuration, readConfiguration } from "../../configuration/ConfigurationFile.ts"
import { consoleAddress } from "../../configuration/consoleAddress.ts"
import { jsonText } from "../../output/jsonText.ts"
import { printLines } from "../../output/print.ts"
import type { Settings } from "../../Settings.ts"
import { accountsPath, openAccounts } from "../../serve/consoleAccounts.ts"
import { storeFailed } from "../../store/StoreFailed.ts"
import { UsageError } from "../../UsageError.ts"

export interface LinkInput {
  readonly account: Option.Option<string>
  readonly role: "reader" | "operator" | "revealer"
}

/**
 * Prints a link that can be used once within a day: it sets the password of an account, or makes a new one. Who can write to
 * the file of the accounts may do it; no password is asked for.
 */
export const link = (input: LinkInput, settings: Settings) =>
  Effect.scoped(
    Effect.gen(function* () {
      const configuration = yield* readConfiguration(settings.configurationFile)
      const address = yield* addressOf(configuration)
      const { Accounts, withName } = yield* Effect.promise(() => import("@huidan/console/server"))
      const accounts = Context.get(yield* openAccounts(configuration), Accounts)
      const orFailed = Effect.mapError(storeFailed(accountsPath(configuration)))
      const typed = Option.getOrNull(input.account)
      const known = (yield* orFailed(accounts.list)).accounts
      const found = typed === null ? undefined : withName(known, typed)
      if (typed !== null && found === undefined) return yield* noAccount(typed, known)
      const account = found?.name ?? null
      const { role, shops } = found ?? { role: input.role, shops: null }
      const path = `/welcome#${Redacted.value(yield* orFailed(accounts.addLink(account, { role, shops }, maker)))}`
      yield* printLines(
        settings.json
          ? [jsonText({ account, role, link: `${address ?? ""}${path}` })]
          : [
              account === null
                ? `A new account that is a ${role}, by this link, once and within a day:`
                : `A new password of ${account}, by this link, once and within a day:`,
              address === null
                ? `  the address that \`huidan serve\` printed, and behind it ${path}`
                : `  ${address}${path}`
            ]
      )
    })
  )

/** As the audit names it. */
const maker = { who: "huidan console link", account: null }

/** As browsers reach it; `null` if only the process that serves it knows its port. */
const addressOf = ({ console, path }: Configuration): Effect.Effect<string | null, UsageError> =>
  console.listen === null
    ? Effect.fail(
        new UsageError({
          message: `The configuration ${path} has no console`,
          advice: 'Add one: "console": { "listen": "127.0.0.1:8481" }.'
        })
      )
    : Effect.succeed(consoleAddress(console, null))

const noAccount = (account: string, known: ReadonlyArray<{ readonly name: string }>): UsageError =>
  new UsageError({
    message: `The console has no account ${JSON.stringify(account)}`,
    advice:
      known.length === 0
        ? "It has none yet: leave the name out, and the link makes one."
        : `It has ${known.map(({ name }) => JSON.stringify(name)).join(", ")}; without a name the link makes a new one.`
  })
