/** The decryption of an adapter that has one: the contract does not ask for it. */
import type { OrderAdapter } from "@huidan/core"
import type { PlatformDecrypt } from "./reveal.ts"

/** The adapter's own `decryptOrders`; `null` if it has none. */
export const platformDecryptOf = (adapter: OrderAdapter): PlatformDecrypt | null =>
  canDecrypt(adapter) ? (orders) => adapter.decryptOrders(orders) : null

const canDecrypt = (adapter: OrderAdapter): adapter is OrderAdapter & { readonly decryptOrders: PlatformDecrypt } =>
  "decryptOrders" in adapter && typeof adapter.decryptOrders === "function"
