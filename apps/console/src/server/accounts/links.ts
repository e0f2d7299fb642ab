/** One-time links that can still be used: who made them, for what, and how they are ended. */
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { SqlClient } from "effect/sql/SqlClient"
import type { SqlError } from "effect/sql/SqlError"
import { linkSubject, noteAccountAction } from "./accountAudit.ts"
import { type LinkRow, type Rights, shopsOf } from "./rows.ts"
import { digestOf } from "./secrets.ts"

/** A link that can still be used. Its secret is not known any more. */
export interface OpenLink extends Rights {
  /** Names the link where it is ended. It cannot be used to log in. */
  readonly id: string
  /** The account whose password it sets; `null`: it makes a new one. */
  readonly account: string | null
  /** When it ends, in Unix milliseconds. */
  readonly expires: number
  /** The account that made it, with which it ends; `null` if no account of the console did. */
  readonly maker: string | null
}

interface StoredLink extends LinkRow {
  readonly hash: string
  readonly expires: number
}

/** Nothing that is stored of the secret leaves the server. */
const idOf = ({ hash }: StoredLink): string => digestOf(Redacted.make(`link ${hash}`)).slice(0, 22)

const storedLinks = (sql: SqlClient): Effect.Effect<ReadonlyArray<StoredLink>, SqlError> =>
  Effect.flatMap(
    Clock.currentTimeMillis,
    (now) => sql<StoredLink>`
      SELECT hash, account, role, shops, expires, maker FROM links WHERE expires > ${now} ORDER BY expires, hash`
  )

/** The links that can still be used; the first that ends comes first. */
export const openLinks = (sql: SqlClient): Effect.Effect<ReadonlyArray<OpenLink>, SqlError> =>
  Effect.map(storedLinks(sql), (links) =>
    links.map((link) => {
      const { account, expires, maker, role, shops } = link
      return { id: idOf(link), account, role, shops: shopsOf(shops), expires, maker }
    })
  )

/** Ends a link. Answers with whether there was one that could be used. */
export const removeLink = (sql: SqlClient, id: string, who: string): Effect.Effect<boolean, SqlError> =>
  Effect.gen(function* () {
    const link = (yield* storedLinks(sql)).find((each) => idOf(each) === id)
    if (link === undefined) return false
    yield* sql`DELETE FROM links WHERE hash = ${link.hash}`
    const at = yield* Clock.currentTimeMillis
    yield* noteAccountAction(sql, { at, who, action: "remove link", subject: linkSubject(link) })
    return true
  }).pipe(sql.withTransaction)
