import * as Effect from "effect/Effect"
import type { QuotaRefusal, RefusalStoreService } from "../../src/account/RefusalStore.ts"

/** A refusal store in memory: processes of one test share it. */
export const memoryRefusalStore = (): RefusalStoreService => {
  const accounts = new Map<string, Map<string, QuotaRefusal>>()
  return {
    read: (key) => Effect.sync(() => new Map(accounts.get(key))),
    write: (key, operation, refusal) =>
      Effect.sync(() => {
        const refusals = accounts.get(key) ?? new Map<string, QuotaRefusal>()
        accounts.set(key, refusals)
        if ((refusals.get(operation)?.until ?? 0) <= refusal.until) refusals.set(operation, refusal)
      })
  }
}
