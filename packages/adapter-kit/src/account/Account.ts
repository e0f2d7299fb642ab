import type { AccountQuota } from "./AccountQuota.ts"
import type { Breaker } from "./Breaker.ts"
import type { HolderTokens } from "./HolderTokens.ts"

/**
 * An account of a platform, as a client with one secret has it. Its quota is shared by all clients of the account; its
 * tokens and its circuit only by those that have the same secret.
 */
export interface Account extends AccountQuota {
  readonly key: string
  readonly tokens: HolderTokens
  /** Names the circuit of the account and the secret, within this process. */
  readonly circuit: string
  /** The same for all accounts: it keeps one circuit for each account and secret. */
  readonly breaker: Breaker
}
