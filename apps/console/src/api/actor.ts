/** Who does something in the console, as the audit and the list of jobs name it: as text, and as the fields of that text. */
import * as Schema from "effect/Schema"
import type { Account } from "./access.ts"

/** `person`: an account of the console; `token`: a program; `other`: as the store names it, such as `retention`. */
export const Actor = Schema.Struct({
  kind: Schema.Literals(["person", "token", "other"]),
  /** Of the account, of the token, or the whole text. */
  name: Schema.String,
  /** Of a token: the account that made it; `null` if none is known, and for others. */
  owner: Schema.NullOr(Schema.String)
}).annotate({ identifier: "Actor" })
export interface Actor extends Schema.Schema.Type<typeof Actor> {}

/**
 * The text of somebody who does something in the console: `console: lin`, and a token of a program with the account that made
 * it, `console token: erp/lin`. `/` and `%` in a name are percent-encoded, so that no name looks like two.
 */
export const auditName = ({ name, token }: Pick<Account, "name" | "token">): string => {
  if (token === undefined) return `console: ${name}`
  return `console token: ${[name, ...(token.owner === null ? [] : [token.owner])].map(encoded).join("/")}`
}

const asToken = /^console token: ([^/]+)(?:\/([^/]+))?$/u
const asPerson = /^console: (.+)$/u

/**
 * The fields of a text that `auditName` wrote; any other text is a name as it is. Older programs wrote `erp of lin` for a token,
 * which cannot be told from a token of that name.
 */
export const actorOf = (text: string): Actor => {
  const [, name, owner] = asToken.exec(text) ?? []
  if (name !== undefined)
    return { kind: "token", name: decoded(name), owner: owner === undefined ? null : decoded(owner) }
  const [, person] = asPerson.exec(text) ?? []
  return { kind: person === undefined ? "other" : "person", name: person ?? text, owner: null }
}

const encoded = (name: string): string => name.replaceAll("%", "%25").replaceAll("/", "%2F")
const decoded = (name: string): string => name.replaceAll("%2F", "/").replaceAll("%25", "%")
