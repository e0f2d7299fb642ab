import type { AccountQuota } from "./AccountQuota.ts"
import type { Breaker } from "./Breaker.ts"
import type { TokenStoreService } from "./TokenStore.ts"

/** What all clients of one platform account share: its quota, its tokens, and the circuit breaker of the process. */
export interface Account extends AccountQuota {
  readonly key: string
  readonly tokens: TokenStoreService
  /** The same for all accounts: it keeps one circuit per platform and address. */
  readonly breaker: Breaker
}
