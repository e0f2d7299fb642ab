import type { Account } from "../api/index.ts"

/** How the audit names somebody who does something in the console. */
export const auditName = ({ name }: Account): string => `console: ${name}`
