import type { AdapterError, Order } from "@huidan/core"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { type BrokenAdapter, sound, withAdapter } from "./BrokenAdapter.ts"

export const flightShared: BrokenAdapter = {
  mistake: "calls at the same time share the answer of the first one, even for other orders",
  breaks: "single-token-refresh",
  follows: {},
  subject: withAdapter(sound.wshoto, (adapter) => {
    let flight: Deferred.Deferred<Order, AdapterError> | null = null
    return {
      ...adapter,
      getOrder: (orderId) =>
        Effect.gen(function* () {
          if (flight !== null) return yield* Deferred.await(flight)
          const own = yield* Deferred.make<Order, AdapterError>()
          flight = own
          const result = yield* Effect.exit(adapter.getOrder(orderId))
          flight = null
          yield* Deferred.done(own, result)
          return yield* result
        })
    }
  })
}
