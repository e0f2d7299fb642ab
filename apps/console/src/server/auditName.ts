import type { Account } from "../api/index.ts"

/**
 * How the audit names somebody who does something in the console: `console: lin`, and a token of a program with the account that
 * made it, `console token: erp of lin`. No name of an account makes one look like the other.
 */
export const auditName = ({ name, token }: Pick<Account, "name" | "token">): string => {
  if (token === undefined) return `console: ${name}`
  return token.owner === null ? `console token: ${name}` : `console token: ${name} of ${token.owner}`
}
