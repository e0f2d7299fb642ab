/** Changing and removing accounts, and what ends then: the tokens and links that they made. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { linkSubject, noteAccountAction, subjectOf } from "./accountAudit.ts"
import { type LinkRow, type Rights, shopsText } from "./rows.ts"

/** Whether an account may make accounts, links and tokens. */
const managesAccounts = ({ role, shops }: Rights): boolean => role === "revealer" && shops === null

/** Removes the tokens and links that an account made, and gives how the audit notes each of them. */
const endMade = (sql: SqlClient, name: string, noted: { readonly at: number; readonly who: string }) =>
  Effect.gen(function* () {
    const links = yield* sql<LinkRow & { readonly expires: number }>`
      DELETE FROM links WHERE maker = ${name} RETURNING account, role, shops, maker, expires`
    const tokens = yield* sql<{ readonly name: string }>`DELETE FROM tokens WHERE owner = ${name} RETURNING name`
    return Effect.gen(function* () {
      for (const token of tokens) {
        yield* noteAccountAction(sql, { ...noted, action: "remove token", subject: token.name })
      }
      for (const link of links.filter(({ expires }) => expires > noted.at)) {
        yield* noteAccountAction(sql, { ...noted, action: "remove link", subject: linkSubject(link) })
      }
    })
  })

/** Removes an account with its sessions, and the links and tokens that it made. Answers with whether there was one. */
export const removeAccount = (sql: SqlClient, name: string, who: string): Effect.Effect<boolean, SqlError> =>
  Effect.gen(function* () {
    const noted = { at: yield* Clock.currentTimeMillis, who }
    yield* sql`DELETE FROM sessions WHERE account = ${name}`
    const open = yield* sql<LinkRow & { readonly expires: number }>`
      DELETE FROM links WHERE account = ${name} RETURNING account, role, shops, maker, expires`
    const noteMade = yield* endMade(sql, name, noted)
    const removed = yield* sql`DELETE FROM accounts WHERE name = ${name} RETURNING name`
    if (removed.length === 0) return false
    yield* noteAccountAction(sql, { ...noted, action: "remove account", subject: name })
    yield* noteMade
    for (const link of open.filter(({ expires }) => expires > noted.at)) {
      yield* noteAccountAction(sql, { ...noted, action: "remove link", subject: linkSubject(link) })
    }
    return true
  }).pipe(sql.withTransaction)

/**
 * Sets what an account may do, also in its sessions. The tokens and links that it made end if it may not manage accounts any
 * more: it could not make them now. Answers with whether there is such an account.
 */
export const changeAccount = (
  sql: SqlClient,
  name: string,
  rights: Rights,
  who: string
): Effect.Effect<boolean, SqlError> =>
  Effect.gen(function* () {
    const noted = { at: yield* Clock.currentTimeMillis, who }
    const shops = shopsText(rights.shops)
    const changed = yield* sql`
      UPDATE accounts SET role = ${rights.role}, shops = ${shops} WHERE name = ${name} RETURNING name`
    if (changed.length === 0) return false
    yield* sql`UPDATE links SET role = ${rights.role}, shops = ${shops} WHERE account = ${name}`
    yield* noteAccountAction(sql, { ...noted, action: "change account", subject: subjectOf(name, rights) })
    if (!managesAccounts(rights)) yield* Effect.flatten(endMade(sql, name, noted))
    return true
  }).pipe(sql.withTransaction)
