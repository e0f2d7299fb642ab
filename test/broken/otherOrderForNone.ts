import type { Order } from "@huidan/core"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const otherOrderForNone: BrokenAdapter = {
  mistake: "for an order that the platform does not have, the order of the previous call is returned",
  breaks: "fidelity",
  follows: {},
  subject: withAdapter(sound.wshoto, (adapter) => {
    let before: Order | null = null
    const remember = (order: Order) =>
      Effect.sync(() => {
        before = order
      })
    return {
      ...adapter,
      getOrder: (orderId) =>
        adapter.getOrder(orderId).pipe(
          Effect.tap(remember),
          Effect.catchIf(
            ({ isRetryable }) => !isRetryable && before !== null,
            (error) => (before === null ? Effect.fail(error) : Effect.succeed(before))
          )
        )
    }
  })
}
