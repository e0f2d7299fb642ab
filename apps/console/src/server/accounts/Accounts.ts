/** Accounts of people, their sessions, tokens of programs, and one-time links. */
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as RateLimiter from "effect/persistence/RateLimiter"
import type * as Redacted from "effect/Redacted"
import * as Semaphore from "effect/Semaphore"
import type { MigrationError } from "effect/sql/Migrator"
import * as SqlClient from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { type Account, LinkSpent, type Role, type ShopName, TooManyTries, WrongLogin } from "../../api/index.ts"
import { hashPassword, isPassword, type PasswordCost, standardCost } from "./passwordHash.ts"
import { digestOf, newSecret } from "./secrets.ts"
import { migrateAccounts } from "./tables.ts"

/** A session that was begun. */
export interface OpenSession {
  readonly account: Account
  readonly secret: Redacted.Redacted<string>
  /** When it ends, in Unix milliseconds. */
  readonly expires: number
}

/** An account, and when its session or token ends; `null` for a token that does not. */
export interface KnownAccount extends Account {
  readonly expires: number | null
}

export interface ListedAccount extends KnownAccount {
  /** Unix milliseconds. */
  readonly created: number
}

/** What an account may do. */
export interface Rights {
  readonly role: Role
  /** `null`: all shops. */
  readonly shops: ReadonlyArray<ShopName> | null
}

export interface AccountsService {
  readonly login: (
    name: string,
    password: Redacted.Redacted<string>
  ) => Effect.Effect<OpenSession, WrongLogin | TooManyTries | SqlError>
  /** Uses a link up: sets the password of its account, or makes the account `name`; other sessions of it end. */
  readonly redeem: (
    link: Redacted.Redacted<string>,
    name: string | null,
    password: Redacted.Redacted<string>
  ) => Effect.Effect<OpenSession, LinkSpent | TooManyTries | SqlError>
  /** `null` if there is no such session, or it has ended. */
  readonly ofSession: (secret: Redacted.Redacted<string>) => Effect.Effect<KnownAccount | null, SqlError>
  readonly ofToken: (secret: Redacted.Redacted<string>) => Effect.Effect<KnownAccount | null, SqlError>
  readonly logout: (secret: Redacted.Redacted<string>) => Effect.Effect<void, SqlError>
  /** A link that can be used once within a day. `account`: the one whose password it sets; `null`: it makes a new one. */
  readonly addLink: (account: string | null, rights: Rights) => Effect.Effect<Redacted.Redacted<string>, SqlError>
  /** A token of a program, in place of one with this name. `expires` in Unix milliseconds; `null`: it does not end. */
  readonly addToken: (
    name: string,
    rights: Rights,
    expires: number | null
  ) => Effect.Effect<Redacted.Redacted<string>, SqlError>
  readonly list: Effect.Effect<
    { readonly accounts: ReadonlyArray<ListedAccount>; readonly tokens: ReadonlyArray<ListedAccount> },
    SqlError
  >
  /** Removes an account with its sessions and links. Answers with whether there was one. */
  readonly remove: (name: string) => Effect.Effect<boolean, SqlError>
  readonly removeToken: (name: string) => Effect.Effect<boolean, SqlError>
  /** A link to the first account, which may do everything; `null` if there is an account. Links before it end. */
  readonly firstLink: Effect.Effect<Redacted.Redacted<string> | null, SqlError>
}

export class Accounts extends Context.Service<Accounts, AccountsService>()("@huidan/console/Accounts") {}

export interface AccountsOptions {
  /** What a new hash of a password costs. */
  readonly passwordCost?: PasswordCost
  /** How long a session lasts; 7 days if left out. */
  readonly sessionFor?: Duration.Input
}

/** How often it may be tried to log in: as one name, and in all. Refused before a hash is computed. */
const triesOfName = { window: "5 minutes", limit: 10 } as const
const triesOfAll = { window: "1 minute", limit: 30 } as const

const linkFor = Duration.toMillis("1 day")

interface AccountRow {
  readonly name: string
  readonly role: Role
  readonly shops: string | null
}

/** Needs the `SqlClient` of a SQLite file of its own. */
export const layerAccounts = ({
  passwordCost = standardCost,
  sessionFor = "7 days"
}: AccountsOptions): Layer.Layer<Accounts, SqlError | MigrationError, SqlClient.SqlClient> =>
  Layer.effect(
    Accounts,
    Effect.gen(function* () {
      const sql = yield* SqlClient.SqlClient
      yield* migrateAccounts
      const limiter = yield* RateLimiter.RateLimiter
      const turn = yield* Semaphore.make(1)
      const lasts = Duration.toMillis(sessionFor)

      const tried = (key: string, allowed: typeof triesOfName | typeof triesOfAll) =>
        limiter
          .consume({ ...allowed, key })
          .pipe(
            Effect.catch(({ reason }) =>
              reason._tag === "RateLimitExceeded"
                ? Effect.fail(new TooManyTries({ retryAfter: Math.ceil(Duration.toSeconds(reason.retryAfter)) }))
                : Effect.die(reason)
            )
          )

      const begun = (row: AccountRow): Effect.Effect<OpenSession, SqlError> =>
        Effect.gen(function* () {
          const secret = newSecret()
          const now = yield* Clock.currentTimeMillis
          const expires = now + lasts
          yield* sql`DELETE FROM sessions WHERE expires <= ${now}`
          yield* sql`
            INSERT INTO sessions (hash, account, created, expires)
            VALUES (${digestOf(secret)}, ${row.name}, ${now}, ${expires})`
          return { account: accountOf(row), secret, expires }
        })

      const addLink: AccountsService["addLink"] = (account, { role, shops }) =>
        Effect.gen(function* () {
          const secret = newSecret()
          const expires = (yield* Clock.currentTimeMillis) + linkFor
          yield* sql`
            INSERT INTO links (hash, account, role, shops, expires)
            VALUES (${digestOf(secret)}, ${account}, ${role}, ${shopsText(shops)}, ${expires})`
          return secret
        })

      const known = (rows: ReadonlyArray<AccountRow & { readonly expires: number | null }>): KnownAccount | null => {
        const [row] = rows
        return row === undefined ? null : { ...accountOf(row), expires: row.expires }
      }

      return Accounts.of({
        login: (name, password) =>
          Effect.gen(function* () {
            yield* tried("all", triesOfAll)
            yield* tried(`name ${name}`, triesOfName)
            const [row] = yield* sql<AccountRow & { password: string | null }>`
              SELECT name, role, shops, password FROM accounts WHERE name = ${name}`
            if (!(yield* isPassword(password, row?.password ?? null, passwordCost, turn)) || row === undefined) {
              return yield* new WrongLogin({})
            }
            return yield* begun(row)
          }),
        redeem: (link, name, password) =>
          Effect.gen(function* () {
            const spend = digestOf(link)
            const now = yield* Clock.currentTimeMillis
            const usable = sql<{ account: string | null }>`
              SELECT account FROM links WHERE hash = ${spend} AND expires > ${now}`
            // Guesses are counted apart from logins, so that they lock nobody out; a right link is never refused.
            if ((yield* usable).length === 0) {
              yield* tried("links", triesOfAll)
              return yield* new LinkSpent({})
            }
            const hash = yield* hashPassword(password, passwordCost, turn)
            const row = yield* sql.withTransaction(
              Effect.gen(function* () {
                const [used] = yield* sql<{ account: string | null; role: Role; shops: string | null }>`
                  DELETE FROM links WHERE hash = ${spend} AND expires > ${now} RETURNING account, role, shops`
                if (used === undefined) return yield* new LinkSpent({})
                const account = used.account ?? name
                if (account === null) {
                  return yield* new LinkSpent({ detail: "A new account needs a name", advice: "Send a name, too." })
                }
                const [made] =
                  used.account === null
                    ? yield* sql<AccountRow>`
                        INSERT INTO accounts (name, role, shops, password, created)
                        VALUES (${account}, ${used.role}, ${used.shops}, ${hash}, ${now})
                        ON CONFLICT DO NOTHING RETURNING name, role, shops`
                    : yield* sql<AccountRow>`
                        UPDATE accounts SET password = ${hash} WHERE name = ${account} RETURNING name, role, shops`
                if (made === undefined) {
                  return yield* new LinkSpent({
                    detail: "There is an account of this name",
                    advice: "Take another name."
                  })
                }
                yield* sql`DELETE FROM sessions WHERE account = ${made.name}`
                return made
              })
            )
            return yield* begun(row)
          }),
        ofSession: (secret) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Effect.map(
              sql<AccountRow & { expires: number }>`
                SELECT a.name, a.role, a.shops, s.expires FROM sessions s JOIN accounts a ON a.name = s.account
                WHERE s.hash = ${digestOf(secret)} AND s.expires > ${now}`,
              known
            )
          ),
        ofToken: (secret) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Effect.map(
              sql<AccountRow & { expires: number | null }>`
                SELECT name, role, shops, expires FROM tokens
                WHERE hash = ${digestOf(secret)} AND (expires IS NULL OR expires > ${now})`,
              known
            )
          ),
        logout: (secret) => Effect.asVoid(sql`DELETE FROM sessions WHERE hash = ${digestOf(secret)}`),
        addLink,
        addToken: (name, { role, shops }, expires) =>
          Effect.gen(function* () {
            const secret = newSecret()
            const now = yield* Clock.currentTimeMillis
            yield* sql`
              INSERT INTO tokens (hash, name, role, shops, created, expires)
              VALUES (${digestOf(secret)}, ${name}, ${role}, ${shopsText(shops)}, ${now}, ${expires})
              ON CONFLICT (name) DO UPDATE SET hash = excluded.hash, role = excluded.role, shops = excluded.shops,
                created = excluded.created, expires = excluded.expires`
            return secret
          }),
        list: Effect.gen(function* () {
          const accounts = yield* sql<ListedRow>`
            SELECT name, role, shops, created, NULL AS expires FROM accounts ORDER BY name`
          const tokens = yield* sql<ListedRow>`SELECT name, role, shops, created, expires FROM tokens ORDER BY name`
          return { accounts: accounts.map(listedOf), tokens: tokens.map(listedOf) }
        }),
        remove: (name) =>
          sql.withTransaction(
            Effect.gen(function* () {
              yield* sql`DELETE FROM sessions WHERE account = ${name}`
              yield* sql`DELETE FROM links WHERE account = ${name}`
              const removed = yield* sql`DELETE FROM accounts WHERE name = ${name} RETURNING name`
              return removed.length > 0
            })
          ),
        removeToken: (name) =>
          Effect.map(sql`DELETE FROM tokens WHERE name = ${name} RETURNING name`, (removed) => removed.length > 0),
        firstLink: Effect.gen(function* () {
          const accounts = yield* sql`SELECT 1 FROM accounts WHERE password IS NOT NULL LIMIT 1`
          if (accounts.length > 0) return null
          yield* sql`DELETE FROM links`
          return yield* addLink(null, { role: "revealer", shops: null })
        })
      })
    })
  ).pipe(Layer.provide(RateLimiter.layer), Layer.provide(RateLimiter.layerStoreMemory))

const accountOf = ({ name, role, shops }: AccountRow): Account => ({ name, role, shops: shopsOf(shops) })

interface ListedRow extends AccountRow {
  readonly created: number
  readonly expires: number | null
}

const listedOf = (row: ListedRow): ListedAccount => ({
  ...accountOf(row),
  created: row.created,
  expires: row.expires
})

const shopsText = (shops: Rights["shops"]): string | null =>
  shops === null ? null : JSON.stringify(shops.map(({ platform, shopId }) => [platform, shopId]))

/** The text was written by `shopsText`. */
const shopsOf = (text: string | null): Rights["shops"] =>
  text === null
    ? null
    : (JSON.parse(text) as ReadonlyArray<readonly [string, string]>).map(([platform, shopId]) => ({ platform, shopId }))
