import * as Effect from "effect/Effect"
import { monotonicMillis } from "../../src/account/monotonicTime.ts"
import type { QuotaRefusal, RefusalStoreService } from "../../src/account/RefusalStore.ts"

interface Noted {
  readonly refusal: QuotaRefusal
  readonly at: number
  readonly until: number
}

/** A refusal store in memory: processes of one test share it. */
export const memoryRefusalStore = (): RefusalStoreService => {
  const accounts = new Map<string, Map<string, Noted>>()
  return {
    read: (key) =>
      Effect.map(
        monotonicMillis,
        (now) =>
          new Map(
            Array.from(accounts.get(key) ?? [], ([name, { at, refusal }]) => [name, { ...refusal, age: now - at }])
          )
      ),
    write: (key, operation, refusal, { pause }) =>
      Effect.map(monotonicMillis, (now) => {
        const refusals = accounts.get(key) ?? new Map<string, Noted>()
        accounts.set(key, refusals)
        const noted = { refusal, at: now, until: now + pause }
        if ((refusals.get(operation)?.until ?? 0) <= noted.until) refusals.set(operation, noted)
      })
  }
}
