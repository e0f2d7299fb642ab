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
import {
  type Account,
  auditName,
  type InvalidRequest,
  LinkSpent,
  NameNeeded,
  NameTaken,
  type NotAllowed,
  nameOf,
  TooManyTries,
  WrongLogin
} from "../../api/index.ts"
import { invalid } from "../failures.ts"
import { type AccountAuditEntry, linkSubject, noteAccountAction, readAccountAudit, subjectOf } from "./accountAudit.ts"
import { asManager } from "./asManager.ts"
import { changeAccount, removeAccount } from "./changeAccount.ts"
import { type OpenLink, openLinks, removeLink } from "./links.ts"
import { hashPassword, isPassword, type PasswordCost, standardCost } from "./passwordHash.ts"
import {
  type AccountRow,
  accountOf,
  type KnownAccount,
  type LinkRow,
  type ListedAccount,
  type ListedRow,
  listedOf,
  type Rights,
  shopsText
} from "./rows.ts"
import { digestOf, newSecret } from "./secrets.ts"
import { migrateAccounts } from "./tables.ts"

/** A session that was begun. */
export interface OpenSession {
  readonly account: Account
  readonly secret: Redacted.Redacted<string>
  /** When it ends, in Unix milliseconds. */
  readonly expires: number
}

/** Who makes or removes something. */
export interface Maker {
  /** As the audit names it. */
  readonly who: string
  /** A token or link ends with this account; `null` if no account of the console made it. */
  readonly account: string | null
}

export interface AccountsService {
  readonly login: (
    name: string,
    password: Redacted.Redacted<string>
  ) => Effect.Effect<OpenSession, WrongLogin | TooManyTries | SqlError>
  /** What a link is for: the account whose password it sets; `null`: it makes a new one. The link can still be used. */
  readonly ofLink: (
    link: Redacted.Redacted<string>
  ) => Effect.Effect<string | null, LinkSpent | TooManyTries | SqlError>
  /**
   * Uses a link up: sets the password of its account, or makes the account `name`; other sessions and links of it end. With a
   * name that is empty or taken, or is not that of the link's account, the link can still be used.
   */
  readonly redeem: (
    link: Redacted.Redacted<string>,
    name: string | null,
    password: Redacted.Redacted<string>
  ) => Effect.Effect<OpenSession, LinkSpent | NameNeeded | NameTaken | InvalidRequest | TooManyTries | SqlError>
  /** `null` if there is no such session, or it has ended. */
  readonly ofSession: (secret: Redacted.Redacted<string>) => Effect.Effect<KnownAccount | null, SqlError>
  readonly ofToken: (secret: Redacted.Redacted<string>) => Effect.Effect<KnownAccount | null, SqlError>
  readonly logout: (secret: Redacted.Redacted<string>) => Effect.Effect<void, SqlError>
  /**
   * A link that can be used once within a day. `account`: the one whose password it sets, in place of the link to it that was
   * made before; `null`: it makes a new one. `by`: who makes it, also of tokens; a program that serves the console if left out.
   */
  readonly addLink: (
    account: string | null,
    rights: Rights,
    by?: Maker
  ) => Effect.Effect<Redacted.Redacted<string>, SqlError>
  /** A token of a program, in place of one with this name. `expires` in Unix milliseconds; `null`: it does not end. */
  readonly addToken: (
    name: string,
    rights: Rights,
    expires: number | null,
    by?: Maker
  ) => Effect.Effect<Redacted.Redacted<string>, SqlError>
  readonly list: Effect.Effect<
    {
      readonly accounts: ReadonlyArray<ListedAccount>
      readonly tokens: ReadonlyArray<ListedAccount>
      /** Those that can still be used. */
      readonly links: ReadonlyArray<OpenLink>
    },
    SqlError
  >
  /**
   * Sets what an account may do, also in its sessions. The tokens and links that it made end if it may not manage accounts any
   * more. Answers with whether there is such an account.
   */
  readonly change: (name: string, rights: Rights, by?: Maker) => Effect.Effect<boolean, SqlError>
  /** Removes an account with its sessions, and the links and tokens that it made. Answers with whether there was one. */
  readonly remove: (name: string, by?: Maker) => Effect.Effect<boolean, SqlError>
  /** Ends a link. Answers with whether there was one that could be used. */
  readonly removeLink: (id: string, by?: Maker) => Effect.Effect<boolean, SqlError>
  readonly removeToken: (name: string, by?: Maker) => Effect.Effect<boolean, SqlError>
  /**
   * Runs a change in one transaction if its maker may still manage accounts, and takes it back if nobody could manage them
   * afterwards. A maker that is not an account of the console may do everything.
   */
  readonly asManager: <A, E>(by: Maker, change: Effect.Effect<A, E>) => Effect.Effect<A, E | SqlError | NotAllowed>
  /** Who changed accounts, links and tokens, the latest first. `subject`: only entries with it; `null`: all. */
  readonly audit: (
    subject: string | null,
    before: number | null,
    size: number
  ) => Effect.Effect<ReadonlyArray<AccountAuditEntry>, SqlError>
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

/** Who is not named otherwise. */
const thisProgram: Maker = { who: "huidan", account: null }

const linkFor = Duration.toMillis("1 day")

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

      /** Begins a session if the account still has this hash of its password, which was checked; else `null`. */
      const begun = (row: AccountRow, hash: string | null): Effect.Effect<OpenSession | null, SqlError> =>
        Effect.gen(function* () {
          const secret = newSecret()
          const now = yield* Clock.currentTimeMillis
          const expires = now + lasts
          yield* sql`DELETE FROM sessions WHERE expires <= ${now}`
          const begun = yield* sql`
            INSERT INTO sessions (hash, account, created, expires)
            SELECT ${digestOf(secret)}, name, ${now}, ${expires} FROM accounts
            WHERE name = ${row.name} AND password = ${hash} RETURNING account`
          return begun.length === 0 ? null : { account: accountOf(row), secret, expires }
        })

      const addLink: AccountsService["addLink"] = (account, rights, by = thisProgram) =>
        Effect.gen(function* () {
          const secret = newSecret()
          const now = yield* Clock.currentTimeMillis
          const shops = shopsText(rights.shops)
          yield* sql`DELETE FROM links WHERE expires <= ${now}`
          const before = yield* sql`DELETE FROM links WHERE account = ${account} RETURNING account`
          yield* sql`
            INSERT INTO links (hash, account, role, shops, expires, maker)
            VALUES (${digestOf(secret)}, ${account}, ${rights.role}, ${shops}, ${now + linkFor}, ${by.account})`
          const action = before.length === 0 ? "add link" : "replace link"
          const subject = linkSubject({ account, role: rights.role, shops })
          yield* noteAccountAction(sql, { at: now, who: by.who, action, subject })
          return secret
        }).pipe(sql.withTransaction)

      const ofLink: AccountsService["ofLink"] = (link) =>
        Effect.gen(function* () {
          const now = yield* Clock.currentTimeMillis
          const [usable] = yield* sql<{ account: string | null }>`
            SELECT account FROM links WHERE hash = ${digestOf(link)} AND expires > ${now}`
          if (usable !== undefined) return usable.account
          // Guesses are counted apart from logins, so that they lock nobody out; a right link is never refused.
          yield* tried("links", triesOfAll)
          return yield* new LinkSpent({})
        })

      return Accounts.of({
        login: (name, password) =>
          Effect.gen(function* () {
            yield* tried("all", triesOfAll)
            // An older program stored names as they were typed.
            const known = nameOf(name)
            yield* tried(`name ${known}`, triesOfName)
            const [row] = yield* sql<AccountRow & { password: string | null }>`
              SELECT name, role, shops, password FROM accounts WHERE name IN (${name}, ${known})
              ORDER BY name = ${name} DESC LIMIT 1`
            if (!(yield* isPassword(password, row?.password ?? null, passwordCost, turn)) || row === undefined) {
              return yield* new WrongLogin({})
            }
            // The password may have been set anew, or the account removed, while this one was checked.
            return (yield* begun(row, row.password)) ?? (yield* new WrongLogin({}))
          }),
        ofLink,
        redeem: (link, name, password) =>
          Effect.gen(function* () {
            const account = yield* ofLink(link)
            const given = nameOf(name ?? "")
            if (account === null && given === "") return yield* new NameNeeded({})
            if (account !== null && given !== "" && given !== nameOf(account)) {
              return yield* invalid(["payload", "name"], "left out, or the name of the account that the link is for")
            }
            const hash = yield* hashPassword(password, passwordCost, turn)
            return yield* sql.withTransaction(
              Effect.gen(function* () {
                const now = yield* Clock.currentTimeMillis
                const [used] = yield* sql<LinkRow>`
                  DELETE FROM links WHERE hash = ${digestOf(link)} RETURNING account, role, shops, maker`
                if (used === undefined) return yield* new LinkSpent({})
                const isNew = used.account === null
                const [row] = isNew
                  ? yield* sql<AccountRow>`
                      INSERT INTO accounts (name, role, shops, password, created)
                      VALUES (${given}, ${used.role}, ${used.shops}, ${hash}, ${now})
                      ON CONFLICT DO NOTHING RETURNING name, role, shops`
                  : yield* sql<AccountRow>`
                      UPDATE accounts SET password = ${hash} WHERE name = ${used.account} RETURNING name, role, shops`
                if (row === undefined) return yield* new NameTaken({})
                yield* sql`DELETE FROM links WHERE account = ${row.name}`
                yield* sql`DELETE FROM sessions WHERE account = ${row.name}`
                const maker = used.maker === null ? thisProgram.who : auditName({ name: used.maker })
                yield* noteAccountAction(sql, {
                  at: now,
                  who: auditName(row),
                  action: isNew ? "add account" : "set password",
                  subject: `${isNew ? subjectOf(row.name, accountOf(row)) : row.name}, by a link of ${maker}`
                })
                return (yield* begun(row, hash)) ?? (yield* new LinkSpent({}))
              })
            )
          }),
        ofSession: (secret) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Effect.map(
              sql<AccountRow & { expires: number }>`
                SELECT a.name, a.role, a.shops, s.expires FROM sessions s JOIN accounts a ON a.name = s.account
                WHERE s.hash = ${digestOf(secret)} AND s.expires > ${now}`,
              ([row]) => (row === undefined ? null : { ...accountOf(row), expires: row.expires })
            )
          ),
        ofToken: (secret) =>
          Effect.flatMap(Clock.currentTimeMillis, (now) =>
            Effect.map(
              sql<AccountRow & { expires: number | null; owner: string | null }>`
                SELECT name, role, shops, expires, owner FROM tokens
                WHERE hash = ${digestOf(secret)} AND (expires IS NULL OR expires > ${now})`,
              ([row]) =>
                row === undefined ? null : { ...accountOf(row), expires: row.expires, token: { owner: row.owner } }
            )
          ),
        logout: (secret) => Effect.asVoid(sql`DELETE FROM sessions WHERE hash = ${digestOf(secret)}`),
        addLink,
        addToken: (name, rights, expires, by = thisProgram) =>
          Effect.gen(function* () {
            const secret = newSecret()
            const now = yield* Clock.currentTimeMillis
            const before = yield* sql`DELETE FROM tokens WHERE name = ${name} RETURNING name`
            yield* sql`
              INSERT INTO tokens (hash, name, role, shops, created, expires, owner)
              VALUES (${digestOf(secret)}, ${name}, ${rights.role}, ${shopsText(rights.shops)}, ${now}, ${expires},
                ${by.account})`
            const action = before.length === 0 ? "add token" : "replace token"
            yield* noteAccountAction(sql, { at: now, who: by.who, action, subject: subjectOf(name, rights) })
            return secret
          }).pipe(sql.withTransaction),
        list: Effect.gen(function* () {
          const accounts = yield* sql<ListedRow>`
            SELECT name, role, shops, created, NULL AS expires, NULL AS owner FROM accounts ORDER BY name`
          const tokens = yield* sql<ListedRow>`
            SELECT name, role, shops, created, expires, owner FROM tokens ORDER BY name`
          const links = yield* openLinks(sql)
          return { accounts: accounts.map(listedOf), tokens: tokens.map(listedOf), links }
        }),
        change: (name, rights, by = thisProgram) => changeAccount(sql, name, rights, by.who),
        remove: (name, by = thisProgram) => removeAccount(sql, name, by.who),
        removeLink: (id, by = thisProgram) => removeLink(sql, id, by.who),
        removeToken: (name, by = thisProgram) =>
          Effect.gen(function* () {
            const removed = yield* sql`DELETE FROM tokens WHERE name = ${name} RETURNING name`
            if (removed.length === 0) return false
            const at = yield* Clock.currentTimeMillis
            yield* noteAccountAction(sql, { at, who: by.who, action: "remove token", subject: name })
            return true
          }).pipe(sql.withTransaction),
        asManager: (by, change) => asManager(sql, by.account, change),
        audit: (subject, before, size) => readAccountAudit(sql, subject, before, size),
        firstLink: Effect.gen(function* () {
          const accounts = yield* sql`SELECT 1 FROM accounts WHERE password IS NOT NULL LIMIT 1`
          if (accounts.length > 0) return null
          yield* sql`DELETE FROM links`
          return yield* addLink(null, { role: "revealer", shops: null })
        })
      })
    })
  ).pipe(Layer.provide(RateLimiter.layer), Layer.provide(RateLimiter.layerStoreMemory))
