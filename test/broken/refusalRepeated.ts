import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const refusalRepeated: BrokenAdapter = {
  mistake: "every failure is retried, even if a retry cannot help",
  breaks: "retry-bounds",
  follows: { "error-mapping": "a call that is repeated while the platform pauses fails without the platform's code" },
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.retry(adapter.getOrder(orderId), { times: 2 })
  }))
}
