/** What an entry of the audit is about, by its action: a name that somebody chose is never read as an order. */
import type { AuditAction } from "@huidan/sync"
import { accountActions } from "../../../api/audit.ts"

const ofAccounts: ReadonlySet<string> = new Set(accountActions)

/** What the store notes of one order, by its key. */
const ofOrders: ReadonlySet<string> = new Set<AuditAction>([
  "reveal",
  "decrypt",
  "reveal raw answers",
  "forget",
  "replay"
])

/** Whether the entry is about an account, a link or a token: its subject begins with a name. */
export const isOfAccounts = (action: string): boolean => ofAccounts.has(action)

/** The order that an entry is about, percent-decoded; `null` if it is about something else. */
export const orderOfEntry = (action: string, subject: string) => {
  const parts = subject.split("/")
  if (!ofOrders.has(action) || parts.length !== 3) return null
  try {
    const [platform = "", shopId = "", orderId = ""] = parts.map(decodeURIComponent)
    return platform === "" || shopId === "" || orderId === "" ? null : { platform, shopId, orderId }
  } catch {
    return null
  }
}
