import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const refusalRepeated: BrokenAdapter = {
  mistake: "every failure is retried, even if a retry cannot help",
  breaks: "retry-bounds",
  follows: {},
  subject: withAdapter(sound.xiaoe, (adapter) => ({
    ...adapter,
    getOrder: (orderId) => Effect.retry(adapter.getOrder(orderId), { times: 2 })
  }))
}
