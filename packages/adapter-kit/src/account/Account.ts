import type { AccountQuota } from "./AccountQuota.ts"
import type { Breaker } from "./Breaker.ts"
import type { TokenStoreService } from "./TokenStore.ts"

/** What all clients of one platform account share: quota, tokens and circuit breaker. */
export interface Account extends AccountQuota {
  readonly key: string
  readonly tokens: TokenStoreService
  /** Open after repeated failures: calls then fail at once, and one probe at a time finds out whether it is over. */
  readonly breaker: Breaker
}
