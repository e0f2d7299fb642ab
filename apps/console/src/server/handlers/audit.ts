/** Who looked at private texts or removed them, and who let whom into the console. */
import { Store, type AuditEntry as StoredEntry } from "@huidan/sync"
import * as Effect from "effect/Effect"
import * as HttpApiBuilder from "effect/http-api/HttpApiBuilder"
import { type AuditEntry, actorOf, ConsoleApi, Who } from "../../api/index.ts"
import { Accounts } from "../accounts/Accounts.ts"
import type { AccountAuditEntry } from "../accounts/accountAudit.ts"
import { orAccountsFailed, orStoreFailed } from "../failures.ts"
import { positionOf, positionText, standardLimit } from "./cursors.ts"

export const layerAudit = HttpApiBuilder.group(
  ConsoleApi,
  "audit",
  Effect.fnUntraced(function* (handlers) {
    const store = yield* Store
    const accounts = yield* Accounts
    return handlers.handle("list", ({ query }) =>
      Effect.gen(function* () {
        const { shops } = yield* Who
        const { cursor, limit = standardLimit, subject } = query
        const filter = { ...(subject === undefined ? {} : { subject }), ...(shops === null ? {} : { shops }) }
        // A position in both lists: `at` is the number of an entry of the store, `id` that of one of the accounts.
        const before = (yield* positionOf(cursor)) ?? beginning
        const ofStore = yield* orStoreFailed(store.audit(filter, before.at, limit + 1))
        const ofAccounts =
          shops === null ? yield* orAccountsFailed(accounts.audit(subject ?? null, before.id, limit + 1)) : []
        const { entries, at, id } = merged(ofStore, ofAccounts, limit)
        const isAll = entries.length === ofStore.length + ofAccounts.length
        return {
          entries,
          next: isAll ? null : positionText({ at: at ?? before.at, id: id ?? before.id })
        }
      })
    )
  })
)

const beginning = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER }

/** The latest entries of both lists, each in its own sequence; and the number of the last one taken of each. */
const merged = (ofStore: ReadonlyArray<StoredEntry>, ofAccounts: ReadonlyArray<AccountAuditEntry>, limit: number) => {
  const entries: Array<AuditEntry> = []
  let [fromStore, fromAccounts] = [0, 0]
  while (entries.length < limit) {
    const [one, other] = [ofStore[fromStore], ofAccounts[fromAccounts]]
    if (one !== undefined && (other === undefined || one.at >= other.at)) {
      entries.push({ ...one, id: String(one.id), actor: actorOf(one.who) })
      fromStore += 1
    } else if (other !== undefined) {
      entries.push({ ...other, id: `accounts-${other.id}`, actor: actorOf(other.who) })
      fromAccounts += 1
    } else break
  }
  return { entries, at: ofStore[fromStore - 1]?.id, id: ofAccounts[fromAccounts - 1]?.id }
}
