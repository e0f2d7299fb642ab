/** What an adapter can do beyond the contract: decrypt the texts that its platform encrypted. */
import type { OrderAdapter } from "@huidan/core"
import type { PlatformDecrypt } from "@huidan/sync"
import * as Effect from "effect/Effect"

interface Decrypting {
  readonly decryptOrders: PlatformDecrypt
}

const isDecrypting = (adapter: object): adapter is Decrypting =>
  typeof Reflect.get(adapter, "decryptOrders") === "function"

/**
 * The decryption of an adapter that has a `decryptOrders`; `null` if it has none. A platform that refuses leaves the texts
 * encrypted and is one failure, at the order as a whole: what the store has is shown all the same.
 */
export const decryptOf = (adapter: OrderAdapter): PlatformDecrypt | null =>
  isDecrypting(adapter)
    ? (orders) =>
        Effect.catch(adapter.decryptOrders(orders), (error) =>
          Effect.succeed({ orders, failures: [{ pointer: "", error }] })
        )
    : null
